internal import Billing
internal import Budgeting
internal import TimeSeries

// Which period and which trees a question about budgets means.

extension Workspace {
    /// The period that is asked for; the quarter of the run's newest day if none is.
    func budgetPeriod(_ name: String?, _ plan: BudgetPlan, run: CivilDate) throws(WorkspaceError)
        -> BudgetPeriod
    {
        guard let name else { return plan.calendar.quarter(containing: run.advanced(by: -1)) }
        let period = try budgetPeriod(named: name)
        let latest = run.advanced(by: BudgetForecaster.longestHorizon)
        guard period.end <= latest else {
            throw WorkspaceError(
                .usage,
                "needs a period that ends before \(latest), three years after the run, got \(period.name); "
                    + "name an earlier one")
        }
        return period
    }

    /// The trees that are asked for: those named, one by dimensions, or all of the plan after the usual one.
    func budgetTrees(_ question: BudgetQuestion, _ plan: BudgetPlan) throws(WorkspaceError)
        -> [TreeDefinition]
    {
        var trees: [TreeDefinition] = []
        if !question.dimensions.isEmpty || question.trees.isEmpty {
            trees.append(TreeDefinition(by: try dimensions(question.dimensions)))
        }
        guard !question.trees.isEmpty else {
            return question.dimensions.isEmpty ? trees + plan.trees : trees
        }
        for name in question.trees where !trees.contains(where: { $0.name == name }) {
            guard let tree = plan.trees.first(where: { $0.name == name }) else {
                let known = plan.trees.map(\.name).joined(separator: ", ")
                throw WorkspaceError(
                    .usage,
                    "needs a tree of the plan, got '\(Terminal.safe(String(name.prefix(40))))'; "
                        + (known.isEmpty ? "write trees to budgets/*.yaml or use --by" : "trees are \(known)")
                )
            }
            trees.append(tree)
        }
        return trees
    }
}

extension TreeDefinition {
    /// A tree by dimensions, which is named by them.
    init(by dimensions: [Billing.Dimension]) {
        self.init(name: dimensions.map(\.name).joined(separator: ","), dimensions: dimensions)
    }
}

extension BudgetPlan {
    /// Trees by the dimensions of budgets that no other tree has a node for.
    func treesOfBudgets(for period: BudgetPeriod, besides trees: [TreeDefinition]) -> [TreeDefinition] {
        var known: [[Billing.Dimension]] = trees.compactMap { tree in
            guard case .dimensions(let dimensions) = tree.shape else { return nil }
            return dimensions
        }
        var more: [TreeDefinition] = []
        for budget in budgets {
            guard let scope = budget.scope, !scope.isTotal,
                calendar.period(named: budget.period)?.days.overlaps(period.days) == true,
                !known.contains(where: { Set($0.prefix(scope.dimensions.count)) == Set(scope.dimensions) })
            else { continue }
            let definition = TreeDefinition(by: scope.dimensions)
            known.append(scope.dimensions)
            more.append(definition)
        }
        return more
    }
}
