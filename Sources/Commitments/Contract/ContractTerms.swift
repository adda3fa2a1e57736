import Billing
import Forecasting
import Foundation

/// A contract in doubles, with what does not depend on the path worked out once.
struct ContractTerms: Sendable {
    private(set) var commits: [Double]
    private let tiers: [(from: Double, discount: Double)]
    private var rule: Rule
    /// The discount of each period where it does not depend on spend.
    private var fixed: [Double]
    private let eligible: Double
    private let countsList: Bool
    private let shortfallShare: Double
    private let carryOver: CarryOver?
    private let timing: [PeriodTiming]
    private let upfrontShare: Double
    private(set) var leaving: (period: Int, fee: Double)?
    private let termination: TerminationRight?
    private let outlook: SpendOutlook
    /// Public list price, and list price under the contract's clauses, both with free egress taken off the latter.
    private let listLevels: [Double]
    private let paidLevels: [Double]

    private enum Rule { case fixed, whole, bands }

    /// What a path costs, and what its shortfalls are.
    struct PathCost {
        /// Present value of all payments, without leaving.
        var total = 0.0
        /// Present value if the contract is left at its right to leave.
        var left = 0.0
        /// The part of `left` that the vendor gets.
        var leavingRevenue = 0.0
        /// What was promised and not spent, by period, after carry-over.
        var shortfalls: [Double]
        /// What counts towards the commit, by period.
        var counted: [Double]
        /// What is paid in each period, not discounted.
        var payments: [Double]

        init(periods: Int) {
            shortfalls = Array(repeating: 0, count: periods)
            counted = shortfalls
            payments = shortfalls
        }
    }

    init(_ contract: SpendContract, under outlook: SpendOutlook) throws(ContractError) {
        try contract.check()
        try outlook.check(for: contract)
        commits = contract.commits.map(\.approximate)
        let steps = contract.discount.tiers.map { (from: $0.from.approximate, discount: $0.discount) }
        tiers = steps
        switch contract.discount {
        case .flat, .byCommit: rule = .fixed
        case .bySpend: rule = .whole
        case .byBand: rule = .bands
        }
        fixed = commits.map { commit in steps.last { $0.from <= commit }?.discount ?? 0 }
        eligible = contract.eligibleShare
        countsList = contract.counting == .listSpend
        shortfallShare = contract.shortfallShare
        carryOver = contract.carryOver
        upfrontShare = contract.payment.upfrontShare
        timing = (0..<commits.count).map {
            PeriodTiming(
                period: $0, years: contract.periodYears, capitalCost: outlook.capitalCost,
                delay: Double(contract.payment.days) / 365.25)
        }
        termination = contract.termination
        self.outlook = outlook
        (listLevels, paidLevels) = ContractTerms.levels(contract, outlook)
        leaving = leavingFee()
    }

    /// The same contract with other commits; `flat` replaces its discounts.
    func replacing(commits: [Double], flat: Double? = nil) -> ContractTerms {
        var terms = self
        terms.commits = commits
        if let flat {
            terms.rule = .fixed
            terms.fixed = commits.map { _ in flat }
        } else if rule == .fixed {
            terms.fixed = commits.map { commit in tiers.last { $0.from <= commit }?.discount ?? 0 }
        }
        terms.leaving = terms.leavingFee()
        return terms
    }

    private func leavingFee() -> (period: Int, fee: Double)? {
        termination.map { right in
            let remaining = commits[right.afterPeriod...].reduce(0, +)
            return (right.afterPeriod, right.fee.approximate + right.shareOfRemaining * remaining)
        }
    }

    /// The public list price level and the level that is paid on eligible spend, per path and period.
    private static func levels(_ contract: SpendContract, _ outlook: SpendOutlook) -> ([Double], [Double]) {
        let (paths, periods) = (outlook.demand.count, outlook.demand.horizon)
        let years = contract.periodYears
        func levels(_ prices: PriceOutlook?) -> [Double]? {
            prices.map { $0.levels(paths: paths, periods: periods, periodYears: years) }
        }
        let list = levels(outlook.prices) ?? Array(repeating: 1, count: paths * periods)
        var paid = list
        if let cap = contract.priceCap {
            for index in paid.indices {
                let time = (Double(index % periods) + 0.5) * years
                paid[index] = min(paid[index], exp(time * log1p(cap)))
            }
        }
        if contract.followsMarket, let market = levels(outlook.market) {
            for index in paid.indices { paid[index] = min(paid[index], market[index]) }
        }
        let charged = 1 - min(outlook.egressShare, contract.egressWaiver)
        return (list, paid.map { $0 * charged })
    }

    var pathCount: Int { outlook.demand.count }
    var periodCount: Int { commits.count }

