extension Matrix {
    /// The matrix product, by BLAS.
    ///
    /// - Precondition: As many columns on the left as rows on the right.
    public static func * (left: Matrix, right: Matrix) -> Matrix {
        precondition(left.columns == right.rows, "a product needs as many columns left as rows right")
        return BLAS.product(left, transposed: false, right)
    }

    /// The product of a matrix and a column vector.
    ///
    /// - Precondition: As many columns as the vector has elements.
    public static func * (left: Matrix, right: [Double]) -> [Double] {
        (left * Matrix(columns: [right])).elements
    }

    /// Each element times `factor`.
    public static func * (factor: Double, matrix: Matrix) -> Matrix { matrix.map { factor * $0 } }

    /// The sum, element by element.
    ///
    /// - Precondition: The same shape.
    public static func + (left: Matrix, right: Matrix) -> Matrix { left.combine(right, +) }

    /// The difference, element by element.
    ///
    /// - Precondition: The same shape.
    public static func - (left: Matrix, right: Matrix) -> Matrix { left.combine(right, -) }

    /// The transpose: rows become columns.
    public func transposed() -> Matrix {
        var turned: [Double] = []
        turned.reserveCapacity(elements.count)
        for i in 0..<rows {
            for j in 0..<columns { turned.append(elements[i + j * rows]) }
        }
        return Matrix(rows: columns, columns: rows, elements: turned)
    }

    /// The product of the transpose and `right`, without making the transpose.
    ///
    /// - Precondition: As many rows as `right`.
    public func transposedTimes(_ right: Matrix) -> Matrix {
        precondition(rows == right.rows, "a product with the transpose needs as many rows left as right")
        return BLAS.product(self, transposed: true, right)
    }

    /// The product of the transpose and a column vector.
    ///
    /// - Precondition: As many rows as the vector has elements.
    public func transposedTimes(_ right: [Double]) -> [Double] {
        transposedTimes(Matrix(columns: [right])).elements
    }

    /// The Gram matrix: the transpose times the matrix itself, `columns` × `columns`, exactly symmetric.
    public func gram() -> Matrix { BLAS.gram(self) }

    /// The Frobenius norm: the root of the sum of all squares.
    public var norm: Double {
        let scale = elements.reduce(0) { max($0, abs($1)) }
        guard scale > 0, scale.isFinite else { return scale }
        return scale * elements.reduce(0) { $0 + ($1 / scale) * ($1 / scale) }.squareRoot()
    }

    private func map(_ transform: (Double) -> Double) -> Matrix {
        Matrix(rows: rows, columns: columns, elements: elements.map(transform))
    }

    private func combine(_ other: Matrix, _ operation: (Double, Double) -> Double) -> Matrix {
        precondition(rows == other.rows && columns == other.columns, "both matrices have the same shape")
        return Matrix(rows: rows, columns: columns, elements: zip(elements, other.elements).map(operation))
    }
}
