/// What one causal pass over a series says of every value: each entry uses values before it only.
public struct CostScan: Sendable, Hashable {
    /// A move to a new level that was followed.
    public struct LevelShift: Sendable, Hashable {
        /// The first value at the new level.
        public let start: Int
        /// The value with which it became certain; the scan knew it from here on.
        public let found: Int
        /// Level before and after, without season, in the unit of the series.
        public let before: Double
        public let after: Double
    }

    /// What was expected, in the unit of the series.
    public internal(set) var expected: [Double]
    /// Standard deviation of the expectation near `expected`, in the unit of the series.
    public internal(set) var standardDeviation: [Double]
    /// Distance from the expectation in robust standard deviations, with its sign.
    public internal(set) var deviation: [Double]
    /// How unusual the value is, 0…1: 1 − score is about the chance of it on a day without an incident.
    public internal(set) var score: [Double]
    /// Growth of the level over ten values in units of its usual changes, with its sign: high in a slow leak.
    public internal(set) var growth: [Double]
    /// Moves to new levels, oldest first.
    public internal(set) var shifts: [LevelShift]
    /// The first value that is not zero after the start or after 35 zeros; `nil` if there is none.
    public internal(set) var activeSince: Int?

    init(capacity: Int) {
        (expected, standardDeviation, deviation, score, growth) = ([], [], [], [], [])
        shifts = []
        expected.reserveCapacity(capacity)
        standardDeviation.reserveCapacity(capacity)
        deviation.reserveCapacity(capacity)
        score.reserveCapacity(capacity)
        growth.reserveCapacity(capacity)
    }

    mutating func append(_ step: CostPass.Step) {
        expected.append(step.expected)
        standardDeviation.append(step.standardDeviation)
        deviation.append(step.deviation)
        score.append(step.score)
        growth.append(step.growth)
    }
}
