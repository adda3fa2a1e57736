import Billing

/// Spend that nobody owns: not a saving, but money at risk, with the accounts where it sits.
///
/// FinOps Framework, Allocation: at least 80 % of spend has an owner at the Walk level.
public struct UnallocatedSpend: Rule {
    /// Share of an account's spend without an owner from which it is named.
    public var threshold: Double

    public let name = "unallocated-spend"

    /// A rule with its threshold.
    public init(threshold: Double = 0.1) {
        self.threshold = threshold
    }

    public func suggestions(for bill: BillWindow) -> [Suggestion] {
        guard let owner = bill.ownerDimension else { return [] }
        let account: [Dimension] = [.serviceProvider, .subAccount]
        let all = bill.groups(by: account)
        var filter = ChargeFilter.usage
        filter.scope = Scope([owner: nil])
        let unowned = bill.groups(by: account, filter: filter)
        let costOf = Dictionary(all.map { ($0.scope, $0.cost) }) { first, _ in first }
        let total = all.reduce(Money<Charged>.zero) { $0 + $1.cost }
        return unowned.compactMap { group in
            guard let cost = costOf[group.scope], group.cost.share(of: cost) > threshold,
                group.cost.share(of: total) > 0.001
            else { return nil }
            return Suggestion(
                rule: name, about: group.scope, bill: bill,
                evidence: [
                    .init("unowned cost, 30 days", group.cost.description),
                    .init("share of the account", percent(group.cost.share(of: cost))),
                    .init("share of all spend", percent(group.cost.share(of: total))),
                ],
                formula: "money at risk = cost without \(owner.name) = \(group.cost); no saving is claimed",
                side: .business)
        }
    }
}
