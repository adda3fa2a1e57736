internal import Billing
internal import Budgeting
internal import Foundation
internal import Reports
internal import TimeSeries

extension Workspace {
    /// Where every part of the bill will land in a period; writes the report page.
    ///
    /// - Parameters:
    ///   - question: What is asked.
    ///   - progress: Told now and then how many parts of the bill are forecast.
    /// - Returns: A row a node.
    /// - Throws: ``WorkspaceError`` if there are no charges, or the plan, a tree, a dimension or the period cannot be used.
    public func budgetForecast(
        _ question: BudgetQuestion, progress: (SeriesProgress) -> Void = { _ in }
    ) throws(WorkspaceError) -> Listing {
        let answer = try budgetAnswer(question, showingAllBudgets: false, progress)
        let page = try publish(answer.report)
        return Listing(
            table: BudgetTable.tree(answer.report.trees),
            spreadsheet: BudgetTable.spreadsheet(answer.report.trees),
            notes: BudgetTable.notes(answer.forecasts) + answer.notes + ["Report: \(page.path)"],
            json: try JSONText.text(answer.report.trees))
    }

    /// How every budget of a period stands: odds and day of overrun, and what is over; writes the report page.
    ///
    /// - Parameters:
    ///   - question: What is asked.
    ///   - progress: Told now and then how many parts of the bill are forecast.
    /// - Returns: A row a budget, and whether any is more likely passed than kept.
    /// - Throws: ``WorkspaceError`` if there are no charges, no budget falls into the period, or the plan, a tree, a dimension
    ///   or the period cannot be used.
    public func budgetStatus(
        _ question: BudgetQuestion, progress: (SeriesProgress) -> Void = { _ in }
    ) throws(WorkspaceError) -> (Listing, isOverrunLikely: Bool) {
        let answer = try budgetAnswer(question, showingAllBudgets: true, progress)
        var seen: Set<BudgetNode> = []
        let nodes = answer.report.trees.flatMap(\.flattened).filter { $0.budget != nil }
            .map(BudgetTable.withoutChildren)
            .filter { seen.insert(BudgetTable.withoutTree($0)).inserted }
        guard !nodes.isEmpty else {
            throw WorkspaceError(
                .usage,
                "needs a budget for \(answer.report.trees[0].period) of a part of the bill that the tree has, "
                    + "got none; add it to budgets in \(Workspace.configurationName) or to budgets/*.yaml")
        }
        let page = try publish(answer.report)
        let listing = Listing(
            table: BudgetTable.status(nodes), spreadsheet: BudgetTable.spreadsheet(nodes),
            notes: BudgetTable.notes(answer.forecasts) + answer.notes + ["Report: \(page.path)"],
            json: try JSONText.text(nodes))
        return (listing, nodes.contains { ($0.probabilityOverrun ?? 0) >= 0.5 })
    }

    private func publish(_ report: BudgetReport) throws(WorkspaceError) -> URL {
        try publishAlone(report, named: "budget-\(FileNamePart.text(report.trees[0].period))")
    }

    /// Where every part of the bill will land in a period, as a report.
    func budgetReport(_ question: BudgetQuestion) throws(WorkspaceError) -> BudgetReport {
        try budgetAnswer(question, showingAllBudgets: false) { _ in }.report
    }

    /// What a question about budgets comes to.
    private struct BudgetAnswer {
        let report: BudgetReport
        let forecasts: [BudgetForecast]
        let notes: [String]
    }

    private func budgetAnswer(
        _ question: BudgetQuestion, showingAllBudgets: Bool, _ progress: (SeriesProgress) -> Void
    ) throws(WorkspaceError) -> BudgetAnswer {
        let (ledger, run) = try bill(on: question.date, now: question.now)
        let plan = try budgetPlan().inForce(on: run)
        let period = try budgetPeriod(question.period, plan, run: run)
        var trees = try budgetTrees(question, plan)
        if showingAllBudgets { trees += plan.treesOfBudgets(for: period, besides: trees) }
        let forecasts = try budgetForecasts(
            ledger, run: run, period: period, trees: trees, plan: plan, progress)
        let report = BudgetReport(
            context: context(run: run), asOf: run.advanced(by: -1), trees: forecasts.flatMap(\.trees))
        return BudgetAnswer(
            report: report, forecasts: forecasts, notes: try budgetPlanNotes(on: run))
    }

    /// The forecast in each currency; the workspace's own currency first.
    ///
    /// - Throws: ``WorkspaceError`` if nothing was charged before the run.
    func budgetForecasts(
        _ ledger: Ledger, run: CivilDate, period: BudgetPeriod, trees: [TreeDefinition], plan: BudgetPlan,
        _ progress: (SeriesProgress) -> Void = { _ in }
    ) throws(WorkspaceError) -> [BudgetForecast] {
        let forecaster = BudgetForecaster(trees: trees, plan: plan)
        let forecasts = orderedCurrencies(of: ledger).compactMap { currency in
            forecaster.forecast(ledger, currency: currency, period: period, run: run) {
                progress(SeriesProgress(done: $0, of: $1))
            }
        }
        guard !forecasts.isEmpty else {
            throw WorkspaceError(
                .data, "needs charges before \(run), got none; ingest older bills or name a later --date")
        }
        return forecasts
    }

    /// The root of one tree in each currency, with the plan that counts for the run.
    func budgetTrees(
        _ ledger: Ledger, run: CivilDate, period: ReportingPeriod, dimensions: [Billing.Dimension]
    ) throws(WorkspaceError) -> [BudgetNode] {
        let plan = try budgetPlan().inForce(on: run)
        return try budgetForecasts(
            ledger, run: run, period: BudgetPeriod(period), trees: [TreeDefinition(by: dimensions)],
            plan: plan
        ).flatMap(\.trees)
    }

    /// The quarter of the newest day that a run looks at.
    func usualPeriod(of run: CivilDate) -> ReportingPeriod {
        ReportingPeriod(containing: run.advanced(by: -1), granularity: .quarter)
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
