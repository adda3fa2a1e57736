/// An exact fraction of small whole numbers, for slow twins.
struct Rational: Hashable {
    let numerator: Int128
    let denominator: Int128

    init(_ numerator: Int128, over denominator: Int128 = 1) {
        precondition(denominator != 0, "a denominator")
        var (a, b) = (numerator.magnitude, denominator.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        let divisor = Int128(max(a, 1)) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    static func + (a: Rational, b: Rational) -> Rational {
        Rational(
            a.numerator * b.denominator + b.numerator * a.denominator, over: a.denominator * b.denominator)
    }
    static func - (a: Rational, b: Rational) -> Rational { a + Rational(-b.numerator, over: b.denominator) }
    static func * (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.numerator, over: a.denominator * b.denominator)
    }
    static func / (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.denominator, over: a.denominator * b.numerator)
    }

    /// The largest number of 10⁻¹⁸ that is not above it.
    var units: Int128 {
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        let one: Int128 = 1_000_000_000_000_000_000
        let fraction = (rest * one).quotientAndRemainder(dividingBy: denominator)
        return whole * one + fraction.quotient - (fraction.remainder < 0 ? 1 : 0)
    }
}
