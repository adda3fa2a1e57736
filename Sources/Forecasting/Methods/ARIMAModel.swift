import Foundation
public import TimeSeries

/// A fitted ``ARIMA``, ``AutoARIMA`` or ``RegressionWithARMAErrors``.
public struct ARIMAModel: ForecastModel {
    /// Orders.
    public let order: ARIMAOrder
    /// What was fitted.
    public let coefficients: ARIMACoefficients
    /// Names of the regressors' columns, as many as ``ARIMACoefficients/regression`` has.
    public let regressorNames: [String]
    /// One-step errors over their standard deviation relative to the innovations', from the first value on that differences
    /// leave.
    public let errors: [Double]
    /// Gaussian log-likelihood of the differences.
    public let logLikelihood: Double
    /// Free parameters: coefficients and the variance.
    public let freedom: Int
    let end: ARMAEnd
    /// The last values less their regression, as many as differences use up.
    let tail: [Double]
    let regressors: [Regressor]
    let history: Series
    let isNonNegative: Bool
    /// Partial autocorrelations of the ARMA part.
    let partials: [Double]

    /// A model with given coefficients, run over a history.
    ///
    /// - Parameters:
    ///   - coefficients: As many as the order and the regressors have; those of a model that is not stationary or not
    ///     invertible are drawn to its border.
    ///   - order: The orders.
    ///   - regressors: What explains the history.
    ///   - history: More values than differences use up.
    /// - Throws: ``ForecastingError/tooShort(needed:got:)``, ``ForecastingError/missingRegressor(number:needed:got:)``.
    public init(
        _ coefficients: ARIMACoefficients, order: ARIMAOrder, regressors: [Regressor] = [],
        over history: Series
    ) throws(ForecastingError) {
        guard history.count > order.lost else {
            throw .tooShort(needed: order.lost + 1, got: history.count)
        }
        if let missing = ForecastingError.missing(in: regressors, for: history.count) { throw missing }
        self.init(
            coefficients, coefficients.partials, order, regressors, over: history,
            freedom: order.shape.count + coefficients.regression.count + 1
                + (coefficients.constant == nil ? 0 : 1))
    }

    init(
        _ coefficients: ARIMACoefficients, _ partials: [Double], _ order: ARIMAOrder,
        _ regressors: [Regressor], over history: Series, freedom: Int
    ) {
        precondition(partials.count == order.shape.count, "as many coefficients as orders")
        (self.coefficients, self.order, self.partials) = (coefficients, order, partials)
        (self.regressors, self.history, self.freedom) = (regressors, history, freedom)
        regressorNames = regressors.flatMap { $0.names() }
        let explained = Self.regression(coefficients, order, regressors, history, 0..<history.count)
        let rest = zip(history.values, explained).map { $0 - $1 }
        tail = Array(rest.suffix(order.lost))
        isNonNegative = history.values.allSatisfy { $0 >= 0 }
        let w = Differencing(order).applied(to: rest)
        var likelihood = ARMALikelihood(order.shape, series: w, count: w.count)
        let found = likelihood.evaluate(partials.map { ARMAShape.Lanes(repeating: $0) })
        errors = likelihood.filter.errors.map { $0[0] }
        end = likelihood.filter.end
        logLikelihood = Self.logLikelihood(found.squares[0], count: w.count, of: history.values)
    }

    /// Errors of the size of rounding are none: a constant series has a likelihood.
    static func logLikelihood(_ squares: Double, count: Int, of values: [Double]) -> Double {
        let n = Double(count)
        let size = values.reduce(0) { max($0, abs($1)) }
        let floor = n * max(1e-26 * size * size, .leastNormalMagnitude)
        return -0.5 * n * (log(2 * Double.pi * max(squares, floor) / n) + 1)
    }

    static func regression(
        _ coefficients: ARIMACoefficients, _ order: ARIMAOrder, _ regressors: [Regressor],
        _ history: Series, _ range: Range<Int>
    ) -> [Double] {
        var out = [Double](repeating: 0, count: range.count)
        if let constant = coefficients.constant {
            for (i, x) in ARIMAProblem.constant(range, order).enumerated() { out[i] = constant * x }
        }
        let columns = regressors.flatMap { $0.columns(range, at: history.timestamp) }
        precondition(columns.count == coefficients.regression.count, "a coefficient a column")
        for (weight, column) in zip(coefficients.regression, columns) where weight != 0 {
            for i in out.indices { out[i] += weight * column[i] }
        }
        return out
    }

    /// Variance of the innovations by maximum likelihood.
    public var innovationVariance: Double {
        errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
    }

    /// Variance of the innovations, as R's `forecast` counts it: over the differences less the coefficients.
    public var variance: Double {
        innovationVariance * Double(errors.count) / Double(max(1, errors.count - freedom + 1))
    }

    /// Akaike's information criterion.
    public var aic: Double { value(.aic) }
    /// Akaike's criterion, corrected for short histories; comparable between models of equal differences.
    public var aicc: Double { value(.aicc) }
    /// Schwarz's information criterion.
    public var bic: Double { value(.bic) }

    private func value(_ criterion: AutoETS.Criterion) -> Double {
        -2 * logLikelihood + criterion.penalty(freedom: freedom, count: errors.count)
    }
}
