public import Billing
public import TimeSeries

/// What a company planned: budgets in versions, reserves, what is known to come, and the trees and periods to see it in.
public struct BudgetPlan: Sendable, Hashable {
    /// Budgets of all versions.
    public let budgets: [Budget]
    /// Money held at a node beside what is allotted below it.
    public let reserves: [Reserve]
    /// What is known to come, in all versions.
    public let changes: [PlannedChange]
    public let trees: [TreeDefinition]
    public let calendar: FiscalCalendar
    /// All versions, the oldest first.
    public let versions: [PlanVersion]
    let index: BudgetIndex

    /// A plan.
    ///
    /// Budgets whose period the calendar does not know are never found.
    public init(
        budgets: [Budget] = [], reserves: [Reserve] = [], changes: [PlannedChange] = [],
        trees: [TreeDefinition] = [], calendar: FiscalCalendar = FiscalCalendar(),
        versions: [PlanVersion] = []
    ) {
        self.budgets = budgets
        self.reserves = reserves
        self.changes = changes
        self.trees = trees
        self.calendar = calendar
        self.versions = versions
        index = BudgetIndex(budgets, reserves, calendar)
    }

    /// The plan as it counts for a run: what approved versions say, the newest that speaks of a thing.
    ///
    /// A version needs to hold only what it changes: of budgets for one part and period, and of changes with one name, the
    /// one of the highest version that was approved on or before the day counts.
    public func inForce(on day: CivilDate) -> BudgetPlan {
        let counted = Set(versions.filter { $0.isInForce(on: day) }.map(\.number)).union([0])
        return restricted { counted.contains($0) }
    }

    /// The plan as it was, or would be, with a version approved and no later one.
    public func asOf(version: Int) -> BudgetPlan { restricted { $0 <= version } }

    private func restricted(to isCounted: (Int) -> Bool) -> BudgetPlan {
        BudgetPlan(
            budgets: newest(budgets.filter { isCounted($0.version) }, \.version) {
                Place(target: $0.target, period: $0.period, currency: $0.currency)
            }.filter { !$0.isWithdrawn },
            reserves: newest(reserves.filter { isCounted($0.version) }, \.version) {
                Place(target: $0.target, period: $0.period, currency: $0.currency)
            },
            changes: newest(changes.enumerated().filter { isCounted($1.version) }, \.element.version) {
                ChangeKey(name: $0.element.name, place: $0.element.name == nil ? $0.offset : 0)
            }.map(\.element),
            trees: trees, calendar: calendar, versions: versions.filter { isCounted($0.number) })
    }

    private struct Place: Hashable {
        let target: BudgetTarget
        let period: String
        let currency: Currency
    }

    private struct ChangeKey: Hashable {
        let name: String?
        let place: Int
    }

    /// The same plan with more that is known to come.
    public func adding(_ more: [PlannedChange]) -> BudgetPlan {
        BudgetPlan(
            budgets: budgets, reserves: reserves, changes: changes + more, trees: trees, calendar: calendar,
            versions: versions)
    }

    /// What is known to come for trees in one currency.
    public func changes(in currency: Currency) -> [PlannedChange] {
        changes.filter { $0.applies(in: currency) }
    }

    private func newest<Item, Key: Hashable>(
        _ items: [Item], _ version: (Item) -> Int, _ key: (Item) -> Key
    ) -> [Item] {
        var highest: [Key: Int] = [:]
        for item in items { highest[key(item)] = max(highest[key(item)] ?? 0, version(item)) }
        return items.filter { highest[key($0)] == version($0) }
    }
}

/// Money held at a node, not allotted to the nodes below it.
public struct Reserve: Sendable, Hashable {
    public var target: BudgetTarget
    /// The period's name.
    public var period: String
    public var amount: Money<Charged>
    public var currency: Currency
    public var note: String?
    /// The version of the plan that says so; 0 for what has no versions.
    public var version: Int
    /// Where it is written: `budgets/2026.yaml:14`.
    public var source: String?

    public init(
        target: BudgetTarget, period: String, amount: Money<Charged>, currency: Currency,
        note: String? = nil, version: Int = 0, source: String? = nil
    ) {
        self.target = target
        self.period = period
        self.amount = amount
        self.currency = currency
        self.note = note
        self.version = version
        self.source = source
    }
}
