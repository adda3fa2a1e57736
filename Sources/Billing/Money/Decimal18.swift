/// A decimal number kept as a whole number of 10⁻¹⁸, read and written exactly: quantities, prices and the digits of money.
public struct Decimal18: Sendable, Hashable {
    /// The value in 10⁻¹⁸.
    public let units: Int128

    /// Whether reading it lost decimals beyond the eighteenth.
    public let isRounded: Bool

    /// The value `units` × 10⁻¹⁸.
    public init(units: Int128) {
        self.units = units
        isRounded = false
    }

    private init(units: Int128, isRounded: Bool) {
        self.units = units
        self.isRounded = isRounded
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

    /// The decimal written in `bytes`; see ``init(_:)``.
    public static func parse(_ bytes: borrowing Span<UInt8>) -> Decimal18? {
        var i = 0
        let end = bytes.count
        let isNegative = end > 0 && bytes[0] == UInt8(ascii: "-")
        if isNegative { i = 1 }
        // Digits without the point; `scale` decimals among them; digits beyond 37 only decide the rounding.
        var digits: UInt128 = 0
        var significant = 0
        var scale = 0
        var dropped = 0
        var droppedFirst: UInt8 = 0
        var droppedRest = false
        var digitCount = 0
        var afterPoint = false
        while i < end {
            let byte = bytes[i]
            if byte == UInt8(ascii: ".") {
                if afterPoint { return nil }
                afterPoint = true
            } else if 48...57 ~= byte {
                digitCount += 1
                if significant < 37 {
                    digits = digits * 10 + UInt128(byte - 48)
                    if digits != 0 { significant += 1 }
                    if afterPoint { scale += 1 }
                } else {
                    if dropped == 0 { droppedFirst = byte - 48 } else if byte != 48 { droppedRest = true }
                    dropped += 1
                    if afterPoint { scale += 1 }
                }
            } else {
                break
            }
            i += 1
        }
        guard digitCount > 0 else { return nil }
        var exponent = 0
        if i < end {
            guard bytes[i] | 0x20 == UInt8(ascii: "e") else { return nil }
            i += 1
            var isNegativeExponent = false
            if i < end, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
                isNegativeExponent = bytes[i] == UInt8(ascii: "-")
                i += 1
            }
            guard i < end else { return nil }
            while i < end {
                guard 48...57 ~= bytes[i] else { return nil }
                exponent = min(exponent * 10 + Int(bytes[i] - 48), 100_000)
                i += 1
            }
            if isNegativeExponent { exponent = -exponent }
        }
        // value = digits × 10^(power), in units of 10⁻¹⁸.
        return fitted(
            digits, power: exponent - scale + dropped + 18, isNegative: isNegative,
            remainder: (droppedFirst, droppedRest || dropped > 0 && droppedFirst != 0))
    }

    private static func fitted(
        _ digits: UInt128, power: Int, isNegative: Bool, remainder: (first: UInt8, isNonzero: Bool)
    ) -> Decimal18? {
        var value = digits
        if value == 0 { return Decimal18(units: 0, isRounded: remainder.isNonzero) }
        var isRounded = remainder.isNonzero
        if power >= 0 {
            guard power <= 38 else { return nil }
            for _ in 0..<power {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                value = product
            }
        } else if power < -38 {
            return Decimal18(units: 0, isRounded: true)
        } else {
            var divisor: UInt128 = 1
            for _ in 0..<(-power) { divisor *= 10 }
            let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
            let half = divisor / 2
            value = quotient
            if rest > half || rest == half && (remainder.isNonzero || quotient % 2 == 1) { value += 1 }
            isRounded = isRounded || rest != 0
        }
        guard value <= UInt128(Int128.max) else { return nil }
        let units = Int128(value)
        return Decimal18(units: isNegative ? -units : units, isRounded: isRounded)
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
