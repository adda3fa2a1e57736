internal import Advice
internal import Billing
internal import Budgeting
internal import Foundation
internal import Reports
internal import TimeSeries

extension Workspace {
    /// Where what budget reviews decided is: `reviews/*.yaml`.
    var reviewsFolder: URL { folder.appending(path: "reviews") }

    /// The pack of a budget review: where a period lands, why, what to decide, and how good such forecasts were.
    ///
    /// - Throws: ``WorkspaceError`` if there are no charges, or the plan, the period or a review cannot be used.
    func quarterReport(_ question: BudgetQuestion) throws(WorkspaceError) -> QuarterReport {
        let reviews = ReviewFolder(reviewsFolder, currency: configuration.currency)
        guard reviews.problems.isEmpty else {
            throw WorkspaceError(.configuration, reviews.problems.joined(separator: "\n"))
        }
        let (ledger, run) = try bill(on: question.date, now: question.now)
        let plan = try budgetPlan().inForce(on: run)
        let period = try budgetPeriod(question.period, plan, run: run)
        let trees = try budgetTrees(question, plan)
        let forecasts = try budgetForecasts(ledger, run: run, period: period, trees: trees, plan: plan)
        let suggestions = suggestions(ledger, run: run)
        let bills = forecasts.map { forecast in
            QuarterBill(
                trees: forecast.trees, bridge: bridge(ledger, to: forecast, plan, trees.first),
                decisions: decisions(forecast), record: record(ledger, forecast, plan),
                suggestions: suggestions.filter {
                    $0.currency == forecast.currency && $0.savingHigh > .zero
                })
        }
        return QuarterReport(
            context: context(run: run), period: period, asOf: run.advanced(by: -1), bills: bills,
            actions: carriedOver(reviews.actions, to: period, plan.calendar))
    }

    /// The whole bill's way from its budget, or from the period before where it has none.
    private func bridge(
        _ ledger: Ledger, to forecast: BudgetForecast, _ plan: BudgetPlan, _ tree: TreeDefinition?
    ) -> VarianceBridge? {
        let before = plan.calendar.preceding(forecast.period)
        guard let first = ledger.days?.lowerBound, before.start >= first else { return nil }
        return VarianceAnalysis(trees: tree.map { [$0] } ?? [], basis: forecast.basis).bridges(
            ledger, from: before, to: forecast
        ) { target in
            plan.amount(of: target, for: forecast.period, in: forecast.currency)?.total
        }.first
    }

    /// What is to be decided in any of the trees; a part of the bill that stands in several is named once.
    private func decisions(_ forecast: BudgetForecast) -> [BudgetDecision] {
        var seen: Set<Scope> = []
        return forecast.trees.flatMap {
            BudgetDecision.decisions(in: $0, period: forecast.period, run: forecast.run)
        }.filter { seen.insert($0.scope).inserted }.sorted { ($1.money, $0.title) < ($0.money, $1.title) }
    }

    /// Forecasts of the quarters before, of the whole bill and its first dimension.
    private func record(_ ledger: Ledger, _ forecast: BudgetForecast, _ plan: BudgetPlan) -> [PastForecast] {
        let tree = TreeDefinition(by: Array(usualTree.prefix(1)))
        // What is planned now was not known then, and is not forecast from history.
        let calendar = BudgetPlan(calendar: plan.calendar)
        return TrackRecord(BudgetForecaster(trees: [tree], plan: calendar, basis: forecast.basis))
            .forecasts(ledger, currency: forecast.currency, run: forecast.run)
    }

    /// What is still open of all reviews before a period, and what the newest of them closed.
    private func carriedOver(_ actions: [ReviewAction], to period: BudgetPeriod, _ calendar: FiscalCalendar)
        -> [ReviewAction]
    {
        func start(_ action: ReviewAction) -> CivilDate? { calendar.period(named: action.review)?.start }
        let earlier = actions.filter { action in start(action).map { $0 < period.start } ?? true }
        let newest = earlier.compactMap(start).max()
        return earlier.filter { $0.status == .open || start($0) == newest }
            .sorted { (start($0) ?? period.start, $0.title) < (start($1) ?? period.start, $1.title) }
    }
}
