public import LinearAlgebra
import Statistics

/// The coefficients of a model with the uncertainty that one estimate of their covariance gives them.
public struct Inference: Sendable {
    /// The names of the coefficients.
    public let names: [String]
    /// The coefficients.
    public let coefficients: [Double]
    /// Their covariance, symmetric.
    public let covariance: Matrix
    /// The degrees of freedom of Student's distribution for tests and intervals: observations minus coefficients.
    public let degreesOfFreedom: Int

    /// The root of each variance.
    public var standardErrors: [Double] { covariance.diagonal.map { max($0, 0).squareRoot() } }

    /// Each coefficient divided by its standard error.
    public var tStatistics: [Double] { zip(coefficients, standardErrors).map { $0 / $1 } }

    /// The chance of a statistic as far from 0 as each, if the coefficient were 0; two-sided.
    public var pValues: [Double] { tStatistics.map { StudentT.twoSided($0, degreesOfFreedom) } }

    /// The interval that holds each coefficient with chance `coverage`.
    ///
    /// - Precondition: `coverage` in 0 ..< 1.
    public func intervals(coverage: Double) -> [ClosedRange<Double>] {
        let reach = StudentT.reach(coverage: coverage, degreesOfFreedom: degreesOfFreedom)
        return zip(coefficients, standardErrors).map { $0 - reach * $1...$0 + reach * $1 }
    }

    /// The standard error of a weighted sum of the coefficients, as of a long-run effect over several lags.
    ///
    /// - Precondition: One weight a coefficient.
    public func standardError(ofSumWeightedBy weights: [Double]) -> Double {
        precondition(weights.count == coefficients.count, "one weight a coefficient")
        let products = covariance * weights
        return max(zip(weights, products).map { $0 * $1 }.sum(), 0).squareRoot()
    }
}

extension LinearModel {
    /// Each coefficient divided by its standard error.
    public var tStatistics: [Double] { zip(coefficients, standardErrors).map { $0 / $1 } }

    /// The chance of a t statistic as far from 0 as each, if the coefficient were 0; two-sided.
    public var pValues: [Double] { tStatistics.map { StudentT.twoSided($0, degreesOfFreedom) } }

    /// The interval that holds each coefficient with chance `coverage`, for independent normal errors.
    ///
    /// - Precondition: `coverage` in 0 ..< 1.
    public func intervals(coverage: Double) -> [ClosedRange<Double>] {
        let reach = StudentT.reach(coverage: coverage, degreesOfFreedom: degreesOfFreedom)
        return zip(coefficients, standardErrors).map { $0 - reach * $1...$0 + reach * $1 }
    }

    /// The covariance of the coefficients for independent errors of equal variance (divided by the weights).
    public func inference() -> Inference {
        let variance = residualStandardError * residualStandardError
        return inference(variance * (factored.inverseRoot * factored.inverseRoot.transposed()))
    }

    func inference(_ covariance: Matrix) -> Inference {
        Inference(
            names: names, coefficients: coefficients,
            covariance: 0.5 * (covariance + covariance.transposed()),
            degreesOfFreedom: degreesOfFreedom)
    }
}

extension StudentT {
    /// The chance of a value as far from 0 as `t`.
    fileprivate static func twoSided(_ t: Double, _ degreesOfFreedom: Int) -> Double {
        guard !t.isNaN else { return 1 }
        return 2 * cdf(-abs(t), degreesOfFreedom: Double(degreesOfFreedom))
    }
}
