import LinearAlgebra
import Statistics

/// A fitted robust regression.
public struct RobustModel: Sendable {
    /// Which estimate of the covariance of the coefficients, all of Huber; for large samples of one distribution they agree.
    public enum Covariance: Sendable, Hashable {
        /// The curvature of the loss averaged over all rows, as statsmodels `H1` and R `MASS::rlm`.
        case h1
        /// The curvature of the loss in each row, as statsmodels `H2`.
        case h2
        /// The curvature in each row on both sides, as statsmodels `H3`.
        case h3
        /// Also the squares of ψ in each row: right when errors vary with the columns, and with a leverage guard.
        case sandwich
    }

    /// The weighted least-squares fit of the last round over the rows that have a weight.
    ///
    /// Its standard errors take the weights for given: use ``standardErrors(_:)``.
    public let linear: LinearModel
    /// What the model says of each observation, in the unit of the response.
    public let fitted: [Double]
    /// Response minus fitted.
    public let residuals: [Double]
    /// The robust scale of the residuals; 0 if the start fits without any error.
    public let scale: Double
    /// The weight of each observation, at most 1: below 1 for outliers.
    public let weights: [Double]
    /// Rounds that were needed.
    public let rounds: Int
    /// Whether the last round changed nothing that matters.
    public let isSettled: Bool

    private let basis: OrthonormalBasis
    private let allNames: [String]
    private let loss: RobustLoss
    private let trust: [Double]

    init(
        _ design: DesignMatrix, _ response: [Double], _ basis: OrthonormalBasis, _ state: RobustState,
        _ linear: LinearModel, _ count: (loss: RobustLoss, trust: [Double])
    ) {
        self.linear = linear
        self.basis = basis
        allNames = design.names
        (loss, trust) = count
        fitted = state.fitted
        residuals = zip(response, state.fitted).map { $0 - $1 }
        (scale, weights, rounds, isSettled) = (state.scale, state.weights, state.rounds, state.isSettled)
    }

    /// The names of the columns that were kept.
    public var names: [String] { linear.names }

    /// One coefficient for each kept column.
    public var coefficients: [Double] { linear.coefficients }

    /// The coefficient of the column `name`; nil if it was dropped or is not part of the design.
    public func coefficient(_ name: String) -> Double? { linear.coefficient(name) }

    /// Observations minus kept columns.
    public var degreesOfFreedom: Int { residuals.count - basis.kept.count }

    /// The standard error of each coefficient.
    ///
    /// - Parameter covariance: Default: ``Covariance/h1``, or ``Covariance/sandwich`` with a leverage guard, which allows no other.
    /// - Returns: One number a coefficient; 0 each if the scale is 0.
    /// - Throws: ``RegressionError/notConverged`` if too few residuals are small.
    public func standardErrors(_ covariance: Covariance? = nil) throws(RegressionError) -> [Double] {
        guard scale > 0 else { return basis.kept.map { _ in 0 } }
        return basis.standardErrors(try self.covariance(covariance ?? (isGuarded ? .sandwich : .h1)))
    }

    /// What the model says of new observations; the standard error of an observation is that of one without gross errors.
    ///
    /// - Parameter design: The same columns as the design of the fit.
    /// - Returns: One prediction a row.
    /// - Throws: ``RegressionError/notConverged`` as ``standardErrors(_:)``.
    public func predict(_ design: DesignMatrix) throws(RegressionError) -> [Prediction] {
        precondition(design.names == allNames, "a prediction needs the columns of the fit")
        let rows = design.matrix.selecting(columns: basis.kept)
        let means = rows * coefficients
        let turned = rows * basis.inverseR
        let order = basis.kept.count
        let covariance =
            scale > 0
            ? try covariance(isGuarded ? .sandwich : .h1) : Matrix(rows: order, columns: order)
        let spread = turned * covariance
        return means.indices.map { i in
            let variance = zip(turned.row(i), spread.row(i)).reduce(0) { $0 + $1.0 * $1.1 }
            return Prediction(
                mean: means[i], standardErrorOfMean: variance.squareRoot(),
                standardError: (variance + scale * scale).squareRoot(), degreesOfFreedom: degreesOfFreedom)
        }
    }

    private var isGuarded: Bool { trust.contains { $0 != 1 } }

    /// The covariance of the coefficients of the orthonormal columns.
    private func covariance(_ kind: Covariance) throws(RegressionError) -> Matrix {
        precondition(kind == .sandwich || !isGuarded, "with a leverage guard, only the sandwich is defined")
        let (n, p) = (Double(residuals.count), Double(basis.kept.count))
        let z = residuals.map { $0 / scale }
        let curvatures = z.map(loss.curvature)
        let mean = curvatures.mean()
        guard mean > 0 else { throw .notConverged }
        let squares = z.map { loss.influence($0) * loss.influence($0) }
        let variance = curvatures.map { ($0 - mean) * ($0 - mean) }.mean()
        let k = 1 + p / n * variance / (mean * mean)
        let size = squares.sum() * scale * scale / (n - p)
        if kind == .h1 { return k * k * size / (mean * mean) * Matrix.identity(basis.kept.count) }
        let inverse: Matrix
        do {
            inverse = try Cholesky(basis.gram(zip(curvatures, trust).map { $0 * $1 })).inverse()
        } catch { throw .notConverged }
        switch kind {
        case .h1, .h2: return k * size / mean * inverse
        case .h3: return size / k * (inverse * inverse)
        case .sandwich:
            let middle = basis.gram(zip(squares, trust).map { $0 * $1 * $1 })
            return n / (n - p) * scale * scale * (inverse * middle * inverse)
        }
    }
}
