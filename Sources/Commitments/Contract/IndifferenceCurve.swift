public import Billing
import Optimization

/// Which discount makes up for which commit: lines of equal cost between promise and price.
///
/// "Each point of discount is worth ``pointValue``; accept a commit only if the discount is at least that of its point."
public struct IndifferenceCurve: Sendable, Hashable, Codable {
    /// A commit and the least discount at which it is as good as the reference.
    public struct Point: Sendable, Hashable, Codable {
        /// The mean commit of a period.
        public var commit: Money<Charged>
        /// The least flat discount; `nil` if none is enough.
        public var discount: Double?
        /// What a hundredth more discount saves there over the term.
        public var pointValue: Money<Charged>
    }

    /// The cost that every point has: the mean, or the mean and tail of the preference.
    public var cost: Money<Charged>
    /// The reference: the contract's mean commit, and the flat discount that costs the same as its schedule.
    public var reference: Point
    /// One point a commit asked for, in their order.
    public var points: [Point]

    /// Lines of equal cost through a contract.
    ///
    /// Discounts are found by Brent's method on the exact cost, which never rises with the discount.
    ///
    /// - Parameters:
    ///   - contract: The reference; other commits keep the shape of its ramp, and its other terms.
    ///   - commits: Mean commits of a period.
    ///   - outlook: Possible futures of list spend.
    ///   - risk: What is held equal.
    /// - Throws: ``ContractError`` for a fault in contract, outlook or preference, or a commit below 0.
    public init(
        _ contract: SpendContract, commits: [Money<Charged>], under outlook: SpendOutlook,
        risk: RiskPreference = .neutral
    ) throws(ContractError) {
        let search = try CommitSearch(contract, under: outlook, risk: risk)
        for (index, commit) in commits.enumerated() where commit < .zero {
            throw .negativeCommit(period: index, commit: commit)
        }
        let cost = search.cost(commit: search.commit)
        self.cost = Money(modelled: cost)
        func point(_ commit: Double) -> Point {
            let discount = search.leastDiscount(commit: commit, cost: cost)
            return Point(
                commit: Money(modelled: commit), discount: discount,
                pointValue: Money(
                    modelled: discount.map { search.pointValue(commit: commit, discount: $0) } ?? 0))
        }
        reference = point(search.commit)
        points = commits.map { point($0.approximate) }
    }
}

extension CommitSearch {
    /// The least flat discount at which a commit costs no more than `cost`; `nil` if even 100 % is not enough.
    func leastDiscount(commit: Double, cost target: Double) -> Double? {
        func excess(_ discount: Double) -> Double { cost(commit: commit, flat: discount) - target }
        let scale = 1e-12 * abs(target)
        if excess(0) <= scale { return 0 }
        guard excess(1) <= scale else { return nil }
        let search = Brent(termination: Termination(parameterTolerance: 1e-12, maximumEvaluations: 200))
        // Where cost is flat in the discount (every future short), the least discount is looked for from below.
        guard let root = try? search.root(in: 0...1, { excess($0) - scale }) else { return 1 }
        return min(1, max(0, root.point))
    }

    /// What a hundredth more discount saves.
    func pointValue(commit: Double, discount: Double) -> Double {
        cost(commit: commit, flat: discount) - cost(commit: commit, flat: min(1, discount + 0.01))
    }
}
