import Billing
import TimeSeries

/// Puts the lines of leaves together to the bridges of a tree's nodes.
struct BridgeAssembly {
    let tree: BudgetTree
    let lines: BridgeLines
    let comparison: BridgeComparison
    let currency: Currency
    let basis: CostBasis
    let scope: Scope
    let contributorCount: Int

    /// The bridge of the root with all below it.
    ///
    /// - Parameter budget: What a node may spend; a node that has a budget starts from it.
    /// - Returns: The root.
    func root(budget: (BudgetTarget) -> Money<Charged>?) -> VarianceBridge {
        let before = tree.totals(of: comparison.costsBefore)
        let after = tree.totals(of: comparison.costsAfter)
        let leaves = tree.leavesByNode
        var bridges = tree.nodes.indices.map { node in
            bridge(
                node, from: before[node], to: after[node],
                parts: lines.parts(ofLeaves: leaves[node], naming: contributorCount))
        }
        for (node, place) in tree.nodes.enumerated() {
            if let budget = budget(place.target) { bridges[node].start(fromBudget: budget, comparison.to) }
        }
        // Children stand behind their parents: from the last, each node is whole when it is handed up.
        for node in stride(from: tree.nodes.count - 1, to: 0, by: -1) {
            bridges[node].children.reverse()
            if let parent = tree.nodes[node].parent { bridges[parent].children.append(bridges[node]) }
        }
        bridges[0].children.reverse()
        return bridges[0]
    }

    private func bridge(_ node: Int, from: Int128, to: Int128, parts: [VarianceBridge.Part]) -> VarianceBridge
    {
        let place = tree.nodes[node]
        return VarianceBridge(
            scope: place.parent == nil ? scope : place.scope, name: place.name,
            tree: tree.name.isEmpty ? nil : tree.name, currency: currency, basis: basis,
            from: .init(
                kind: .actual, period: comparison.from.name, days: comparison.from.days,
                amount: Money(units: from)),
            to: .init(
                kind: comparison.kind, period: comparison.to.name, days: comparison.to.days,
                amount: Money(units: to)),
            parts: parts)
    }
}

extension VarianceBridge {
    /// Makes the bridge start from a budget, by way of the period that it started from.
    mutating func start(fromBudget budget: Money<Charged>, _ period: BudgetPeriod) {
        let growth = from.amount - budget
        via = from
        from = End(kind: .budget, period: period.name, days: period.days, amount: budget)
        if growth != .zero { parts.insert(Part(cause: .budgetedGrowth, amount: growth), at: 0) }
    }
}
