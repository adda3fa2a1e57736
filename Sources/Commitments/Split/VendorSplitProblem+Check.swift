import Billing

extension VendorSplitProblem {
    /// Throws what is wrong with the problem.
    ///
    /// - Throws: The first fault found, as ``SplitError``.
    public func check() throws(SplitError) {
        guard !vendors.isEmpty else { throw .noVendors }
        guard !groups.isEmpty else { throw .noGroups }
        guard years > 0, years <= 100 else {
            throw .outOfRange(term: "a term", needed: "above 0 and up to 100 years", got: "\(years)")
        }
        try VendorSplitProblem.checkOnce(vendors.map(\.name))
        try VendorSplitProblem.checkOnce(groups.map(\.name))
        for vendor in vendors { try check(vendor) }
        let known = Set(vendors.map(\.name))
        for group in groups { try check(group, known) }
        try checkLimits()
    }

    private static func checkOnce(_ names: [String]) throws(SplitError) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted { throw .doubled(name: name) }
    }

    private func check(_ vendor: SplitVendor) throws(SplitError) {
        guard !vendor.tiers.isEmpty else { throw .noTiers(vendor: vendor.name) }
        for (index, tier) in vendor.tiers.enumerated() {
            try checkShare(tier.discount, "a discount")
            try checkMoney(tier.from, "a tier's start")
            guard index > 0 else { continue }
            let before = vendor.tiers[index - 1]
            guard tier.from > before.from, tier.discount >= before.discount else {
                throw .tiersNotIncreasing(vendor: vendor.name, tier: index)
            }
        }
        try checkMoney(vendor.entryCost, "an entry cost")
        try checkMoney(vendor.committed, "a commitment")
        guard vendor.committedYears >= 0, vendor.committedYears <= 100 else {
            throw .outOfRange(
                term: "a commitment", needed: "of 0 to 100 years", got: "\(vendor.committedYears)")
        }
        try checkShare(vendor.minimumShare, "a vendor's least share")
        try checkShare(vendor.maximumShare, "a vendor's largest share")
    }

    private func check(_ group: WorkloadGroup, _ known: Set<String>) throws(SplitError) {
        guard group.demand > 0, group.demand.isFinite else {
            throw .noDemand(group: group.name, demand: "\(group.demand)")
        }
        guard !group.options.isEmpty else { throw .noOption(group: group.name) }
        try VendorSplitProblem.checkOnce(group.options.map(\.vendor))
        for option in group.options {
            guard known.contains(option.vendor) else {
                throw .unknownVendor(group: group.name, vendor: option.vendor)
            }
            guard option.price > .zero else {
                throw .outOfRange(term: "a price", needed: "above 0", got: "\(option.price)")
            }
            try checkMoney(option.moveCost, "the cost of moving")
            try checkShare(option.today, "the part that runs at \(option.vendor.prefix(80)) today")
        }
        let sum = group.options.reduce(0) { $0 + $1.today }
        guard sum == 0 || abs(sum - 1) < 1e-6 else {
            throw .todayDoesNotAddUp(group: group.name, sum: "\(sum)")
        }
        try checkMoney(group.fixedMoveCost, "the cost of moving")
        guard group.moveDays >= 0 else {
            throw .outOfRange(term: "days of moving", needed: "of 0 or more", got: "\(group.moveDays)")
        }
    }

    private func checkLimits() throws(SplitError) {
        try checkShare(limits.maximumShare, "the largest share of a vendor")
        if let index = limits.maximumHHI { try checkShare(index, "the largest concentration index") }
        guard limits.criticalVendors >= 1, limits.parallelMoves >= 1 else {
            throw .outOfRange(
                term: "critical vendors and parallel moves", needed: "of 1 or more",
                got: "\(limits.criticalVendors) and \(limits.parallelMoves)")
        }
        try checkShare(limits.criticalShare * Double(limits.criticalVendors), "critical parts together")
    }

    private func checkShare(_ value: Double, _ term: String) throws(SplitError) {
        guard 0...1 ~= value else { throw .notAShare(term: term, value: "\(value)") }
    }

    private func checkMoney(_ money: Money<Charged>, _ term: String) throws(SplitError) {
        guard money >= .zero else { throw .outOfRange(term: term, needed: "of 0 or more", got: "\(money)") }
    }
}
