extension Decimal18 {
    /// The decimal written in `bytes`; see ``init(_:)``.
    public static func parse(_ bytes: borrowing Span<UInt8>) -> Decimal18? {
        if let short = parseShort(bytes) { return short }
        var digits = Digits()
        guard digits.read(bytes) else { return nil }
        return digits.decimal
    }

    /// A decimal of at most 18 digits, as nearly all are; `nil` for all else.
    private static func parseShort(_ bytes: borrowing Span<UInt8>) -> Decimal18? {
        let end = bytes.count
        guard 1...20 ~= end else { return nil }
        let isNegative = bytes[0] == UInt8(ascii: "-")
        var value: UInt64 = 0
        var pointAt = -1
        let start = isNegative ? 1 : 0
        for i in start..<end {
            let digit = bytes[i] &- 48
            if digit <= 9 {
                value = value &* 10 &+ UInt64(digit)
            } else if bytes[i] == UInt8(ascii: "."), pointAt < 0 {
                pointAt = i
            } else {
                return nil
            }
        }
        let digitCount = end - start - (pointAt < 0 ? 0 : 1)
        guard 1...18 ~= digitCount else { return nil }
        let decimals = pointAt < 0 ? 0 : end - pointAt - 1
        let units = Int128(value) * Int128(powersOfTen[18 - decimals])
        return Decimal18(units: isNegative ? -units : units)
    }

    private static let powersOfTen: [UInt64] = (0...18).map { exponent in
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}

/// The digits of a decimal text: as many as fit, what was dropped after them, and the power of ten of the last one kept.
private struct Digits {
    private var kept: UInt128 = 0
    private var power = 18
    private var isNegative = false
    private var firstDropped: UInt8 = 0
    private var dropsMore = false
    private var dropped = 0

    /// Reads `-?digits[.digits][e[+-]digits]`; `false` for anything else.
    mutating func read(_ bytes: borrowing Span<UInt8>) -> Bool {
        var i = 0
        let end = bytes.count
        if end > 0, bytes[0] == UInt8(ascii: "-") {
            isNegative = true
            i = 1
        }
        var digitCount = 0
        var afterPoint = false
        while i < end {
            let byte = bytes[i]
            if byte == UInt8(ascii: "."), !afterPoint {
                afterPoint = true
            } else if 48...57 ~= byte {
                digitCount += 1
                add(byte - 48)
                if afterPoint { power -= 1 }
            } else {
                break
            }
            i += 1
        }
        guard digitCount > 0 else { return false }
        return i == end || readExponent(bytes, from: i)
    }

    private mutating func add(_ digit: UInt8) {
        if dropped == 0, kept <= (UInt128.max - 9) / 10 {
            kept = kept * 10 + UInt128(digit)
        } else {
            if dropped == 0 { firstDropped = digit } else if digit != 0 { dropsMore = true }
            dropped += 1
            power += 1
        }
    }

    private mutating func readExponent(_ bytes: borrowing Span<UInt8>, from start: Int) -> Bool {
        var i = start + 1
        let end = bytes.count
        guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return false }
        var isDown = false
        if i < end, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
            isDown = bytes[i] == UInt8(ascii: "-")
            i += 1
        }
        guard i < end else { return false }
        var exponent = 0
        while i < end {
            guard 48...57 ~= bytes[i] else { return false }
            exponent = min(exponent * 10 + Int(bytes[i] - 48), 1_000_000)
            i += 1
        }
        power += isDown ? -exponent : exponent
        return true
    }

    /// The value rounded half to even to whole units; `nil` if it does not fit.
    var decimal: Decimal18? {
        if kept == 0 { return Decimal18(units: 0) }
        if power > 0 { return raised }
        if power < -38 { return finish(0, rest: Double(kept) * 1e-39, isUp: false) }
        var divisor: UInt128 = 1
        for _ in 0..<(-power) { divisor *= 10 }
        let (whole, rest) = kept.quotientAndRemainder(dividingBy: divisor)
        let part = Double(rest) / Double(divisor) + Double(firstDropped) / 10 / Double(divisor)
        return finish(whole, rest: part, isUp: isUp(whole, rest, divisor))
    }

    private func isUp(_ whole: UInt128, _ rest: UInt128, _ divisor: UInt128) -> Bool {
        let isOdd = whole % 2 == 1
        if divisor == 1 {
            return firstDropped > 5 || firstDropped == 5 && (dropsMore || isOdd)
        }
        let half = divisor / 2
        return rest > half || rest == half && (firstDropped > 0 || dropsMore || isOdd)
    }

    private var raised: Decimal18? {
        // Digits are dropped only above 3.4 × 10³⁷, where a further digit before the point does not fit.
        guard dropped == 0, power <= 38 else { return nil }
        var value = kept
        for _ in 0..<power {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        return finish(value, rest: 0, isUp: false)
    }

    private func finish(_ whole: UInt128, rest: Double, isUp: Bool) -> Decimal18? {
        guard whole < UInt128(Int128.max) else { return nil }
        let value = Int128(whole) + (isUp ? 1 : 0)
        let residue = isUp ? rest - 1 : rest
        let isRounded = rest != 0 || dropsMore
        return Decimal18(
            units: isNegative ? -value : value, isRounded: isRounded,
            residue: isNegative ? -residue : residue)
    }
}
