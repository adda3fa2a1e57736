extension Matrix {
    /// The coefficients that bring the matrix times them closest to `response`, by Householder QR without pivoting.
    ///
    ///     let line = try Matrix(columns: [[1, 1, 1], [0, 1, 2]]).leastSquares([1, 3, 5])  // [1, 2]
    ///
    /// - Parameter response: `rows` numbers.
    /// - Returns: `columns` numbers.
    /// - Throws: ``LinearAlgebraError/rankDeficient(rank:of:)`` if a column depends on others or there are more columns
    ///   than rows; ``LinearAlgebraError/empty``, ``LinearAlgebraError/notFinite(row:column:)``.
    /// - Complexity: O(*m n²*).
    public func leastSquares(_ response: [Double]) throws(LinearAlgebraError) -> [Double] {
        try QR(self).solve(Matrix(columns: [response])).elements
    }

    /// The shortest of the least-squares solutions, by QR with column pivoting: for any shape and rank.
    ///
    /// - Parameters:
    ///   - right: `rows` × *k*.
    ///   - tolerance: The leading columns whose condition stays below 1 ∕ `tolerance` count as the rank.
    ///     Default: ε · max(`rows`, `columns`).
    /// - Returns: The solution, `columns` × *k*, and the rank that was found.
    /// - Throws: ``LinearAlgebraError/empty``, ``LinearAlgebraError/notFinite(row:column:)``.
    /// - SeeAlso: LAPACK `dgelsy`.
    public func minimumNormLeastSquares(
        _ right: Matrix, tolerance: Double? = nil
    ) throws(LinearAlgebraError) -> MinimumNormSolution {
        try validate()
        try right.validateAsRightHandSide(rows: rows)
        let tolerance = tolerance ?? Double.ulpOfOne * Double(max(rows, columns))
        return LAPACK.minimumNorm(self, right, tolerance: tolerance)
    }
}

/// The shortest least-squares solution and the rank it stands on.
public struct MinimumNormSolution: Sendable, Hashable {
    /// One column of coefficients for each right-hand side.
    public let coefficients: Matrix
    /// The number of independent columns of the matrix.
    public let rank: Int
}
