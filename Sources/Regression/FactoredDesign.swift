import LinearAlgebra
import Statistics

/// A design made ready for responses: its independent columns, and what solves for them.
///
/// Two ways lead to the same numbers. Columns that are far from dependent (a condition number below about 300 when each
/// has length 1) are solved through the Cholesky factor of their Gram matrix, and the solution is corrected by what its
/// residuals still hold of the columns: as good as reflections at this condition, and several times faster. All others
/// are solved in arithmetic of 31 digits.
///
/// - SeeAlso: Björck, "Stability analysis of the method of seminormal equations", *Linear Algebra Appl.* 88 (1987).
struct FactoredDesign: Sendable {
    let design: DesignMatrix
    /// Roots of the weights; nil where all weights are 1.
    let scales: [Double]?
    /// The columns that are independent of those before them.
    let kept: [Int]
    let dependencies: [ColumnDependency]
    /// The kept columns.
    let columns: Matrix
    /// The kept columns, each row times the root of its weight.
    let weighted: Matrix
    /// An upper triangle with (XᵀWX)⁻¹ = `inverseRoot` · `inverseRoot`ᵀ.
    let inverseRoot: Matrix
    private let solver: Solver

    private enum Solver: Sendable {
        case normalEquations(NormalEquations)
        case extended(ExtendedQR)
    }

    init(_ design: DesignMatrix, weights: [Double]?) throws(RegressionError) {
        try design.validate(weights)
        let scales = weights.map { $0.map { $0.squareRoot() } }
        let scaled = scales.map { design.matrix.scalingRows(by: $0) } ?? design.matrix
        self.design = design
        self.scales = scales
        if let normal = NormalEquations(scaled) {
            kept = Array(0..<design.columns)
            dependencies = []
            columns = design.matrix
            weighted = scaled
            inverseRoot = normal.inverseRoot
            solver = .normalEquations(normal)
            return
        }
        let whole = scales.map { design.extended().scalingRows(by: $0) } ?? design.extended()
        let qr: ExtendedQR
        do { qr = try ExtendedQR(whole, tolerance: 1e-10) } catch { throw .notConverged }
        guard !qr.kept.isEmpty else { throw .nothingToFit }
        kept = qr.kept
        dependencies = qr.dependent.map { ColumnDependency($0.column, $0.coefficients, qr.kept, design) }
        columns = design.matrix.selecting(columns: qr.kept)
        weighted = scaled.selecting(columns: qr.kept)
        inverseRoot = qr.inverseR().leading
        solver = .extended(qr)
    }

    /// Which arithmetic the design needed.
    var arithmetic: LinearModel.Arithmetic {
        switch solver {
        case .normalEquations: .double
        case .extended: .doubleDouble
        }
    }

    /// The root of each weight times each row of the kept columns, turned to orthonormal columns.
    func orthonormalRows() -> Matrix {
        switch solver {
        case .normalEquations: weighted * inverseRoot
        case .extended(let qr): qr.orthonormal
        }
    }

    /// The coefficients of one response, and its residuals (not weighted).
    func solve(
        _ response: [Double]
    ) throws(RegressionError) -> (coefficients: ExtendedMatrix, residuals: [Double]) {
        let target = weighting(response)
        switch solver {
        case .normalEquations(let normal):
            var found = try normal.solve(weighted.transposedTimes(target))
            let left = difference(target, weighted * found)
            let correction = try normal.solve(weighted.transposedTimes(left))
            for j in found.indices { found[j] += correction[j] }
            return (ExtendedMatrix(Matrix(columns: [found])), difference(response, columns * found))
        case .extended(let qr):
            let right = ExtendedMatrix(Matrix(columns: [response]))
            let (found, left) = qr.solve(scales.map { right.scalingRows(by: $0) } ?? right)
            let residuals = left.leading.elements
            return (found, scales.map { zip(residuals, $0).map { $0 / $1 } } ?? residuals)
        }
    }

