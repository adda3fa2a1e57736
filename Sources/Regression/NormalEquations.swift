import LinearAlgebra

/// Columns that are far from dependent, solved through the Cholesky factor of their Gram matrix.
///
/// The columns are taken around their means if one of them is constant, and brought to length 1. A solution is corrected
/// once by what its residuals still hold of the columns: as good as reflections at this condition, and several times
/// faster.
///
/// - SeeAlso: Björck, "Stability analysis of the method of seminormal equations", *Linear Algebra Appl.* 88 (1987).
struct NormalEquations: Sendable {
    /// An upper triangle, but for the row of the constant, whose product with its transpose is (XᵀWX)⁻¹.
    let inverseRoot: Matrix
    /// The columns around their means, each row times the root of its weight.
    private let frame: Matrix
    private let cholesky: Cholesky
    private let inverseLengths: [Double]
    /// What the coefficient of the constant loses for each coefficient: means in units of the constant.
    private let offsets: (column: Int, means: [Double])?
    private let centeredRoot: Matrix

    /// Factors `columns`; nil where their condition asks for another method.
    init?(_ columns: Matrix, constant: Int?, scales: [Double]?) {
        var frame = columns
        offsets = constant.map { ($0, columns.meansInUnits(of: $0, scales)) }
        if let offsets { frame = columns.centered(by: offsets.means, times: offsets.column) }
        if let scales { frame = frame.scalingRows(by: scales) }
        let gram = frame.gram()
        let lengths = gram.diagonal.map { $0.squareRoot() }
        guard lengths.allSatisfy({ 1e-100 < $0 && $0 < 1e100 }) else { return nil }
        var scaled = gram.elements
        for j in lengths.indices {
            for i in lengths.indices { scaled[i + j * lengths.count] /= lengths[i] * lengths[j] }
        }
        let unit = Matrix(rows: gram.rows, columns: gram.columns, elements: scaled)
        guard let cholesky = try? Cholesky(unit), cholesky.reciprocalCondition >= 1e-4 else { return nil }
        // What centring leaves of a column must be more than rounding.
        if let offsets {
            let sizes = offsets.means.map { abs($0) * lengths[offsets.column] }
            guard zip(lengths, sizes).allSatisfy({ $0 > 1e-8 * $1 }) else { return nil }
        }
        self.frame = frame
        self.cholesky = cholesky
        inverseLengths = lengths.map { 1 / $0 }
        centeredRoot = cholesky.inverseLower().transposed().scalingRows(by: inverseLengths)
        inverseRoot = Self.uncentered(centeredRoot, Matrix(rows: gram.rows, columns: gram.columns), offsets)
    }

    /// Orthonormal columns: the rows times ``inverseRoot``.
    func orthonormalRows() -> Matrix { frame * centeredRoot }

    /// The coefficients of one response (weighted), and its residuals (weighted).
    func solve(
        _ target: [Double]
    ) throws(RegressionError) -> (coefficients: [Double], residuals: [Double]) {
        let found = try solution(frame.transposedTimes(target))
        let left = difference(target, frame * found)
        let correction = try solution(frame.transposedTimes(left))
        let coefficients = Self.uncentered(
            Matrix(columns: [found]), Matrix(columns: [correction]), offsets)
        return (coefficients.elements, difference(left, frame * correction))
    }

    /// The coefficients of a block of responses (weighted), and the sum of squares that each leaves.
    func solve(block target: Matrix) throws(RegressionError) -> (coefficients: Matrix, squares: [Double]) {
        let found = try solution(frame.transposedTimes(target))
        let left = target - frame * found
        let products = frame.transposedTimes(left)
        let correction = try solution(products)
        // ‖e − Xδ‖² = ‖e‖² − δᵀXᵀe for the correction δ that takes Xᵀe to 0.
        let squares = zip(left.columnSquares(), correction.columnProducts(products)).map { max($0 - $1, 0) }
        return (Self.uncentered(found, correction, offsets), squares)
    }

    /// The solution for products of the columns with one response.
    private func solution(_ products: [Double]) throws(RegressionError) -> [Double] {
        try solution(Matrix(columns: [products])).elements
    }

    /// The solution for products of the columns with responses, one a column.
    private func solution(_ products: Matrix) throws(RegressionError) -> Matrix {
        do {
            let scaled = products.scalingRows(by: inverseLengths)
            return try cholesky.solve(scaled).scalingRows(by: inverseLengths)
        } catch { throw .notConverged }
    }

    private func difference(_ a: [Double], _ b: [Double]) -> [Double] { a.indices.map { a[$0] - b[$0] } }

    /// Coefficients of the columns as they are, from those around their means, given in two parts.
    ///
    /// The constant is what large terms leave: it is added up in 31 digits.
    private static func uncentered(
        _ centered: Matrix, _ correction: Matrix, _ offsets: (column: Int, means: [Double])?
    ) -> Matrix {
        guard let offsets else { return centered + correction }
        let (parts, rest, size) = (centered.elements, correction.elements, centered.rows)
        var result = parts.indices.map { parts[$0] + rest[$0] }
        for start in stride(from: 0, to: result.count, by: size) {
            let place = start + offsets.column
            var level = DoubleDouble.exactSum(parts[place], rest[place])
            for j in 0..<size where offsets.means[j] != 0 {
                let value = DoubleDouble.exactSum(parts[start + j], rest[start + j])
                level = level - DoubleDouble(offsets.means[j]) * value
            }
            result[place] = level.leading
        }
        return Matrix(rows: size, columns: centered.columns, elements: result)
    }
}

extension Matrix {
    /// How many times the constant column `constant` goes into each column on average (0 for itself).
    fileprivate func meansInUnits(of constant: Int, _ scales: [Double]?) -> [Double] {
        let unit = self[0, constant]
        let weights = scales.map { $0.map { $0 * $0 } } ?? [Double](repeating: 1, count: rows)
        let whole = weights.reduce(0, +)
        let sums = transposedTimes(weights)
        return sums.indices.map { $0 == constant ? 0 : sums[$0] / whole / unit }
    }

    /// Each column less its mean times the constant column.
    fileprivate func centered(by means: [Double], times constant: Int) -> Matrix {
        let unit = self[0, constant]
        var result = elements
        for j in 0..<columns where j != constant {
            let mean = means[j] * unit
            for i in j * rows..<(j + 1) * rows { result[i] -= mean }
        }
        return Matrix(rows: rows, columns: columns, elements: result)
    }
}
