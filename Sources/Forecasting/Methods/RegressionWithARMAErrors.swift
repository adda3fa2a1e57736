public import TimeSeries

/// A regression on seasons, events and drivers whose errors follow an ARIMA model.
///
///     let orders = Regressor.values(name: "orders", ordersAndPlan)       // history and the days to be forecast
///     let model = try RegressionWithARMAErrors([orders], errors: ARIMAOrder(1, 0, 0)).fit(daily)
///     print(model.coefficients.regression[0])                          // cost of an order
///
/// Differences are taken of values and regressors alike; the coefficients of the regression are those of generalized least
/// squares, found by filtering values and regressors alike at each step of the search for the ARMA parameters, which is joint
/// maximum likelihood. A column that others or the differences explain gets a coefficient of 0.
///
/// - SeeAlso: Harvey & Phillips, "Maximum likelihood estimation of regression models with autoregressive-moving average
///   disturbances", *Biometrika* 66 (1979). Programs: R 4.2 `arima(xreg =)`, `forecast` 8.20 `auto.arima(xreg =)`.
public struct RegressionWithARMAErrors: Forecaster {
    /// What explains the series.
    public let regressors: [Regressor]
    /// Orders of the errors; `nil` has them chosen as by ``AutoARIMA``.
    public let errors: ARIMAOrder?
    /// Observations in a season of the errors, if their orders are chosen; 1 for none.
    public let period: Int

    /// A regression on `regressors`.
    ///
    /// - Parameters:
    ///   - regressors: What explains the series.
    ///   - errors: Orders of the errors; a mean belongs to them where no differences are taken.
    ///   - period: Observations in a season of the errors, at least 1, if their orders are chosen.
    public init(_ regressors: [Regressor], errors: ARIMAOrder? = nil, period: Int = 1) {
        precondition(period >= 1, "a season of at least 1")
        self.regressors = regressors
        self.errors = errors
        self.period = period
    }

    /// Fits by maximum likelihood.
    ///
    /// - Throws: ``ForecastingError/tooShort(needed:got:)``, ``ForecastingError/missingRegressor(number:needed:got:)``.
    public func fit(_ history: Series) throws(ForecastingError) -> ARIMAModel {
        guard let errors else {
            return try AutoARIMA(period: period, regressors: regressors).fit(history)
        }
        return try ARIMA.fit(
            history, errors, hasConstant: errors.differences == 0, regressors: regressors)
    }
}
