/// Regression that outliers in the response cannot pull far: squares near, absolute values beyond.
///
///     let model = try Huber().fit(design, response: costs)
///     let errors = try model.standardErrors()
///
/// Reweighted least squares; the scale of the residuals is estimated anew in each round, as their median distance
/// from 0 divided by 0.6745.
///
/// - SeeAlso: Huber & Ronchetti, *Robust Statistics*, 2nd ed., §7.8; statsmodels `RLM` with `HuberT`; R `MASS::rlm`.
public struct Huber: Sendable, Hashable {
    /// Residuals beyond so many scales are weighed down; 1.345 keeps 95 % of the efficiency under normal errors.
    public var threshold: Double
    /// Rounds at most.
    public var maximumRounds: Int
    /// Whether rows with exceptional columns are trusted.
    public var leverage = LeverageGuard.none

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
    /// - Complexity: O(*n p²*) a round.
    public func fit(_ design: DesignMatrix, response: [Double]) throws(RegressionError) -> RobustModel {
        let search = ReweightedLeastSquares(
            loss: .huber(threshold: threshold), leverage: leverage, start: .leastSquares,
            maximumRounds: maximumRounds)
        return try search.fit(design, response)
    }
}
