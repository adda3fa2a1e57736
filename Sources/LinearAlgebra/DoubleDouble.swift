/// A number with twice the digits of a double, kept as an unrounded sum of two: about 31 decimal digits.
///
/// - SeeAlso: Dekker, "A floating-point technique for extending the available precision", *Numerische Mathematik* 18
///   (1971); Joldes, Muller & Popescu, "Tight and rigorous error bounds for basic building blocks of double-word
///   arithmetic", *ACM TOMS* 44 (2017).
public struct DoubleDouble: Sendable, Hashable {
    /// The number, rounded to a double.
    public let leading: Double
    /// What the rounding dropped.
    public let trailing: Double

    /// The number `leading` + `trailing`.
    @inlinable
    public init(_ leading: Double, _ trailing: Double = 0) {
        let sum = leading + trailing
        self.leading = sum
        self.trailing = (leading - sum) + trailing
    }

    @inlinable
    init(leading: Double, trailing: Double) {
        self.leading = leading
        self.trailing = trailing
    }

    /// The exact sum of two doubles.
    @inlinable
    public static func exactSum(_ a: Double, _ b: Double) -> DoubleDouble {
        let sum = a + b
        let part = sum - a
        return DoubleDouble(leading: sum, trailing: (a - (sum - part)) + (b - part))
    }

    /// The exact product of two doubles.
    @inlinable
    public static func exactProduct(_ a: Double, _ b: Double) -> DoubleDouble {
        let product = a * b
        return DoubleDouble(leading: product, trailing: (-product).addingProduct(a, b))
    }

    /// The sum.
    @inlinable
    public static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let high = exactSum(a.leading, b.leading)
        let low = exactSum(a.trailing, b.trailing)
        let middle = DoubleDouble(high.leading, high.trailing + low.leading)
        return DoubleDouble(middle.leading, middle.trailing + low.trailing)
    }

    /// The number with the other sign.
    @inlinable
    public static prefix func - (a: DoubleDouble) -> DoubleDouble {
        DoubleDouble(leading: -a.leading, trailing: -a.trailing)
    }

    /// The difference.
    @inlinable
    public static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

    /// The product.
    @inlinable
    public static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let product = exactProduct(a.leading, b.leading)
        let cross = (a.leading * b.trailing).addingProduct(a.trailing, b.leading)
        return DoubleDouble(product.leading, product.trailing + cross)
    }

    /// The quotient.
    @inlinable
    public static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let first = a.leading / b.leading
        let rest = a - b * DoubleDouble(leading: first, trailing: 0)
        let second = rest.leading / b.leading
        let last = rest - b * DoubleDouble(leading: second, trailing: 0)
        return DoubleDouble(first, second) + DoubleDouble(leading: last.leading / b.leading, trailing: 0)
    }

    /// The root of a number of at least 0.
    @inlinable
    public func squareRoot() -> DoubleDouble {
        guard leading > 0 else { return DoubleDouble(leading: 0, trailing: 0) }
        let root = leading.squareRoot()
        let rest = self - DoubleDouble.exactProduct(root, root)
        return DoubleDouble(root, rest.leading / (2 * root))
    }
}
