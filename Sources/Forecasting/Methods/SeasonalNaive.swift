import Statistics
public import TimeSeries

/// The median of the last seasons, phase by phase: the floor that every other method has to beat.
///
/// Its ranges come from what the method itself got wrong in the history.
///
/// - SeeAlso: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §5.2.
public struct SeasonalNaive: Forecaster {
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// Seasons whose median is taken, at most.
    public let seasons: Int

    /// The median of the last `seasons` seasons of `period` observations.
    ///
    /// - Precondition: Both at least 1.
    public init(period: Int? = nil, seasons: Int = 3) {
        precondition(period ?? 1 >= 1 && seasons >= 1, "a season and at least one of them")
        self.period = period
        self.seasons = seasons
    }

    public func fit(_ history: Series) throws(ForecastingError) -> SeasonalNaiveModel {
        let period = self.period ?? history.frequency.usualPeriods.first ?? 1
        return SeasonalNaiveModel(
            history.values, period: history.count < period ? 1 : period, seasons: seasons)
    }
}

/// A fitted ``SeasonalNaive``.
public struct SeasonalNaiveModel: ForecastModel {
    private let profile: [Double]
    private let residuals: [Double]
    private let seasons: Int
    private let isNonNegative: Bool

    init(_ y: [Double], period: Int, seasons: Int) {
        self.seasons = seasons
        isNonNegative = y.allSatisfy { $0 >= 0 }
        profile = (0..<period).map { Self.median(y, before: y.count + $0, stride: period, count: seasons) }
        let first = max(period, y.count - 180)
        residuals =
            first < y.count
            ? (first..<y.count).map { y[$0] - Self.median(y, before: $0, stride: period, count: seasons) }
            : [0]
    }

    /// The median of `y[t − s]`, `y[t − 2s]` and so on, at most `count` of them that exist.
    private static func median(_ y: [Double], before t: Int, stride s: Int, count: Int) -> Double {
        var values: [Double] = []
        var i = t - s
        while i >= 0, values.count < count {
            if i < y.count { values.append(y[i]) }
            i -= s
        }
        return values.median()
    }

    public func forecast(horizon: Int) -> [Double] {
        (0..<horizon).map { profile[$0 % profile.count] }
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var generator = SplitMix64(seed: seed)
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        let block = min(7, residuals.count)
        for _ in 0..<count {
            var start = 0
            for step in 0..<horizon {
                if step % block == 0 {
                    start = Int(generator.uniform() * Double(residuals.count - block + 1))
                }
                // The error of a naive forecast grows with the root of the seasons ahead.
                let ahead = Double(step / profile.count)
                let growth = (1 + ahead / Double(seasons)).squareRoot()
                let value = profile[step % profile.count] + growth * residuals[start + step % block]
                values.append(isNonNegative ? max(0, value) : value)
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }
}
