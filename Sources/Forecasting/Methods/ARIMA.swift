public import TimeSeries

/// A seasonal ARIMA model of given orders, by exact maximum likelihood.
///
///     let airline = ARIMAOrder(.init(0, 1, 1), seasonal: .init(0, 1, 1), period: 12)
///     let model = try ARIMA(airline).fit(monthly)
///     let year = model.normalForecast(horizon: 12, coverages: [0.8, 0.95])
///
/// The likelihood is that of the differences, which is R's `arima(method = "ML")` with a diffuse start; mean, drift and variance
/// are solved exactly at each step of the search.
///
/// - Complexity: O(*n* · (p + *m*P + q + *m*Q)) an evaluation at worst, of which a fit takes about twenty.
/// - SeeAlso: Box, Jenkins & Reinsel, *Time Series Analysis*; Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*,
///   3rd ed., ch. 9. Programs: R 4.2 `arima`, `forecast` 8.20 `Arima`.
public struct ARIMA: Forecaster {
    /// Orders.
    public let order: ARIMAOrder
    /// Whether there is a mean, or a drift where differences are taken once.
    public let hasConstant: Bool

    /// A model of these orders.
    ///
    /// - Parameters:
    ///   - order: The orders.
    ///   - hasConstant: Whether there is a mean or a drift; `nil` takes a mean where no differences are taken and no drift, as R
    ///     does. Where differences are taken twice there is neither.
    public init(_ order: ARIMAOrder, hasConstant: Bool? = nil) {
        self.order = order
        self.hasConstant = (hasConstant ?? (order.differences == 0)) && order.differences <= 1
    }

    /// Fits by maximum likelihood.
    ///
    /// - Throws: ``ForecastingError/tooShort(needed:got:)`` if differences leave fewer values than two more than coefficients.
    public func fit(_ history: Series) throws(ForecastingError) -> ARIMAModel {
        try ARIMA.fit(history, order, hasConstant: hasConstant, regressors: [])
    }

    static func fit(
        _ history: Series, _ order: ARIMAOrder, hasConstant: Bool, regressors: [Regressor]
    ) throws(ForecastingError) -> ARIMAModel {
        if let missing = ForecastingError.missing(in: regressors, for: history.count) { throw missing }
        let columns = regressors.reduce(0) { $0 + $1.names().count }
        let needed = order.lost + order.shape.count + columns + (hasConstant ? 1 : 0) + 2
        guard history.count >= needed else { throw .tooShort(needed: needed, got: history.count) }
        var fit = ARIMAFit(history, regressors: regressors)
        return fit.model(fit.best(order, hasConstant: hasConstant))
    }
}
