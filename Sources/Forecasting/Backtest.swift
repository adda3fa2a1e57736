public import TimeSeries

/// Forecasts from several origins of the past, each from the values before it only, against what came.
public struct Backtest: Sendable, Hashable {
    /// How a backtest is run.
    public struct Settings: Sendable, Hashable {
        /// Values to forecast from each origin.
        public var horizon: Int
        /// Origins at most; the last ends the history.
        public var folds: Int
        /// Values between two origins.
        public var step: Int
        /// Season by which errors are scaled.
        public var period: Int
        /// Ranges to measure.
        public var coverages: [Double]
        /// Sample paths a fold.
        public var paths: Int
        /// Seed of the sample paths.
        public var seed: UInt64

        /// Settings with the usual defaults: origins `horizon` apart.
        public init(
            horizon: Int, folds: Int, step: Int? = nil, period: Int = 7, coverages: [Double] = [0.8, 0.95]
        ) {
            self.horizon = horizon
            self.folds = folds
            self.step = step ?? horizon
            self.period = period
            self.coverages = coverages
            paths = 400
            seed = 1
        }
    }

    /// One origin.
    public struct Fold: Sendable, Hashable {
        /// Values of the history that the forecast saw.
        public let origin: Int
        public let forecast: Forecast
        public let actual: [Double]
        public let accuracy: PointAccuracy
        public let intervals: [IntervalAccuracy]
        /// Mean pinball loss over the quantiles 0.1 … 0.9.
        public let pinball: Double
        /// Total of each path over the horizon, for the calibration of totals.
        public let pathTotals: [Double]
        /// Total that came.
        public var actualTotal: Double { actual.reduce(0, +) }
    }

    /// The folds, oldest first; origins from which the method could not forecast are left out.
    public let folds: [Fold]
    /// Origins from which the method could not forecast.
    public let failures: Int

    /// Runs `forecaster` from each origin.
    ///
    /// - Precondition: Horizon, folds and step of the settings are at least 1.
    public init(_ forecaster: some Forecaster, on series: Series, _ settings: Settings) {
        precondition(
            settings.horizon >= 1 && settings.folds >= 1 && settings.step >= 1, "a horizon, folds and a step")
        var folds: [Fold] = []
        var failures = 0
        for k in (0..<settings.folds).reversed() {
            let origin = series.count - settings.horizon - k * settings.step
            guard origin >= 1 else { continue }
            if let fold = Self.fold(forecaster, series, origin, settings) {
                folds.append(fold)
            } else {
                failures += 1
            }
        }
        self.folds = folds
        self.failures = failures
    }

    private static func fold(
        _ forecaster: some Forecaster, _ series: Series, _ origin: Int, _ settings: Settings
    ) -> Fold? {
        let history = series[0..<origin]
        guard let model = try? forecaster.fit(history) else { return nil }
        let paths = model.samplePaths(
            horizon: settings.horizon, count: settings.paths, seed: settings.seed)
        let forecast = Forecast(
            mean: model.forecast(horizon: settings.horizon), paths: paths, coverages: settings.coverages)
        let actual = Array(series.values[origin..<(origin + settings.horizon)])
        return Fold(
            origin: origin, forecast: forecast, actual: actual,
            accuracy: PointAccuracy(
                forecast: forecast.mean, actual: actual, history: history.values, period: settings.period),
            intervals: forecast.intervals.map {
                IntervalAccuracy($0, actual: actual, history: history.values, period: settings.period)
            },
            pinball: PinballLoss.mean(paths, actual: actual),
            pathTotals: paths.totals(over: 0..<settings.horizon))
    }
}

extension Backtest {
    /// Measured coverage over all folds, one for each coverage of the settings; empty without folds.
    public var coverage: [IntervalAccuracy] {
        guard let first = folds.first else { return [] }
        return first.intervals.indices.map { k in
            let parts = folds.map { $0.intervals[k] }
            let scores = parts.compactMap(\.msis)
            return IntervalAccuracy(
                coverage: parts[0].coverage, count: parts.reduce(0) { $0 + $1.count },
                hits: parts.reduce(0) { $0 + $1.hits },
                msis: scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count))
        }
    }

    /// The mean over the folds of one measure; `nil` where no fold has it.
    public func mean(_ measure: (Fold) -> Double?) -> Double? {
        let values = folds.compactMap(measure)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
