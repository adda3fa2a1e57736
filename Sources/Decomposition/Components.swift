public import TimeSeries

/// A series as the sum of a trend, seasons and what is left.
///
/// All parts are aligned with the observations and in their unit.
public struct Components: Sendable, Hashable {
    /// The series that was decomposed.
    public let observed: Series
    /// The slow movement.
    public let trend: [Double]
    /// The seasons, in the order of their periods.
    public let seasonal: [Seasonal]
    /// What neither trend nor season explains: `observed − (trend + seasonal)`.
    public let remainder: [Double]
    /// How much each value counted, 0…1: all 1 if the method does not weigh values down.
    public let weights: [Double]

    /// One season of a series.
    public struct Seasonal: Sendable, Hashable {
        /// Observations in one season.
        public let period: Int
        /// The season's part of each value.
        public let values: [Double]

        /// A season of `period` observations.
        public init(period: Int, values: [Double]) {
            self.period = period
            self.values = values
        }
    }

    init(observed: Series, trend: [Double], seasonal: [Seasonal], weights: [Double]? = nil) {
        self.observed = observed
        self.trend = trend
        self.seasonal = seasonal
        self.weights = weights ?? [Double](repeating: 1, count: observed.count)
        remainder = observed.values.indices.map { i in
            observed.values[i] - seasonal.reduce(trend[i]) { $0 + $1.values[i] }
        }
    }

    /// The observations without their seasons.
    public var seasonallyAdjusted: [Double] {
        observed.values.indices.map { i in seasonal.reduce(observed.values[i]) { $0 - $1.values[i] } }
    }
}
