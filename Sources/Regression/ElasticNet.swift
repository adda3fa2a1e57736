import Foundation
import LinearAlgebra
import Statistics

/// Least squares with a penalty on the size of the coefficients, which sets those of useless columns to 0.
///
///     let path = try ElasticNet().path(design, response: costs)
///     let sparse = path.models.first { $0.explained > 0.9 }
///
/// Minimizes Σ *w* (*y* − *b*₀ − *x b*)² ∕ (2 Σ *w*) + λ (α |*b*|₁ + (1 − α) |*b*|² ∕ 2), with *b* in units of the columns divided
/// by their standard deviation (over *n*); α is ``mixing``: 1 is the lasso. The intercept is not penalised. These are the λ of
/// scikit-learn's `ElasticNet` on such columns, and of R `glmnet` for a response of standard deviation 1.
///
/// - SeeAlso: Zou & Hastie, "Regularization and variable selection via the elastic net", *JRSS B* 67 (2005); Friedman, Hastie &
///   Tibshirani, *Journal of Statistical Software* 33 (2010).
public struct ElasticNet: Sendable, Hashable {
    /// Which penalties are tried.
    public enum Penalties: Sendable, Hashable {
        /// So many, evenly in logarithm, from the least that sets all coefficients to 0 down to `ratio` times it.
        case path(count: Int, ratio: Double)
        /// These, each at least 0; used in descending order.
        case given([Double])
    }

    /// What the signs of penalised coefficients may be.
    public enum Sign: Sendable, Hashable {
        /// Any.
        case free
        /// None is negative.
        case nonNegative
    }

    /// In what unit coefficients are compared.
    public enum Scaling: Sendable, Hashable {
        /// Each column divided by its standard deviation.
        case standardDeviation
        /// Columns as they are.
        case none
    }

    /// The share of the absolute penalty: 1 lasso, 0 ridge.
    public var mixing: Double
    /// Which penalties are tried.
    public var penalties: Penalties
    /// Columns without a penalty, such as a trend.
    public var unpenalised: Set<String>
    /// What the signs of penalised coefficients may be.
    public var sign = Sign.free
    /// In what unit coefficients are compared.
    public var scaling = Scaling.standardDeviation

    /// A lasso over 100 penalties, or these settings.
    ///
    /// - Precondition: A mixing in 0 … 1, at least one penalty, none negative, a ratio between 0 and 1.
    public init(
        mixing: Double = 1, penalties: Penalties = .path(count: 100, ratio: 1e-3),
        unpenalised: Set<String> = []
    ) {
        precondition((0...1).contains(mixing), "a mixing lies in 0 ... 1")
        switch penalties {
        case .path(let count, let ratio):
            precondition(
                count >= 2 && ratio > 0 && ratio < 1, "a path has 2 penalties, its ratio lies below 1")
        case .given(let values):
            precondition(
                !values.isEmpty && values.allSatisfy { $0 >= 0 && $0.isFinite }, "penalties are at least 0")
        }
        self.mixing = mixing
        self.penalties = penalties
        self.unpenalised = unpenalised
    }

    /// Fits `response` to `design` for each penalty; constant columns, also an intercept, get the coefficient 0.
    ///
    /// - Parameters:
    ///   - design: *n* rows, at least 3; there may be more columns than rows.
    ///   - response: *n* finite numbers.
    ///   - weights: *n* numbers, none negative, not all 0. Default: 1 each.
    /// - Returns: One model a penalty; a single one, of penalty 0, if the response does not vary.
    /// - Throws: ``RegressionError/tooShort(needed:got:)`` for fewer than 3 rows,
    ///   ``RegressionError/responseNotFinite(row:)``, ``RegressionError/nothingToFit`` if no column varies.
    /// - Complexity: O(*n p²*) once, then O(*p k*) for each pass over *k* coefficients that are not 0, and O(*k³*) for each
    ///   penalty at which passes settle slowly.
    public func path(
        _ design: DesignMatrix, response: [Double], weights: [Double]? = nil
    ) throws(RegressionError) -> ElasticNetPath {
        guard design.rows >= 3 else { throw .tooShort(needed: 3, got: design.rows) }
        let problem = try PenalisedProblem(design, response, weights, self)
        var search = ElasticNetSearch(problem, self)
        return ElasticNetPath(
            models: grid(problem).map { penalty in
                search.solve(penalty, responseScale: problem.responseScale)
                return problem.model(penalty, search)
            })
    }

    private func grid(_ problem: PenalisedProblem) -> [Double] {
        guard problem.responseScale > 0 else { return [0] }
        switch penalties {
        case .given(let values): return values.sorted(by: >)
        case .path(let count, let ratio):
            let steepest = problem.products.reduce(0) { max($0, sign == .free ? abs($1) : $1) }
            let largest = steepest * problem.responseScale / max(mixing, 1e-3)
            return (0..<count).map { largest * pow(ratio, Double($0) / Double(count - 1)) }
        }
    }
}
