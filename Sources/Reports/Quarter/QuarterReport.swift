public import Advice
import Billing
public import Budgeting
public import TimeSeries

/// The pack of a budget review: where the period lands, why, what is to be decided, and the tree.
///
/// The first two pages are for whoever decides; the trees follow.
public struct QuarterReport: Report, Hashable, Codable {
    public var context: ReportContext
    public var period: BudgetPeriod
    /// The last day that is in the actual cost.
    public var asOf: CivilDate
    /// One a currency, the workspace's own first.
    public var bills: [QuarterBill]
    /// What earlier reviews decided: what is still open, and what the last one closed.
    public var actions: [ReviewAction]

    /// A pack.
    public init(
        context: ReportContext, period: BudgetPeriod, asOf: CivilDate, bills: [QuarterBill],
        actions: [ReviewAction]
    ) {
        self.context = context
        self.period = period
        self.asOf = asOf
        self.bills = bills
        self.actions = actions
    }
}

/// A review's view of the bill in one currency.
public struct QuarterBill: Sendable, Hashable, Codable {
    /// The root of each tree.
    public var trees: [BudgetNode]
    /// The way from the budget, or from the period before where there is none, to where the period lands; for the whole bill.
    public var bridge: VarianceBridge?
    /// What is to be decided, most money first.
    public var decisions: [BudgetDecision]
    /// What forecasts of the quarters before would have said.
    public var record: [PastForecast]
    /// What could be done about it, the largest saving first.
    public var suggestions: [Suggestion]

    /// A view.
    public init(
        trees: [BudgetNode], bridge: VarianceBridge?, decisions: [BudgetDecision], record: [PastForecast],
        suggestions: [Suggestion]
    ) {
        self.trees = trees
        self.bridge = bridge
        self.decisions = decisions
        self.record = record
        self.suggestions = suggestions
    }

    /// The whole bill.
    public var root: BudgetNode? { trees.first }
}

extension QuarterReport {
    public func html(language: Language) -> String { QuarterPage(self, language).html() }
    public func markdown(language: Language) -> String { QuarterMarkdown(self, language).markdown() }
}
