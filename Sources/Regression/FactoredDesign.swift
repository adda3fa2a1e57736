import LinearAlgebra
import Statistics

/// A design made ready for responses: its independent columns, and what solves for them.
///
/// Two ways lead to the same numbers: columns that are far from dependent are solved by ``NormalEquations``, all others
/// in arithmetic of 31 digits, which also finds the columns that depend on those before them. It takes small problems,
/// too: there it costs no more.
struct FactoredDesign: Sendable {
    let design: DesignMatrix
    /// Roots of the weights; nil where all weights are 1.
    let scales: [Double]?
    /// The columns that are independent of those before them.
    let kept: [Int]
    let dependencies: [ColumnDependency]
    /// The kept columns.
    let columns: Matrix
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
        self.design = design
        self.scales = scales
        let constant = (0..<design.columns).first { design.isConstant($0) }
        let isSmall = design.rows * design.columns * design.columns <= 1024
        if !isSmall, let normal = NormalEquations(design.matrix, constant: constant, scales: scales) {
            kept = Array(0..<design.columns)
            dependencies = []
            columns = design.matrix
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

    /// Orthonormal columns that span the kept columns, each row of which is times the root of its weight.
    ///
    /// They are the rows times ``inverseRoot``.
    func orthonormalRows() -> Matrix {
        switch solver {
        case .normalEquations(let normal): normal.orthonormalRows()
        case .extended(let qr): qr.orthonormal
        }
    }

    /// The coefficients of one response, and its residuals (not weighted).
    func solve(
        _ response: [Double]
    ) throws(RegressionError) -> (coefficients: ExtendedMatrix, residuals: [Double]) {
        switch solver {
        case .normalEquations(let normal):
            let (found, left) = try normal.solve(weighting(response))
            return (ExtendedMatrix(Matrix(columns: [found])), unweighting(left))
        case .extended(let qr):
            let right = ExtendedMatrix(Matrix(columns: [response]))
            let (found, left) = qr.solve(scales.map { right.scalingRows(by: $0) } ?? right)
            return (found, unweighting(left.leading.elements))
        }
    }

    /// The coefficients of a block of responses, and the weighted sum of squares that each leaves.
    func solve(block: Matrix) throws(RegressionError) -> (coefficients: Matrix, squares: [Double]) {
        let target = scales.map { block.scalingRows(by: $0) } ?? block
        switch solver {
        case .normalEquations(let normal):
            return try normal.solve(block: target)
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

    private func unweighting(_ values: [Double]) -> [Double] {
        scales.map { scales in values.indices.map { values[$0] / scales[$0] } } ?? values
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
