/// A symmetric matrix as V · diag(λ) · Vᵀ.
///
/// - SeeAlso: LAPACK `dsyevd`.
public struct SymmetricEigen: Sendable {
    /// The eigenvalues, ascending.
    public let values: [Double]
    /// One orthonormal eigenvector a column, in the order of the values; their signs are arbitrary.
    public let vectors: Matrix

    /// Decomposes `matrix`, of which only the lower triangle is read.
    ///
    /// - Precondition: Square.
    /// - Throws: ``LinearAlgebraError/notConverged(count:)``, ``LinearAlgebraError/empty``,
    ///   ``LinearAlgebraError/notFinite(row:column:)``.
    /// - Complexity: O(*n³*).
    public init(_ matrix: Matrix) throws(LinearAlgebraError) {
        precondition(matrix.rows == matrix.columns, "a symmetric matrix is square")
        try matrix.validate()
        (values, vectors) = try LAPACK.symmetricEigen(matrix)
    }
}
