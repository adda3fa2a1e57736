import Foundation

/// A symmetric positive definite matrix as L · Lᵀ.
///
/// - SeeAlso: LAPACK `dpotrf`, `dpotrs`, `dtrtri`, `dpocon`.
public struct Cholesky: Sendable {
    /// The lower triangle L; 0 above the diagonal.
    public let lower: Matrix
    private let norm: Double

    /// Factors `matrix`, of which only the lower triangle is read.
    ///
    /// - Precondition: Square.
    /// - Throws: ``LinearAlgebraError/notPositiveDefinite(order:)``, ``LinearAlgebraError/empty``,
    ///   ``LinearAlgebraError/notFinite(row:column:)``.
    public init(_ matrix: Matrix) throws(LinearAlgebraError) {
        precondition(matrix.rows == matrix.columns, "a positive definite matrix is square")
        try matrix.validate()
        lower = try LAPACK.cholesky(matrix)
        norm = LAPACK.symmetricNorm(matrix)
    }

    /// The solution *x* of A · *x* = `right`, column by column.
    ///
    /// - Precondition: As many rows as the matrix.
    /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``.
    public func solve(_ right: Matrix) throws(LinearAlgebraError) -> Matrix {
        try right.validateAsRightHandSide(rows: lower.rows)
        return LAPACK.solveCholesky(lower, right)
    }

    /// A⁻¹, exactly symmetric; to solve a system use ``solve(_:)``.
    public func inverse() -> Matrix { LAPACK.inverseFromCholesky(lower) }

    /// L⁻¹, a lower triangle: A⁻¹ = L⁻ᵀ · L⁻¹.
    public func inverseLower() -> Matrix { LAPACK.inverseTriangle(lower) }

    /// The logarithm of the determinant of A.
    public var logDeterminant: Double { 2 * lower.diagonal.reduce(0) { $0 + log($1) } }

    /// An estimate of 1 ∕ (‖A‖ ‖A⁻¹‖): below 1e-8, half of the digits of a solution are gone.
    public var reciprocalCondition: Double { LAPACK.reciprocalCondition(cholesky: lower, norm: norm) }
}
