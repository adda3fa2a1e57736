/// The independent columns of a matrix as Q · R, in arithmetic of 31 digits: for designs that doubles cannot solve.
///
/// A column of which nothing new is left after those before it is set aside, with the combination that makes it; the
/// factorization goes on without it. With a condition number κ, a solution keeps about 31 − log₁₀ κ digits, where
/// Householder reflections in doubles keep 16 − log₁₀ κ.
///
/// - SeeAlso: Björck, "Solving linear least squares problems by Gram–Schmidt orthogonalization", *BIT* 7 (1967): modified
///   Gram–Schmidt, with the right-hand side as one more column.
public struct ExtendedQR: Sendable {
    /// The columns that are independent of those before them, ascending.
    public let kept: [Int]
    /// The other columns, ascending, each with its coefficients on the kept columns before it.
    public let dependent: [(column: Int, coefficients: [Double])]
    /// Orthonormal columns that span the matrix, `rows` × `kept.count`, rounded to doubles.
    public var orthonormal: Matrix {
        Matrix(
            rows: rows, columns: basis.count,
            elements: basis.flatMap { column in (0..<rows).map { column[$0].leading } })
    }
    /// Rows of the factored matrix.
    public let rows: Int

    private let basis: [ExtendedColumn]
    /// Column *k* holds the products with the basis up to *k*; in units of `exponents`.
    private let triangle: [[DoubleDouble]]
    private let exponents: [Int]

    /// Factors `matrix`.
    ///
    /// - Parameters:
    ///   - matrix: Finite numbers, at least one row and one column.
    ///   - tolerance: The part of a column's length that must be new, for it to be kept.
    /// - Throws: ``LinearAlgebraError/empty``, ``LinearAlgebraError/notFinite(row:column:)``.
    /// - Complexity: O(*m n²*), about ten times the cost of a factorization in doubles.
    public init(_ matrix: ExtendedMatrix, tolerance: Double) throws(LinearAlgebraError) {
        try matrix.leading.validate()
        var kept: [Int] = []
        var basis: [ExtendedColumn] = []
        var triangle: [[DoubleDouble]] = []
        var exponents: [Int] = []
        var dependent: [(column: Int, coefficients: [Double])] = []
        for j in 0..<matrix.columns {
            var column = ExtendedColumn(matrix, j)
            let exponent = column.normalizeExponent()
            let length = column.norm().leading
            var products = basis.map { column.removeComponent(along: $0) }
            let left = column.norm()
            if left.leading > tolerance * length {
                column.divide(by: left)
                products.append(left)
                kept.append(j)
                basis.append(column)
                triangle.append(products)
                exponents.append(exponent)
            } else {
                let solution = Self.solve(triangle, products)
                dependent.append((j, Self.rescaled(solution, exponents, by: exponent).map(\.leading)))
            }
        }
        (self.kept, self.basis, self.triangle, self.exponents) = (kept, basis, triangle, exponents)
        self.dependent = dependent
        rows = matrix.rows
    }

    /// The least-squares solution for each column of `right`, and what it leaves.
    ///
    /// - Parameter right: `rows` × *k* finite numbers.
    /// - Returns: The coefficients of the kept columns, `kept.count` × *k*, and the residuals, `rows` × *k*.
    public func solve(_ right: ExtendedMatrix) -> (coefficients: ExtendedMatrix, residuals: ExtendedMatrix) {
        precondition(right.rows == rows, "a right-hand side has as many rows as the matrix")
        var coefficients = ExtendedMatrix(Matrix(rows: kept.count, columns: right.columns))
        var residuals = right
        for j in 0..<right.columns {
            var column = ExtendedColumn(right, j)
            let exponent = column.normalizeExponent()
            let products = basis.map { column.removeComponent(along: $0) }
            let solution = Self.rescaled(Self.solve(triangle, products), exponents, by: exponent)
            for (i, value) in solution.enumerated() { coefficients[i, j] = value }
            let scale = Double(sign: .plus, exponent: exponent, significand: 1)
            for i in 0..<rows {
                residuals[i, j] = DoubleDouble(
                    leading: scale * column[i].leading, trailing: scale * column[i].trailing)
            }
        }
        return (coefficients, residuals)
    }

    /// R⁻¹ for the kept columns: (AᵀA)⁻¹ = R⁻¹ · R⁻ᵀ.
    public func inverseR() -> ExtendedMatrix {
        var inverse = ExtendedMatrix(Matrix(rows: kept.count, columns: kept.count))
        for j in kept.indices {
            let unit = (0...j).map { DoubleDouble($0 == j ? 1 : 0) }
            let solution = Self.rescaled(Self.solve(triangle, unit), exponents, by: 0)
            for (i, value) in solution.enumerated() { inverse[i, j] = value }
        }
        return inverse
    }

    /// The solution of the leading `right.count` rows and columns of the triangle.
    private static func solve(_ triangle: [[DoubleDouble]], _ right: [DoubleDouble]) -> [DoubleDouble] {
        var x = right
        for j in right.indices.reversed() {
            x[j] = x[j] / triangle[j][j]
            for i in 0..<j { x[i] = x[i] - triangle[j][i] * x[j] }
        }
        return x
    }

    /// A solution in the units of the columns instead of their powers of 2.
    private static func rescaled(
        _ solution: [DoubleDouble], _ exponents: [Int], by exponent: Int
    ) -> [DoubleDouble] {
        solution.indices.map { i in
            let scale = Double(sign: .plus, exponent: exponent - exponents[i], significand: 1)
            return DoubleDouble(
                leading: scale * solution[i].leading, trailing: scale * solution[i].trailing)
        }
    }
}
