/// A matrix whose numbers have twice the digits of a double: each is the sum of two (``DoubleDouble``).
public struct ExtendedMatrix: Sendable, Hashable {
    /// The numbers, rounded to doubles.
    public private(set) var leading: Matrix
    /// What the rounding dropped of each.
    public private(set) var trailing: Matrix

    /// The matrix `leading` + `trailing`; without `trailing`, of the doubles as they stand.
    ///
    /// - Precondition: Two matrices of the same shape.
    public init(_ leading: Matrix, _ trailing: Matrix? = nil) {
        let trailing = trailing ?? Matrix(rows: leading.rows, columns: leading.columns)
        precondition(
            leading.rows == trailing.rows && leading.columns == trailing.columns, "two parts of one shape")
        self.leading = leading
        self.trailing = trailing
    }

    /// Number of rows.
    public var rows: Int { leading.rows }

    /// Number of columns.
    public var columns: Int { leading.columns }

    /// The number in row `i`, column `j`, both from 0.
    public subscript(i: Int, j: Int) -> DoubleDouble {
        get { DoubleDouble(leading: leading[i, j], trailing: trailing[i, j]) }
        set {
            leading[i, j] = newValue.leading
            trailing[i, j] = newValue.trailing
        }
    }

    /// Each row times its scale, without rounding to a double.
    ///
    /// - Precondition: One scale a row.
    public func scalingRows(by scales: [Double]) -> ExtendedMatrix {
        precondition(scales.count == rows, "a scale for each row")
        var result = self
        for j in 0..<columns {
            for i in 0..<rows { result[i, j] = self[i, j] * DoubleDouble(scales[i]) }
        }
        return result
    }

    /// The product of row `i` and a column of as many numbers as the matrix has columns.
    ///
    /// - Precondition: `other` is a column of `columns` numbers.
    public func row(_ i: Int, times other: ExtendedMatrix) -> DoubleDouble {
        precondition(other.rows == columns && other.columns == 1, "a column as tall as the row is long")
        var total = DoubleDouble(0)
        for j in 0..<columns { total = total + self[i, j] * other[j, 0] }
        return total
    }
}
