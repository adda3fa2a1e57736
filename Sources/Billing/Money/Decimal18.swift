/// A decimal number kept as a whole number of 10⁻¹⁸, read and written exactly: quantities, prices and the digits of money.
public struct Decimal18: Sendable, Hashable {
    /// The value in 10⁻¹⁸.
    public let units: Int128

    /// Whether reading it lost decimals beyond the eighteenth.
    public let isRounded: Bool

    /// The true value minus the kept one, in 10⁻¹⁸: within ±½, and 0 unless it is rounded.
    public let residue: Double

    /// The value `units` × 10⁻¹⁸.
    public init(units: Int128) {
        self.units = units
        isRounded = false
        residue = 0
    }

    init(units: Int128, isRounded: Bool, residue: Double) {
        self.units = units
        self.isRounded = isRounded
        self.residue = residue
    }

    /// A decimal such as `-12.5`, `.5` or `1.2E-3`, without `+` before it and without thousands separators (FOCUS numeric
    /// format); `nil` for anything else and beyond ±1.7 × 10²⁰.
    ///
    /// More than 18 decimals are rounded half to even.
    public init?(_ text: some StringProtocol) {
        var copy = String(text)
        let parsed = copy.withUTF8 { bytes in unsafe Decimal18.parse(bytes.span) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// `value` ÷ `divisor`, rounded half to even.
    static func dividedHalfEven(_ value: Int128, by divisor: Int128) -> Int128 {
        precondition(divisor > 0, "a divisor above 0")
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        let twice = abs(rest) * 2
        guard twice > divisor || twice == divisor && quotient % 2 != 0 else { return quotient }
        return quotient + (value < 0 ? -1 : 1)
    }

    /// The exact decimal with at least `decimals` places.
    public func text(decimals: Int = 0) -> String {
        let magnitude = units.magnitude
        let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
        var digits = String(fraction)
        digits = String(repeating: "0", count: 18 - digits.count) + digits
        while digits.utf8.count > decimals, digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        return (units < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
    }

    /// The decimal rounded half to even to `decimals` places (0…18).
    public func rounded(decimals: Int) -> String {
        precondition(0...18 ~= decimals, "0 to 18 decimals")
        var divisor: Int128 = 1
        for _ in 0..<(18 - decimals) { divisor *= 10 }
        return Decimal18(units: Decimal18.dividedHalfEven(units, by: divisor) * divisor).text(
            decimals: decimals)
    }

    /// The nearest double.
    public var approximate: Double { Double(units) / 1e18 }
}

extension Decimal18: CustomStringConvertible {
    /// The exact decimal, without trailing zeros.
    public var description: String { text() }
}
