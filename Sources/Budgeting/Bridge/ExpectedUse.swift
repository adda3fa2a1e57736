import Billing
import LinearAlgebra
import TimeSeries

/// What cells will still be charged in a period: money that leaves are forecast to cost, split over the cells as on the
/// newest days, at the newest prices; what is charged more seldom, such as tax, as in the period before.
struct ExpectedUse {
    /// Days before the run that say how a leaf is made up.
    static let windowDays = 28

    private let cells: BridgeCells
    private let newestWeek: [Measure]
    private let newestDay: [Measure]
    private let cellsOfLeaf: [[Int]]
    /// What each cell was on the newest days or, where its leaf has no such charges, in the period before.
    private let typical: [Measure]

    /// What the bill says on the days before a run, and said of cells without charges on them in the period before.
    init(_ cells: BridgeCells, before run: CivilDate, basis: CostBasis, earlier: [Measure]) {
        let window = run.advanced(by: -ExpectedUse.windowDays)..<run
        let newest = cells.newestUse(on: window)
        self.cells = cells
        newestWeek = cells.measures(on: window, basis: basis) { cell, row in
            newest[cell].map { cells.start(ofRow: row) > $0 - 7 } ?? false
        }
        newestDay = cells.measures(on: window, basis: basis) { cell, row in
            newest[cell].map { cells.start(ofRow: row) == $0 } ?? false
        }
        let recent = cells.measures(on: window, basis: basis)
        let isRecurring = cells.kind.map(\.isRecurring)
        let going = ExpectedUse.byLeaf(cells) { isRecurring[$0] && recent[$0].cost > 0 }
        let seldom = ExpectedUse.byLeaf(cells) { isRecurring[$0] && earlier[$0].cost > 0 }
        // A leaf of credits alone goes on as credits.
        let others = ExpectedUse.byLeaf(cells) { earlier[$0].cost != 0 }
        cellsOfLeaf = cells.leaves.indices.map { leaf in
            [going[leaf], seldom[leaf], others[leaf]].first { !$0.isEmpty } ?? []
        }
        typical = zip(recent, earlier).enumerated().map { cell, measures in
            going[cells.leaf[cell]].isEmpty ? measures.1 : measures.0
        }
    }

    /// The cells of each leaf that pass.
    private static func byLeaf(_ cells: BridgeCells, where passes: (Int) -> Bool) -> [[Int]] {
        var cellsOfLeaf = [[Int]](repeating: [], count: cells.leaves.count)
        for (cell, leaf) in cells.leaf.enumerated() where passes(cell) { cellsOfLeaf[leaf].append(cell) }
        return cellsOfLeaf
    }

    /// The cells that go on in a leaf with what each will be of `money`; none if the leaf has no such cells.
    ///
    /// - Parameters:
    ///   - money: What the leaf will still cost; the measures' costs add up to it.
    ///   - leaf: The leaf.
    /// - Returns: Cells and what each will be.
    func measures(of money: Money<Charged>, inLeaf leaf: Int) -> [(cell: Int, measure: Measure)] {
        guard leaf < cellsOfLeaf.count else { return [] }
        let going = cellsOfLeaf[leaf]
        let parts = money.split(inProportionTo: going.map { Double(typical[$0].cost.magnitude) })
        return zip(going, parts).map { ($0, measure(of: $1.units, inCell: $0)) }
    }

    /// A cost with the quantity that it buys: commitments cover as in the newest week, prices are those of the newest day.
    private func measure(of cost: Int128, inCell cell: Int) -> Measure {
        let (all, week, day) = (typical[cell], newestWeek[cell], newestDay[cell])
        guard cells.kind[cell] == .use, all.isMetered, all.quantity > 0, all.cost > 0 else {
            return Measure(
                list: cost, contracted: cost, cost: cost, isMetered: cells.kind[cell] != .use)
        }
        let money = DoubleDouble(units: cost)
        guard week.cost > 0, week.contracted > 0, day.contracted > 0, day.list > 0, day.quantity > 0 else {
            return Measure(
                quantity: money.scaled(all.quantity, over: all.cost).floored.whole,
                list: money.scaled(all.list, over: all.cost).floored.whole,
                contracted: money.scaled(all.contracted, over: all.cost).floored.whole, cost: cost)
        }
        let contracted = money.scaled(week.contracted, over: week.cost)
        let list = contracted.scaled(day.list, over: day.contracted)
        return Measure(
            quantity: list.scaled(day.quantity, over: day.list).floored.whole, list: list.floored.whole,
            contracted: contracted.floored.whole, cost: cost)
    }
}

extension DoubleDouble {
    fileprivate func scaled(_ numerator: Int128, over denominator: Int128) -> DoubleDouble {
        self * DoubleDouble(units: numerator) / DoubleDouble(units: denominator)
    }
}
