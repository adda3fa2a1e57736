extension [Double] {
    /// The correlation of the values with themselves `lag` places later; 0 if all values are equal.
    ///
    /// The sums are divided by *n* throughout, as in R's `acf`, so the sequence over all lags is positive
    /// semi-definite.
    ///
    /// - Precondition: Not empty, `lag` in 0 ..< `count`.
    public func autocorrelation(lag: Int) -> Double {
        precondition(indices.contains(lag), "a lag is at least 0 and less than the number of values")
        let deviations = self.deviations()
        return deviations.laggedProduct(0) > 0
            ? deviations.laggedProduct(lag) / deviations.laggedProduct(0) : 0
    }

    /// The autocorrelations at lags 0 … `last`; all 0 if all values are equal.
    ///
    /// - Precondition: Not empty, `last` in 0 ..< `count`.
    /// - Complexity: O(*n* · `last`).
    public func autocorrelations(through last: Int) -> [Double] {
        precondition(indices.contains(last), "a lag is at least 0 and less than the number of values")
        let deviations = self.deviations()
        let square = deviations.laggedProduct(0)
        return (0...last).map { square > 0 ? deviations.laggedProduct($0) / square : 0 }
    }

    private func deviations() -> [Double] {
        let center = center()
        return map { center.deviation(of: $0) }
    }

    private func laggedProduct(_ lag: Int) -> Double {
        var total = CompensatedSum()
        for i in lag..<count { total.add(self[i] * self[i - lag]) }
        return total.value
    }
}
