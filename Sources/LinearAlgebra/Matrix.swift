/// A matrix of doubles, one column after the other in memory.
public struct Matrix: Sendable, Hashable {
    /// Number of rows.
    public let rows: Int
    /// Number of columns.
    public let columns: Int
    /// The numbers, column by column: `elements[i + j * rows]` stands in row `i`, column `j`.
    public private(set) var elements: [Double]

    /// A matrix of `elements`, given column by column.
    ///
    /// - Precondition: `rows` · `columns` elements; a side may be 0.
    public init(rows: Int, columns: Int, elements: [Double]) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative side")
        precondition(elements.count == rows * columns, "a matrix has rows times columns elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix with the same number everywhere.
    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        self.init(rows: rows, columns: columns, elements: [Double](repeating: value, count: rows * columns))
    }

    /// A matrix with these columns.
    ///
    /// - Precondition: Columns of the same length.
    public init(columns: [[Double]]) {
        let rows = columns.first?.count ?? 0
        precondition(columns.allSatisfy { $0.count == rows }, "all columns of a matrix have the same length")
        self.init(rows: rows, columns: columns.count, elements: Array(columns.joined()))
    }

    /// A matrix with these rows, as one writes it on paper.
    ///
    ///     let rotation = Matrix(rows: [[0, -1], [1, 0]])
    ///
    /// - Precondition: Rows of the same length.
    public init(rows: [[Double]]) {
        self = Matrix(columns: rows).transposed()
    }

    /// The matrix with 1 on the diagonal and 0 elsewhere.
    public static func identity(_ order: Int) -> Matrix { diagonal([Double](repeating: 1, count: order)) }

    /// The square matrix with these numbers on the diagonal and 0 elsewhere.
    public static func diagonal(_ values: [Double]) -> Matrix {
        var result = Matrix(rows: values.count, columns: values.count)
        for (i, value) in values.enumerated() { result[i, i] = value }
        return result
    }

    /// The number in row `i`, column `j`, both from 0.
    public subscript(i: Int, j: Int) -> Double {
        get {
            precondition(0 <= i && i < rows && 0 <= j && j < columns, "a place within the matrix")
            return elements[i + j * rows]
        }
        set {
            precondition(0 <= i && i < rows && 0 <= j && j < columns, "a place within the matrix")
            elements[i + j * rows] = newValue
        }
    }

    /// Column `j`, `rows` long.
    public func column(_ j: Int) -> [Double] {
        precondition(0 <= j && j < columns, "a column within the matrix")
        return Array(elements[j * rows..<(j + 1) * rows])
    }

    /// Row `i`, `columns` long.
    public func row(_ i: Int) -> [Double] {
        precondition(0 <= i && i < rows, "a row within the matrix")
        return (0..<columns).map { elements[i + $0 * rows] }
    }

    /// The matrix of these columns, in this order.
    public func selecting(columns chosen: [Int]) -> Matrix {
        Matrix(rows: rows, columns: chosen.count, elements: chosen.flatMap { column($0) })
    }

    /// The diagonal from the upper left, min(`rows`, `columns`) long.
    public var diagonal: [Double] { (0..<min(rows, columns)).map { elements[$0 + $0 * rows] } }
}

extension Matrix {
    /// Throws what makes a matrix unfit for any factorization.
    func validate() throws(LinearAlgebraError) {
        guard rows > 0, columns > 0 else { throw .empty }
        guard let i = elements.firstIndex(where: { !$0.isFinite }) else { return }
        throw .notFinite(row: i % rows, column: i / rows)
    }

    /// Throws what makes a right-hand side unfit for solving.
    func validateAsRightHandSide(rows needed: Int) throws(LinearAlgebraError) {
        precondition(rows == needed, "a right-hand side has as many rows as the matrix")
        try validate()
    }
}
