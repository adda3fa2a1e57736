public import Budgeting
public import TimeSeries

/// Where each part of the bill will land in a period, with odds, against its budget.
public struct BudgetReport: Report, Hashable, Codable {
    public var context: ReportContext
    /// The last day that is in the actual cost.
    public var asOf: CivilDate
    /// One tree a currency.
    public var trees: [BudgetNode]

    public init(context: ReportContext, asOf: CivilDate, trees: [BudgetNode]) {
        self.context = context
        self.asOf = asOf
        self.trees = trees
    }
}
