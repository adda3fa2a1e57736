public import Billing

/// Writes money for people: `CNY 1,234.50`.
///
/// Digits that matter: whole units from 100,000 on, two decimals from 1 on, three digits below. The exact value belongs
/// beside it, in a title or in the JSON.
public struct MoneyText: Sendable {
    public let currency: Currency
    /// What stands between the currency and the number.
    private let space: String

    /// For text in pages, where currency and number stay on one line; plain spaces are for a terminal.
    public init(_ currency: Currency, breaking: Bool = false) {
        self.currency = currency
        space = breaking ? " " : "\u{A0}"
    }

    /// Decimals that show a value of this size sensibly.
    public static func decimals(for value: Money<Charged>) -> Int {
        let magnitude = value.magnitude.approximate
        if magnitude == 0 || magnitude >= 1 { return magnitude >= 100_000 ? 0 : 2 }
        var decimals = 2
        var bound = 1.0
        while magnitude < bound, decimals < 18 {
            bound /= 10
            decimals += 1
        }
        return decimals
    }

    /// Decimals that suit a column: those of its largest value.
    public static func decimals(for values: [Money<Charged>]) -> Int {
        decimals(for: values.map(\.magnitude).max() ?? .zero)
    }

    /// The value with its currency.
    public func callAsFunction(_ value: Money<Charged>, decimals: Int? = nil) -> String {
        currency.code + space + number(value, decimals: decimals)
    }

    /// The value with its currency and a sign before it, also when it is positive.
    public func signed(_ value: Money<Charged>, decimals: Int? = nil) -> String {
        let text = MoneyText.grouped(
            value.magnitude.rounded(decimals: decimals ?? MoneyText.decimals(for: value)))
        return MoneyText.sign(value) + currency.code + space + text
    }

    /// A saving between two ends, as a person says it: `up to CNY 18,643`, `CNY 602.00–1,204.00`.
    ///
    /// It is an estimate: whole units from 1,000 on.
    public func saving(_ low: Money<Charged>, _ high: Money<Charged>, language: Language) -> String {
        let decimals = high.magnitude.approximate >= 1000 ? 0 : MoneyText.decimals(for: high)
        let (from, to) = (number(low, decimals: decimals), number(high, decimals: decimals))
        let least = number(.zero, decimals: decimals)
        if from == to { return self(high, decimals: decimals) }
        if from == least { return language("up to ", "最多 ") + self(high, decimals: decimals) }
        return self(low, decimals: decimals) + "–" + to
    }

    /// The value alone, for a column whose head names the currency.
    public func number(_ value: Money<Charged>, decimals: Int? = nil) -> String {
        MoneyText.grouped(value.rounded(decimals: decimals ?? MoneyText.decimals(for: value)))
    }

    /// The value alone with a sign before it, also when it is positive.
    public func signedNumber(_ value: Money<Charged>, decimals: Int? = nil) -> String {
        MoneyText.sign(value)
            + MoneyText.grouped(
                value.magnitude.rounded(decimals: decimals ?? MoneyText.decimals(for: value)))
    }

    /// The exact value with its currency, for titles.
    public func exact(_ value: Money<Charged>) -> String { currency.code + space + value.description }

    private static func sign(_ value: Money<Charged>) -> String {
        value == .zero ? "±" : value < .zero ? "−" : "+"
    }

    /// A decimal with groups of three before the point and a minus sign.
    static func grouped(_ decimal: String) -> String {
        let isNegative = decimal.hasPrefix("-")
        let parts = decimal.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        let whole = Array(parts.first ?? "0")
        var text = isNegative ? "−" : ""
        for (i, digit) in whole.enumerated() {
            if i > 0, (whole.count - i) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return parts.count == 2 ? text + "." + parts[1] : text
    }
}
