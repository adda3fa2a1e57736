import LinearAlgebra

/// What to believe of the errors of a model when the covariance of its coefficients is estimated.
public enum CovarianceEstimator: Sendable, Hashable {
    /// Independent errors of equal variance (divided by the weights).
    case classical
    /// Independent errors, each with a variance of its own.
    case heteroscedastic(HeteroscedasticCorrection)
    /// Errors whose variance changes and which depend on those shortly before.
    case neweyWest(NeweyWest)
}

/// How residuals, which are smaller than errors, are corrected when each stands for its own variance.
///
/// *h* is the leverage of the observation, *n* their number, *p* that of the coefficients.
///
/// - SeeAlso: MacKinnon & White, "Some heteroskedasticity-consistent covariance matrix estimators", *J. Econometrics* 29
///   (1985); R `sandwich::vcovHC`; statsmodels `cov_type`.
public enum HeteroscedasticCorrection: Sendable, Hashable {
    /// Not at all (White).
    case hc0
    /// All squares times *n* ∕ (*n* − *p*).
    case hc1
    /// Each square divided by 1 − *h*.
    case hc2
    /// Each square divided by (1 − *h*)²: about what leaving the observation out would give.
    case hc3
}

extension LinearModel {
    /// The coefficients with a covariance that believes no more of the errors than `estimator` says.
    ///
    ///     let table = try model.inference(.neweyWest(NeweyWest(.lags(7))))
    ///
    /// - Parameter estimator: What to believe.
    /// - Returns: The same coefficients with other standard errors; tests and intervals at Student's distribution.
    /// - Throws: ``RegressionError/notConverged`` if prewhitening finds no autoregression, or if an observation of leverage 1
    ///   meets a correction that divides by 1 − *h*.
    /// - Complexity: O(*n p²*).
    public func inference(_ estimator: CovarianceEstimator) throws(RegressionError) -> Inference {
        switch estimator {
        case .classical: return inference()
        case .heteroscedastic(let correction):
            let rows = factored.orthonormalRows()
            let scores = try rows.scalingRows(by: corrected(rows, correction))
            return sandwich(scores.gram())
        case .neweyWest(let settings):
            let scores = factored.orthonormalRows().scalingRows(by: factored.weighting(residuals))
            return sandwich(try settings.longRun(scores, lags: settings.lags(for: self)))
        }
    }

    /// The covariance of the coefficients whose scores, along orthonormal columns, have the covariance `meat`.
    private func sandwich(_ meat: Matrix) -> Inference {
        inference(factored.inverseRoot * meat * factored.inverseRoot.transposed())
    }

    private func corrected(
        _ rows: Matrix, _ correction: HeteroscedasticCorrection
    ) throws(RegressionError) -> [Double] {
        let residuals = factored.weighting(residuals)
        let (n, freedom) = (Double(observations), Double(degreesOfFreedom))
        switch correction {
        case .hc0: return residuals
        case .hc1: return residuals.map { $0 * (n / freedom).squareRoot() }
        case .hc2, .hc3:
            let rest = rows.rowSquares().map { 1 - $0 }
            guard rest.allSatisfy({ $0 > 1e-10 }) else { throw .notConverged }
            return zip(residuals, rest).map { correction == .hc2 ? $0 / $1.squareRoot() : $0 / $1 }
        }
    }
}
