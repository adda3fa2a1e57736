public import TimeSeries

/// A method that says of each value of a series how unusual it is.
public protocol Detector: Sendable {
    /// One score for each value, in order.
    ///
    /// - Throws: ``DetectionError/tooShort(needed:got:)`` if nothing can be learned from the history.
    func score(_ observations: Series) throws(DetectionError) -> [ScoredValue]
}

/// What a detector says of one value.
public struct ScoredValue: Sendable, Hashable {
    /// What was expected, in the unit of the series.
    public let expected: Double
    /// Lower end of the usual range.
    public let lower: Double
    /// Upper end of the usual range.
    public let upper: Double
    /// Distance from the expectation in robust standard deviations, with its sign: above 0 is more than expected.
    public let deviation: Double
    /// How unusual the value is, 0…1: means the same on every series.
    public let score: Double
    /// Whether the value is an anomaly at the detector's threshold.
    public let isAnomaly: Bool

    /// A detector's word on one value.
    public init(
        expected: Double, lower: Double, upper: Double, deviation: Double, score: Double, isAnomaly: Bool
    ) {
        self.expected = expected
        self.lower = lower
        self.upper = upper
        self.deviation = deviation
        self.score = score
        self.isAnomaly = isAnomaly
    }
}

/// What can keep a series from being scored.
public enum DetectionError: Error, Sendable, Hashable {
    /// The series is too short to learn from.
    case tooShort(needed: Int, got: Int)
}

extension DetectionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooShort(let needed, let got): "needs \(needed) observations, got \(got); wait for more history"
        }
    }
}
