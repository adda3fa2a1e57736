public import Billing
import Optimization
import Statistics

/// What we leave for, what we want, and what we open with: page one of a negotiation.
public struct NegotiationPosition: Sendable, Hashable, Codable {
    /// A commit and a discount, and what they cost over the term.
    public struct Stand: Sendable, Hashable, Codable {
        /// What is promised in each period.
        public var commits: [Money<Charged>]
        /// The discount that holds on all of it.
        public var discount: Double
        /// Mean cost of the term.
        public var cost: Money<Charged>
        /// Odds that at least one period falls short, 0…1.
        public var shortfallProbability: Double
        /// Where it comes from, in a sentence.
        public var basis: String
    }

    /// What can be done instead of signing.
    public struct Alternative: Sendable, Hashable, Codable {
        /// A name, such as `Without Cloud A` or `Today's terms`.
        public var name: String
        /// What the same use costs over the term, one-off cost included.
        public var cost: Money<Charged>
        /// The part of it that is paid once.
        public var oneOffCost: Money<Charged>
        /// Days until it is in place.
        public var days: Int

        /// An alternative.
        public init(
            name: String, cost: Money<Charged>, oneOffCost: Money<Charged> = .zero, days: Int = 0
        ) {
            self.name = name
            self.cost = cost
            self.oneOffCost = oneOffCost
            self.days = days
        }
    }

    /// Something that moves money in the talk.
    public struct Lever: Sendable, Hashable, Codable {
        /// What it is.
        public var name: String
        /// What it is worth over the term.
        public var money: Money<Charged>
    }

    /// What else can be done, cheapest first.
    public var alternatives: [Alternative]
    /// Worse than this, we take the cheapest alternative.
    public var walkAway: Stand
    /// What we mean to get; `nil` if neither a vendor's curve nor a benchmark is known.
    public var target: Stand?
    /// What we open with; `nil` as the target.
    public var stretch: Stand?
    /// What a hundredth more discount saves at the target (or the walk-away).
    public var pointValue: Money<Charged>
    /// The levers worth most, at most three.
    public var levers: [Lever]

    /// What a position is worked out from, beside contract and outlook.
    public struct Evidence: Sendable, Hashable {
        /// At least one: today's terms, or a split without the vendor (``WalkAway/alternative``).
        public var alternatives: [Alternative]
        /// What the vendor offers, if known.
        public var curve: CommitCurve?
        /// The best discount known elsewhere, against this vendor's list prices.
        public var benchmark: Double?
        /// Clauses with their value.
        public var clauses: [ClauseValue]
        /// Odds of a shortfall that are borne.
        public var odds: Double

        /// The evidence.
        public init(
            alternatives: [Alternative], curve: CommitCurve? = nil, benchmark: Double? = nil,
            clauses: [ClauseValue] = [], odds: Double = 0.1
        ) {
            self.alternatives = alternatives
            self.curve = curve
            self.benchmark = benchmark
            self.clauses = clauses
            self.odds = odds
        }
    }

    /// The position for a contract.
    ///
    /// - Walk-away: the least discount at which signing, with the commit that is safe under it, costs no more than the
    ///   cheapest alternative.
    /// - Target: the best commit along the vendor's curve, bargained as a line between its tiers; where that is no better than
    ///   the walk-away, or no curve is known, halfway from there to the stretch.
    /// - Stretch: the best discount known (top of the curve, benchmark) with no more than the safe commit or the target's.
    ///
    /// - Parameters:
    ///   - contract: The terms asked for; only its commits' ramp is used, not their size, nor its discounts.
    ///   - outlook: Possible futures of list spend.
    ///   - evidence: Alternatives, offers, benchmark and clauses.
    ///   - risk: How much the tail weighs in the target's commit.
    /// - Throws: ``ContractError`` for a fault in any of them; ``ContractError/noAlternative`` without an alternative.
    public init(
        _ contract: SpendContract, under outlook: SpendOutlook, evidence: Evidence,
        risk: RiskPreference = RiskPreference()
    ) throws(ContractError) {
        guard let best = evidence.alternatives.min(by: { $0.cost < $1.cost }) else { throw .noAlternative }
        try ContractError.checkShare(evidence.odds, "the odds of a shortfall")
        if let benchmark = evidence.benchmark { try ContractError.checkShare(benchmark, "the benchmark") }
        try evidence.curve?.check()
        let search = try CommitSearch(contract, under: outlook, risk: risk)
        let stands = StandFinder(search: search, odds: evidence.odds)
        alternatives = evidence.alternatives.sorted { ($0.cost, $0.name) < ($1.cost, $1.name) }
        let walkAway = stands.walkAway(from: best)
        self.walkAway = walkAway
        let known = [evidence.curve?.points.last?.discount, evidence.benchmark].compactMap(\.self).max()
        let target = known.map { stands.target(evidence.curve, best: $0, walkAway: walkAway) }
        self.target = target
        stretch = known.map { stands.stretch($0, target: target ?? walkAway, walkAway: walkAway) }
        let ground = target ?? walkAway
        let value = search.pointValue(commit: ground.commits.meanValue, discount: ground.discount)
        pointValue = Money(modelled: value)
        levers = NegotiationPosition.levers(
            evidence, best: best, contract: ContractCosts(search.terms).totals.mean(), pointValue: value)
    }

