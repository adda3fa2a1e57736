/// Random numbers by address: the same seed and address give the same number, in any order and on any machine.
///
/// Only additions, multiplications and shifts are used, so that no mathematics library can change a digit.
struct NoiseSource: Sendable {
    /// What a number is drawn for; keeps draws for different purposes apart.
    enum Stream: UInt64 {
        case identity = 1
        case line, quantity, service, region, delivery, correction, incident, account, driver
    }

    let seed: UInt64

    /// 64 random bits of the address (`stream`, `a`, `b`).
    @inline(__always)
    func bits(_ stream: Stream, _ a: Int, _ b: Int) -> UInt64 {
        var z = seed &+ stream.rawValue &* 0x9E37_79B9_7F4A_7C15
        z = NoiseSource.mixed(z ^ UInt64(bitPattern: Int64(a)) &* 0xD1B5_4A32_D192_ED03)
        return NoiseSource.mixed(z &+ UInt64(bitPattern: Int64(b)) &* 0x8CB9_2BA7_2F3D_8DD7)
    }

    /// A number in [0, 1).
    @inline(__always)
    func uniform(_ stream: Stream, _ a: Int, _ b: Int) -> Double {
        Double(bits(stream, a, b) >> 11) * 0x1p-53
    }

    /// A whole number in `0 ..< bound`.
    func index(below bound: Int, _ stream: Stream, _ a: Int, _ b: Int) -> Int {
        Int(bits(stream, a, b) >> 33) % bound
    }

    /// A number of mean 0 and standard deviation about 1, with tails heavier than the normal's.
    @inline(__always)
    func shock(_ stream: Stream, _ a: Int, _ b: Int) -> Double {
        let bits = bits(stream, a, b)
        let low = Double(bits & 0xFFFF) + Double(bits >> 16 & 0xFFFF)
        let high = Double(bits >> 32 & 0xFFFF) + Double(bits >> 48)
        let z = ((low + high) * 0x1p-16 - 2) * 1.732_050_807_568_877_2
        return z * (0.72 + 0.11 * z * z)
    }

    /// The finaliser of SplitMix64.
    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension NoiseSource {
    /// `digits` hexadecimal digits that name something.
    func hex(_ digits: Int, _ a: Int, _ b: Int) -> String {
        let first = String(bits(.identity, a, b) | 1 << 63, radix: 16)
        let second = String(bits(.identity, b ^ 0x5555, a) | 1 << 63, radix: 16)
        return String((first + second).prefix(digits))
    }

    /// `digits` decimal digits that name something.
    func decimal(_ digits: Int, _ a: Int, _ b: Int) -> String {
        let text = String(bits(.identity, a, b) % 9_000_000_000_000_000 + 1_000_000_000_000_000)
        return String(text.prefix(digits))
    }
}
