/// A running sum that keeps what rounding drops, so that the order of the terms hardly matters.
///
/// The error of the value is a few units of the last place as long as no partial sum overflows, however many terms
/// there are and however much they cancel.
///
/// - SeeAlso: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
public struct CompensatedSum: Sendable, Hashable {
    @usableFromInline var total: Double
    @usableFromInline var dropped: Double

    /// A sum of no terms: 0.
    @inlinable
    public init() {
        total = 0
        dropped = 0
    }

    /// Adds one term.
    @inlinable
    public mutating func add(_ term: Double) {
        let next = total + term
        let big = abs(total) >= abs(term)
        dropped += big ? (total - next) + term : (term - next) + total
        total = next
    }

    /// The sum of the terms so far; infinite or NaN as the plain sum would be.
    @inlinable
    public var value: Double { total.isFinite ? total + dropped : total }
}

extension [Double] {
    /// The sum of the values, compensated for rounding; 0 for no values.
    ///
    /// - Complexity: O(*n*). Four running sums side by side, joined in a fixed order: the same on every machine.
    public func sum() -> Double {
        var total = SIMD4<Double>()
        var dropped = SIMD4<Double>()
        let whole = count & ~3
        for i in stride(from: 0, to: whole, by: 4) {
            let term = SIMD4(self[i], self[i + 1], self[i + 2], self[i + 3])
            let next = total + term
            let seen = next - total
            dropped += (total - (next - seen)) + (term - seen)
            total = next
        }
        var joined = CompensatedSum()
        for lane in 0..<4 { joined.add(total[lane]) }
        for i in whole..<count { joined.add(self[i]) }
        guard joined.value.isFinite else { return joined.value }
        for lane in 0..<4 { joined.add(dropped[lane]) }
        return joined.value
    }
}
