public import Billing
import Statistics

/// What we can give, cheapest for what it is worth to them first.
public struct ConcessionLadder: Sendable, Hashable, Codable {
    /// Something that we can grant.
    public enum Concession: Sendable, Hashable, Codable {
        /// Commits larger by this part: 0.1 is a tenth.
        case largerCommit(Double)
        /// This part of each commit is paid in advance, at most what a shortfall costs.
        case payInAdvance(Double)
        /// A clause of the contract is given up.
        case giveUp(ContractClause)
        /// Any other change: the contract as it would be.
        case other(name: String, contract: SpendContract)
    }

    /// A concession with what it costs and brings.
    public struct Rung: Sendable, Hashable, Codable {
        /// What is granted.
        public var concession: Concession
        /// What a negotiator calls it.
        public var name: String
        /// What our mean cost rises by.
        public var ourCost: Money<Charged>
        /// What the vendor can count on more: the rise of the 10 % quantile of what it is paid, at its cost of capital.
        public var theirBenefit: Money<Charged>
        /// Our cost ÷ their benefit; `nil` if they gain nothing.
        public var ratio: Double?
    }

    /// The concessions, lowest ratio first; those that bring the vendor nothing come last.
    public var rungs: [Rung]

    /// The ladder of a contract.
    ///
    /// - Parameters:
    ///   - concessions: What we could grant, each by itself.
    ///   - contract: The contract before any of them.
    ///   - outlook: Possible futures of list spend, with our cost of capital.
    ///   - vendorCapitalCost: What a year's wait for money costs the vendor, as 0.1.
    /// - Throws: ``ContractError`` for a fault in contract, concessions or outlook.
    public init(
        _ concessions: [Concession], on contract: SpendContract, under outlook: SpendOutlook,
        vendorCapitalCost: Double = 0.1
    ) throws(ContractError) {
        var theirs = outlook
        theirs.capitalCost = vendorCapitalCost
        func ends(_ contract: SpendContract) throws(ContractError) -> (cost: Double, revenue: Double) {
            let cost = ContractCosts(try ContractTerms(contract, under: outlook)).totals.mean()
            let revenues = ContractCosts(try ContractTerms(contract, under: theirs)).revenues
            return (cost, revenues.quantile(0.1))
        }
        let now = try ends(contract)
        var rungs: [Rung] = []
        for concession in concessions {
            let then = try ends(concession.applied(to: contract))
            let (cost, benefit) = (then.cost - now.cost, then.revenue - now.revenue)
            let matters = benefit > 1e-9 * abs(now.revenue)
            rungs.append(
                Rung(
                    concession: concession, name: concession.name, ourCost: Money(modelled: cost),
                    theirBenefit: Money(modelled: benefit), ratio: matters ? cost / benefit : nil))
        }
        self.rungs = rungs.sorted { left, right in
            let (a, b) = (left.ratio ?? .infinity, right.ratio ?? .infinity)
            return a == b ? (left.ourCost, left.name) < (right.ourCost, right.name) : a < b
        }
    }
}

extension ConcessionLadder.Concession {
    /// What a negotiator calls it.
    public var name: String {
        switch self {
        case .largerCommit(let part): "Commits larger by \(Int((part * 100).rounded())) %"
        case .payInAdvance(let part): "\(Int((part * 100).rounded())) % of each commit paid in advance"
        case .giveUp(let clause): "Without: \(clause.name.prefix(1).lowercased() + clause.name.dropFirst())"
        case .other(let name, _): name
        }
    }

    func applied(to contract: SpendContract) -> SpendContract {
        var changed = contract
        switch self {
        case .largerCommit(let part):
            changed.commits = contract.commits.map { Money(modelled: $0.approximate * (1 + part)) }
        case .payInAdvance(let part): changed.payment.upfrontShare = min(part, contract.shortfallShare)
        case .giveUp(let clause): changed.giveUp(clause)
        case .other(_, let contract): changed = contract
        }
        return changed
    }
}

extension SpendContract {
    /// Takes a clause back to what holds without it.
    fileprivate mutating func giveUp(_ clause: ContractClause) {
        switch clause {
        case .discount(let points): discount = discount.raised(by: -points)
        case .ramp: commits = commits.reduce(.zero, +).split(into: max(1, commits.count))
        case .carryOver: carryOver = nil
        case .priceCap: priceCap = nil
        case .followsMarket: followsMarket = false
        case .egressWaiver: egressWaiver = 0
        case .termination: termination = nil
        case .payment: payment = PaymentTerms()
        case .shortfallShare: shortfallShare = 1
        case .eligibleShare: eligibleShare = 1
        }
    }
}
