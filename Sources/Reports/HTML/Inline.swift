import Billing
import TimeSeries

/// Pieces of running text that every report is made of.
struct Inline {
    let language: Language
    /// The cost that numbers sum unless they say another; named in every number's title.
    let basis: CostBasis

    /// Text from a bill: its own direction, shortened, whole in the title.
    func name(_ text: String, limit: Int = 80) -> HTMLElement {
        let clean = SafeText.cleaned(text)
        let short = SafeText.short(clean, limit: limit)
        return HTMLElement("bdi", ["title": short == clean ? nil : SafeText.short(clean, limit: 1000)]) {
            short
        }
    }

    /// A sentence whose days do not break over two lines.
    func prose(_ text: String) -> [HTMLElement.Node] {
        var nodes: [HTMLElement.Node] = []
        var rest = Substring(text)
        var plain = Substring(text).prefix(0)
        while !rest.isEmpty {
            if rest.first?.isNumber == true, CivilDate(rest.prefix(10)) != nil {
                if !plain.isEmpty { nodes.append(.text(String(plain))) }
                let day = String(rest.prefix(10))
                nodes.append(.element(HTMLElement("span", ["class": "day"]) { day }))
                rest = rest.dropFirst(10)
                plain = rest.prefix(0)
            } else {
                rest = rest.dropFirst()
                plain = text[plain.startIndex..<rest.startIndex]
            }
        }
        if !plain.isEmpty { nodes.append(.text(String(plain))) }
        return nodes
    }

    /// A part of the bill, its dimensions in the title.
    func scope(_ scope: Scope, limit: Int = 80) -> HTMLElement {
        let title = scope.values.map { "\($0.dimension.name) = \($0.value ?? language("(none)", "（空）"))" }
        return HTMLElement(
            "span",
            ["title": title.isEmpty ? nil : SafeText.short(title.joined(separator: "\u{2003}"), limit: 1000)]
        ) { name(language.name(scope), limit: limit) }
    }

    /// Money as printed, its exact value and basis in the title.
    func money(
        _ shown: Money<Charged>, exact: Money<Charged>? = nil, _ style: MoneyStyle, decimals: Int? = nil,
        basis other: CostBasis? = nil
    ) -> HTMLElement {
        let text = MoneyText(style.currency)
        let decimals = decimals ?? MoneyText.decimals(for: exact ?? shown)
        let printed =
            switch style {
            case .full: text(shown, decimals: decimals)
            case .change: text.signed(shown, decimals: decimals)
            case .number: text.number(shown, decimals: decimals)
            case .numberChange: text.signedNumber(shown, decimals: decimals)
            }
        let title = "\(text.exact(exact ?? shown)), \(language.name(other ?? basis))"
        return HTMLElement("span", ["class": "m", "title": title]) { printed }
    }

    /// The label of data that may still change.
    func provisional(_ isProvisional: Bool) -> HTMLElement? {
        guard isProvisional else { return nil }
        let why = language("Late rows may still change it", "迟到数据仍可能改变该值")
        return HTMLElement("span", ["class": "chip amber", "title": why]) { language("provisional", "暂定") }
    }
}

/// How a sum of money is printed.
enum MoneyStyle {
    /// With its currency.
    case full(Currency)
    /// With its currency and a sign.
    case change(Currency)
    /// Alone: the column's head names the currency.
    case number(Currency)
    /// Alone with a sign.
    case numberChange(Currency)

    var currency: Currency {
        switch self {
        case .full(let currency), .change(let currency), .number(let currency), .numberChange(let currency):
            currency
        }
    }
}
