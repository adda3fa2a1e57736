public import Billing
public import TimeSeries

/// What may be spent on a part of the bill, or on a node of a tree, in a period.
public struct Budget: Sendable, Hashable, Codable {
    public var target: BudgetTarget
    /// The period's name: `2026-Q3`, `2026-07`, `2026`, `FY2027-Q1` or one of the workspace's own.
    public var period: String
    public var amount: Money<Charged>
    public var currency: Currency
    /// How much of the amount, 0…1, may be carried into the next period when it is left over, or taken from it when it is
    /// overspent; `nil` for nothing.
    public var carryOver: Double?
    /// Whether this version takes the budget back; its amount then says nothing.
    public var isWithdrawn: Bool
    /// The version of the plan that says so; 0 for what has no versions.
    public var version: Int
    public var note: String?
    /// Where it is written: `budgets/2026.yaml:14`.
    public var source: String?

    /// A budget of a part of the bill, without versions.
    public init(scope: Scope, period: String, amount: Money<Charged>, currency: Currency) {
        self.init(target: .scope(scope), period: period, amount: amount, currency: currency)
    }

    /// A budget.
    public init(
        target: BudgetTarget, period: String, amount: Money<Charged>, currency: Currency, version: Int = 0,
        source: String? = nil
    ) {
        self.target = target
        self.period = period
        self.amount = amount
        self.currency = currency
        carryOver = nil
        isWithdrawn = false
        self.version = version
        note = nil
        self.source = source
    }

    /// The part of the bill; `nil` for a node of a tree.
    public var scope: Scope? {
        guard case .scope(let scope) = target else { return nil }
        return scope
    }
}

extension Sequence<Budget> {
    /// The budget of a scope for a period: its own, else the sum of budgets for periods that fill it without gap or
    /// overlap; `nil` if there is none.
    public func amount(of scope: Scope, for period: ReportingPeriod, in currency: Currency) -> Money<Charged>?
    {
        BudgetPlan(budgets: Array(self)).amount(of: scope, for: BudgetPeriod(period), in: currency)
    }
}
