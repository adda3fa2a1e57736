public import TimeSeries

/// Level × shape: the series is folded by its season, the totals of the seasons are forecast by a ridge regression, and the
/// shares within a season stay as they were lately.
///
///     let model = try FLAIR().fit(daily)
///     let month = model.forecast(horizon: 30, coverages: [0.8])
///
/// - Complexity: O(*n*) a fit.
/// - SeeAlso: Honda, *FLAIR: periodic time series are rank-1 matrices*, technical report (2026). DIFFERENCE: made anew from the
///   description; the shape is the median of eight seasons instead of the mean of two, the cycle of a year is found beside the trend, zeros before the
///   first value are left out, levels are scaled so that forecasts scale with the unit, and errors are clipped at
///   five robust standard deviations before they are drawn from.
public struct FLAIR: Forecaster {
    /// Observations in a season; `nil` takes the usual one of the frequency that folds the history best.
    public let period: Int?
    /// Seasons whose median shares are the shape.
    public let shapeSeasons: Int

    /// The method with a season of `period` observations.
    ///
    /// - Precondition: Both at least 1.
    public init(period: Int? = nil, shapeSeasons: Int = 8) {
        precondition(period ?? 1 >= 1 && shapeSeasons >= 1, "a season and at least one of them")
        self.period = period
        self.shapeSeasons = shapeSeasons
    }

    public func fit(_ history: Series) throws(ForecastingError) -> FLAIRModel {
        let usual = history.frequency.usualPeriods.filter { history.count >= 6 * $0 }
        let best =
            period ?? (usual.count > 1 ? SeasonFold.best(of: usual, for: history.values) : usual.first) ?? 1
        return try fit(
            history.values, period: best, year: FLAIR.seasonsInAYear(history.frequency, period: best))
    }

    /// Fits values of a given season; `year` seasons make the next longer cycle, 0 none.
    func fit(_ values: [Double], period: Int, year: Int) throws(ForecastingError) -> FLAIRModel {
        let lead = values.firstIndex { $0 != 0 } ?? 0
        let y = Array(values.dropFirst(values.count - lead >= 6 ? lead : 0))
        guard y.count >= 6 else { throw .tooShort(needed: 6, got: y.count) }
        let isFolded = y.count >= 6 * period
        return FLAIRModel(
            y, period: isFolded ? period : 1, year: isFolded ? year : 0, shapeSeasons: shapeSeasons)
    }

    /// Seasons in the next longer cycle: weeks in a year, days in a week; 0 for none.
    private static func seasonsInAYear(_ frequency: Frequency, period: Int) -> Int {
        switch frequency {
        case .daily: period == 7 ? 52 : 0
        case .seconds: frequency.usualPeriods.last.map { $0 % period == 0 ? $0 / period : 0 } ?? 0
        default: 0
        }
    }
}
