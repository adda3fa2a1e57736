import Billing
import Forecasting
import TimeSeries

/// Puts forecasts together to trees of nodes with ranges and odds, whose means add up exactly.
struct BudgetAssembly: Sendable {
    let parts: PartForecasts
    let outlook: PlannedOutlook
    let calibration: RangeCalibration
    let plan: BudgetPlan
    let currency: Currency
    let basis: CostBasis
    let period: BudgetPeriod
    let later: [BudgetPeriod]

    private var days: ForecastDays { parts.days }

    /// The finished forecast.
    func forecast(run: CivilDate, changes: [PlannedChange]) -> BudgetForecast {
        let actuals = (0..<parts.bill.count).map { parts.bill.charge(of: $0, on: days.charged) }
        let known = actuals.indices.map { actuals[$0] + parts.bill.accrual(of: $0, on: days.charged) }
        let blocks = days.blocks.indices.map { block in
            zip(outlook.base[block], outlook.planned[block]).map { $0 + $1 }
        }
        let sums = LeafSums(
            actuals: actuals, known: known, completed: zip(known, lateRests).map { $0 + $1 }, blocks: blocks,
            base: outlook.base)
        let coverage = rootTotal.flatMap { calibration.coverage(like: $0) } ?? calibration.coverage
        let roots = parts.shapes.indices.map { tree in
            var root = self.root(tree, NodeSums(sums, parts.shapes[tree]))
            root.measuredCoverage = coverage?.share
            root.coverageCount = coverage?.count
            return root
        }
        return BudgetForecast(
            period: period, currency: currency, basis: basis, run: run, origin: days.date(days.origin),
            trees: roots, shapes: parts.shapes, leaves: outlook.leaves, leafActuals: actuals,
            leafMeans: zip(known, blocks[0]).map { $0 + $1 },
            changes: changes, later: later, coverage: coverage, lateness: parts.curve)
    }

    private var rootTotal: TotalForecast? {
        parts.parts.ofNode.first?.first?.flatMap { parts.forecasts[$0].totals[0] }
    }

    /// What is still to come of each leaf for days of the period that are charged but not complete.
    private var lateRests: [Money<Charged>] {
        let late = days.blocks[0].clamped(to: days.origin..<max(days.origin, days.known))
        return outlook.leaves.map { leaf in
            Money(modelled: late.reduce(0) { $0 + leaf.mean[$1 - days.origin] })
        }
    }

    // MARK: Nodes

    private func root(_ tree: Int, _ sums: NodeSums) -> BudgetNode {
        let shape = parts.shapes[tree]
        let leaves = shape.leavesByNode
        let floors = ContractFloors(outlook.changes, parts, shape)
        var nodes = parallelMap(Array(shape.nodes.indices)) { index in
            node(
                index, in: tree, NodeContext(shape: shape, leaves: leaves[index], sums: sums, floors: floors))
        }
        for (index, below) in shape.children.enumerated().reversed() {
            nodes[index].children = below.map { nodes[$0] }
        }
        return nodes[0]
    }

    /// What a node is put together from.
    private struct NodeContext: Sendable {
        let shape: BudgetTree
        let leaves: [Int]
        let sums: NodeSums
        let floors: ContractFloors
    }

