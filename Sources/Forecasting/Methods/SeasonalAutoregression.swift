public import TimeSeries

/// Each value from the last ones and from those one or several seasons before, by ridge regression on the series itself.
///
///     let model = try SeasonalAutoregression().fit(hourly)
///     let twoDays = model.forecast(horizon: 48)
///
/// Made for hours, whose day and week follow the last days and weeks more closely than any smoothing of 168 states. Values
/// are logarithms where all are well above 0; coefficients are drawn to "the same as just before" or "as a short season ago",
/// whichever was nearer in the past.
///
/// - Complexity: O(*n* · *p*²) a fit with *p* lags, *n* at most eight of the longest season (or 1,344 values).
/// - SeeAlso: Doornik, Castle & Hendry, "Card forecasts for M4", *International Journal of Forecasting* 36 (2020), 129–134,
///   on regressions of this sort for hours. DIFFERENCE: more lags, a ridge instead of tests, no calibration.
public struct SeasonalAutoregression: Forecaster {
    /// Observations in each season, the shortest first; `nil` takes the usual ones of the frequency.
    public let periods: [Int]?

    /// Ridge regression on lags.
    ///
    /// - Precondition: Periods of at least 1, ascending.
    public init(periods: [Int]? = nil) {
        let known = periods ?? []
        precondition(known.allSatisfy { $0 >= 1 }, "seasons of at least 1")
        precondition(zip(known, known.dropFirst()).allSatisfy { $0 < $1 }, "ascending seasons")
        self.periods = periods
    }

    /// - Throws: ``ForecastingError/tooShort(needed:got:)`` below six values; seasons need three of theirs.
    public func fit(_ history: Series) throws(ForecastingError) -> SeasonalAutoregressionModel {
        let periods = (self.periods ?? history.frequency.usualPeriods).filter { $0 > 1 }
        let values = history.values
        guard values.count >= 6 else { throw .tooShort(needed: 6, got: values.count) }
        let shown = periods.filter { values.count >= 3 * $0 }
        return SeasonalAutoregressionModel(
            values, lags: Self.lags(shown), anchors: [1] + shown.prefix(1), memory: Self.memory(shown),
            guarded: 2 * (shown.first ?? 0))
    }

    /// The last values; those about one and two seasons ago; each further short season up to the long one, and about it.
    static func lags(_ periods: [Int]) -> [Int] {
        guard let short = periods.first else { return [1, 2, 3] }
        var lags = Set(1...min(4, short))
        lags.formUnion((short - 2)...(short + 2))
        lags.formUnion((2 * short - 1)...(2 * short + 1))
        for long in periods.dropFirst() {
            let turns = min(long / short, 8)
            for k in 3..<max(3, turns) { lags.insert(k * short) }
            lags.formUnion((long - short - 1)...(long - short + 1))
            lags.formUnion((long - 1)...(long + 1))
            lags.insert(long + short)
        }
        return lags.filter { $0 >= 1 }.sorted()
    }

    /// Values that are looked at.
    static func memory(_ periods: [Int]) -> Int { max(1344, 8 * (periods.last ?? 1)) }
}
