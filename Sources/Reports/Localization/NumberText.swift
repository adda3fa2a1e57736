/// Writes shares, counts and axis values for people.
public enum NumberText {
    /// A share as a percentage: `6.8%`, `1,240%`, `<0.1%`; `–` if it is not finite.
    public static func percent(_ share: Double) -> String {
        guard share.isFinite, abs(share) < 1e12 else { return "–" }
        let percent = share * 100
        if percent != 0, abs(percent) < 0.05 { return percent < 0 ? ">−0.1%" : "<0.1%" }
        return fixed(percent, decimals: abs(percent) < 99.95 ? 1 : 0) + "%"
    }

    /// A share as a percentage with a sign before it, also when it is positive.
    public static func signedPercent(_ share: Double) -> String {
        let text = percent(abs(share))
        guard text != "–" else { return text }
        return (share == 0 ? "±" : share < 0 ? "−" : "+") + text
    }

    /// What share of days an interval is meant to hold: `95%`, `99.7%`.
    public static func coverage(_ share: Double) -> String {
        let text = percent(share)
        return text.hasSuffix(".0%") ? text.dropLast(3) + "%" : text
    }

    /// Odds: `31%`, `<1%`, `>99%`; never `0%` or `100%` of something that a model guesses.
    public static func odds(_ probability: Double) -> String {
        guard probability.isFinite else { return "–" }
        if probability < 0.01 { return "<1%" }
        if probability > 0.99 { return ">99%" }
        return fixed(probability * 100, decimals: 0) + "%"
    }

    /// A whole number with groups of three.
    public static func count(_ value: Int) -> String { MoneyText.grouped(String(value)) }

    /// A number with a fixed count of decimals (0…6) and groups of three.
    public static func fixed(_ value: Double, decimals: Int) -> String {
        precondition(0...6 ~= decimals, "0 to 6 decimals")
        guard value.isFinite, abs(value) < 1e12 else { return value.isFinite ? "\(value)" : "–" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((abs(value) * scale).rounded())
        let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: Int(scale))
        let sign = value < 0 && scaled != 0 ? "-" : ""
        guard decimals > 0 else { return MoneyText.grouped(sign + String(whole)) }
        let digits = String(fraction)
        let padding = String(repeating: "0", count: decimals - digits.count)
        return MoneyText.grouped(sign + String(whole) + "." + padding + digits)
    }
}

extension Language {
    /// A value on an axis whose ticks are `step` apart, short: `1.2M`, `120k`; `120万`.
    func compact(_ value: Double, step: Double) -> String {
        let units: [(Double, String)] =
            switch self {
            case .english: [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
            case .simplifiedChinese: [(1e12, "万亿"), (1e8, "亿"), (1e4, "万")]
            }
        guard value != 0 else { return "0" }
        let (size, name) = units.first { abs(value) >= $0.0 } ?? (1, "")
        var decimals = 0
        var shown = step / size
        while decimals < 6, shown > 0, abs(shown - shown.rounded()) > 1e-6 {
            shown *= 10
            decimals += 1
        }
        if abs(value / size) >= 1e6 || size == 1 && decimals == 6 {
            return Language.scientific(value)
        }
        return NumberText.fixed(value / size, decimals: decimals) + name
    }

    /// A value as mantissa and power of ten, for what is too large or too small for anything else.
    private static func scientific(_ value: Double) -> String {
        var power = 0
        var mantissa = abs(value)
        while mantissa >= 10 {
            mantissa /= 10
            power += 1
        }
        while mantissa < 0.9999995 {
            mantissa *= 10
            power -= 1
        }
        let digits = NumberText.fixed(mantissa, decimals: abs(mantissa - mantissa.rounded()) < 1e-6 ? 0 : 1)
        return (value < 0 ? "−" : "") + digits + "e\(power)"
    }
}
