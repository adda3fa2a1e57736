/// The thin singular value decomposition U · diag(σ) · Vᵀ of a matrix.
///
/// - SeeAlso: LAPACK `dgesdd`.
public struct SVD: Sendable {
    /// The left singular vectors, `rows` × *k* with *k* = min(`rows`, `columns`).
    public let u: Matrix
    /// The *k* singular values, descending, none negative.
    public let values: [Double]
    /// The right singular vectors, `columns` × *k*.
    public let v: Matrix

    /// Decomposes `matrix`, of any shape.
    ///
    /// - Throws: ``LinearAlgebraError/notConverged(count:)``, ``LinearAlgebraError/empty``,
    ///   ``LinearAlgebraError/notFinite(row:column:)``.
    public init(_ matrix: Matrix) throws(LinearAlgebraError) {
        try matrix.validate()
        let (u, values, transposedV) = try LAPACK.svd(matrix)
        self.u = u
        self.values = values
        v = transposedV.transposed()
    }

    /// The number of singular values above `tolerance` times the largest; default: ε · max(`rows`, `columns`).
    public func rank(tolerance: Double? = nil) -> Int {
        let tolerance = tolerance ?? Double.ulpOfOne * Double(max(u.rows, v.rows))
        return values.count { $0 > tolerance * values[0] }
    }
}
