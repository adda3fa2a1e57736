public import TimeSeries

/// The ARIMA model that an information criterion prefers, by the stepwise search of Hyndman and Khandakar.
///
///     let model = try AutoARIMA().fit(monthly)
///     print(model.order)                                     // ARIMA(2,1,1)(0,1,0)[12]
///
/// Seasonal differences are taken where the season is strong, others until the KPSS test is content. From four simple models the
/// search goes to the neighbour with a lower criterion until there is none. A model with a root within 1 % of the unit circle
/// is left out.
///
/// DIFFERENCE: R compares models by their conditional sums of squares above 150 values, since its exact likelihood is slow, and
/// so may end at a model that is not the best of those it saw. Here they are compared by the exact likelihood up to
/// ``longestExact`` steps of the filter. Models without one of the four parts of the best one are looked at, too.
///
/// - Complexity: O(*n* · (p + *m*P + q + *m*Q)) an evaluation at worst, about twenty of them a model, thirty models.
/// - SeeAlso: Hyndman & Khandakar, "Automatic time series forecasting: the forecast package for R", *Journal of Statistical
///   Software* 27 (2008). Program: R `forecast` 8.20, `auto.arima`.
public struct AutoARIMA: Forecaster {
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// What explains the series besides its past.
    public let regressors: [Regressor]
    /// What compares models.
    public let criterion: AutoETS.Criterion

    /// Values times length of the state above which models are compared by the likelihood that is conditional on zeros
    /// before the history; the one that wins is fitted exactly.
    public static let longestExact = 50_000

    /// The search of R's `auto.arima`.
    ///
    /// - Precondition: A period of at least 1.
    public init(
        period: Int? = nil, regressors: [Regressor] = [], criterion: AutoETS.Criterion = .aicc
    ) {
        precondition(period ?? 1 >= 1, "a season of at least 1")
        (self.period, self.regressors, self.criterion) = (period, regressors, criterion)
    }

    /// Finds and fits the model; a history of few values gets a simple one.
    ///
    /// - Throws: ``ForecastingError/tooShort(needed:got:)`` if there are not two values more than regressors,
    ///   ``ForecastingError/missingRegressor(number:needed:got:)``.
    public func fit(_ history: Series) throws(ForecastingError) -> ARIMAModel {
        if let missing = ForecastingError.missing(in: regressors, for: history.count) { throw missing }
        let columns = regressors.reduce(0) { $0 + $1.names().count }
        if columns > 0, history.count < columns + 3 {
            throw .tooShort(needed: columns + 3, got: history.count)
        }
        let period = self.period ?? history.frequency.usualPeriods.first ?? 1
        var search = ARIMAStepwise(history, regressors, period: period, criterion: criterion)
        return search.best()
    }
}