    /// A node without its children.
    private func node(_ index: Int, in tree: Int, _ context: NodeContext) -> BudgetNode {
        let place = context.shape.nodes[index]
        let sums = context.sums
        let own = parts.parts.ofNode[tree][index].map { parts.forecasts[$0] }
        let range = range(own, 0, index, context, known: sums.known[index])
        var node = BudgetNode(
            scope: place.scope, period: period.name, currency: currency, basis: basis,
            actualToDate: sums.actuals[index], p10: range.p10, p50: range.p50, p90: range.p90,
            mean: sums.means[index])
        node.tree = context.shape.name
        node.name = place.name
        node.completedToDate = sums.completed[index]
        node.provisionalFrom = provisionalFrom
        node.historyDays = own?.historyDays ?? 0
        node.outlook = later.indices.map { k in
            let range = self.range(own, k + 1, index, context, known: .zero)
            return PeriodOutlook(
                period: later[k].name, p10: range.p10, p50: range.p50, p90: range.p90,
                mean: sums.blocks[k + 1][index])
        }
        if let budget = budget(of: place, context.leaves) {
            node.budget = budget
            node.probabilityOverrun = range.share(above: budget)
            node.expectedOverrun = range.meanExcess(over: budget)
            node.meanMinusBudget = node.mean - budget
            node.crossingDay = CrossingDay(parts, outlook, context.leaves)
                .day(passing: budget, middle: range.p50, mean: node.mean, known: sums.known[index])
        }
        return node
    }

    private var provisionalFrom: CivilDate? {
        let late = days.period.clamped(to: days.origin..<max(days.origin, days.known))
        return late.isEmpty ? nil : days.date(late.lowerBound)
    }

    /// The range of a node's total over a block, moved to the agreed mean and what is planned.
    private func range(
        _ own: PartForecast?, _ block: Int, _ index: Int, _ context: NodeContext, known: Money<Charged>
    ) -> TotalRange {
        let sums = context.sums
        guard let own, !days.blocks[block].isEmpty else {
            return TotalRange(certain: known + sums.blocks[block][index])
        }
        let agreed = sums.base[block][index].approximate
        let centre = sums.blocks[block][index].approximate
        let totals = own.totals[block].map { calibration.calibrated($0) } ?? [own.means[block]]
        return TotalRange(
            rests: totals.map { $0 + agreed - own.means[block] }, around: agreed, moved: centre,
            known: known, least: own.isNonNegative ? context.floors.least(ofNode: index, block) : nil)
    }

    /// The budget of a node, by its name or by what it is.
    private func budget(of node: BudgetTree.Node, _ leaves: [Int]) -> Money<Charged>? {
        func amount(_ target: BudgetTarget) -> Money<Charged>? {
            plan.amount(of: target, for: period, in: currency) { spent(leaves, in: $0) }?.total
        }
        guard let own = amount(node.target) else {
            return node.target == .scope(node.scope) ? nil : amount(.scope(node.scope))
        }
        return own
    }

    /// What some leaves cost in a period that is over; `nil` if it is not, or not known from its start.
    private func spent(_ leaves: [Int], in period: BudgetPeriod) -> Money<Charged>? {
        let first = days.start.distance(to: period.start)
        let end = days.start.distance(to: period.end)
        guard first >= 0, end <= days.origin else { return nil }
        return leaves.reduce(.zero) { $0 + parts.bill.charge(of: $1, on: first..<end) }
    }
}

/// Exact amounts of the leaves.
private struct LeafSums {
    let actuals: [Money<Charged>]
    /// With what is accrued.
    let known: [Money<Charged>]
    /// With what is still to come of late days.
    let completed: [Money<Charged>]
    /// For each block, planned changes included.
    let blocks: [[Money<Charged>]]
    /// The same without them.
    let base: [[Money<Charged>]]
}

/// Exact amounts of the nodes of a tree.
private struct NodeSums: Sendable {
    let actuals: [Money<Charged>]
    /// With what is accrued.
    let known: [Money<Charged>]
    /// With what is still to come of late days.
    let completed: [Money<Charged>]
    let blocks: [[Money<Charged>]]
    let base: [[Money<Charged>]]
    /// The period's total.
    let means: [Money<Charged>]

    init(_ leaves: LeafSums, _ shape: BudgetTree) {
        actuals = shape.totals(of: leaves.actuals)
        known = shape.totals(of: leaves.known)
        completed = shape.totals(of: leaves.completed)
        blocks = leaves.blocks.map { shape.totals(of: $0) }
        base = leaves.base.map { shape.totals(of: $0) }
        means = zip(known, blocks[0]).map { $0 + $1 }
    }
}
