public import Billing
import Statistics

/// What a clause is worth in money: the contract solved with it and without it.
public struct ClauseValue: Sendable, Hashable, Codable {
    /// The clause.
    public var clause: ContractClause
    /// What a negotiator calls it.
    public var name: String
    /// What the plain contract costs more without it: its value if it is all we get.
    public var alone: Money<Charged>
    /// What the contract with all clauses costs more without it: its value on top of the others.
    public var last: Money<Charged>
    /// What it takes off the mean of the worst twentieth, alone.
    public var tail: Money<Charged>

    /// The value of each of several clauses.
    ///
    /// A clause that is a right has no negative value under ``RiskPreference/neutral``; one that we grant (payment in advance) does.
    ///
    /// - Parameters:
    ///   - clauses: Each is added to `contract` alone, and taken from the contract with all of them.
    ///   - contract: The plain contract, without these clauses.
    ///   - outlook: Possible futures of list spend.
    ///   - curve: If given, the commit is chosen anew on it each time; else it stays as it is.
    ///   - risk: What is compared.
    /// - Returns: One value a clause, dearest first by `alone`.
    /// - Throws: ``ContractError`` for a fault in contract, clauses, curve or outlook.
    public static func values(
        of clauses: [ContractClause], on contract: SpendContract, under outlook: SpendOutlook,
        choosingOn curve: CommitCurve? = nil, risk: RiskPreference = .neutral
    ) throws(ContractError) -> [ClauseValue] {
        try contract.check()
        try risk.check()
        try curve?.check()
        let solver = ClauseSolver(outlook: outlook, curve: curve, risk: risk)
        let plain = try solver.solve(contract, with: [])
        let full = try solver.solve(contract, with: clauses)
        var values: [ClauseValue] = []
        for (index, clause) in clauses.enumerated() {
            let with = try solver.solve(contract, with: [clause])
            var others = clauses
            others.remove(at: index)
            let without = try solver.solve(contract, with: others)
            values.append(
                ClauseValue(
                    clause: clause, name: clause.name, alone: Money(modelled: plain.cost - with.cost),
                    last: Money(modelled: without.cost - full.cost),
                    tail: Money(modelled: plain.tail - with.tail)))
        }
        return values.sorted { ($1.alone, $0.name) < ($0.alone, $1.name) }
    }
}

/// Solves a contract with some clauses.
struct ClauseSolver: Sendable {
    let outlook: SpendOutlook
    let curve: CommitCurve?
    let risk: RiskPreference

    /// Clauses are added in their order, the ramp last: it depends on what counts.
    func solve(_ contract: SpendContract, with clauses: [ContractClause]) throws(ContractError)
        -> (cost: Double, tail: Double)
    {
        var changed = contract
        var raised = 0.0
        for clause in clauses where clause != .ramp {
            changed = try clause.added(to: changed, under: outlook)
            if case .discount(let points) = clause { raised += points }
        }
        if clauses.contains(.ramp) { changed.commits = try changed.ramped(under: outlook) }
        let search = try CommitSearch(changed, under: outlook, risk: risk)
        guard let curve else { return summary(search.cost(commit: search.commit), search) }
        let better = CommitCurve(
            curve.points.map { DiscountTier(from: $0.from, discount: min(1, $0.discount + raised)) },
            shape: curve.shape)
        let commit = search.best(on: better)
        let flat = better.discount(at: commit)
        let totals = search.costs(commit: commit, flat: flat).totals
        return (risk.cost(of: totals), totals.tailMean(from: risk.tail))
    }

    private func summary(_ cost: Double, _ search: CommitSearch) -> (cost: Double, tail: Double) {
        (cost, search.costs(commit: search.commit).totals.tailMean(from: risk.tail))
    }
}
