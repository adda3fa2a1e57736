internal import CLAPACK

extension LAPACK {
    static func cholesky(_ matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
        oneThread
        let n = CInt(matrix.rows)
        var a = matrix.elements
        // SAFETY: a is n × n, proven by the caller, and outlives the call.
        let info = unsafe LAPACKE_dpotrf(LAPACK_COL_MAJOR, lower, n, &a, n)
        require(info)
        guard info == 0 else { throw .notPositiveDefinite(order: Int(info)) }
        for j in 0..<matrix.rows {
            for i in 0..<j { a[i + j * matrix.rows] = 0 }
        }
        return Matrix(rows: matrix.rows, columns: matrix.rows, elements: a)
    }

    static func solveCholesky(_ factor: Matrix, _ right: Matrix) -> Matrix {
        oneThread
        let (n, k, a) = (CInt(factor.rows), CInt(right.columns), factor.elements)
        var b = right.elements
        // SAFETY: a is n × n, b is n × k, proven by the caller.
        let info = unsafe LAPACKE_dpotrs(LAPACK_COL_MAJOR, lower, n, k, a, n, &b, n)
        require(info)
        return Matrix(rows: right.rows, columns: right.columns, elements: b)
    }

    /// The inverse of a lower triangle whose upper part is 0.
    static func inverseTriangle(_ factor: Matrix) -> Matrix {
        oneThread
        let n = CInt(factor.rows)
        var a = factor.elements
        // SAFETY: a is n × n and outlives the call.
        let info = unsafe LAPACKE_dtrtri(LAPACK_COL_MAJOR, lower, plain, n, &a, n)
        precondition(info == 0, "a triangle without a zero on its diagonal")
        return Matrix(rows: factor.rows, columns: factor.rows, elements: a)
    }

    static func inverseFromCholesky(_ factor: Matrix) -> Matrix {
        oneThread
        let n = CInt(factor.rows)
        var a = factor.elements
        // SAFETY: a is n × n and outlives the call.
        let info = unsafe LAPACKE_dpotri(LAPACK_COL_MAJOR, lower, n, &a, n)
        precondition(info == 0, "a factor without a zero on its diagonal")
        return mirrored(a, order: factor.rows)
    }

    /// The largest column sum of absolute values of a symmetric matrix in its lower triangle.
    static func symmetricNorm(_ matrix: Matrix) -> Double {
        oneThread
        let (n, a, kind) = (CInt(matrix.rows), matrix.elements, CChar(UInt8(ascii: "1")))
        // SAFETY: a is n × n and only read.
        return unsafe LAPACKE_dlansy(LAPACK_COL_MAJOR, kind, lower, n, a, n)
    }

    static func reciprocalCondition(cholesky factor: Matrix, norm: Double) -> Double {
        oneThread
        let (n, a) = (CInt(factor.rows), factor.elements)
        var result = 0.0
        // SAFETY: a is n × n and only read; result outlives the call.
        let info = unsafe LAPACKE_dpocon(LAPACK_COL_MAJOR, lower, n, a, n, norm, &result)
        require(info)
        return result
    }
}
