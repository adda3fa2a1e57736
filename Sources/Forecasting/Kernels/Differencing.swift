/// Differences of a series, and back: (1 − B)ᵈ(1 − Bᵐ)ᴰ.
struct Differencing: Sendable, Hashable {
    let regular: Int
    let seasonal: Int
    let period: Int

    init(_ order: ARIMAOrder) {
        (regular, seasonal) = (order.regular.differences, order.seasonal.differences)
        period = order.period
    }

    /// Values that are used up.
    var lost: Int { regular + period * seasonal }

    /// The differences; `lost` fewer than there are values.
    func applied(to values: [Double]) -> [Double] {
        var out = values
        for _ in 0..<seasonal { out = Self.difference(out, lag: period) }
        for _ in 0..<regular { out = Self.difference(out, lag: 1) }
        return out
    }

    static func difference(_ values: [Double], lag: Int) -> [Double] {
        guard values.count > lag else { return [] }
        return (lag..<values.count).map { values[$0] - values[$0 - lag] }
    }

    /// Coefficients of the values before, by lag: a value is its difference and these times the values before it.
    var coefficients: [(lag: Int, value: Double)] {
        var polynomial = [1.0]
        func multiply(lag: Int) {
            let before = polynomial
            polynomial += [Double](repeating: 0, count: lag)
            for (i, value) in before.enumerated() { polynomial[i + lag] -= value }
        }
        for _ in 0..<seasonal { multiply(lag: period) }
        for _ in 0..<regular { multiply(lag: 1) }
        return polynomial.indices.dropFirst().compactMap {
            polynomial[$0] == 0 ? nil : (lag: $0, value: -polynomial[$0])
        }
    }
}
