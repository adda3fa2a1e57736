internal import CLAPACK

/// Products of matrices.
enum BLAS {
    static func product(_ left: Matrix, transposed: Bool, _ right: Matrix) -> Matrix {
        LAPACK.oneThread
        let m = CInt(transposed ? left.columns : left.rows)
        let k = CInt(right.rows)
        let n = CInt(right.columns)
        guard m > 0, n > 0, k > 0 else { return Matrix(rows: Int(m), columns: Int(n)) }
        let turn = transposed ? CblasTrans : CblasNoTrans
        let (ldA, a, b) = (CInt(left.rows), left.elements, right.elements)
        var c = [Double](repeating: 0, count: Int(m) * Int(n))
        if n == 1 {
            let (rows, columns) = (CInt(left.rows), CInt(left.columns))
            // SAFETY: a is rows × columns; b and c have as many elements as its sides, proven by the caller.
            unsafe cblas_dgemv(CblasColMajor, turn, rows, columns, 1, a, ldA, b, 1, 0, &c, 1)
            return Matrix(rows: Int(m), columns: 1, elements: c)
        }
        // SAFETY: a, b and c have the shapes told, proven by Matrix; beta 0 ignores what c holds; nothing escapes.
        unsafe cblas_dgemm(CblasColMajor, turn, CblasNoTrans, m, n, k, 1, a, ldA, b, k, 0, &c, m)
        return Matrix(rows: Int(m), columns: Int(n), elements: c)
    }

    static func gram(_ matrix: Matrix) -> Matrix {
        LAPACK.oneThread
        let (n, k) = (CInt(matrix.columns), CInt(matrix.rows))
        var c = [Double](repeating: 0, count: matrix.columns * matrix.columns)
        guard n > 0, k > 0 else { return Matrix(rows: Int(n), columns: Int(n), elements: c) }
        let a = matrix.elements
        // SAFETY: a is k × n, c is n × n, proven by Matrix; nothing escapes.
        unsafe cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, n, k, 1, a, k, 0, &c, n)
        return LAPACK.mirrored(c, order: Int(n))
    }
}

extension LAPACK {
    /// A symmetric matrix from its lower triangle.
    static func mirrored(_ lower: [Double], order n: Int) -> Matrix {
        var full = lower
        for j in 0..<n {
            for i in 0..<j { full[i + j * n] = full[j + i * n] }
        }
        return Matrix(rows: n, columns: n, elements: full)
    }
}
