internal import Billing
internal import Budgeting

/// A bridge in one sentence: `all, 2026-Q2 → 2026-Q3: CNY 5.73 M → 6.93 M, +1.20 M = business +0.70 M, …`.
enum BridgeSentence {
    /// The sentence of a bridge.
    static func text(_ bridge: VarianceBridge) -> String {
        let text = BridgeMoney(largest: [bridge.from.amount, bridge.to.amount, bridge.change])
        let ends =
            "\(bridge.title), \(end(bridge.from)) → \(end(bridge.to)): \(bridge.currency) "
            + "\(text(bridge.from.amount)) → \(text(bridge.to.amount))"
        let parts = lines(bridge)
        if parts.isEmpty { return ends + "." }
        // What would be 0.00 in the sentence is told together, if it is more than that.
        let large = parts.filter { text.shows($0.amount) }
        let small = parts.filter { !text.shows($0.amount) }.reduce(.zero) { $0 + $1.amount }
        let told = large.map { "\($0.words) \(text.signed($0.amount))" }
        let rest = text.shows(small) ? ["other \(text.signed(small))"] : []
        return ends + ", \(text.signed(bridge.change)) = " + (told + rest).joined(separator: ", ") + "."
    }

    /// `2026-Q2 budget`.
    static func end(_ end: VarianceBridge.End) -> String {
        end.kind == .actual ? end.period : "\(end.period) \(end.kind.rawValue)"
    }

    private static func lines(_ bridge: VarianceBridge) -> [(words: String, amount: Money<Charged>)] {
        let isByDriver = bridge.parts.contains { $0.cause == .business || $0.cause == .efficiency }
        var lines: [(words: String, amount: Money<Charged>)] = []
        for group in VarianceCause.Group.allCases {
            let parts = bridge.parts.filter { $0.group == group }
            if group == .usage, isByDriver {
                lines += parts.map { ($0.cause.words, $0.amount) }
            } else if group == .mix, let mix = parts.first {
                lines.append(("mix\(direction(mix))", mix.amount))
            } else if !parts.isEmpty {
                lines.append((group.words, bridge.amount(in: group)))
            }
        }
        return lines.sorted { abs($0.amount.units) > abs($1.amount.units) }
    }

    /// ` (to GPU Cloud Server · ecs.g5 · cn-beijing)`: the kind that gained most, where dearer kinds gained.
    private static func direction(_ mix: VarianceBridge.Part) -> String {
        guard let first = mix.contributors.first(where: { ($0.amount > .zero) == (mix.amount > .zero) })
        else {
            return ""
        }
        return " (\(mix.amount > .zero ? "to" : "away from") \(first.scope))"
    }
}

/// Money in the unit that suits the largest amount.
struct BridgeMoney {
    private let divisor: Int128
    private let suffix: String

    init(largest amounts: [Money<Charged>]) {
        let largest = amounts.map(\.magnitude).max() ?? .zero
        (divisor, suffix) =
            largest >= Money(1_000_000)
            ? (1_000_000, " M") : largest >= Money(10_000) ? (1000, " k") : (1, "")
    }

    /// Whether an amount is more than 0.00 in this unit.
    func shows(_ money: Money<Charged>) -> Bool { 200 * abs(money.approximate) >= Double(divisor) }

    /// The amount: `5.73 M`.
    func callAsFunction(_ money: Money<Charged>) -> String {
        (money < .zero ? "−" : "") + money.magnitude.scaled(by: 1, over: divisor).rounded(decimals: 2)
            + suffix
    }

    /// The amount with its sign: `+1.20 M`.
    func signed(_ money: Money<Charged>) -> String {
        money == .zero ? "±0" : money < .zero ? self(money) : "+" + self(money)
    }
}

extension VarianceCause {
    /// What the cause is called.
    var words: String {
        switch self {
        case .budgetedGrowth: "growth that was budgeted"
        case .days: "days in the period"
        case .listPrice: "list price"
        case .negotiatedDiscount: "negotiated discount"
        case .commitmentCoverage: "commitment coverage"
        case .unusedCommitment: "unused commitments"
        case .unitPrice: "unit price"
        case .oneTimePurchase: "one-time purchases"
        case .credit: "credits"
        case .correction: "corrections"
        case .refund: "refunds"
        case .fee: "recurring fees"
        case .plannedChange: "planned changes"
        case .unmetered: "without quantities"
        case .usage, .business, .efficiency, .mix, .new, .ended, .tax: rawValue
        }
    }
}

extension VarianceCause.Group {
    /// What the group is called.
    var words: String {
        switch self {
        case .budgetedGrowth: VarianceCause.budgetedGrowth.words
        case .oneOff: "one-off and taxes"
        case .plannedChange: VarianceCause.plannedChange.words
        case .unmetered: VarianceCause.unmetered.words
        case .usage, .mix, .price, .new, .ended: rawValue
        }
    }
}
