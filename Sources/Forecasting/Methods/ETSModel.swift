import Foundation
import Statistics
import TimeSeries

/// A fitted ``ETS`` or ``AutoETS``.
public struct ETSModel: ForecastModel {
    /// Smoothing parameters and the state before the first value, on the transformed scale.
    public let start: ETSParameters
    /// The same parameters with the state after the last value; the season starts with the next value.
    public let end: ETSParameters
    /// Whether the model is that of the logarithms.
    public let isLogarithmic: Bool
    /// One-step errors, on the transformed scale; shares of the one-step forecasts with a multiplicative error.
    public let errors: [Double]
    /// Sum of squared ``errors``.
    public let sumOfSquares: Double
    /// The concentrated log-likelihood less its constants, as R's `ets` counts it, with the Jacobian of the logarithm:
    /// −½ (*n* log Σe² + 2 Σ log|ŷ|), the last sum for multiplicative errors only.
    public let logLikelihood: Double
    let shape: ETSShape
    let isNonNegative: Bool
    let ceiling: Double

    /// A model with given parameters, run over a history: additive, with the parts that the parameters have.
    ///
    /// - Precondition: Positive values if `logarithm`.
    public init(_ start: ETSParameters, over history: [Double], logarithm: Bool = false) {
        let form = ETSForm(
            trend: start.beta == 0 && start.trend == 0 ? .none : start.phi == 1 ? .additive : .dampedAdditive,
            season: start.season.count > 1 ? .additive : .none)
        self.init(start, form: form, over: history, logarithm: logarithm)
    }

    /// A model of a form with given parameters, run over a history.
    ///
    /// - Precondition: A season if the form has one and only then; positive values and additive parts if `logarithm`.
    public init(_ start: ETSParameters, form: ETSForm, over history: [Double], logarithm: Bool = false) {
        precondition(form.hasSeason == (start.season.count > 1), "a season where the form has one")
        precondition(!logarithm || form.isAdditive, "additive parts on logarithms")
        let y = logarithm ? history.map { log($0) } : history
        self.init(
            start, y, history, shape: ETSShape(form, period: start.season.count), logarithm: logarithm)
    }

    init(
        _ start: ETSParameters, _ y: [Double], _ history: [Double], shape: ETSShape, logarithm: Bool
    ) {
        self.start = start
        self.shape = shape
        isLogarithmic = logarithm
        var state = start
        var errors: [Double] = []
        errors.reserveCapacity(y.count)
        let run = ETSKernel.run(y.span, &state, form: shape.form) { errors.append($0) }
        end = state
        self.errors = errors
        sumOfSquares = run.squares
        var (least, top) = (history.first ?? 0, history.first ?? 0)
        for value in history {
            least = min(least, value)
            top = max(top, value)
        }
        isNonNegative = least >= 0
        ceiling = logarithm || shape.form.needsPositive ? top * 20 : .infinity
        // Errors of the size of rounding are none: a constant series has a likelihood.
        let size = shape.form.error == .multiplicative ? 1 : y.reduce(0) { max($0, abs($1)) }
        let n = Double(y.count)
        let floor = n * max(1e-26 * size * size, .leastNormalMagnitude)
        let jacobian = logarithm ? y.reduce(0, +) : 0
        logLikelihood = -0.5 * (n * log(max(run.squares, floor))) - run.logs - jacobian
    }

    /// The kind of the model.
    public var form: ETSForm { shape.form }
    /// Observations in a season; 1 for none.
    public var period: Int { shape.period }
    /// Free parameters: smoothing, start, variance.
    public var freedom: Int { shape.freedom }

    /// Akaike's information criterion.
    public var aic: Double { value(.aic) }
    /// Akaike's criterion, corrected for short histories.
    ///
    /// Infinite where the history has too few values; comparable over transforms.
    public var aicc: Double { value(.aicc) }
    /// Schwarz's information criterion.
    public var bic: Double { value(.bic) }

    private func value(_ criterion: AutoETS.Criterion) -> Double {
        -2 * logLikelihood + criterion.penalty(freedom: freedom, count: errors.count)
    }

    /// Variance of the ``errors``, as R counts it: Σe² ∕ (*n* − smoothing − start).
    public var variance: Double { sumOfSquares / Double(max(1, errors.count - freedom + 1)) }

    /// Standard deviation of the one-step errors, on the transformed scale.
    public var errorDeviation: Double {
        (sumOfSquares / Double(max(1, errors.count - freedom))).squareRoot()
    }

    /// Logarithms suit positive values none of which is tiny beside the others.
    static func canTakeLogarithm(_ values: [Double]) -> Bool {
        guard let low = values.min(), low > 0 else { return false }
        return low > 0.02 * values.median()
    }
}
