import Billing

/// Resources that are billed although nothing of them is consumed: stopped machines, unattached disks, idle addresses.
///
/// A bill shows it where `ConsumedQuantity` is given and is 0 on every charge of the last days. Unused commitments are
/// another rule's.
public struct BilledWithoutUse: Rule {
    /// Days with charges and without use from which a resource is named.
    public var leastDays: Int

    public let name = "billed-without-use"

    /// A rule with its threshold.
    public init(leastDays: Int = 7) {
        self.leastDays = leastDays
    }

    public func suggestions(for bill: BillWindow) -> [Suggestion] {
        let type = Dimension("ResourceType")
        let status = Dimension("CommitmentDiscountStatus")
        let groups = bill.groups(by: [.serviceProvider, .subAccount, type, .resource, status])
        return groups.compactMap { group in
            guard (group.scope[.resource] ?? nil) != nil, (group.scope[status] ?? nil) != "Unused",
                let consumed = group.consumedQuantity, consumed.units == 0, group.cost > .zero,
                group.activeDayCount >= leastDays
            else { return nil }
            let object = Scope(
                Dictionary(uniqueKeysWithValues: group.scope.values.filter { $0.dimension != status }))
            let month = bill.monthly(group.cost)
            return Suggestion(
                rule: name, about: object, bill: bill,
                evidence: [
                    .init("cost, 30 days", group.cost.description),
                    .init("consumed quantity", "0"),
                    .init("days billed", String(group.activeDayCount)),
                ],
                formula: "its cost: \(group.cost) × 730 h ÷ 720 h = \(month)", saving: .zero...month,
                side: .platform)
        }
    }
}
