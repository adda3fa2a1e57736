public import Billing

/// What life without a vendor costs: the best split that does not use it, and what the vendor is worth to us.
public struct WalkAway: Sendable, Hashable, Codable {
    /// The vendor that is left.
    public var vendor: String
    /// Groups that only this vendor can carry: they stay, and weaken the threat to leave.
    public var locked: [String]
    /// The best split of all vendors.
    public var with: VendorSplit
    /// The best split without the vendor; what is promised to it already is paid all the same.
    public var without: VendorSplit
    /// What the term costs if all stays where it is; `nil` if some workload runs nowhere yet.
    public var today: Money<Charged>?
    /// What the best split would cost more without the vendor.
    public var marginalValue: Money<Charged>
    /// What the workload that the vendor has today would cost after leaving, one-off cost included; `nil` as ``today``.
    ///
    /// The rest of today's cost is taken off ``without``; what is locked in still counts at the vendor's tiers. Signing for more
    /// than this is worse than leaving.
    public var replacementCost: Money<Charged>?

    /// The walk-away from a vendor.
    ///
    /// - Parameters:
    ///   - vendor: A vendor of the problem.
    ///   - problem: Workload, vendors and limits.
    ///   - limits: When each of the two searches stops.
    /// - Throws: ``SplitError``: a fault in the problem, a vendor that is not in it or that alone can carry everything, or limits
    ///   that cannot be kept without it.
    public init(
        from vendor: String, in problem: VendorSplitProblem,
        limits: SplitSearchLimits = SplitSearchLimits()
    ) throws(SplitError) {
        try problem.check()
        guard problem.vendors.contains(where: { $0.name == vendor }) else {
            throw .unknownVendor(group: "the walk-away", vendor: vendor)
        }
        self.vendor = vendor
        locked = problem.groups.filter { $0.isLocked(in: vendor) }.map(\.name)
        if locked.count == problem.groups.count { throw .noOption(group: locked[0]) }
        with = try problem.solved(within: limits)
        without = try problem.solved(without: vendor, within: limits)
        marginalValue = without.cost - with.cost
        if let stay = problem.todaysPayments() {
            let total = stay.values.reduce(.zero, +)
            today = total
            replacementCost = without.cost - (total - (stay[vendor] ?? .zero))
        }
    }

    /// Leaving, as an alternative to signing: what the vendor's workload would cost elsewhere.
    public var alternative: NegotiationPosition.Alternative {
        NegotiationPosition.Alternative(
            name: "Without \(vendor)", cost: replacementCost ?? without.cost, oneOffCost: without.oneOffCost,
            days: without.days)
    }
}

extension VendorSplitProblem {
    /// What each vendor is paid over the term if all stays; `nil` if some workload is new.
    func todaysPayments() -> [String: Money<Charged>]? {
        guard groups.allSatisfy({ $0.options.contains { $0.today > 0 } }) else { return nil }
        let bill = SplitBill(self, shares: groups.map { $0.options.map(\.today) })
        return Dictionary(uniqueKeysWithValues: bill.vendors.map { ($0.name, $0.payment) })
    }
}
