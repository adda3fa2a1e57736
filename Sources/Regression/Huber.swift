import LinearAlgebra
import Statistics

/// Regression that outliers in the response cannot pull far: squares near, absolute values beyond.
///
/// Reweighted least squares; the scale of the residuals is estimated anew in each round, as their median distance
/// from 0 divided by 0.6745.
///
/// - SeeAlso: Huber & Ronchetti, *Robust Statistics*, 2nd ed., §7.8; statsmodels `RLM` with `HuberT`.
public struct Huber: Sendable, Hashable {
    /// Residuals beyond so many scales are weighed down; 1.345 keeps 95 % of the efficiency under normal errors.
    public var threshold: Double
    /// Rounds at most.
    public var maximumRounds: Int

    /// A regression with these settings.
    public init(threshold: Double = 1.345, maximumRounds: Int = 100) {
        precondition(threshold > 0 && maximumRounds > 0, "a threshold above 0 and at least 1 round")
        self.threshold = threshold
        self.maximumRounds = maximumRounds
    }

    /// Fits `response` to `design`.
    ///
    /// - Parameters:
    ///   - design: *n* rows.
    ///   - response: *n* finite numbers.
    /// - Returns: The last weighted fit, its weights and whether it had settled.
    /// - Throws: ``RegressionError/tooShort(needed:got:)``, ``RegressionError/responseNotFinite(row:)``,
    ///   ``RegressionError/nothingToFit``, as ``LinearModel``.
    public func fit(_ design: DesignMatrix, response: [Double]) throws(RegressionError) -> HuberModel {
        let floor = 1e-9 * response.map { abs($0) }.mean()
        var model = try HuberModel(start: LinearModel(design, response: response))
        while !model.isSettled, model.rounds < maximumRounds {
            let residuals = model.linear.residuals
            let scale = max(residuals.map { abs($0) }.median() / 0.674_489_750_196_081_7, floor)
            guard scale > 0 else { break }
            let weights = residuals.map { abs($0) <= threshold * scale ? 1 : threshold * scale / abs($0) }
            let next = try LinearModel(design, response: response, weights: weights)
            let change = zip(next.fitted, model.linear.fitted).reduce(0) { max($0, abs($1.0 - $1.1)) }
            model = HuberModel(
                linear: next, scale: scale, weights: weights, rounds: model.rounds + 1,
                isSettled: change <= 1e-9 * scale)
        }
        return model
    }
}

/// A fitted robust regression.
public struct HuberModel: Sendable {
    /// The weighted least-squares fit of the last round, whose standard errors take the weights for given.
    public let linear: LinearModel
    /// The robust scale of the residuals; 0 if least squares fits without any error.
    public let scale: Double
    /// The weight of each observation, above 0 and at most 1: below 1 for outliers.
    public let weights: [Double]
    /// Rounds that were needed.
    public let rounds: Int
    /// Whether the last round changed nothing that matters.
    public let isSettled: Bool

    init(linear: LinearModel, scale: Double, weights: [Double], rounds: Int, isSettled: Bool) {
        self.linear = linear
        self.scale = scale
        self.weights = weights
        self.rounds = rounds
        self.isSettled = isSettled
    }

    /// Least squares as round 0; settled if it fits without any error.
    init(start: LinearModel) {
        self.init(
            linear: start, scale: 0, weights: start.residuals.map { _ in 1 }, rounds: 0,
            isSettled: start.residuals.allSatisfy { $0 == 0 })
    }
}
