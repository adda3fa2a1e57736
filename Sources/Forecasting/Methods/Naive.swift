public import TimeSeries

/// The last value, for ever: a random walk.
///
/// - SeeAlso: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §5.2, for all methods here.
public struct Naive: Forecaster {
    /// The method.
    public init() {}

    public func fit(_ history: Series) throws(ForecastingError) -> BenchmarkModel {
        BenchmarkModel(history.values, profile: [history.values[history.count - 1]], growth: .walk) { y, t in
            y[t - 1]
        }
    }
}

/// The last value and the mean change of the history: a random walk with drift.
public struct RandomWalkWithDrift: Forecaster {
    /// The method.
    public init() {}

    public func fit(_ history: Series) throws(ForecastingError) -> BenchmarkModel {
        let y = history.values
        let slope = y.count > 1 ? (y[y.count - 1] - y[0]) / Double(y.count - 1) : 0
        return BenchmarkModel(y, profile: [y[y.count - 1]], slope: slope, growth: .drift) { y, t in
            y[t - 1] + slope
        }
    }
}
