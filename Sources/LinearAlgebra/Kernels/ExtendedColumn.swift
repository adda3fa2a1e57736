/// A column of numbers of 31 digits, four rows to a vector; rows beyond the last are 0.
struct ExtendedColumn: Sendable {
    typealias Lanes = SIMD4<Double>

    private var leading: [Lanes]
    private var trailing: [Lanes]

    /// Column `j` of `matrix`.
    init(_ matrix: ExtendedMatrix, _ j: Int) {
        leading = Self.vectors(matrix.leading.column(j))
        trailing = Self.vectors(matrix.trailing.column(j))
    }

    private static func vectors(_ values: [Double]) -> [Lanes] {
        var result = [Lanes](repeating: Lanes(), count: (values.count + 3) / 4)
        for (i, value) in values.enumerated() { result[i / 4][i % 4] = value }
        return result
    }

    subscript(i: Int) -> DoubleDouble {
        DoubleDouble(leading: leading[i / 4][i % 4], trailing: trailing[i / 4][i % 4])
    }

    /// Divides by the power of 2 that brings the largest number to 1 … 2, without rounding; the power is the result.
    mutating func normalizeExponent() -> Int {
        let largest = leading.reduce(0) { max($0, $1.max(), -$1.min()) }
        guard largest > 0 else { return 0 }
        let exponent = Int(largest.exponent)
        // Two steps, for a scale beyond the range of a double.
        for part in [-exponent / 2, -exponent - -exponent / 2] {
            let scale = Double(sign: .plus, exponent: part, significand: 1)
            for i in leading.indices {
                leading[i] *= scale
                trailing[i] *= scale
            }
        }
        return exponent
    }

    /// The root of the sum of all squares.
    func norm() -> DoubleDouble { product(with: self).squareRoot() }

    /// The sum of the products, row by row.
    func product(with other: ExtendedColumn) -> DoubleDouble {
        let (a, aRest) = (leading.span, trailing.span)
        let (b, bRest) = (other.leading.span, other.trailing.span)
        precondition(a.count == b.count && a.count == aRest.count && a.count == bRest.count, "equal lengths")
        var high = Lanes()
        var low = Lanes()
        for i in a.indices {
            let (x, y) = (a[i], b[i])
            let term = x * y
            let cross = (-term).addingProduct(x, y).addingProduct(x, bRest[i]).addingProduct(aRest[i], y)
            let sum = high + term
            let part = sum - high
            low += ((high - (sum - part)) + (term - part)) + cross
            high = sum
        }
        var total = DoubleDouble(0)
        for lane in 0..<4 { total = total + DoubleDouble(high[lane], low[lane]) }
        return total
    }

    /// Takes off the component along a column of length 1, whose size is the result.
    mutating func removeComponent(along unit: ExtendedColumn) -> DoubleDouble {
        let size = product(with: unit)
        let (f, fRest) = (Lanes(repeating: size.leading), Lanes(repeating: size.trailing))
        let (a, aRest) = (unit.leading.span, unit.trailing.span)
        for i in a.indices {
            let x = a[i]
            let term = x * f
            let cross = (-term).addingProduct(x, f).addingProduct(x, fRest).addingProduct(aRest[i], f)
            let old = leading[i]
            let sum = old - term
            let part = sum - old
            let rest = ((old - (sum - part)) - (term + part)) + (trailing[i] - cross)
            let high = sum + rest
            leading[i] = high
            trailing[i] = (sum - high) + rest
        }
        return size
    }

    /// Divides each number.
    mutating func divide(by divisor: DoubleDouble) {
        let inverse = DoubleDouble(1) / divisor
        let (f, fRest) = (Lanes(repeating: inverse.leading), Lanes(repeating: inverse.trailing))
        for i in leading.indices {
            let x = leading[i]
            let term = x * f
            let cross = (-term).addingProduct(x, f).addingProduct(x, fRest).addingProduct(trailing[i], f)
            leading[i] = term + cross
            trailing[i] = (term - leading[i]) + cross
        }
    }
}
