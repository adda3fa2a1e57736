public import TimeSeries

/// A series as the sum of a trend, seasons and what is left.
///
/// All parts are aligned with the observations and in their unit.
public struct Components: Sendable, Hashable {
    /// The series that was decomposed; a gap holds the estimate there, trend + seasons.
    public let observed: Series
    /// Which values were observed: all but gaps.
    public let isObserved: [Bool]
    /// The slow movement.
    public let trend: [Double]
    /// The seasons, in the order of their periods.
    public let seasonal: [Seasonal]
    /// What neither trend nor season explains: `observed − (trend + seasonal)`; 0 in a gap, where nothing is to be explained.
    public let remainder: [Double]
    /// How much each value counted, 0…1: all 1 if the method does not weigh values down, 0 in a gap.
    public let weights: [Double]

    /// One season of a series.
    public struct Seasonal: Sendable, Hashable {
        /// Observations in one season, not necessarily a whole number.
        public let period: Double
        /// The season's part of each value.
        public let values: [Double]

        /// A season of `period` observations.
        public init(period: Double, values: [Double]) {
            self.period = period
            self.values = values
        }

        /// A season of `period` observations.
        public init(period: Int, values: [Double]) {
            self.init(period: Double(period), values: values)
        }
    }

    init(
        observed: Series, trend: [Double], seasonal: [Seasonal], weights: [Double]? = nil,
        isObserved: [Bool] = []
    ) {
        let n = observed.count
        let fitted = (0..<n).map { i in seasonal.reduce(trend[i]) { $0 + $1.values[i] } }
        self.observed = isObserved.isEmpty ? observed : observed.completed(by: fitted, where: isObserved)
        self.isObserved = isObserved.isEmpty ? [Bool](repeating: true, count: n) : isObserved
        self.trend = trend
        self.seasonal = seasonal
        let counted = weights ?? [Double](repeating: 1, count: n)
        self.weights = isObserved.isEmpty ? counted : zip(counted, isObserved).map { $1 ? $0 : 0 }
        remainder = zip(self.observed.values, fitted).map { $0 - $1 }
    }

    /// The observations without their seasons.
    public var seasonallyAdjusted: [Double] {
        observed.values.indices.map { i in seasonal.reduce(observed.values[i]) { $0 - $1.values[i] } }
    }
}

extension Series {
    /// The series with `fitted` values where it was not observed, as far as they are numbers.
    fileprivate func completed(by fitted: [Double], where isObserved: [Bool]) -> Series {
        let whole = values.indices.map { isObserved[$0] ? values[$0] : fitted[$0] }
        return (try? Series(start: start, frequency: frequency, values: whole)) ?? self
    }
}
