internal import Billing
internal import Budgeting
internal import TimeSeries

extension Workspace {
    /// Why parts of the bill cost more or less in a period than in another, or than their budgets allow: parts that add up.
    ///
    /// - Parameters:
    ///   - question: What is asked.
    ///   - progress: Told now and then how many parts of the bill are forecast.
    /// - Returns: A row a part; in spreadsheets and JSON every node of every tree.
    /// - Throws: ``WorkspaceError`` if there are no charges, or a period, a tree, a dimension, a budget or the driver that is
    ///   asked for is not there.
    public func budgetBridge(
        _ question: BridgeQuestion, progress: (SeriesProgress) -> Void = { _ in }
    ) throws(WorkspaceError) -> Listing {
        let (ledger, run) = try bill(on: question.budget.date, now: question.budget.now)
        let plan = try budgetPlan().inForce(on: run)
        let period = try budgetPeriod(question.budget.period, plan, run: run)
        let from = try bridgeStart(question.against, period, plan)
        try checkBridge(ledger, run: run, from: from, to: period)
        var analysis = VarianceAnalysis(
            trees: try budgetTrees(question.budget, plan), scope: try scope(question.scope),
            contributorCount: max(1, question.contributorCount))
        var notes: [String] = []
        if let name = question.driver {
            let drivers = try drivers([name], knownOn: run)
            notes = drivers.problems
            analysis.driver = drivers.tables.first.map {
                bridgeDriver($0, from: from.days, to: period.days, within: analysis.scope)
            }
        }
        let request = BridgeRequest(
            ledger: ledger, run: run, plan: plan, from: from, to: period,
            isFromBudget: question.against == "budget")
        let all = try bridges(analysis, request, progress)
        let bridges = all.contains(where: \.isCharged) ? all.filter(\.isCharged) : all
        let shown = try BridgeTable.shown(bridges, fromBudget: request.isFromBudget, period: period.name)
        return Listing(
            table: BridgeTable.waterfall(shown), spreadsheet: BridgeTable.spreadsheet(bridges),
            heading: shown.map(BridgeSentence.text),
            notes: BridgeTable.nodes(bridges) + notes, json: try JSONText.text(bridges))
    }

    /// The bridges of all trees in all currencies.
    private func bridges(
        _ analysis: VarianceAnalysis, _ request: BridgeRequest, _ progress: (SeriesProgress) -> Void
    ) throws(WorkspaceError) -> [VarianceBridge] {
        if request.isActual {
            return orderedCurrencies(of: request.ledger).flatMap {
                analysis.bridges(
                    request.ledger, currency: $0, from: request.from, to: request.to, run: request.run)
            }
        }
        // Leaves have to tell the asked part of the bill apart.
        let part = analysis.scope.isTotal ? [] : [TreeDefinition(by: analysis.scope.dimensions)]
        let forecasts = try budgetForecasts(
            request.ledger, run: request.run, period: request.to, trees: analysis.trees + part,
            plan: request.plan, progress)
        return forecasts.flatMap { forecast in
            let budgets = request.isFromBudget ? forecast.budgets : [:]
            return analysis.bridges(request.ledger, from: request.from, to: forecast) { budgets[$0] }
        }
    }

    /// The period that a bridge starts from, or goes by way of.
    private func bridgeStart(
        _ against: String, _ period: BudgetPeriod, _ plan: BudgetPlan
    ) throws(WorkspaceError) -> BudgetPeriod {
        switch against {
        case "previous", "budget": plan.calendar.preceding(period)
        case "year-ago": plan.calendar.aYearBefore(period)
        default: try budgetPeriod(named: against)
        }
    }

    private func checkBridge(
        _ ledger: Ledger, run: CivilDate, from: BudgetPeriod, to: BudgetPeriod
    ) throws(WorkspaceError) {
        guard let days = ledger.days else {
            throw WorkspaceError(.data, "needs charges, got none; ingest bills first")
        }
        guard from.end <= run else {
            throw WorkspaceError(
                .usage,
                "needs a period that is over on \(run) to compare with, got \(from.name); name an earlier one"
            )
        }
        guard from.start >= days.lowerBound else {
            throw WorkspaceError(
                .usage,
                "needs charges for all of \(from.name), from \(from.start) on, to compare with; the first are of "
                    + "\(days.lowerBound): name a later period with --against or ingest older bills")
        }
        guard from.name != to.name else {
            throw WorkspaceError(
                .usage, "needs two periods, got \(from.name) twice; name another one with --against")
        }
    }

    private func bridgeDriver(
        _ table: DriverTable, from: Range<CivilDate>, to: Range<CivilDate>, within scope: Scope
    ) -> BridgeDriver {
        let sum = DriverSum(table)
        return BridgeDriver(name: table.name) { leaf in
            var values: [Billing.Dimension: String?] = [:]
            for (dimension, value) in scope.values + leaf.values { values[dimension] = .some(value) }
            let part = Scope(values)
            guard let before = sum(part, from), let after = sum(part, to) else { return nil }
            return (before, after)
        }
    }
}

/// What a bridge is made from.
private struct BridgeRequest {
    let ledger: Ledger
    let run: CivilDate
    let plan: BudgetPlan
    let from: BudgetPeriod
    let to: BudgetPeriod
    let isFromBudget: Bool

    /// Days after its end on which charges of a period may still arrive.
    private static let arrivingDays = 7

    /// Whether both ends are what was charged, so that nothing has to be forecast.
    var isActual: Bool { !isFromBudget && to.end.advanced(by: Self.arrivingDays) <= run }
}

extension VarianceBridge {
    /// Whether anything is charged in its currency.
    fileprivate var isCharged: Bool { from.amount != .zero || to.amount != .zero || !parts.isEmpty }
}

extension BudgetForecast {
    /// What each node may spend.
    fileprivate var budgets: [BudgetTarget: Money<Charged>] {
        var budgets: [BudgetTarget: Money<Charged>] = [:]
        for (shape, root) in zip(shapes, trees) {
            for (node, forecast) in zip(shape.nodes, root.flattened) {
                budgets[node.target] = forecast.budget
            }
        }
        return budgets
    }
}

extension FiscalCalendar {
    /// The period of the same kind a year earlier, or as many days 52 weeks earlier where there is none.
    fileprivate func aYearBefore(_ period: BudgetPeriod) -> BudgetPeriod {
        let wished = period.start.advanced(by: -365)
        var earlier = period
        for _ in 0..<60 where earlier.start > wished.advanced(by: 15) { earlier = preceding(earlier) }
        let isNear = abs(wished.distance(to: earlier.start)) <= 15
        if isNear, abs(earlier.dayCount - period.dayCount) <= 3 { return earlier }
        let (first, last) = (period.start.advanced(by: -364), period.end.advanced(by: -365))
        return BudgetPeriod(name: "\(first)..\(last)", days: first..<last.advanced(by: 1))
    }
}
