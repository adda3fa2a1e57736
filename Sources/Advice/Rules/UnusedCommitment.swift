import Billing

/// Commitments that are paid for and not used.
///
/// Utilisation is used ÷ (used + unused) effective cost; purchases are left out, as FOCUS asks.
public struct UnusedCommitment: Rule {
    /// Utilisation below which a commitment is named.
    public var threshold: Double

    public let name = "unused-commitment"

    /// A rule with its threshold.
    public init(threshold: Double = 0.95) {
        self.threshold = threshold
    }

    public func suggestions(for bill: BillWindow) -> [Suggestion] {
        let id = Dimension("CommitmentDiscountId")
        let status = Dimension("CommitmentDiscountStatus")
        var used: [Scope: Money<Charged>] = [:]
        var unused: [Scope: Money<Charged>] = [:]
        for group in bill.groups(by: [.serviceProvider, id, status]) {
            guard let commitment = group.scope[id], commitment != nil, let state = group.scope[status] else {
                continue
            }
            let scope = Scope([.serviceProvider: group.scope[.serviceProvider] ?? nil, id: commitment])
            if state == "Unused" {
                unused[scope, default: .zero] += group.cost
            } else {
                used[scope, default: .zero] += group.cost
            }
        }
        return unused.keys.sorted().compactMap { scope in
            let waste = unused[scope] ?? .zero
            let whole = waste + (used[scope] ?? .zero)
            let utilisation = 1 - waste.share(of: whole)
            guard waste > .zero, utilisation < threshold else { return nil }
            let month = bill.monthly(waste)
            return Suggestion(
                rule: name, about: scope, bill: bill,
                evidence: [
                    .init("utilisation, 30 days", percent(utilisation)),
                    .init("unused, 30 days", waste.description),
                    .init("committed, 30 days", whole.description),
                ],
                formula:
                    "at most the unused cost: \(waste) × 730 h ÷ 720 h = \(month), as far as it can be shared, "
                    + "exchanged or not renewed",
                saving: .zero...month, side: .procurement)
        }
    }
}
