internal import Billing
internal import Budgeting
internal import TimeSeries

/// What should be seen about a plan in which nothing is wrong: parts that were given more than the whole.
struct PlanNotes {
    private let plan: BudgetPlan
    private let trees: [TreeDefinition]

    /// - Parameters:
    ///   - plan: The plan as it counts.
    ///   - usual: The tree that budgets are shown in where the plan names none.
    init(_ plan: BudgetPlan, usual: TreeDefinition) {
        self.plan = plan
        trees = plan.trees + [usual]
    }

    /// One sentence for each budget that is below the sum of those right below it.
    var lines: [String] {
        var known: Set<String> = []
        return trees.flatMap { tree in
            switch tree.shape {
            case .dimensions(let dimensions): byDimensions(dimensions)
            case .nodes(let nodes): byNodes(nodes, tree.name)
            }
        }.filter { known.insert($0).inserted }
    }

    private struct Case: Hashable {
        let parent: BudgetTarget
        let days: Range<CivilDate>
        let currency: Currency
    }

    private func byDimensions(_ dimensions: [Billing.Dimension]) -> [String] {
        compare { budget in
            guard let scope = budget.scope, !scope.isTotal else { return nil }
            let above = dimensions.prefix(scope.dimensions.count - 1)
            guard Set(scope.dimensions) == Set(dimensions.prefix(scope.dimensions.count)) else { return nil }
            var values: [Billing.Dimension: String?] = [:]
            for dimension in above { values[dimension] = .some(scope[dimension] ?? nil) }
            return .scope(Scope(values))
        }
    }

    private func byNodes(_ nodes: [TreeDefinition.Node], _ tree: String) -> [String] {
        let parents = Dictionary(nodes.map { ($0.name, $0.parent) }) { first, _ in first }
        return compare { budget in
            guard case .node(tree, let name) = budget.target else { return nil }
            let parent = parents[name] ?? nil
            return parent.map { $0 == TreeDefinition.rootName ? .scope(.total) : .node(tree: tree, name: $0) }
                ?? .scope(.total)
        }
    }

    /// Sums budgets of the same days by the target above them.
    private func compare(_ parent: (Budget) -> BudgetTarget?) -> [String] {
        var sums: [Case: (period: String, sum: Money<Charged>)] = [:]
        var order: [Case] = []
        for budget in plan.budgets {
            guard let above = parent(budget), let period = plan.calendar.period(named: budget.period) else {
                continue
            }
            let key = Case(parent: above, days: period.days, currency: budget.currency)
            if sums[key] == nil { order.append(key) }
            sums[key] = (budget.period, (sums[key]?.sum ?? .zero) + budget.amount)
        }
        return order.compactMap { key in
            guard let (name, sum) = sums[key],
                let whole = plan.amount(
                    of: key.parent, for: BudgetPeriod(name: name, days: key.days), in: key.currency)?
                    .allotted,
                sum > whole
            else { return nil }
            return
                "Budgets below \(key.parent) add up to \(sum.rounded(decimals: 2)) \(key.currency) in \(name), "
                + "\((sum - whole).rounded(decimals: 2)) more than its own \(whole.rounded(decimals: 2))."
        }
    }
}
