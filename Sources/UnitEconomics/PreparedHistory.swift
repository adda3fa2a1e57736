import Decomposition
import Regression
import Statistics
import TimeSeries

/// A history made ready for comparison: on its scale, with what each period brought that its own past and the calendar
/// did not announce.
///
/// Prepare each cost and each driver once, then compare any cost with any driver.
public struct PreparedHistory: Sendable {
    /// The history as it was measured.
    public let history: MeasuredHistory
    /// Whether the scale is logarithmic: all but a few values are above 0.
    public let isLogarithmic: Bool
    /// The values on the scale of the comparison; `nil` where not known.
    let scaled: [Double?]
    /// The innovations, with those beyond 2.5 robust standard deviations drawn in; `nil` where not known.
    let innovations: [Double?]
    /// Periods that lie so far out that a slope should not hang on them unless the other side moves, too.
    let isSpike: [Bool]
    /// Where the series stepped to another level.
    let shifts: [LevelShift]
    /// How many coefficients the calendar took.
    let calendarCount: Int
    /// The largest innovation that is believed.
    private let clippedAt: Double

    /// Share of values above 0 from which a logarithm is taken; the others count as not known then.
    private static let positiveShare = 0.95
    /// Robust standard deviations beyond which an innovation proves no more.
    private static let clip = 2.5

    /// Robust standard deviations beyond which a period is a spike.
    private static let spike = 8.0

    init(_ history: MeasuredHistory, calendar: CalendarColumns) {
        self.history = history
        let known = history.values.compactMap(\.self)
        let positive = known.count { $0 > 0 }
        let isLogarithmic = positive > 0 && Double(positive) >= Self.positiveShare * Double(known.count)
        self.isLogarithmic = isLogarithmic
        scaled = history.values.map { value in
            guard let value else { return nil }
            guard isLogarithmic else { return value }
            return value > 0 ? logarithm(value) : nil
        }
        calendarCount = calendar.columns.count
        let order = min(8, known.count / 10)
        let filled = Self.filled(scaled)
        shifts = history.frequency == .daily ? Self.shifts(of: filled, from: history.start) : []
        let memory = (1...max(order, 1)).map { lag in
            filled.indices.map { $0 >= lag ? filled[$0 - lag] : 0 }
        }
        var usable = scaled
        for i in 0..<min(order, usable.count) { usable[i] = nil }
        let raw = Self.residuals(of: usable, columns: calendar.columns + (order > 0 ? memory : []))
        let scale = raw.compactMap(\.self).isEmpty ? 0 : raw.compactMap(\.self).robustScale()
        isSpike = raw.map { scale > 0 && abs($0 ?? 0) > Self.spike * scale }
        clippedAt = Self.clip * scale
        innovations = raw.map { $0.map { max(-Self.clip * scale, min(Self.clip * scale, $0)) } }
    }

    /// Whether period `i` brought as much as is believed at most, upwards or downwards.
    func isExtreme(_ i: Int, upwards: Bool) -> Bool {
        guard let innovation = innovations[i] else { return false }
        return upwards ? innovation > 0.6 * clippedAt : innovation < -0.6 * clippedAt
    }

    /// What columns do not explain, by a robust fit; all `nil` if there are too few values.
    static func residuals(of values: [Double?], columns: [[Double]]) -> [Double?] {
        let rows = values.indices.filter { values[$0] != nil }
        var residuals = [Double?](repeating: nil, count: values.count)
        let named = columns.enumerated().map { k, column in ("\(k)", rows.map { column[$0] }) }
        guard rows.count > columns.count + 10, let design = try? DesignMatrix(named),
            let model = try? Huber(maximumRounds: 15).fit(design, response: rows.compactMap { values[$0] })
        else { return residuals }
        for (row, residual) in zip(rows, model.linear.residuals) { residuals[row] = residual }
        return residuals
    }

    /// Where days stepped to another level and stayed.
    private static func shifts(of values: [Double], from start: CivilDate) -> [LevelShift] {
        guard let series = try? Series(daily: values, from: start) else { return [] }
        var search = LevelShiftSearch(periods: [7])
        search.minimumDuration = 14
        return search.shifts(in: series)
    }

    /// The values with gaps filled on the line between their neighbours; they are looked back on, never explained.
    private static func filled(_ values: [Double?]) -> [Double] {
        let known = values.indices.filter { values[$0] != nil }
        guard var left = known.first else { return values.map { _ in 0 } }
        var filled = values.map { $0 ?? 0 }
        for i in 0..<left { filled[i] = filled[left] }
        for right in known.dropFirst() {
            for i in (left + 1)..<max(right, left + 1) {
                let share = Double(i - left) / Double(right - left)
                filled[i] = filled[left] * (1 - share) + filled[right] * share
            }
            left = right
        }
        for i in left..<filled.count { filled[i] = filled[left] }
        return filled
    }
}
