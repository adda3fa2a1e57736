/// What the next value is expected to be: the recent level, or the values at the same phase of earlier seasons, whichever
/// has been nearer.
struct PhaseExpectation: Sendable {
    /// Weight of the newest value in a level.
    private static let gain = 0.3
    /// Weight of the newest error in the mean error.
    private static let errorGain = 0.02
    /// An error counts at most so many mean errors, so that one huge value does not widen the range for days.
    private static let errorLimit = 5.0

    private let period: Int
    private var level: Double?
    private var phases: [Double?]
    private var phase = 0
    /// Mean absolute errors of the level, of the phases and of what was expected.
    private var errors: (level: Double, phase: Double, both: Double) = (0, 0, 0)
    private var count = 0

    init(period: Int) {
        precondition(period >= 1, "a period of at least one observation")
        self.period = period
        phases = [Double?](repeating: nil, count: period > 1 ? period : 0)
    }

    /// The expectation and its standard deviation; `value` and 0 before anything was seen.
    func next(or value: Double) -> (expected: Double, standardDeviation: Double) {
        guard let level else { return (value, 0) }
        // √(π/2): standard deviation of normal errors by their mean absolute one.
        return (expected(level), 1.2533 * errors.both)
    }

    mutating func take(_ value: Double) {
        if let level {
            count += 1
            let gain = max(Self.errorGain, 1 / Double(count))
            update(&errors.both, abs(value - expected(level)), gain)
            update(&errors.level, abs(value - level), gain)
            if let season = seasonal { update(&errors.phase, abs(value - season), gain) }
        }
        level = level.map { $0 + Self.gain * (value - $0) } ?? value
        if period > 1 { phases[phase] = phases[phase].map { $0 + Self.gain * (value - $0) } ?? value }
        skip()
    }

    mutating func skip() { phase = (phase + 1) % period }

    private var seasonal: Double? { period > 1 ? phases[phase] : nil }

    /// Level and phase with the weights of their squared precision.
    private func expected(_ level: Double) -> Double {
        guard let seasonal else { return level }
        let (a, b) = (errors.level, errors.phase)
        guard a > 0 || b > 0 else { return level }
        let largest = max(a, b)
        let (u, v) = ((b / largest) * (b / largest), (a / largest) * (a / largest))
        return level + (seasonal - level) * (v / (u + v))
    }

    private func update(_ mean: inout Double, _ error: Double, _ gain: Double) {
        let counted = count > 10 && mean > 0 ? min(error, Self.errorLimit * mean) : error
        mean += gain * (counted - mean)
    }
}
