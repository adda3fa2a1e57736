import LinearAlgebra

/// How far each observation pulls a model; values are nil where an observation alone decides a coefficient.
///
/// - SeeAlso: Belsley, Kuh & Welsch, *Regression Diagnostics* (1980), ch. 2; R `influence.measures`.
public struct Influence: Sendable {
    /// The part of each observation in its own fitted value, 0 … 1; they add up to the number of coefficients.
    public let leverage: [Double]
    /// Residuals divided by their own standard deviation (R `rstandard`).
    public let standardizedResiduals: [Double?]
    /// Residuals divided by the standard deviation that the others give them (R `rstudent`): Student-distributed.
    public let studentizedResiduals: [Double?]
    /// Cook's distance: how far the coefficients move when the observation is left out.
    public let cooksDistances: [Double?]
    /// How far the own fitted value moves when the observation is left out, in its standard deviations.
    public let dffits: [Double?]

    init(_ model: LinearModel) {
        let rows = model.factored.orthonormalRows()
        let leverage = rows.rowSquares().map { min($0, 1) }
        let residuals = model.factored.weighting(model.residuals)
        let (p, freedom) = (Double(model.coefficients.count), Double(model.degreesOfFreedom))
        let variance = model.residualVariance
        let rest = leverage.map { 1 - $0 }
        let isFree = rest.map { $0 > 1e-10 && variance > 0 }
        self.leverage = leverage
        let standardized = residuals.indices.map { i -> Double? in
            isFree[i] ? residuals[i] / (variance * rest[i]).squareRoot() : nil
        }
        standardizedResiduals = standardized
        let studentized = standardized.indices.map { i -> Double? in
            guard let value = standardized[i], freedom > 1 else { return nil }
            // The variance without the observation, in units of the variance with it.
            var others = (freedom - value * value) / (freedom - 1)
            if others < 1e-4 {
                let left = rows.squaresWithout(i, residuals, pull: residuals[i] / rest[i])
                others = left / (freedom - 1) / variance
            }
            return others > 0 ? value / others.squareRoot() : nil
        }
        studentizedResiduals = studentized
        cooksDistances = standardized.indices.map { i in
            standardized[i].map { $0 * $0 * leverage[i] / (p * rest[i]) }
        }
        dffits = studentized.indices.map { i in
            studentized[i].map { $0 * (leverage[i] / rest[i]).squareRoot() }
        }
    }
}

extension Matrix {
    /// The squares that a fit without observation `i` leaves, term by term: for one that makes up nearly all of them.
    ///
    /// The rows are those of orthonormal columns; the others' residuals move by `pull` times their product with row `i`.
    fileprivate func squaresWithout(_ i: Int, _ residuals: [Double], pull: Double) -> Double {
        let products = self * row(i)
        return residuals.indices.filter { $0 != i }.map { residuals[$0] + pull * products[$0] }.sumOfSquares()
    }
}

extension LinearModel {
    /// How far each observation pulls the model.
    ///
    /// - Complexity: O(*n p²*), all measures from the one fit.
    public func influence() -> Influence { Influence(self) }
}
