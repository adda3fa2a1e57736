public import Billing
import Optimization
import Statistics

/// The cost of a contract as a function of one number, its mean commit; the ramp keeps its shape.
struct CommitSearch: Sendable {
    let terms: ContractTerms
    let risk: RiskPreference
    /// Each period's commit as a part of the mean.
    let ramp: [Double]

    init(_ contract: SpendContract, under outlook: SpendOutlook, risk: RiskPreference) throws(ContractError) {
        try risk.check()
        terms = try ContractTerms(contract, under: outlook)
        self.risk = risk
        let mean = terms.commits.mean()
        ramp = terms.commits.map { mean > 0 ? $0 / mean : 1 }
    }

    /// The mean commit of the contract itself.
    var commit: Double { terms.commits.mean() }

    func costs(commit: Double, flat: Double? = nil) -> ContractCosts {
        ContractCosts(terms.replacing(commits: ramp.map { commit * $0 }, flat: flat))
    }

    /// The weighted cost; `flat` replaces the contract's discounts.
    func cost(commit: Double, flat: Double? = nil) -> Double {
        risk.cost(of: costs(commit: commit, flat: flat).totals)
    }

    /// The commit of least cost along a curve.
    ///
    /// Within a step more commit for the same discount only costs more, so the best lies where a step begins. Along a line
    /// cost is convex for each future without carry-over (it is the larger of two lines in each period) and nearly so with
    /// it: a grid finds the valley, Brent its bottom.
    func best(on curve: CommitCurve) -> Double {
        let edges = [0] + curve.points.map(\.from.approximate)
        var best = (commit: 0.0, cost: Double.infinity)
        func consider(_ commit: Double) {
            let cost = cost(commit: commit, flat: curve.discount(at: commit))
            // Of equal costs the smaller promise.
            if cost < best.cost - 1e-12 * abs(cost) { best = (commit, cost) }
        }
        for edge in edges { consider(edge) }
        guard curve.shape == .line else { return best.commit }
        for (low, high) in zip(edges.dropFirst(), edges.dropFirst(2)) {
            consider(valley(low, high) { cost(commit: $0, flat: curve.discount(at: $0)) })
        }
        return best.commit
    }

    private func valley(_ low: Double, _ high: Double, _ cost: (Double) -> Double) -> Double {
        let steps = 16
        let places = (0...steps).map { low + (high - low) * Double($0) / Double(steps) }
        let costs = places.map(cost)
        let least = costs.indices.min { costs[$0] < costs[$1] } ?? 0
        let around = places[max(0, least - 1)]...places[min(steps, least + 1)]
        let search = Brent(termination: Termination(parameterTolerance: 1e-9, maximumEvaluations: 80))
        guard let found = try? search.minimize(over: around, cost), found.value < costs[least] else {
            return places[least]
        }
        return found.point
    }

    func choice(commit: Double, discount: Double) -> CommitChoice {
        let costs = costs(commit: commit, flat: discount)
        let periods = ramp.count
        let short = costs.totals.indices.count { path in
            (0..<periods).contains { costs.isShort(path: path, period: $0) }
        }
        return CommitChoice(
            commits: ramp.map { Money(modelled: commit * $0) }, discount: discount, aversion: risk.aversion,
            cost: CostDistribution(costs.totals),
            shortfallProbability: Double(short) / Double(costs.totals.count),
            expectedSaving: Money(modelled: costs.without.mean() - costs.totals.mean()))
    }
}

extension SpendContract {
    /// The commit that costs least along a vendor's curve; the contract's ramp keeps its shape.
    ///
    /// - Parameters:
    ///   - curve: Discounts by mean commit of a period; they take the place of the contract's.
    ///   - outlook: Possible futures of list spend.
    ///   - risk: How much the tail weighs beside the mean.
    /// - Returns: The choice with its cost; no commit at all is among the candidates.
    /// - Throws: ``ContractError`` for a fault in contract, curve, outlook or preference.
    public func bestCommit(
        on curve: CommitCurve, under outlook: SpendOutlook, risk: RiskPreference = RiskPreference()
    ) throws(ContractError) -> CommitChoice {
        try curve.check()
        let search = try CommitSearch(self, under: outlook, risk: risk)
        let commit = search.best(on: curve)
        return search.choice(commit: commit, discount: curve.discount(at: commit))
    }

