public import Billing
public import TimeSeries

/// What a budget review has to decide about a node: money to find, or money that can be given back.
public struct BudgetDecision: Sendable, Hashable, Codable {
    /// What there is to decide.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The budget is more likely passed than kept.
        case overrun
        /// Nine in ten futures leave money.
        case release
    }

    public var kind: Kind
    public var scope: Scope
    /// The node's name, where its tree names its nodes; else its scope.
    public var title: String
    public var currency: Currency
    public var budget: Money<Charged>
    public var mean: Money<Charged>
    public var probabilityOverrun: Double
    /// How far the mean lies above the budget, or P90 below it: above 0.
    public var money: Money<Charged>
    /// A budget that nine in ten futures keep: P90.
    public var safeBudget: Money<Charged>
    /// What has to go from every day that is left so that the mean keeps the budget; 0 for what can be given back.
    public var perDay: Money<Charged>
    /// Days of the period that are left.
    public var daysLeft: Int

    /// Share of a budget below which money left is not worth a decision.
    static let leastRelease = 0.02

    /// What is to be decided in a tree, most money first.
    ///
    /// A node whose children's overruns explain four fifths of its own is not named beside them.
    ///
    /// - Parameters:
    ///   - root: The tree's root.
    ///   - period: The period of its budgets.
    ///   - run: The day of the run.
    /// - Returns: One decision a node; none for a period that is over.
    public static func decisions(in root: BudgetNode, period: BudgetPeriod, run: CivilDate)
        -> [BudgetDecision]
    {
        let daysLeft = min(period.dayCount, run.distance(to: period.end))
        guard daysLeft > 0 else { return [] }
        return collected(root, daysLeft).sorted { ($1.money, $0.title) < ($0.money, $1.title) }
    }

    private static func collected(_ node: BudgetNode, _ daysLeft: Int) -> [BudgetDecision] {
        let below = node.children.flatMap { collected($0, daysLeft) }
        guard let own = BudgetDecision(node, daysLeft) else { return below }
        let explained = below.reduce(Money<Charged>.zero) { $1.kind == own.kind ? $0 + $1.money : $0 }
        return explained.approximate >= 0.8 * own.money.approximate ? below : [own] + below
    }

    private init?(_ node: BudgetNode, _ daysLeft: Int) {
        guard let budget = node.budget, let odds = node.probabilityOverrun else { return nil }
        scope = node.scope
        title = node.title
        currency = node.currency
        self.budget = budget
        mean = node.mean
        probabilityOverrun = odds
        safeBudget = node.p90
        self.daysLeft = daysLeft
        let gap = node.mean - budget
        let left = budget - node.p90
        if odds >= 0.5, gap > .zero {
            kind = .overrun
            money = gap
            perDay = gap.scaled(by: 1, over: Int128(daysLeft))
        } else if odds <= 0.1, left.approximate >= BudgetDecision.leastRelease * budget.magnitude.approximate,
            left > .zero
        {
            kind = .release
            money = left
            perDay = .zero
        } else {
            return nil
        }
    }
}
