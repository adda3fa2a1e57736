import Foundation
import LinearAlgebra
import Statistics

/// A fitted quantile of a response.
public struct QuantileModel: Sendable {
    /// The chance with which a response stays below the fit.
    public let probability: Double
    /// The names of the columns that were kept.
    public let names: [String]
    /// The names of the columns that depend on those before them.
    public let dropped: [String]
    /// One coefficient for each kept column.
    public let coefficients: [Double]
    /// What the model says of each observation, in the unit of the response.
    public let fitted: [Double]
    /// Response minus fitted.
    public let residuals: [Double]
    /// Whether the fit is proven to be optimal.
    public let isOptimal: Bool
    /// Steps of the interior point method.
    public let rounds: Int
    /// Pivots after it.
    public let pivots: Int

    private let allNames: [String]
    private let basis: OrthonormalBasis

    init(
        _ design: DesignMatrix, _ response: [Double], _ probability: Double, _ basis: OrthonormalBasis,
        _ turned: [Double], isOptimal: Bool, effort: (rounds: Int, pivots: Int)
    ) {
        self.probability = probability
        self.basis = basis
        self.isOptimal = isOptimal
        (rounds, pivots) = effort
        allNames = design.names
        names = basis.kept.map { design.names[$0] }
        dropped = design.names.indices.filter { !basis.kept.contains($0) }.map { design.names[$0] }
        let coefficients = basis.inverseR * turned
        self.coefficients = coefficients
        let fitted = design.matrix.selecting(columns: basis.kept) * coefficients
        self.fitted = fitted
        residuals = zip(response, fitted).map { $0 - $1 }
    }

    /// The coefficient of the column `name`; nil if it was dropped or is not part of the design.
    public func coefficient(_ name: String) -> Double? {
        names.firstIndex(of: name).map { coefficients[$0] }
    }

    /// The sum of ρ over the residuals, which the fit minimizes (for weights of 1).
    public var loss: Double { residuals.map { $0 * (probability - ($0 < 0 ? 1 : 0)) }.sum() }

    /// What the model says of new observations: one number a row.
    ///
    /// - Precondition: The same columns as the design of the fit.
    public func predict(_ design: DesignMatrix) -> [Double] {
        precondition(design.names == allNames, "a prediction needs the columns of the fit")
        return design.matrix.selecting(columns: basis.kept) * coefficients
    }

    /// Powell's standard errors, for independent observations whose spread may differ, each of weight 1.
    ///
    /// The density of each residual at 0 is estimated with a normal kernel, whose width is that of Hall and Sheather for a test
    /// at 5 %.
    ///
    /// - Throws: ``RegressionError/notConverged`` if too few residuals are near 0.
    /// - SeeAlso: Powell, "Estimation of monotonic regression models under quantile restrictions" (1991); R `quantreg`,
    ///   `summary.rq(se = "ker")`.
    public func standardErrors() throws(RegressionError) -> [Double] {
        let width = width()
        guard width > 0 else { return coefficients.map { _ in 0 } }
        let densities = residuals.map { Normal.density($0 / width) / width }
        do {
            let inverse = try Cholesky(basis.gram(densities)).inverse()
            let spread = (probability * (1 - probability)).squareRoot()
            return basis.standardErrors(inverse * inverse).map { spread * $0 }
        } catch { throw .notConverged }
    }

    private func width() -> Double {
        var share = hallSheather()
        while probability - share < 0 || probability + share > 1 { share /= 2 }
        let quartiles = residuals.quantiles([0.25, 0.75])
        let spread = min(residuals.standardDeviation(), (quartiles[1] - quartiles[0]) / 1.34)
        return spread * (Normal.quantile(probability + share) - Normal.quantile(probability - share))
    }

    private func hallSheather() -> Double {
        let z = Normal.quantile(probability)
        let density = Normal.density(z)
        let tail = Normal.quantile(0.975)
        let ratio = 1.5 * density * density / (2 * z * z + 1) * tail * tail / Double(residuals.count)
        return cbrt(ratio)
    }
}

/// Several quantiles of one response.
public struct QuantileModels: Sendable {
    /// One model a probability, ascending.
    public let models: [QuantileModel]

    /// What the models say of new observations, put in order where lines cross.
    ///
    /// Sorting never takes a set of quantiles farther from the true ones.
    ///
    /// - Parameter design: The same columns as the design of the fit.
    /// - Returns: For each row, one number a probability, ascending.
    /// - SeeAlso: Chernozhukov, Fernández-Val & Galichon, "Quantile and probability curves without crossing", *Econometrica* 78
    ///   (2010).
    public func predict(_ design: DesignMatrix) -> [[Double]] {
        let columns = models.map { $0.predict(design) }
        return (0..<design.rows).map { i in columns.map { $0[i] }.sorted() }
    }
}