    /// What counts towards the commit of a period, and what is paid for spend, before any shortfall.
    private func spend(path: Int, period: Int) -> (counted: Double, paid: Double, other: Double) {
        let index = path * periodCount + period
        let demand = outlook.demand.values[index]
        let volume = demand * eligible * listLevels[index]
        let list = demand * eligible * paidLevels[index]
        let net = list * (1 - discount(volume: volume, period: period))
        return (countsList ? volume : net, net, demand * (1 - eligible) * listLevels[index])
    }

    /// Part that is taken off when a period's public list spend is `volume`.
    private func discount(volume: Double, period: Int) -> Double {
        switch rule {
        case .fixed: return fixed[period]
        case .whole: return tiers.last { $0.from <= volume }?.discount ?? 0
        case .bands:
            guard volume > 0 else { return 0 }
            var off = 0.0
            for (index, tier) in tiers.enumerated() where tier.from < volume {
                let top = index + 1 < tiers.count ? min(volume, tiers[index + 1].from) : volume
                off += tier.discount * (top - tier.from)
            }
            return off / volume
        }
    }

    /// What one future costs, exactly.
    func cost(ofPath path: Int) -> PathCost {
        var result = PathCost(periods: periodCount)
        var rights = CarriedRights(carryOver)
        for period in 0..<periodCount {
            let spend = spend(path: path, period: period)
            let (short, relief) = settle(spend, commits[period], in: period, &rights)
            let when = timing[period]
            let use = spend.paid + spend.other - relief
            let trueUp = shortfallShare * short
            result.shortfalls[period] = short
            result.counted[period] = spend.counted
            result.payments[period] = use + trueUp
            result.total += when.middle * use + when.end * trueUp
            result.total += upfrontShare * commits[period] * (when.start - when.middle)
            if let leaving, leaving.period == period + 1 {
                result.left = result.total + when.end * leaving.fee
            }
        }
        if let leaving {
            result.leavingRevenue = result.left
            for period in leaving.period..<periodCount {
                result.left += fallback(path: path, period: period)
            }
        }
        return result
    }

    /// What is short in a period and what rights from before pay for; rights that arise are noted.
    ///
    /// Rights carried over are used as early as possible, oldest first. That is the best use: each is worth the same
    /// wherever it is used, they fall due in the order in which they arise, so by every date no schedule has used more;
    /// and no future needs to be known.
    private func settle(
        _ spend: (counted: Double, paid: Double, other: Double), _ commit: Double, in period: Int,
        _ rights: inout CarriedRights
    ) -> (short: Double, relief: Double) {
        let short = max(0, commit - spend.counted)
        let excess = max(0, spend.counted - commit)
        rights.expire(before: period)
        switch carryOver?.kind {
        case nil: return (short, 0)
        case .shortfall:
            // What was paid for nothing pays for net spend above the commit.
            let above = spend.counted > 0 ? spend.paid * (excess / spend.counted) : 0
            let relief = rights.use(above)
            rights.add(shortfallShare * short, in: period)
            return (short, relief)
        case .excess:
            let left = short - rights.use(short)
            rights.add(excess, in: period)
            return (left, 0)
        }
    }

    /// Present value of a period's spend without the contract.
    func fallback(path: Int, period: Int) -> Double {
        timing[period].plainMiddle * plainFallback(path: path, period: period)
    }

    /// What a period's spend costs without the contract.
    func plainFallback(path: Int, period: Int) -> Double {
        listSpend(path: path, period: period) * (1 - outlook.fallbackDiscount * eligible)
    }

    /// The list spend of a path in a period: what is known when the period is over.
    func listSpend(path: Int, period: Int) -> Double {
        outlook.demand.values[path * periodCount + period] * listLevels[path * periodCount + period]
    }
}

/// What a payment in a period is worth today.
struct PeriodTiming: Sendable {
    let start: Double
    /// Paid as used, with the days that the contract gives.
    let middle: Double
    /// Paid as used, at once.
    let plainMiddle: Double
    let end: Double

    init(period: Int, years: Double, capitalCost: Double, delay: Double) {
        let rate = log1p(capitalCost)
        let time = Double(period) * years
        start = exp(-rate * time)
        middle = exp(-rate * (time + 0.5 * years + delay))
        plainMiddle = exp(-rate * (time + 0.5 * years))
        end = exp(-rate * (time + years + delay))
    }
}

/// Rights that earlier periods left, oldest first.
private struct CarriedRights {
    private let terms: CarryOver?
    private var open: [(period: Int, amount: Double)] = []

    init(_ terms: CarryOver?) {
        self.terms = terms
    }

    mutating func expire(before period: Int) {
        guard let terms else { return }
        open.removeAll { $0.period + terms.periods < period || $0.amount <= 0 }
    }

    mutating func add(_ amount: Double, in period: Int) {
        if let terms, amount > 0 { open.append((period, terms.share * amount)) }
    }

    /// Uses up to `need`, oldest first; returns what was used.
    mutating func use(_ need: Double) -> Double {
        var left = need
        for index in open.indices where left > 0 {
            let used = min(left, open[index].amount)
            open[index].amount -= used
            left -= used
        }
        return need - left
    }
}
