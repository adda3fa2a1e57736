extension Money {
    /// This split in proportion to weights; the parts add up exactly.
    ///
    /// Shares are taken to 10⁻¹², so that products stay exact; the largest takes what rounding leaves.
    ///
    /// - Parameter weights: One a part; below 0 counts as 0, and if none is above 0, parts are even.
    /// - Returns: One part a weight; none without weights.
    public func split(inProportionTo weights: [Double]) -> [Money] {
        guard !weights.isEmpty else { return [] }
        let positive = weights.map { max($0, 0) }
        let sum = positive.reduce(0, +)
        let shares = sum > 0 ? positive.map { $0 / sum } : weights.map { _ in 1 / Double(weights.count) }
        var parts = shares.map { units / 1_000_000_000_000 * Int128(($0 * 1e12).rounded()) }
        let largest = shares.indices.max { (shares[$0], -$0) < (shares[$1], -$1) } ?? 0
        parts[largest] += units - parts.reduce(0, +)
        return parts.map { Money(units: $0) }
    }
}
