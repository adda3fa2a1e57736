extension [Double] {
    /// The arithmetic mean; equal values have exactly that value as their mean.
    ///
    /// - Precondition: Not empty.
    /// - Complexity: O(*n*), two passes: the second takes the rounding out of the first.
    public func mean() -> Double {
        precondition(!isEmpty, "a mean needs at least 1 value")
        return center().value
    }

    /// The mean of the values, each counted `weights[i]` times.
    ///
    /// - Precondition: As many weights as values, none negative, not all 0.
    public func mean(weights: [Double]) -> Double {
        precondition(weights.count == count, "a weighted mean needs one weight for each value")
        var total = CompensatedSum()
        var weight = CompensatedSum()
        for i in indices {
            precondition(weights[i] >= 0, "a weight is at least 0")
            total.add(weights[i] * self[i])
            weight.add(weights[i])
        }
        precondition(weight.value > 0, "a weighted mean needs a weight above 0")
        return total.value / weight.value
    }

    /// The variance of a sample: squared deviations from the mean, divided by *n* − 1.
    ///
    /// - Precondition: At least 2 values.
    public func variance() -> Double {
        precondition(count >= 2, "a variance needs at least 2 values")
        return centralSum(power: 2, around: center()) / Double(count - 1)
    }

    /// The standard deviation of a sample: the root of ``variance()``, in the unit of the values.
    ///
    /// - Precondition: At least 2 values.
    public func standardDeviation() -> Double { variance().squareRoot() }

    /// The skewness *g*₁ = *m*₃ ∕ *m*₂^1.5 of the values; 0 if all are equal.
    ///
    /// - Precondition: Not empty.
    public func skewness() -> Double {
        precondition(!isEmpty, "a skewness needs at least 1 value")
        let center = center()
        let second = centralSum(power: 2, around: center) / Double(count)
        guard second > 0 else { return second }
        return centralSum(power: 3, around: center) / Double(count) / (second * second.squareRoot())
    }

    /// The correlation of Pearson between the values and `other`, −1 … 1; 0 if either side is constant.
    ///
    /// - Precondition: Two sides of the same length, not empty.
    public func correlation(with other: [Double]) -> Double {
        precondition(other.count == count, "a correlation needs two sides of the same length")
        precondition(!isEmpty, "a correlation needs at least 1 pair")
        let (left, right) = (center(), other.center())
        var cross = CompensatedSum()
        for i in indices { cross.add(left.deviation(of: self[i]) * right.deviation(of: other[i])) }
        let spread =
            centralSum(power: 2, around: left).squareRoot()
            * other.centralSum(power: 2, around: right).squareRoot()
        guard spread != 0 else { return 0 }
        let ratio = cross.value / spread
        return ratio > 1 ? 1 : ratio < -1 ? -1 : ratio
    }

    /// The mean, kept to twice the digits.
    func center() -> Center {
        let first = sum() / Double(count)
        guard first.isFinite else { return Center(first: first, rest: 0) }
        var rest = CompensatedSum()
        for value in self { rest.add(value - first) }
        return Center(first: first, rest: rest.value / Double(count))
    }

    private func centralSum(power: Int, around center: Center) -> Double {
        var total = CompensatedSum()
        for value in self {
            let deviation = center.deviation(of: value)
            total.add(power == 2 ? deviation * deviation : deviation * deviation * deviation)
        }
        return total.value
    }
}

/// A mean as a sum of two numbers: what one rounding drops may be larger than the deviations.
struct Center {
    let first: Double
    let rest: Double

    var value: Double { first + rest }

    func deviation(of value: Double) -> Double { (value - first) - rest }
}
