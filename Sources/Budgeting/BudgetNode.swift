public import Billing
public import TimeSeries

/// Where one part of the bill will land in a period, with odds.
///
/// Encodes to the JSON of the interface.
///
/// `mean` is the exact sum of the children's means.
public struct BudgetNode: Sendable, Hashable, Codable {
    public var scope: Scope
    /// `2026-Q3`, `2026-07` or `2026`.
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
    public var children: [BudgetNode]

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

    public func encode(to encoder: any Encoder) throws {
        // Every key is written: what is unknown is null.
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(scope, forKey: .scope)
        try container.encode(period, forKey: .period)
        try container.encode(currency, forKey: .currency)
        try container.encode(basis, forKey: .basis)
        try container.encode(actualToDate, forKey: .actualToDate)
        try container.encode(p10, forKey: .p10)
        try container.encode(p50, forKey: .p50)
        try container.encode(p90, forKey: .p90)
        try container.encode(mean, forKey: .mean)
        try container.encode(budget, forKey: .budget)
        try container.encode(probabilityOverrun, forKey: .probabilityOverrun)
        try container.encode(crossingDay, forKey: .crossingDay)
        try container.encode(measuredCoverage, forKey: .measuredCoverage)
        try container.encode(children, forKey: .children)
    }
}
