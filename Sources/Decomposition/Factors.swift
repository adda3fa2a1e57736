public import TimeSeries

/// A series as the product of a trend, seasons and what is left.
public struct Factors: Sendable, Hashable {
    /// The series that was decomposed; all values above 0.
    public let observed: Series
    /// The slow movement, in the unit of the series.
    public let trend: [Double]
    /// The seasons as factors around 1, in the order of their periods.
    public let seasonal: [Components.Seasonal]
    /// What neither trend nor season explains, as factors: `observed ∕ (trend · seasonal)`.
    public let remainder: [Double]

    init(observed: Series, trend: [Double], seasonal: [Components.Seasonal]) {
        self.observed = observed
        self.trend = trend
        self.seasonal = seasonal
        remainder = observed.values.indices.map { i in
            observed.values[i] / seasonal.reduce(trend[i]) { $0 * $1.values[i] }
        }
    }

    /// The observations without their seasons, in the unit of the series.
    public var seasonallyAdjusted: [Double] {
        observed.values.indices.map { i in seasonal.reduce(observed.values[i]) { $0 / $1.values[i] } }
    }
}

extension Series {
    /// Throws ``DecompositionError/notPositive(at:)`` for a value of 0 or less.
    func requirePositive() throws(DecompositionError) {
        if let i = values.firstIndex(where: { $0 <= 0 }) { throw .notPositive(at: timestamp(i)) }
    }
}
