public import Billing
import TimeSeries

extension VarianceAnalysis {
    /// The ways from what was charged for one period, or what a budget allows, to where another period will land.
    ///
    /// A forecast has no prices and quantities of its own. What is still to come in a leaf is split over the items of its last 28
    /// days (of the first period where it had none: taxes) in proportion to their cost, at the newest known prices; planned changes are parts of their own. A node with a
    /// budget starts from it and goes by way of the first period: budget → that period is growth that was budgeted, taken
    /// back.
    ///
    /// - Parameters:
    ///   - ledger: The charges that the forecast was made from.
    ///   - from: The first period.
    ///   - forecast: Where the second period lands; its leaves tell apart what the trees here do.
    ///   - budget: What nodes may spend in the second period, where bridges are to start from budgets.
    /// - Returns: One bridge a tree, which ends at the forecast's means to the last 10⁻¹⁸.
    /// - Complexity: O(rows + cells · depth of the trees).
    public func bridges(
        _ ledger: Ledger, from: BudgetPeriod, to forecast: BudgetForecast,
        budget: (BudgetTarget) -> Money<Charged>? = { _ in nil }
    ) -> [VarianceBridge] {
        let period = forecast.period
        let dimensions = forecast.leaves.first?.scope.dimensions ?? treeDimensions
        let window = forecast.run.advanced(by: -ExpectedUse.windowDays)..<forecast.run
        let cells = cells(
            ledger, forecast.currency, run: forecast.run, by: dimensions,
            touching: [from.days, period.days, window])
        let landing = Landing(cells, forecast, scope: scope)
        let charged = period.start..<max(period.start, min(period.end, forecast.run))
        var after = cells.measures(on: charged, basis: basis)
        let before = cells.measures(on: from.days, basis: basis)
        let isOver = period.end <= forecast.origin
        let open = landing.add(
            to: &after, expected: ExpectedUse(cells, before: forecast.run, basis: basis, earlier: before))
        let comparison = BridgeComparison(
            cells: cells, leaves: landing.leaves, before: before, after: after, from: from, to: period,
            kind: isOver ? .actual : .forecast, additions: open + landing.planned)
        return bridges(comparison, currency: forecast.currency, budget: budget)
    }
}

/// Where the leaves of a bridge land by a forecast.
private struct Landing {
    /// The leaves of the cells, then those that only the forecast has.
    let leaves: [Scope]
    /// What each planned change adds to each leaf.
    let planned: [BridgeComparison.Addition]
    /// What each leaf lands at without planned changes.
    private let totals: [Int128]
    private let cells: BridgeCells

    init(_ cells: BridgeCells, _ forecast: BudgetForecast, scope: Scope) {
        var leaves = cells.leaves
        var placeOf = Dictionary(leaves.enumerated().map { ($1, $0) }) { first, _ in first }
        let places: [Int?] = forecast.leaves.map { leaf in
            guard scope.contains(leaf.scope) else { return nil }
            if let known = placeOf[leaf.scope] { return known }
            placeOf[leaf.scope] = leaves.count
            leaves.append(leaf.scope)
            return leaves.count - 1
        }
        let count = leaves.count
        func placed(_ amounts: [Money<Charged>]) -> [Int128] {
            var all = [Int128](repeating: 0, count: count)
            for (place, amount) in zip(places, amounts) {
                if let place { all[place] += amount.units }
            }
            return all
        }
        let changes = forecast.changes.contributions(
            of: forecast.leaves, over: forecast.period.days, origin: forecast.origin)
        planned = zip(forecast.changes, changes).compactMap { change, amounts in
            let amounts = placed(amounts)
            guard amounts.contains(where: { $0 != 0 }) else { return nil }
            return BridgeComparison.Addition(
                cause: .plannedChange, amounts: amounts, scope: change.scope, note: change.title)
        }
        totals = planned.reduce(into: placed(forecast.leafMeans)) { totals, change in
            for (leaf, amount) in change.amounts.enumerated() { totals[leaf] -= amount }
        }
        self.leaves = leaves
        self.cells = cells
    }

    /// Adds to the cells' measures what leaves are still to cost, and returns what no cell can take.
    func add(to measures: inout [Measure], expected: ExpectedUse) -> [BridgeComparison.Addition] {
        var rest = totals
        for (cell, measure) in measures.enumerated() { rest[cells.leaf[cell]] -= measure.cost }
        for leaf in rest.indices where rest[leaf] != 0 {
            for (cell, measure) in expected.measures(of: Money(units: rest[leaf]), inLeaf: leaf) {
                measures[cell] += measure
                rest[leaf] -= measure.cost
            }
        }
        return rest.contains { $0 != 0 }
            ? [BridgeComparison.Addition(cause: .unmetered, amounts: rest, scope: nil, note: nil)] : []
    }
}
