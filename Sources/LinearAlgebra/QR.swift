/// A matrix as Q · R by Householder reflections, without pivoting: factor once, solve for many right-hand sides.
///
///     let qr = try QR(design)
///     let coefficients = try qr.solve(responses)
///
/// - SeeAlso: Golub & Van Loan, *Matrix Computations*, 4th ed., §5.2; LAPACK `dgeqrf`.
public struct QR: Sendable {
    /// Rows of the factored matrix.
    public var rows: Int { packed.rows }
    /// Columns of the factored matrix.
    public var columns: Int { packed.columns }

    let packed: Matrix
    let scales: [Double]

    /// Factors `matrix`, of any shape.
    ///
    /// - Throws: ``LinearAlgebraError/empty``, ``LinearAlgebraError/notFinite(row:column:)``.
    /// - Complexity: O(*m n²*).
    public init(_ matrix: Matrix) throws(LinearAlgebraError) {
        try matrix.validate()
        (packed, scales) = LAPACK.qr(matrix)
    }

    /// The upper triangle R, min(`rows`, `columns`) × `columns`.
    public var r: Matrix {
        var result = Matrix(rows: min(rows, columns), columns: columns)
        for j in 0..<columns {
            for i in 0..<min(j + 1, result.rows) { result[i, j] = packed[i, j] }
        }
        return result
    }

    /// The first min(`rows`, `columns`) columns of Q, which are orthonormal.
    public func thinQ() -> Matrix { LAPACK.thinQ(self) }

    /// Qᵀ · `right`, of the full square Q: the first `columns` rows lie in the span of the matrix, the rest is residual.
    ///
    /// - Precondition: `right` has as many rows as the matrix.
    public func transposedQTimes(_ right: Matrix) -> Matrix {
        precondition(right.rows == rows, "a right-hand side has as many rows as the matrix")
        return LAPACK.transposedQTimes(self, right)
    }

    /// The columns that depend on columns before them: all that is left of each is rounding.
    ///
    /// - Parameter tolerance: The part of a column's length that must be new; default: ε · max(`rows`, `columns`).
    /// - Returns: Indices in ascending order. After the first, the answer for later columns is a guess: drop the first,
    ///   factor again.
    public func dependentColumns(tolerance: Double? = nil) -> [Int] {
        let tolerance = tolerance ?? Double.ulpOfOne * Double(max(rows, columns))
        return (0..<columns).filter { j in
            guard j < rows else { return true }
            let length = Matrix(columns: [(0...j).map { packed[$0, j] }]).norm
            return !(abs(packed[j, j]) > tolerance * length)
        }
    }

    /// The least-squares solution for each column of `right`.
    ///
    /// - Parameter right: `rows` × *k*.
    /// - Returns: `columns` × *k*.
    /// - Throws: ``LinearAlgebraError/rankDeficient(rank:of:)`` if a column depends on others or there are more columns
    ///   than rows; ``LinearAlgebraError/notFinite(row:column:)`` for a right-hand side that is not finite.
    public func solve(_ right: Matrix) throws(LinearAlgebraError) -> Matrix {
        try right.validateAsRightHandSide(rows: rows)
        try requireFullRank()
        let turned = LAPACK.transposedQTimes(self, right)
        return LAPACK.solveUpperTriangle(packed, turned)
    }

    /// R⁻¹, whose rows tell the variances of the coefficients: (AᵀA)⁻¹ = R⁻¹ · R⁻ᵀ.
    ///
    /// - Throws: ``LinearAlgebraError/rankDeficient(rank:of:)`` if a column depends on others.
    public func inverseR() throws(LinearAlgebraError) -> Matrix {
        try requireFullRank()
        return LAPACK.solveUpperTriangle(packed, .identity(columns))
    }

    private func requireFullRank() throws(LinearAlgebraError) {
        let dependent = dependentColumns().count
        if dependent > 0 { throw .rankDeficient(rank: columns - dependent, of: columns) }
    }
}
