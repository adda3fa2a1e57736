internal import Billing
internal import TimeSeries
internal import UnitEconomics

/// A business driver added up over the days of a period.
struct DriverSum {
    private let table: DriverTable

    /// Days whose mean stands for days that are not known.
    private static let recentDays = 28

    init(_ table: DriverTable) {
        self.table = table
    }

    /// The sum over some days for a part of the bill; `nil` where no day of them is known.
    ///
    /// Weeks and months count by their days. Days that are not known, such as those to come, count as the mean of the newest 28
    /// known days.
    func callAsFunction(_ scope: Scope, _ days: Range<CivilDate>) -> Double? {
        let start = anchor(before: days.lowerBound.advanced(by: -2 * Self.recentDays))
        guard
            let history = table.history(
                for: scope, from: start, periods: periods(from: start, to: days.upperBound))
        else { return nil }
        var (known, sum) = (0, 0.0)
        var (recent, recentSum) = (0, 0.0)
        for i in (0..<history.count).reversed() {
            guard let value = history.values[i] else { continue }
            let span = history.day(i)..<history.day(i + 1)
            let length = span.lowerBound.distance(to: span.upperBound)
            let part = span.clamped(to: days)
            let overlap = part.lowerBound.distance(to: part.upperBound)
            sum += value * Double(overlap) / Double(length)
            known += overlap
            if recent < Self.recentDays {
                recent += length
                recentSum += value
            }
        }
        guard known > 0 else { return nil }
        let missing = days.lowerBound.distance(to: days.upperBound) - known
        return sum + Double(missing) * recentSum / Double(recent)
    }

    /// The first day of the driver's own period that has a day.
    private func anchor(before day: CivilDate) -> CivilDate {
        switch table.frequency {
        case .weekly:
            let offset = (table.days?.lowerBound ?? day).distance(to: day)
            return day.advanced(by: -(((offset % 7) + 7) % 7))
        case .months: return day.startOfMonth
        default: return day
        }
    }

    private func periods(from start: CivilDate, to end: CivilDate) -> Int {
        switch table.frequency {
        case .weekly: start.distance(to: end) / 7 + 1
        case .months: start.distance(to: end) / 28 + 1
        default: start.distance(to: end)
        }
    }
}
