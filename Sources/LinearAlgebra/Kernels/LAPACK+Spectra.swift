internal import CLAPACK

extension LAPACK {
    static func symmetricEigen(_ matrix: Matrix) throws(LinearAlgebraError) -> ([Double], Matrix) {
        oneThread
        let n = CInt(matrix.rows)
        var a = matrix.elements
        var values = [Double](repeating: 0, count: matrix.rows)
        let job = CChar(UInt8(ascii: "V"))
        // SAFETY: a is n × n, values has n elements; both outlive the call.
        let info = unsafe LAPACKE_dsyevd(LAPACK_COL_MAJOR, job, lower, n, &a, n, &values)
        require(info)
        guard info == 0 else { throw .notConverged(count: Int(info)) }
        return (values, Matrix(rows: matrix.rows, columns: matrix.rows, elements: a))
    }

    /// U, the singular values and the transpose of V.
    static func svd(_ matrix: Matrix) throws(LinearAlgebraError) -> (Matrix, [Double], Matrix) {
        oneThread
        let k = min(matrix.rows, matrix.columns)
        let (m, n, thin) = (CInt(matrix.rows), CInt(matrix.columns), CInt(k))
        var a = matrix.elements
        var values = [Double](repeating: 0, count: k)
        var u = [Double](repeating: 0, count: matrix.rows * k)
        var vt = [Double](repeating: 0, count: k * matrix.columns)
        let job = CChar(UInt8(ascii: "S"))
        // SAFETY: a is m × n, values has k elements, u is m × k, vt is k × n; all outlive the call.
        let info = unsafe LAPACKE_dgesdd(LAPACK_COL_MAJOR, job, m, n, &a, m, &values, &u, m, &vt, thin)
        require(info)
        guard info == 0 else { throw .notConverged(count: Int(info)) }
        return (
            Matrix(rows: matrix.rows, columns: k, elements: u), values,
            Matrix(rows: k, columns: matrix.columns, elements: vt)
        )
    }
}
