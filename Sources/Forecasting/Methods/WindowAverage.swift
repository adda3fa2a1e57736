public import TimeSeries

/// The mean of the history.
public struct HistoricAverage: Forecaster {
    /// The method.
    public init() {}

    public func fit(_ history: Series) throws(ForecastingError) -> BenchmarkModel {
        let mean = history.values.reduce(0, +) / Double(history.count)
        return BenchmarkModel(
            history.values, profile: [mean], growth: .mean(of: history.count), start: 0
        ) { _, _ in mean }
    }
}

/// The mean of the last values.
public struct WindowAverage: Forecaster {
    /// How many values the mean takes.
    public let window: Int

    /// The mean of the last `window` values, or of all if there are fewer.
    ///
    /// - Precondition: A window of at least 1.
    public init(window: Int) {
        precondition(window >= 1, "a window of at least 1")
        self.window = window
    }

    public func fit(_ history: Series) throws(ForecastingError) -> BenchmarkModel {
        let window = min(window, history.count)
        func mean(_ y: [Double], _ t: Int) -> Double {
            y[max(0, t - window)..<t].reduce(0, +) / Double(min(window, t))
        }
        return BenchmarkModel(
            history.values, profile: [mean(history.values, history.count)], growth: .mean(of: window),
            forecast: mean)
    }
}

/// The mean of each phase over the last seasons.
///
/// With a window of 1 it is the seasonal naive method, whose errors grow with the root of the seasons ahead. A history
/// shorter than a season is forecast by its last value; a window takes as many seasons as there are.
public struct SeasonalWindowAverage: Forecaster {
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// How many seasons the means take.
    public let window: Int

    /// The means of the last `window` seasons of `period` observations.
    ///
    /// - Precondition: Both at least 1.
    public init(period: Int? = nil, window: Int) {
        precondition(period ?? 1 >= 1 && window >= 1, "a season and at least one of them")
        self.period = period
        self.window = window
    }

    public func fit(_ history: Series) throws(ForecastingError) -> BenchmarkModel {
        let (y, n) = (history.values, history.count)
        let wanted = period ?? history.frequency.usualPeriods.first ?? 1
        let period = n < wanted ? 1 : wanted
        let seasons = min(window, n / period)
        func mean(_ y: [Double], _ t: Int) -> Double {
            var (sum, count) = (0.0, 0)
            for i in stride(from: t - period, through: max(0, t - seasons * period), by: -period) where i < n
            {
                sum += y[i]
                count += 1
            }
            return sum / Double(count)
        }
        return BenchmarkModel(
            y, profile: (0..<period).map { mean(y, n + $0) },
            growth: seasons == 1 ? .walk : .mean(of: seasons),
            start: period,
            forecast: mean)
    }
}
