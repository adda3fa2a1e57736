import LinearAlgebra

extension Matrix {
    /// The place of the first number, column by column, that is NaN or infinite.
    var firstNotFinite: (row: Int, column: Int)? {
        // The sum of 0 · x is 0 exactly if all are finite: one pass without a branch.
        var probe = SIMD8<Double>()
        let values = elements.span
        let whole = values.count & ~7
        for i in stride(from: 0, to: whole, by: 8) {
            let lanes = SIMD8(
                values[i], values[i + 1], values[i + 2], values[i + 3], values[i + 4], values[i + 5],
                values[i + 6], values[i + 7])
            probe += lanes * 0
        }
        let isClean = probe.sum() == 0 && elements[whole...].allSatisfy(\.isFinite)
        guard !isClean, let i = elements.firstIndex(where: { !$0.isFinite }) else { return nil }
        return (i % rows, i / rows)
    }

    /// Each row times its scale.
    func scalingRows(by scales: [Double]) -> Matrix {
        precondition(scales.count == rows, "a scale for each row")
        var scaled = elements
        for j in 0..<columns {
            for i in 0..<rows { scaled[i + j * rows] *= scales[i] }
        }
        return Matrix(rows: rows, columns: columns, elements: scaled)
    }

    /// The sum of the squares of each row.
    func rowSquares() -> [Double] {
        var squares = [Double](repeating: 0, count: rows)
        for j in 0..<columns {
            for i in 0..<rows { squares[i].addProduct(elements[i + j * rows], elements[i + j * rows]) }
        }
        return squares
    }

    /// The length of each row, also where squares would overflow.
    func rowNorms() -> [Double] {
        (0..<rows).map { i in
            var largest = 0.0
            for j in 0..<columns { largest = max(largest, abs(elements[i + j * rows])) }
            guard largest > 0 else { return 0 }
            var squares = 0.0
            for j in 0..<columns {
                let part = elements[i + j * rows] / largest
                squares.addProduct(part, part)
            }
            return largest * squares.squareRoot()
        }
    }

    /// The sum of the squares of each column.
    func columnSquares() -> [Double] { columnProducts(self) }

    /// The sum of the products of each column with the same column of `other`.
    func columnProducts(_ other: Matrix) -> [Double] {
        precondition(rows == other.rows && columns == other.columns, "both matrices have the same shape")
        let (a, b) = (elements.span, other.elements.span)
        return (0..<columns).map { j in
            var total = SIMD4<Double>()
            let (start, end) = (j * rows, (j + 1) * rows)
            let whole = start + (rows & ~3)
            for i in stride(from: start, to: whole, by: 4) {
                let left = SIMD4(a[i], a[i + 1], a[i + 2], a[i + 3])
                total = total.addingProduct(left, SIMD4(b[i], b[i + 1], b[i + 2], b[i + 3]))
            }
            var rest = total.sum()
            for i in whole..<end { rest.addProduct(a[i], b[i]) }
            return rest
        }
    }
}
