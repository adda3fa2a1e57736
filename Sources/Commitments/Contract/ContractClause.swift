public import Billing
import Statistics

/// A clause that can be asked for or given up by itself.
public enum ContractClause: Sendable, Hashable, Codable {
    /// More discount on every tier: 0.01 is a point.
    case discount(Double)
    /// Commits that follow the expected growth, with the same total.
    case ramp
    /// A shortfall or an excess is carried over.
    case carryOver(CarryOver)
    /// List prices rise by no more than this a year.
    case priceCap(Double)
    /// Prices follow the market where it falls below the list.
    case followsMarket
    /// Egress up to this part of spend is free.
    case egressWaiver(Double)
    /// One may leave early.
    case termination(TerminationRight)
    /// When is paid.
    case payment(PaymentTerms)
    /// Only this part of a shortfall is paid.
    case shortfallShare(Double)
    /// This part of spend earns the discount and counts.
    case eligibleShare(Double)

    /// What a negotiator calls it.
    public var name: String {
        switch self {
        case .discount(let points): "\(ContractClause.percent(points)) more discount"
        case .ramp: "Ramped commits"
        case .carryOver(let terms):
            "Carry-over of \(ContractClause.percent(terms.share)) of \(terms.kind == .shortfall ? "a shortfall" : "an excess")"
        case .priceCap(0): "Price lock"
        case .priceCap(let cap): "Prices rise by at most \(ContractClause.percent(cap)) a year"
        case .followsMarket: "Most favoured customer"
        case .egressWaiver(let share): "Free egress up to \(ContractClause.percent(share)) of spend"
        case .termination(let right): "Right to leave after period \(right.afterPeriod)"
        case .payment(let terms): ContractClause.name(of: terms)
        case .shortfallShare(let share): "Only \(ContractClause.percent(share)) of a shortfall is paid"
        case .eligibleShare(let share): "\(ContractClause.percent(share)) of spend is eligible"
        }
    }

    private static func name(of terms: PaymentTerms) -> String {
        let days = terms.days > 0 ? "payment after \(terms.days) days" : nil
        let upfront = terms.upfrontShare > 0 ? "\(percent(terms.upfrontShare)) paid in advance" : nil
        let text = [upfront, days].compactMap(\.self).joined(separator: ", ")
        return text.isEmpty ? "Payment as used" : text.prefix(1).uppercased() + text.dropFirst()
    }

    private static func percent(_ share: Double) -> String {
        let tenths = (share * 1000).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths)) %" : "\(tenths) %"
    }

    /// A contract with the clause.
    func added(to contract: SpendContract, under outlook: SpendOutlook) throws(ContractError) -> SpendContract
    {
        var changed = contract
        switch self {
        case .discount(let points): changed.discount = contract.discount.raised(by: points)
        case .ramp: changed.commits = try contract.ramped(under: outlook)
        case .carryOver(let terms): changed.carryOver = terms
        case .priceCap(let cap): changed.priceCap = cap
        case .followsMarket: changed.followsMarket = true
        case .egressWaiver(let share): changed.egressWaiver = share
        case .termination(let right): changed.termination = right
        case .payment(let terms): changed.payment = terms
        case .shortfallShare(let share):
            changed.shortfallShare = share
            // No more is paid in advance than a shortfall costs.
            changed.payment.upfrontShare = min(changed.payment.upfrontShare, share)
        case .eligibleShare(let share): changed.eligibleShare = share
        }
        return changed
    }
}

extension DiscountSchedule {
    /// Every tier's discount raised by a part of the list price, up to all of it.
    public func raised(by points: Double) -> DiscountSchedule {
        func raise(_ tiers: [DiscountTier]) -> [DiscountTier] {
            tiers.map { DiscountTier(from: $0.from, discount: min(1, $0.discount + points)) }
        }
        return switch self {
        case .flat(let discount): .flat(min(1, discount + points))
        case .byCommit(let tiers): .byCommit(raise(tiers))
        case .bySpend(let tiers): .bySpend(raise(tiers))
        case .byBand(let tiers): .byBand(raise(tiers))
        }
    }
}

extension SpendContract {
    /// The same total promise spread over the periods as costs least: even odds of a shortfall in each.
    ///
    /// Without carry-over the cost of the commits is a sum of convex functions, one a period, whose slopes are the odds of a
    /// shortfall; with a given total it is least where the odds are equal. If the contract's own commits cost less (carry-over,
    /// tiers by commit), they stay.
    ///
    /// - Parameter outlook: Possible futures of list spend.
    /// - Returns: One commit a period; the total is kept to the last unit.
    /// - Throws: ``ContractError`` for a fault in contract or outlook.
    public func ramped(under outlook: SpendOutlook) throws(ContractError) -> [Money<Charged>] {
        let total = commits.reduce(.zero, +)
        guard commits.count > 1, total > .zero else { return commits }
        let terms = try ContractTerms(self, under: outlook)
        let costs = ContractCosts(terms)
        let columns = commits.indices.map { period in
            stride(from: period, to: costs.counted.count, by: commits.count).map { costs.counted[$0] }
                .sorted()
        }
        func spread(_ odds: Double) -> [Double] { columns.map { $0.quantile(ofSorted: odds) } }
        let wanted = total.approximate
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if spread(middle).reduce(0, +) < wanted { low = middle } else { high = middle }
        }
        let parts = total.split(inProportionTo: spread(high))
        let ramped = ContractCosts(terms.replacing(commits: parts.map(\.approximate)))
        return ramped.totals.mean() < costs.totals.mean() ? parts : commits
    }
}
