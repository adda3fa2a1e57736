import Billing
import Forecasting

extension SpendContract {
    /// Throws what is wrong with the contract.
    ///
    /// - Throws: The first fault found, as ``ContractError``.
    public func check() throws(ContractError) {
        guard start < end else { throw .endsBeforeStart(start: start, end: end) }
        guard !commits.isEmpty else { throw .noPeriods }
        for (period, commit) in commits.enumerated() where commit < .zero {
            throw .negativeCommit(period: period, commit: commit)
        }
        try discount.check()
        try ContractError.checkShare(eligibleShare, "the eligible share")
        try ContractError.checkShare(shortfallShare, "the share of a shortfall that is paid")
        try ContractError.checkShare(egressWaiver, "the egress waiver")
        if let priceCap, !(0...10 ~= priceCap) {
            throw .outOfRange(term: "a price cap", needed: "from 0 to 10 a year", got: "\(priceCap)")
        }
        try checkRights()
    }

    private func checkRights() throws(ContractError) {
        if let carryOver {
            try ContractError.checkShare(carryOver.share, "the share that is carried over")
            guard carryOver.periods >= 1 else {
                throw .outOfRange(
                    term: "carry-over for", needed: "at least 1 period", got: "\(carryOver.periods)")
            }
        }
        if let termination {
            guard (1..<max(2, commits.count)) ~= termination.afterPeriod, commits.count > 1 else {
                throw .terminationOutsideTerm(afterPeriod: termination.afterPeriod, periods: commits.count)
            }
            guard termination.fee >= .zero else {
                throw .outOfRange(term: "a fee", needed: "of 0 or more", got: "\(termination.fee)")
            }
            try ContractError.checkShare(
                termination.shareOfRemaining, "the share of remaining commits that leaving costs")
        }
        try ContractError.checkShare(payment.upfrontShare, "the share paid in advance")
        guard payment.upfrontShare <= shortfallShare else {
            throw .prepaidBeyondShortfall(
                upfrontShare: payment.upfrontShare, shortfallShare: shortfallShare)
        }
        guard 0...365 ~= payment.days else {
            throw .outOfRange(term: "payment days", needed: "from 0 to 365", got: "\(payment.days)")
        }
    }
}

extension DiscountSchedule {
    /// The tiers; a flat discount is one from 0 on.
    var tiers: [DiscountTier] {
        switch self {
        case .flat(let discount): [DiscountTier(from: .zero, discount: discount)]
        case .byCommit(let tiers), .bySpend(let tiers), .byBand(let tiers): tiers
        }
    }

    func check() throws(ContractError) {
        guard !tiers.isEmpty else { throw .noTiers }
        for (index, tier) in tiers.enumerated() {
            try ContractError.checkShare(tier.discount, "a discount")
            guard tier.from >= .zero else {
                throw .outOfRange(term: "tiers", needed: "from 0 or more", got: "\(tier.from)")
            }
            if index > 0, tier.from <= tiers[index - 1].from { throw .tiersNotIncreasing(tier: index) }
        }
    }
}

extension SpendOutlook {
    /// Throws what is wrong with the settings, or that they do not fit the contract.
    func check(for contract: SpendContract) throws(ContractError) {
        guard demand.horizon == contract.commits.count else {
            throw .periodsDiffer(contract: contract.commits.count, outlook: demand.horizon)
        }
        try ContractError.checkShare(egressShare, "the egress share")
        try ContractError.checkShare(fallbackDiscount, "the discount without the contract")
        guard 0...10 ~= capitalCost else {
            throw .outOfRange(term: "a cost of capital", needed: "from 0 to 10 a year", got: "\(capitalCost)")
        }
        for outlook in [prices, market].compactMap(\.self) {
            guard outlook.drift > -1, outlook.drift <= 10 else {
                throw .outOfRange(
                    term: "a price drift", needed: "above −1 and up to 10 a year", got: "\(outlook.drift)")
            }
            guard 0...2 ~= outlook.deviation else {
                throw .outOfRange(
                    term: "a price deviation", needed: "from 0 to 2 a year", got: "\(outlook.deviation)")
            }
        }
    }
}

extension ContractError {
    static func checkShare(_ value: Double, _ term: String) throws(ContractError) {
        guard 0...1 ~= value else { throw .notAShare(term: term, value: "\(value)") }
    }
}
