import Statistics
public import TimeSeries

/// What sort of history a series is, which decides how it is forecast.
public enum HistoryKind: String, Sendable, Hashable, CaseIterable {
    /// Nothing but zeros, at least for the last 28 values.
    case dead
    /// All values equal.
    case constant
    /// Too few values for a model.
    case new
    /// Zeros where the season has values, or values where it has zeros.
    case intermittent
    /// Most values equal the one before: reserved capacity, licences.
    case stepping
    /// Anything else.
    case regular

    /// Looks at a history.
    public init(_ history: Series) {
        self.init(history.values, period: history.frequency.usualPeriods.first ?? 1)
    }

    init(_ values: [Double], period: Int) {
        let size = values.map(abs).sorted().quantile(ofSorted: 0.9)
        if size == 0 || Self.hasStopped(values, size: size) {
            self = .dead
        } else if values.allSatisfy({ $0 == values[0] }) {
            self = .constant
        } else if values.count < (period > 4 ? 10 : 5) {
            self = .new
        } else if Self.surprises(values, period: period) > 0.12 {
            self = .intermittent
        } else if Double(zip(values, values.dropFirst()).count { $0 == $1 }) > 0.5 * Double(values.count) {
            self = .stepping
        } else {
            self = .regular
        }
    }

    /// Whether the zeros at the end last longer than zeros ever did: four seasons of a week, or one and twice as long as
    /// any before.
    private static func hasStopped(_ values: [Double], size: Double) -> Bool {
        var silence = 0
        for value in values.reversed() {
            guard abs(value) <= 0.005 * size else { break }
            silence += 1
        }
        guard silence >= 7 else { return false }
        var (run, longest) = (0, 0)
        for value in values.dropLast(silence).suffix(365) {
            run = abs(value) <= 0.005 * size ? run + 1 : 0
            longest = max(longest, run)
        }
        return silence > 2 * longest || silence >= 28 && silence > longest
    }

    /// Share of the last values that are zero where most of their phase are not, or the other way round.
    private static func surprises(_ values: [Double], period: Int) -> Double {
        let block = period > 1 && values.count >= 3 * period ? period : 1
        let recent = values.suffix(max(120, 4 * block))
        var zeros = [Int](repeating: 0, count: block)
        var counts = zeros
        for (i, value) in recent.enumerated() {
            counts[i % block] += 1
            if value == 0 { zeros[i % block] += 1 }
        }
        let surprising = zip(zeros, counts).reduce(0) { $0 + min($1.0, $1.1 - $1.0) }
        return Double(surprising) / Double(recent.count)
    }
}
