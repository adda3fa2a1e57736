public import Advice
public import Budgeting
public import Findings
public import TimeSeries

/// What a tired analyst needs at 9 a.m.: what changed, how much, why and who, then the rest.
public struct DailyReport: Report, Hashable, Codable {
    public var context: ReportContext
    /// The newest day looked at, the one before the run.
    public var dataDay: CivilDate
    /// What happened in each currency, largest first; currencies never mix.
    public var currencies: [CurrencyDay]
    /// Everything found that is not settled, and what ended or was resolved lately.
    public var findings: [Finding]
    /// The state of each vendor's feed.
    public var feeds: [FeedStatus]
    /// What could be done, with its money.
    public var suggestions: [Suggestion]
    /// The root of the budget tree in each currency, with its children as far as they shall be shown.
    public var budgets: [BudgetNode]
    /// Credits, purchases, taxes and corrections of the day: shown, not alarmed on.
    public var otherCharges: [OtherCharge]
    /// Deviations that were kept quiet, and why.
    public var muted: [MutedMoney]

    public init(
        context: ReportContext, dataDay: CivilDate, currencies: [CurrencyDay], findings: [Finding],
        feeds: [FeedStatus] = [], suggestions: [Suggestion] = [], budgets: [BudgetNode] = [],
        otherCharges: [OtherCharge] = [], muted: [MutedMoney] = []
    ) {
        self.context = context
        self.dataDay = dataDay
        self.currencies = currencies
        self.findings = findings
        self.feeds = feeds
        self.suggestions = suggestions
        self.budgets = budgets
        self.otherCharges = otherCharges
        self.muted = muted
    }
}
