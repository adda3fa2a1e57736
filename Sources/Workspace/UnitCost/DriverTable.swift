internal import Billing
internal import TimeSeries
internal import UnitEconomics

/// What was counted of one business driver: a value a period, whole or by parts of the business.
struct DriverTable: Sendable {
    /// One number as it was written down.
    struct Entry: Sendable {
        let day: CivilDate
        let part: Scope
        let value: Double
        /// The day from which it counts as known; `nil` for always.
        let knownOn: CivilDate?
        let place: String
    }

    let name: String
    let frequency: Frequency
    /// Values by part and period; the whole is the part without dimensions.
    private let parts: [Scope: [CivilDate: Double]]

    /// The table of what was known on a day, and what could not be used.
    init(name: String, frequency: Frequency, entries: [Entry], knownOn run: CivilDate) {
        var parts: [Scope: [CivilDate: Double]] = [:]
        for entry in entries where (entry.knownOn ?? run) <= run {
            parts[entry.part, default: [:]][entry.day] = entry.value
        }
        self.name = name
        self.frequency = frequency
        self.parts = parts
    }

    /// The first and the day after the last period; `nil` without values.
    var days: Range<CivilDate>? {
        let all = parts.values.flatMap(\.keys)
        guard let first = all.min(), let last = all.max() else { return nil }
        return first..<frequency.timestamp(Timestamp(last), advancedBy: 1).day
    }

    /// The driver of a part of the bill on a grid of periods; `nil` if it says nothing of that part.
    ///
    /// Parts of the driver that lie within the scope are added up; a period in which one of them is missing between its
    /// first and its last value is not known.
    func history(for scope: Scope, from start: CivilDate, periods: Int) -> MeasuredHistory? {
        let chosen = parts.filter { part, _ in
            part.values.allSatisfy { dimension, value in
                guard let asked = scope[dimension] else { return true }
                return asked == value
            }
        }
        guard !chosen.isEmpty else { return nil }
        let spans = chosen.values.compactMap { values -> (ClosedRange<CivilDate>, [CivilDate: Double])? in
            guard let first = values.keys.min(), let last = values.keys.max() else { return nil }
            return (first...last, values)
        }
        let values = (0..<periods).map { i -> Double? in
            let day = frequency.timestamp(Timestamp(start), advancedBy: i).day
            var sum: Double?
            for (span, values) in spans where span.contains(day) {
                guard let value = values[day] else { return nil }
                sum = (sum ?? 0) + value
            }
            return sum
        }
        guard values.contains(where: { $0 != nil }) else { return nil }
        return MeasuredHistory(start: start, frequency: frequency, values: values)
    }
}
