/// A column of numbers of 31 digits, as two arrays of doubles; four rows are worked on at a time.
struct ExtendedColumn: Sendable {
    private var leading: [Double]
    private var trailing: [Double]

    /// Column `j` of `matrix`.
    init(_ matrix: ExtendedMatrix, _ j: Int) {
        leading = matrix.leading.column(j)
        trailing = matrix.trailing.column(j)
    }

    subscript(i: Int) -> DoubleDouble { DoubleDouble(leading: leading[i], trailing: trailing[i]) }

    /// Divides by the power of 2 that brings the largest number to 1 … 2, without rounding; the power is the result.
    mutating func normalizeExponent() -> Int {
        let largest = leading.reduce(0) { max($0, abs($1)) }
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
    func norm() -> DoubleDouble {
        ExtendedKernel.product(leading.span, trailing.span, leading.span, trailing.span).squareRoot()
    }

    /// Takes off the component along a column of length 1, whose size is the result.
    mutating func removeComponent(along unit: ExtendedColumn) -> DoubleDouble {
        let size = ExtendedKernel.product(
            unit.leading.span, unit.trailing.span, leading.span, trailing.span)
        ExtendedKernel.subtract(size, unit.leading.span, unit.trailing.span, from: &leading, &trailing)
        return size
    }

    mutating func divide(by divisor: DoubleDouble) {
        for i in leading.indices {
            let quotient = self[i] / divisor
            leading[i] = quotient.leading
            trailing[i] = quotient.trailing
        }
    }
}

/// Inner loops over numbers of 31 digits.
enum ExtendedKernel {
    typealias Lanes = SIMD4<Double>

    /// The sum of the products, row by row.
    static func product(
        _ a: Span<Double>, _ aRest: Span<Double>, _ b: Span<Double>, _ bRest: Span<Double>
    ) -> DoubleDouble {
        precondition(b.count == a.count && aRest.count == a.count && bRest.count == a.count, "equal lengths")
        var high = Lanes()
        var low = Lanes()
        let whole = a.count & ~3
        for i in stride(from: 0, to: whole, by: 4) {
            let (x, y) = (lanes(a, i), lanes(b, i))
            let term = x * y
            let cross = (-term).addingProduct(x, y).addingProduct(x, lanes(bRest, i)).addingProduct(
                lanes(aRest, i), y)
            let sum = high + term
            let part = sum - high
            low += ((high - (sum - part)) + (term - part)) + cross
            high = sum
        }
        var total = DoubleDouble(0)
        for lane in 0..<4 { total = total + DoubleDouble(high[lane], low[lane]) }
        for i in whole..<a.count {
            total =
                total + DoubleDouble(leading: a[i], trailing: aRest[i])
                * DoubleDouble(leading: b[i], trailing: bRest[i])
        }
        return total
    }

    /// Takes `factor` times the column `a` off the column `out`.
    static func subtract(
        _ factor: DoubleDouble, _ a: Span<Double>, _ aRest: Span<Double>,
        from column: inout [Double], _ columnRest: inout [Double]
    ) {
        var out = column.mutableSpan
        var outRest = columnRest.mutableSpan
        precondition(
            out.count == a.count && aRest.count == a.count && outRest.count == a.count, "equal lengths")
        let (f, fRest) = (Lanes(repeating: factor.leading), Lanes(repeating: factor.trailing))
        let whole = a.count & ~3
        for i in stride(from: 0, to: whole, by: 4) {
            let x = lanes(a, i)
            let term = x * f
            let cross = (-term).addingProduct(x, f).addingProduct(x, fRest).addingProduct(lanes(aRest, i), f)
            let old = Lanes(out[i], out[i + 1], out[i + 2], out[i + 3])
            let oldRest = Lanes(outRest[i], outRest[i + 1], outRest[i + 2], outRest[i + 3])
            let sum = old - term
            let part = sum - old
            let rest = ((old - (sum - part)) - (term + part)) + (oldRest - cross)
            let high = sum + rest
            let low = (sum - high) + rest
            for lane in 0..<4 {
                out[i + lane] = high[lane]
                outRest[i + lane] = low[lane]
            }
        }
        for i in whole..<a.count {
            let value =
                DoubleDouble(leading: out[i], trailing: outRest[i])
                - DoubleDouble(leading: a[i], trailing: aRest[i]) * factor
            out[i] = value.leading
            outRest[i] = value.trailing
        }
    }

    private static func lanes(_ x: Span<Double>, _ i: Int) -> Lanes {
        Lanes(x[i], x[i + 1], x[i + 2], x[i + 3])
    }
}
