internal import CLAPACK

extension LAPACK {
    /// Householder vectors below the diagonal, R on and above it; and the scales of the reflections.
    static func qr(_ matrix: Matrix) -> (Matrix, [Double]) {
        oneThread
        let (m, n) = (CInt(matrix.rows), CInt(matrix.columns))
        var a = matrix.elements
        var tau = [Double](repeating: 0, count: min(matrix.rows, matrix.columns))
        // SAFETY: a is m × n and tau has min(m, n) elements; both outlive the call.
        let info = unsafe LAPACKE_dgeqrf(LAPACK_COL_MAJOR, m, n, &a, m, &tau)
        require(info)
        return (Matrix(rows: matrix.rows, columns: matrix.columns, elements: a), tau)
    }

    static func thinQ(_ qr: QR) -> Matrix {
        oneThread
        let k = qr.scales.count
        var q = Array(qr.packed.elements.prefix(qr.rows * k))
        let (m, n, tau) = (CInt(qr.rows), CInt(k), qr.scales)
        // SAFETY: q is m × k with k ≤ m reflections, as qr left them; tau has k elements.
        let info = unsafe LAPACKE_dorgqr(LAPACK_COL_MAJOR, m, n, n, &q, m, tau)
        require(info)
        return Matrix(rows: qr.rows, columns: k, elements: q)
    }

    static func transposedQTimes(_ qr: QR, _ right: Matrix) -> Matrix {
        oneThread
        let (m, n, k) = (CInt(right.rows), CInt(right.columns), CInt(qr.scales.count))
        guard n > 0 else { return right }
        let (a, tau) = (qr.packed.elements, qr.scales)
        var c = right.elements
        let side = CChar(UInt8(ascii: "L"))
        // SAFETY: a is m × columns with k ≤ min(m, columns) reflections; c is m × n, proven by the caller.
        let info = unsafe LAPACKE_dormqr(LAPACK_COL_MAJOR, side, transposed, m, n, k, a, m, tau, &c, m)
        require(info)
        return Matrix(rows: right.rows, columns: right.columns, elements: c)
    }

    /// Solves R · X = the first rows of `right`, with R in the upper triangle of `packed`, all of whose diagonal is not 0.
    static func solveUpperTriangle(_ packed: Matrix, _ right: Matrix) -> Matrix {
        oneThread
        let n = packed.columns
        precondition(packed.rows >= n && right.rows >= n, "a triangle as tall as wide")
        var x = (0..<right.columns).flatMap { right.elements[$0 * right.rows..<$0 * right.rows + n] }
        let (order, ldA, count, a) = (CInt(n), CInt(packed.rows), CInt(right.columns), packed.elements)
        guard count > 0 else { return Matrix(rows: n, columns: 0) }
        // SAFETY: a has n columns of packed.rows ≥ n rows; x is n × count.
        let info = unsafe LAPACKE_dtrtrs(
            LAPACK_COL_MAJOR, upper, plain, plain, order, count, a, ldA, &x, order)
        precondition(info == 0, "a triangle without a zero on its diagonal")
        return Matrix(rows: n, columns: right.columns, elements: x)
    }

    static func minimumNorm(_ matrix: Matrix, _ right: Matrix, tolerance: Double) -> MinimumNormSolution {
        oneThread
        let tall = max(matrix.rows, matrix.columns)
        var a = matrix.elements
        var b = [Double](repeating: 0, count: tall * right.columns)
        for j in 0..<right.columns {
            for i in 0..<right.rows { b[i + j * tall] = right[i, j] }
        }
        let (m, n, k, ldB) = (CInt(matrix.rows), CInt(matrix.columns), CInt(right.columns), CInt(tall))
        var pivots = [CInt](repeating: 0, count: matrix.columns)
        var rank: CInt = 0
        // SAFETY: a is m × n, b is max(m, n) × k, pivots has n elements; all outlive the call.
        let info = unsafe LAPACKE_dgelsy(
            LAPACK_COL_MAJOR, m, n, k, &a, m, &b, ldB, &pivots, tolerance, &rank)
        require(info)
        let x = (0..<right.columns).flatMap { b[$0 * tall..<$0 * tall + matrix.columns] }
        let coefficients = Matrix(rows: matrix.columns, columns: right.columns, elements: x)
        return MinimumNormSolution(coefficients: coefficients, rank: Int(rank))
    }
}
