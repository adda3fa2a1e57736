/// Regression in which outliers in the response count for nothing: Tukey's bisquare.
///
/// Beyond the threshold an observation has no weight at all, so even many gross errors leave no trace; but there may be several
/// solutions, and the start decides which is found.
///
/// - SeeAlso: Beaton & Tukey, *Technometrics* 16 (1974); statsmodels `RLM` with `TukeyBiweight`; R `MASS::rlm` with `psi.bisquare`.
public struct Bisquare: Sendable, Hashable {
    /// Residuals beyond so many scales count for nothing; 4.685 keeps 95 % of the efficiency under normal errors.
    public var threshold: Double
    /// Rounds at most.
    public var maximumRounds: Int
    /// Whether rows with exceptional columns are trusted.
    public var leverage = LeverageGuard.none
    /// From where it starts.
    public var start = RobustStart.leastAbsoluteDeviations

    /// A regression with these settings.
    public init(threshold: Double = 4.685, maximumRounds: Int = 200) {
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
    ///   ``RegressionError/nothingToFit``, as ``LinearModel``; ``RegressionError/notConverged`` if too few rows keep a weight.
    /// - Complexity: O(*n p²*) a round.
    public func fit(_ design: DesignMatrix, response: [Double]) throws(RegressionError) -> RobustModel {
        let search = ReweightedLeastSquares(
            loss: .bisquare(threshold: threshold), leverage: leverage, start: start,
            maximumRounds: maximumRounds)
        return try search.fit(design, response)
    }
}
