import Foundation
import Statistics

/// A test of a statistic against a chi-squared distribution.
public struct ChiSquaredTest: Sendable, Hashable {
    /// The statistic.
    public let statistic: Double
    /// The degrees of freedom of its distribution, if the hypothesis holds.
    public let degreesOfFreedom: Int
    /// The chance of a statistic as large, if the hypothesis holds.
    public var pValue: Double {
        ChiSquared.upperTail(statistic, degreesOfFreedom: Double(degreesOfFreedom))
    }
}

/// A test of the ratio of two mean squares.
public struct FTest: Sendable, Hashable {
    /// The ratio; infinite if nothing is left unexplained.
    public let statistic: Double
    /// Coefficients that are tested.
    public let numeratorDegreesOfFreedom: Int
    /// Observations minus coefficients.
    public let denominatorDegreesOfFreedom: Int
    /// The chance of a ratio as large, if all the tested coefficients were 0.
    public var pValue: Double {
        FDistribution.upperTail(
            statistic, numerator: Double(numeratorDegreesOfFreedom),
            denominator: Double(denominatorDegreesOfFreedom))
    }
}

extension LinearModel {
    /// R² with its gain from every further column taken off.
    public var adjustedRSquared: Double {
        let free = Double(observations - (hasConstant ? 1 : 0))
        return 1 - (1 - rSquared) * free / Double(degreesOfFreedom)
    }

    /// The test that all coefficients but a constant are 0; nil if there is no other or the response does not vary.
    public var fTest: FTest? {
        let tested = coefficients.count - (hasConstant ? 1 : 0)
        guard tested > 0, total > 0 else { return nil }
        let explained = max(total - unexplained, 0) / Double(tested)
        return FTest(
            statistic: explained / (unexplained / Double(degreesOfFreedom)),
            numeratorDegreesOfFreedom: tested,
            denominatorDegreesOfFreedom: degreesOfFreedom)
    }

    /// The estimated variance of an error of weight 1.
    public var residualVariance: Double { unexplained / Double(degreesOfFreedom) }

    /// The logarithm of the likelihood of the response at its maximum, for normal errors; infinite for a perfect fit.
    ///
    /// - SeeAlso: R `logLik`; statsmodels `llf`.
    public var logLikelihood: Double {
        let n = Double(observations)
        let logWeights = weights.map { $0.map { log($0) }.sum() } ?? 0
        return 0.5 * (logWeights - n * (log(2 * Double.pi) + 1 - log(n) + log(unexplained)))
    }

    /// Akaike's criterion: −2 log *L* + 2 *k*, with *k* the coefficients and the variance, as R's `AIC` counts.
    ///
    /// DIFFERENCE: statsmodels does not count the variance; its `aic` is less by 2 and its `bic` by log *n*.
    public var aic: Double { 2 * (parameters - logLikelihood) }

    /// Akaike's criterion corrected for few observations; nil without 2 more observations than parameters.
    ///
    /// - SeeAlso: Hurvich & Tsai, "Regression and time series model selection in small samples", *Biometrika* 76 (1989).
    public var aicc: Double? {
        let spare = Double(observations) - parameters - 1
        return spare > 0 ? aic + 2 * parameters * (parameters + 1) / spare : nil
    }

    /// The Bayesian criterion of Schwarz: −2 log *L* + *k* log *n*, as R's `BIC` counts.
    public var bic: Double { parameters * log(Double(observations)) - 2 * logLikelihood }

    private var parameters: Double { Double(coefficients.count + 1) }
}
