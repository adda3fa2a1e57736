/// Eight neighbouring numbers that one instruction works on.
typealias Lanes = SIMD8<Double>

extension Span<Double> {
    /// The numbers at `i ..< i + 8`.
    @inline(__always)
    func lanes(_ i: Int) -> Lanes {
        let x = extracting(i..<i + 8)
        return Lanes(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7])
    }

    /// Σ `weights[k]` · `self[first + k]` over whole lanes; both are padded, the weights with 0.
    @inline(__always)
    func dot(_ weights: Span<Double>, width: Int, from first: Int) -> Double {
        var sum = Lanes()
        for k in stride(from: 0, to: width, by: 8) { sum.addProduct(weights.lanes(k), lanes(first + k)) }
        return sum.sum()
    }
}

extension MutableSpan<Double> {
    /// The numbers at `i ..< i + 8`.
    @inline(__always)
    func lanes(_ i: Int) -> Lanes { span.lanes(i) }

    /// Writes to `i ..< i + 8`.
    @inline(__always)
    mutating func store(_ x: Lanes, at i: Int) {
        precondition(i >= 0 && i + 8 <= count, "room for eight")
        for lane in 0..<8 { self[i + lane] = x[lane] }
    }
}
