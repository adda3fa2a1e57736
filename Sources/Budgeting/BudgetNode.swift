public import Billing
public import TimeSeries

/// Where one part of the bill will land in a period, with odds.
///
/// Encodes to the JSON of the interface.
///
/// `mean` is the exact sum of the children's means; so are `actualToDate`, `completedToDate` and the means of the outlook.
/// Quantiles do not add up, for parts do not all run high on the same days.
public struct BudgetNode: Sendable, Hashable, Codable {
    public var scope: Scope
    /// `2026-Q3`, `2026-07`, `2026`, or the name of a fiscal or custom period.
    public var period: String
    public var currency: Currency
    public var basis: CostBasis
    /// What is charged for the days of the period so far.
    public var actualToDate: Money<Charged>
    public var p10: Money<Charged>
    public var p50: Money<Charged>
    public var p90: Money<Charged>
    public var mean: Money<Charged>
    /// The budget for the period, where there is one.
    public var budget: Money<Charged>?
    /// Share of possible futures that end above the budget.
    public var probabilityOverrun: Double?
    /// The day on which the middle future passes the budget.
    public var crossingDay: CivilDate?
    /// How often p10…p90 held the truth in the backtest; at the root only.
    public var measuredCoverage: Double?
    /// The nodes below, in order of scope.
    public var children: [BudgetNode]

    /// The tree that the node is in, where trees have names.
    public var tree: String?
    /// The node's name, where a tree names its nodes; else its scope says what it is.
    public var name: String?
    /// ``actualToDate`` with what is still to come for the newest days, which are not complete yet.
    public var completedToDate: Money<Charged>?
    /// The first day of the period whose charges are still coming in; `nil` if all are complete.
    public var provisionalFrom: CivilDate?
    /// Mean over possible futures of what lies above the budget, 0 where a future keeps it.
    public var expectedOverrun: Money<Charged>?
    /// ``mean`` − ``budget``.
    public var meanMinusBudget: Money<Charged>?
    /// The next four quarters.
    public var outlook: [PeriodOutlook] = []
    /// Past totals that ``measuredCoverage`` rests on; at the root only.
    public var coverageCount: Int?
    /// Days of history that the forecast was made from, from the first charge on; with few the range is that of like parts.
    public var historyDays: Int?

    public init(
        scope: Scope, period: String, currency: Currency, basis: CostBasis, actualToDate: Money<Charged>,
        p10: Money<Charged>, p50: Money<Charged>, p90: Money<Charged>, mean: Money<Charged>,
        budget: Money<Charged>? = nil, probabilityOverrun: Double? = nil, crossingDay: CivilDate? = nil,
        measuredCoverage: Double? = nil, children: [BudgetNode] = []
    ) {
        self.scope = scope
        self.period = period
        self.currency = currency
        self.basis = basis
        self.actualToDate = actualToDate
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
        self.mean = mean
        self.budget = budget
        self.probabilityOverrun = probabilityOverrun
        self.crossingDay = crossingDay
        self.measuredCoverage = measuredCoverage
        self.children = children
    }
}

extension BudgetNode {
    /// This node and all below it, parents first.
    public var flattened: [BudgetNode] { [self] + children.flatMap(\.flattened) }

    /// The node's name, or else its scope.
    public var title: String { name ?? scope.description }
}

/// Where a part of the bill will land in a period to come.
public struct PeriodOutlook: Sendable, Hashable, Codable {
    public var period: String
    public var p10: Money<Charged>
    public var p50: Money<Charged>
    public var p90: Money<Charged>
    /// The exact sum of the children's.
    public var mean: Money<Charged>

    /// A range and a mean.
    public init(
        period: String, p10: Money<Charged>, p50: Money<Charged>, p90: Money<Charged>, mean: Money<Charged>
    ) {
        self.period = period
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
        self.mean = mean
    }
}
