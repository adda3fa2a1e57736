/// The chi-squared distribution: that of a sum of squares of standard normal numbers.
public enum ChiSquared {
    /// The chance of at most `x`.
    ///
    /// - Precondition: Degrees of freedom above 0; `x` of at least 0.
    public static func cdf(_ x: Double, degreesOfFreedom n: Double) -> Double {
        SpecialFunctions.regularizedLowerGamma(a: n / 2, x: x / 2)
    }

    /// The chance of more than `x`, exact in the far tail: the p value of a test.
    ///
    /// - Precondition: Degrees of freedom above 0; `x` of at least 0.
    public static func upperTail(_ x: Double, degreesOfFreedom n: Double) -> Double {
        SpecialFunctions.regularizedUpperGamma(a: n / 2, x: x / 2)
    }
}
