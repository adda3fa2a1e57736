internal import Billing
internal import Budgeting
internal import Foundation
internal import Reports
public import TimeSeries

/// What a forecast of budgets is asked for.
public struct BudgetQuestion: Sendable {
    /// The period to look at; the quarter of the run's newest day if not given.
    public var period: ReportingPeriod?
    /// What the tree is broken down by; the workspace's first two dimensions if empty.
    public var dimensions: [String]
    /// The day of the run; the usual one if not given.
    public var date: CivilDate?
    /// The time of the call.
    public var now: Timestamp

    /// A question.
    public init(
        period: ReportingPeriod? = nil, dimensions: [String] = [], date: CivilDate? = nil, now: Timestamp
    ) {
        self.period = period
        self.dimensions = dimensions
        self.date = date
        self.now = now
    }
}

extension Workspace {
    /// Where every part of the bill will land in a period; writes the report page.
    ///
    /// - Throws: ``WorkspaceError`` if there are no charges, or a dimension is not known.
    public func budgetForecast(_ question: BudgetQuestion) throws(WorkspaceError) -> Listing {
        let report = try budgetReport(question)
        let page = try publish(report)
        return Listing(
            table: BudgetTable.tree(report.trees),
            notes: BudgetTable.coverage(report.trees) + ["Report: \(page.path)"],
            json: try JSONText.text(report.trees))
    }

    /// How every budget of a period stands: odds and day of overrun, and what is over; writes the report page.
    ///
    /// - Throws: ``WorkspaceError`` if there are no charges, or no budget falls into the period.
    public func budgetStatus(_ question: BudgetQuestion) throws(WorkspaceError) -> (
        Listing, isOverrunLikely: Bool
    ) {
        let report = try budgetReport(question)
        let nodes = report.trees.flatMap(\.flattened).filter { $0.budget != nil }
        guard !nodes.isEmpty else {
            throw WorkspaceError(
                .usage,
                "needs a budget for \(report.trees[0].period) of a part of the bill that the tree has, got none; "
                    + "add it to budgets in \(Workspace.configurationName)")
        }
        let page = try publish(report)
        let listing = Listing(
            table: BudgetTable.status(nodes), notes: ["Report: \(page.path)"],
            json: try JSONText.text(nodes.map(BudgetTable.withoutChildren)))
        return (listing, nodes.contains { ($0.probabilityOverrun ?? 0) >= 0.5 })
    }

    private func publish(_ report: BudgetReport) throws(WorkspaceError) -> URL {
        try publishAlone(report, named: "budget-\(report.trees[0].period)")
    }

    /// Where every part of the bill will land in a period, as a report.
    func budgetReport(_ question: BudgetQuestion) throws(WorkspaceError) -> BudgetReport {
        let (ledger, run) = try bill(on: question.date, now: question.now)
        let period = question.period ?? usualPeriod(of: run)
        let trees = try budgetTrees(
            ledger, run: run, period: period, dimensions: try dimensions(question.dimensions))
        return BudgetReport(context: context(run: run), asOf: run.advanced(by: -1), trees: trees)
    }

    /// The quarter of the newest day that a run looks at.
    func usualPeriod(of run: CivilDate) -> ReportingPeriod {
        ReportingPeriod(containing: run.advanced(by: -1), granularity: .quarter)
    }

    /// The tree of each currency; the workspace's own currency first.
    func budgetTrees(
        _ ledger: Ledger, run: CivilDate, period: ReportingPeriod, dimensions: [Billing.Dimension]
    )
        throws(WorkspaceError) -> [BudgetNode]
    {
        let forecaster = BudgetForecaster(dimensions: dimensions)
        let trees = orderedCurrencies(of: ledger).compactMap { currency in
            forecaster.forecast(
                ledger, currency: currency, period: period, run: run, budgets: configuration.budgets)
        }
        guard !trees.isEmpty else {
            throw WorkspaceError(
                .data, "needs charges before \(run), got none; ingest older bills or name a later --date")
        }
        return trees
    }

    /// The currencies of the bill, the workspace's own first.
    func orderedCurrencies(of ledger: Ledger) -> [Currency] {
        let all = ledger.currencies
        return all.filter { $0 == configuration.currency } + all.filter { $0 != configuration.currency }
    }

    /// What budget trees are broken down by unless asked otherwise.
    var usualTree: [Billing.Dimension] { Array(configuration.dimensions.prefix(2)) }

    /// Dimensions by their names; the workspace's first two if none is named.
    func dimensions(_ names: [String]) throws(WorkspaceError) -> [Billing.Dimension] {
        if let unknown = names.first(where: { !$0.hasPrefix("tag:") && !Ledger.textColumns.contains($0) }) {
            throw WorkspaceError(
                .usage,
                "needs a FOCUS column or tag:KEY, got '\(unknown)'; columns are "
                    + Ledger.textColumns.joined(separator: ", "))
        }
        return names.isEmpty ? usualTree : names.map { Billing.Dimension($0) }
    }
}
