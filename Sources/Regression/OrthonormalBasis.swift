import LinearAlgebra

/// Orthonormal columns that span a matrix: iterations on them do not feel how nearly dependent its columns are.
struct OrthonormalBasis {
    /// The columns that do not depend on those before them, by more than 1e-10 of their length.
    let kept: [Int]
    /// The orthonormal columns, one for each kept one.
    let q: Matrix
    /// The kept columns are `q` times the inverse of this.
    let inverseR: Matrix

    init(_ matrix: Matrix) throws(RegressionError) {
        var kept = Array(0..<matrix.columns)
        while !kept.isEmpty {
            do {
                let qr = try QR(matrix.selecting(columns: kept))
                guard let dependent = qr.dependentColumns(tolerance: 1e-10).first else {
                    (q, inverseR, self.kept) = (qr.thinQ(), try qr.inverseR(), kept)
                    return
                }
                kept.remove(at: dependent)
            } catch { throw .notConverged }
        }
        throw .nothingToFit
    }

    /// How much each row alone decides its fit, 0 … 1.
    var leverages: [Double] {
        var squares = [Double](repeating: 0, count: q.rows)
        let values = q.elements
        for k in values.indices { squares[k % q.rows] += values[k] * values[k] }
        return squares
    }

    /// The products of the columns, each row times its weight.
    func gram(_ weights: [Double]) -> Matrix { q.transposedTimes(q.scalingRows(by: weights)) }

    /// The coefficients of the columns `q` that fit `response` best with these weights; nil if too few rows have weight.
    func leastSquares(_ response: [Double], _ weights: [Double]) -> [Double]? {
        let roots = weights.map { $0.squareRoot() }
        guard let cholesky = try? Cholesky(q.scalingRows(by: roots).gram()) else { return nil }
        let right = q.transposedTimes(zip(weights, response).map { $0 * $1 })
        guard cholesky.reciprocalCondition > 1e-14 else { return nil }
        return try? cholesky.solve(Matrix(columns: [right])).elements
    }

    /// The roots of the diagonal of R⁻¹ · `covariance` · R⁻ᵀ: standard errors in the units of the kept columns.
    func standardErrors(_ covariance: Matrix) -> [Double] {
        let spread = inverseR * covariance
        return kept.indices.map { i in
            zip(spread.row(i), inverseR.row(i)).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
        }
    }
}