    private static func levers(
        _ evidence: Evidence, best: Alternative, contract: Double, pointValue: Double
    ) -> [Lever] {
        var levers = evidence.clauses.map { Lever(name: $0.name, money: $0.alone) }
        levers.append(
            Lever(name: best.name, money: Money(modelled: contract - best.cost.approximate)))
        let hasPoints = evidence.clauses.contains { if case .discount = $0.clause { true } else { false } }
        if !hasPoints {
            levers.append(Lever(name: "Each further point of discount", money: Money(modelled: pointValue)))
        }
        return Array(
            levers.filter { $0.money > .zero }.sorted { ($1.money, $0.name) < ($0.money, $1.name) }.prefix(3))
    }
}

/// Finds the three stands on one search.
private struct StandFinder {
    let search: CommitSearch
    let odds: Double

    /// The largest safe mean commit under a flat discount.
    func safeCommit(_ discount: Double) -> Double {
        search.safe(odds: odds, flat: discount)
    }

    func stand(_ commit: Double, _ discount: Double, _ basis: String) -> NegotiationPosition.Stand {
        let choice = search.choice(commit: commit, discount: discount)
        return NegotiationPosition.Stand(
            commits: choice.commits, discount: discount, cost: choice.cost.mean,
            shortfallProbability: choice.shortfallProbability, basis: basis)
    }

    func walkAway(from alternative: NegotiationPosition.Alternative) -> NegotiationPosition.Stand {
        let basis = "costs as much as: \(alternative.name)"
        let target = alternative.cost.approximate
        func excess(_ discount: Double) -> Double {
            search.costs(commit: safeCommit(discount), flat: discount).totals.mean() - target
        }
        if excess(0) <= 0 { return stand(safeCommit(0), 0, "any price is better than: \(alternative.name)") }
        guard excess(1) < 0 else {
            return stand(safeCommit(1), 1, "no price is as good as: \(alternative.name)")
        }
        let brent = Brent(termination: Termination(parameterTolerance: 1e-12, maximumEvaluations: 200))
        let discount = (try? brent.root(in: 0...1, excess))?.point ?? 1
        return stand(safeCommit(discount), discount, basis)
    }

    func target(
        _ curve: CommitCurve?, best: Double, walkAway: NegotiationPosition.Stand
    ) -> NegotiationPosition.Stand {
        if let curve {
            let line = CommitCurve(curve.points, shape: .line)
            let commit = search.best(on: line)
            let found = stand(
                commit, line.discount(at: commit), "the best commit between the vendor's tiers")
            if found.cost < walkAway.cost { return found }
        }
        let discount = 0.5 * (walkAway.discount + max(best, walkAway.discount))
        return stand(safeCommit(discount), discount, "halfway from the walk-away to the stretch")
    }

    func stretch(_ best: Double, target: NegotiationPosition.Stand, walkAway: NegotiationPosition.Stand)
        -> NegotiationPosition.Stand
    {
        guard best > walkAway.discount else {
            return stand(
                safeCommit(walkAway.discount), walkAway.discount,
                "the walk-away: no discount known is as good as the alternative")
        }
        let commit = min(safeCommit(best), target.commits.meanValue)
        return stand(commit, best, "the best discount known, with no more than the safe commit")
    }
}

extension [Money<Charged>] {
    fileprivate var meanValue: Double { map(\.approximate).mean() }
}
