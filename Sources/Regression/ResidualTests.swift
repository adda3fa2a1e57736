import LinearAlgebra
import Statistics

extension LinearModel {
    /// The statistic of Durbin and Watson: about 2 for independent errors, below for errors that carry over to the next.
    ///
    /// Of the residuals, each times the root of its weight; 2 if all are 0.
    ///
    /// - SeeAlso: R `lmtest::dwtest`; statsmodels `durbin_watson`.
    public var durbinWatson: Double {
        let errors = factored.weighting(residuals)
        guard unexplained > 0 else { return 2 }
        return (1..<errors.count).map { errors[$0] - errors[$0 - 1] }.sumOfSquares() / errors.sumOfSquares()
    }

    /// The test of Ljung and Box that the residuals have no autocorrelation at lags 1 … `lags`.
    ///
    /// Of the residuals, each times the root of its weight.
    ///
    /// - Precondition: `lags` of at least 1 and less than the observations.
    /// - SeeAlso: R `Box.test`; statsmodels `acorr_ljungbox`.
    public func ljungBox(lags: Int) -> ChiSquaredTest {
        precondition(lags >= 1 && lags < observations, "at least 1 lag, less than the observations")
        let n = Double(observations)
        let correlations = factored.weighting(residuals).autocorrelations(through: lags)
        let terms = (1...lags).map { correlations[$0] * correlations[$0] / (n - Double($0)) }
        return ChiSquaredTest(statistic: n * (n + 2) * terms.sum(), degreesOfFreedom: lags)
    }

    /// The test of Breusch and Pagan, in Koenker's form, that the variance of the errors does not depend on the columns.
    ///
    /// Of the squared residuals, each times its weight.
    ///
    /// - Returns: The test; nil if the design is a constant alone or the fit is perfect.
    /// - Throws: ``RegressionError/notConverged`` as a fit of the squares to the columns does.
    /// - SeeAlso: Koenker, "A note on studentizing a test for heteroscedasticity", *J. Econometrics* 17 (1981); R
    ///   `lmtest::bptest`; statsmodels `het_breuschpagan`.
    public func breuschPagan() throws(RegressionError) -> ChiSquaredTest? {
        let free = coefficients.count - (hasConstant ? 1 : 0)
        let squares = factored.weighting(residuals).map { $0 * $0 }
        let mean = squares.mean()
        let departures = squares.map { $0 - mean }
        let spread = departures.sumOfSquares()
        guard free > 0, spread > 0 else { return nil }
        let plain = weights == nil ? factored : try FactoredDesign(factored.design, weights: nil)
        let left = try plain.solve(departures).residuals.sumOfSquares()
        return ChiSquaredTest(
            statistic: Double(observations) * max(1 - left / spread, 0), degreesOfFreedom: free)
    }
}
