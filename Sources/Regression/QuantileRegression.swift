import LinearAlgebra
import Statistics

/// The value that the response stays below with a given chance, as a sum of the columns of a design.
///
///     let high = try QuantileRegression().fit(design, response: costs, at: 0.9)
///
/// Minimizes Σ ρ(*y* − *x b*), where ρ(*r*) is *p r* above 0 and (*p* − 1) *r* below; *p* = 0.5 is the regression of least absolute
/// deviations. An interior point method comes near, and pivots from the nearest vertex end at an exact optimum, proven by its
/// dual.
///
/// - SeeAlso: Koenker & Bassett, "Regression quantiles", *Econometrica* 46 (1978); Portnoy & Koenker, "The Gaussian hare and the
///   Laplacian tortoise", *Statistical Science* 12 (1997); R `quantreg::rq`; statsmodels `QuantReg`.
public struct QuantileRegression: Sendable, Hashable {
    /// Steps of the interior point method at most, and as many pivots for each column.
    public var maximumRounds: Int

    /// A regression with these settings.
    public init(maximumRounds: Int = 50) {
        precondition(maximumRounds > 0, "at least 1 round")
        self.maximumRounds = maximumRounds
    }

    /// Fits the quantile at `probability`.
    ///
    /// - Parameters:
    ///   - design: *n* rows.
    ///   - response: *n* finite numbers.
    ///   - probability: Between 0 and 1.
    ///   - weights: *n* numbers, none negative, not all 0: what each ρ counts. Default: 1 each.
    /// - Returns: The fit; of several equal ones, one.
    /// - Throws: ``RegressionError/tooShort(needed:got:)`` without more rows than columns,
    ///   ``RegressionError/responseNotFinite(row:)``, ``RegressionError/nothingToFit`` if all columns are 0.
    /// - Complexity: O(*n p²*) a round, usually 10 … 20 of them, then O(*n p* + *n* log *n* + *p³*) a pivot, usually few.
    public func fit(
        _ design: DesignMatrix, response: [Double], at probability: Double, weights: [Double]? = nil
    ) throws(RegressionError) -> QuantileModel {
        precondition(probability > 0 && probability < 1, "a probability between 0 and 1")
        let problem = try QuantileProblem(design, response, weights)
        return problem.model(probability, maximumRounds)
    }

    /// Fits several quantiles, whose predictions do not cross.
    ///
    /// - Parameters:
    ///   - design: *n* rows.
    ///   - response: *n* finite numbers.
    ///   - probabilities: Between 0 and 1, ascending.
    ///   - weights: *n* numbers, none negative, not all 0. Default: 1 each.
    /// - Returns: One model a probability, each fitted on its own.
    /// - Throws: As ``fit(_:response:at:weights:)``.
    public func fit(
        _ design: DesignMatrix, response: [Double], at probabilities: [Double], weights: [Double]? = nil
    ) throws(RegressionError) -> QuantileModels {
        precondition(
            probabilities.allSatisfy { $0 > 0 && $0 < 1 } && !probabilities.isEmpty,
            "probabilities between 0 and 1")
        precondition(
            zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 < $1 }, "probabilities ascend")
        let problem = try QuantileProblem(design, response, weights)
        return QuantileModels(models: probabilities.map { problem.model($0, maximumRounds) })
    }
}

/// Rows with orthonormal columns, their response in units of its least-squares residuals.
private struct QuantileProblem {
    private let design: DesignMatrix
    private let original: [Double]
    private let basis: OrthonormalBasis
    private let start: [Double]
    private let scale: Double
    private let reduced: [Double]
    private let weighted: [Double]

    init(_ design: DesignMatrix, _ response: [Double], _ weights: [Double]?) throws(RegressionError) {
        let rows = try WeightedRows(design, response, weights.map { $0.map { $0 * $0 } })
        guard design.rows > design.columns else {
            throw .tooShort(needed: design.columns + 1, got: design.rows)
        }
        self.design = design
        original = response
        weighted = rows.response
        basis = try OrthonormalBasis(rows.matrix)
        start = basis.q.transposedTimes(rows.response)
        let residuals = zip(rows.response, basis.q * start).map { $0 - $1 }
        let largest = residuals.reduce(0) { max($0, abs($1)) }
        let size = rows.response.reduce(0) { max($0, abs($1)) }
        // An exact fit leaves rounding, which is nothing to fit.
        scale = largest > 1e-13 * size ? largest : 0
        reduced = scale > 0 ? residuals.map { [scale] in $0 / scale } : residuals.map { _ in 0 }
    }

    func model(_ probability: Double, _ maximumRounds: Int) -> QuantileModel {
        guard scale > 0 else {
            return QuantileModel(
                design, original, probability, basis, start, isOptimal: true, effort: (0, 0))
        }
        var interior = FrischNewton(basis.q, reduced, probability)
        let rounds = interior.run(maximumRounds)
        var vertex = QuantileVertex(basis.q, reduced, probability)
        vertex.start(near: interior.coefficients)
        vertex.pivot(atMost: maximumRounds * basis.kept.count)
        var turned = zip(start, vertex.coefficients).map { $0 + scale * $1 }
        // Once more from there, in the unit of the typical residual: a huge one has swallowed the last digits.
        let residuals = zip(weighted, basis.q * turned).map { $0 - $1 }
        let typical = residuals.map { abs($0) }.quantile(0.75)
        guard typical > 0, let near = vertex.moved(to: residuals.map { $0 / typical }, maximumRounds) else {
            return QuantileModel(
                design, original, probability, basis, turned, isOptimal: vertex.isOptimal,
                effort: (rounds, vertex.pivots))
        }
        for j in turned.indices { turned[j] += typical * near.coefficients[j] }
        return QuantileModel(
            design, original, probability, basis, turned, isOptimal: near.isOptimal,
            effort: (rounds, vertex.pivots + near.pivots))
    }
}
