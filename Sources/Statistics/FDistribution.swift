/// The F distribution: that of the ratio of two independent mean squares of normal numbers.
public enum FDistribution {
    /// The chance of at most `x`.
    ///
    /// - Precondition: Both degrees of freedom above 0; `x` of at least 0.
    public static func cdf(_ x: Double, numerator: Double, denominator: Double) -> Double {
        let (below, above) = shares(x, numerator, denominator)
        return SpecialFunctions.incompleteBeta(below, complement: above, a: numerator / 2, b: denominator / 2)
    }

    /// The chance of more than `x`, exact in the far tail: the p value of a test.
    ///
    /// - Precondition: Both degrees of freedom above 0; `x` of at least 0.
    public static func upperTail(_ x: Double, numerator: Double, denominator: Double) -> Double {
        let (below, above) = shares(x, numerator, denominator)
        return SpecialFunctions.incompleteBeta(above, complement: below, a: denominator / 2, b: numerator / 2)
    }

    /// The shares of the two sums of squares in their total, without a subtraction.
    private static func shares(_ x: Double, _ m: Double, _ n: Double) -> (below: Double, above: Double) {
        precondition(
            m > 0 && n > 0 && x >= 0, "an F distribution needs degrees of freedom above 0, x at least 0")
        guard x > 0 else { return (0, 1) }
        return (1 / (1 + n / (m * x)), 1 / (1 + m * x / n))
    }
}