    /// The best commits from caring for the mean only to caring for the tail only.
    ///
    /// - Parameters:
    ///   - curve: As in ``bestCommit(on:under:risk:)``.
    ///   - outlook: Possible futures of list spend.
    ///   - aversions: Weights of the worst twentieth.
    /// - Returns: One choice a weight.
    /// - Throws: ``ContractError`` as ``bestCommit(on:under:risk:)``.
    public func frontier(
        on curve: CommitCurve, under outlook: SpendOutlook, aversions: [Double] = [0, 0.2, 0.5, 0.8, 1]
    ) throws(ContractError) -> [CommitChoice] {
        var choices: [CommitChoice] = []
        for aversion in aversions {
            choices.append(
                try bestCommit(on: curve, under: outlook, risk: RiskPreference(aversion: aversion)))
        }
        return choices
    }

    /// The most that can be promised at given odds of falling short.
    ///
    /// - Parameters:
    ///   - odds: Odds of a shortfall that are borne, 0…1.
    ///   - outlook: Possible futures of list spend.
    ///   - curve: Discounts by mean commit, which lower what counts; without one, the contract's schedule holds.
    /// - Returns: The safe commits; rights to carry over are left aside.
    /// - Throws: ``ContractError`` for a fault in contract, curve or outlook.
    public func safeCommit(
        odds: Double = 0.1, under outlook: SpendOutlook, on curve: CommitCurve? = nil
    ) throws(ContractError) -> SafeCommit {
        try ContractError.checkShare(odds, "the odds of a shortfall")
        try curve?.check()
        let search = try CommitSearch(self, under: outlook, risk: .neutral)
        return search.safe(odds: odds, curve: curve)
    }
}

/// What can be promised without much danger.
public struct SafeCommit: Sendable, Hashable, Codable {
    /// Odds of a shortfall that are borne.
    public var odds: Double
    /// The most for each period alone at these odds.
    public var each: [Money<Charged>]
    /// The most of the contract's ramp such that the odds of any shortfall in the term are no more than these.
    public var together: [Money<Charged>]
    /// The discount under which `together` was found, if a curve was given.
    public var discount: Double?
}

extension CommitSearch {
    /// The largest mean commit such that the odds of any shortfall are no more than `odds`, under a flat discount.
    func safe(odds: Double, flat: Double?) -> Double {
        let counted = costs(commit: commit, flat: flat).counted
        let periods = ramp.count
        let scales = (0..<terms.pathCount).map { path in
            (0..<periods).reduce(Double.infinity) { least, period in
                ramp[period] > 0 ? min(least, counted[path * periods + period] / ramp[period]) : least
            }
        }
        return scales.sorted()[rank(odds)]
    }

    /// The place of the least outcome that may not be missed.
    private func rank(_ odds: Double) -> Int {
        min(terms.pathCount - 1, Int((odds * Double(terms.pathCount) + 1e-9).rounded(.down)))
    }

    func safe(odds: Double, curve: CommitCurve?) -> SafeCommit {
        guard let curve else { return safe(odds, safe(odds: odds, flat: nil), nil) }
        // The most that is no more than what counts at its own discount; what counts falls as the commit grows.
        func isSafe(_ commit: Double) -> Bool {
            commit <= safe(odds: odds, flat: curve.discount(at: commit))
        }
        var (low, high) = (0.0, safe(odds: odds, flat: 0))
        if isSafe(high) { low = high }
        while high - low > 1e-9 * high {
            let middle = 0.5 * (low + high)
            if isSafe(middle) { low = middle } else { high = middle }
        }
        return safe(odds, low, curve.discount(at: low))
    }

    private func safe(_ odds: Double, _ together: Double, _ discount: Double?) -> SafeCommit {
        let counted = costs(commit: commit, flat: discount).counted
        let periods = ramp.count
        let each = (0..<periods).map { period -> Money<Charged> in
            let values = stride(from: period, to: counted.count, by: periods).map { counted[$0] }.sorted()
            return .roundedDown(values[rank(odds)])
        }
        return SafeCommit(
            odds: odds, each: each, together: ramp.map { .roundedDown($0 * together) }, discount: discount)
    }
}

extension Money where Label == Charged {
    /// The money next below a double at 10⁻⁶.
    fileprivate static func roundedDown(_ value: Double) -> Money {
        let nearest = Money(modelled: value)
        return nearest.approximate > value ? nearest - Money(units: 1_000_000_000_000) : nearest
    }
}