    /// The coefficients of a block of responses, and the weighted sum of squares that each leaves.
    func solve(block: Matrix) throws(RegressionError) -> (coefficients: Matrix, squares: [Double]) {
        let target = scales.map { block.scalingRows(by: $0) } ?? block
        switch solver {
        case .normalEquations(let normal):
            let found = try normal.solve(weighted.transposedTimes(target))
            let left = target - weighted * found
            let products = weighted.transposedTimes(left)
            let correction = try normal.solve(products)
            // ‖e − Xδ‖² = ‖e‖² − δᵀXᵀe for the correction δ that takes Xᵀe to 0.
            let squares = zip(left.columnSquares(), correction.columnProducts(products)).map {
                max($0 - $1, 0)
            }
            return (found + correction, squares)
        case .extended(let qr):
            let right = ExtendedMatrix(block)
            let (found, left) = qr.solve(scales.map { right.scalingRows(by: $0) } ?? right)
            return (found.leading, left.leading.columnSquares())
        }
    }

    /// Whether the kept columns can make a constant.
    func spansConstant() throws(RegressionError) -> Bool {
        if kept.contains(where: { design.isConstant($0) }) { return true }
        let ones = [Double](repeating: 1, count: design.rows)
        let left = weighting(try solve(ones).residuals)
        return Matrix(columns: [left]).norm <= 1e-8 * Matrix(columns: [weighting(ones)]).norm
    }

    /// Each number times the root of its weight.
    func weighting(_ values: [Double]) -> [Double] {
        scales.map { scales in values.indices.map { values[$0] * scales[$0] } } ?? values
    }

    private func difference(_ a: [Double], _ b: [Double]) -> [Double] { a.indices.map { a[$0] - b[$0] } }
}

/// The Gram matrix of columns that are far from dependent, with every column brought to length 1, factored.
struct NormalEquations: Sendable {
    /// An upper triangle whose product with its transpose is the inverse of the Gram matrix.
    let inverseRoot: Matrix
    private let cholesky: Cholesky
    private let lengths: [Double]

    /// Factors the Gram matrix of `columns`; nil where their condition asks for another method.
    init?(_ columns: Matrix) {
        let gram = columns.gram()
        let lengths = gram.diagonal.map { $0.squareRoot() }
        guard lengths.allSatisfy({ 1e-100 < $0 && $0 < 1e100 }) else { return nil }
        var scaled = gram.elements
        for j in lengths.indices {
            for i in lengths.indices { scaled[i + j * lengths.count] /= lengths[i] * lengths[j] }
        }
        let unit = Matrix(rows: gram.rows, columns: gram.columns, elements: scaled)
        guard let cholesky = try? Cholesky(unit), cholesky.reciprocalCondition >= 1e-5 else { return nil }
        self.cholesky = cholesky
        self.lengths = lengths
        inverseRoot = cholesky.inverseLower().transposed().scalingRows(by: lengths.map { 1 / $0 })
    }

    /// The solution for products of the columns with one response.
    func solve(_ products: [Double]) throws(RegressionError) -> [Double] {
        try solve(Matrix(columns: [products])).elements
    }

    /// The solution for products of the columns with responses, one a column.
    func solve(_ products: Matrix) throws(RegressionError) -> Matrix {
        let inverses = lengths.map { 1 / $0 }
        do {
            return try cholesky.solve(products.scalingRows(by: inverses)).scalingRows(by: inverses)
        } catch { throw .notConverged }
    }
}

extension DesignMatrix {
    /// Throws what makes a design or weights unfit; mismatched shapes are the caller's mistake.
    func validate(_ weights: [Double]?) throws(RegressionError) {
        guard rows > columns else { throw .tooShort(needed: columns + 1, got: rows) }
        guard let weights else { return }
        precondition(weights.count == rows, "as many weights as rows")
        if let row = weights.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
            throw .weightNotPositive(row: row)
        }
    }
}
