import Billing
import TimeSeries

/// Two states of the bill that a bridge leads from and to.
struct BridgeComparison {
    let cells: BridgeCells
    /// The leaves of the cells, then those that are only planned.
    let leaves: [Scope]
    /// What each cell was and is.
    let before: [Measure]
    let after: [Measure]
    let from: BudgetPeriod
    let to: BudgetPeriod
    /// What the state after is.
    let kind: VarianceBridge.Kind
    /// What leaves cost by a cause of its own: an amount a leaf, with the scope and words of who said so.
    var additions: [Addition] = []

    /// Something that leaves cost more or less.
    struct Addition {
        let cause: VarianceCause
        let amounts: [Int128]
        let scope: Scope?
        let note: String?
    }

    /// The cost of each leaf before.
    var costsBefore: [Int128] { sums(before) }

    /// The cost of each leaf after.
    var costsAfter: [Int128] {
        additions.reduce(into: sums(after)) { sums, addition in
            for (leaf, amount) in addition.amounts.enumerated() { sums[leaf] += amount }
        }
    }

    /// What changed, by cause and leaf.
    ///
    /// - Parameters:
    ///   - driver: What the business did.
    ///   - treeDimensions: The dimensions that trees read.
    /// - Returns: The lines of all leaves.
    func lines(driver: BridgeDriver?, treeDimensions: [Dimension]) -> BridgeLines {
        let split = CellSplit(
            cells, from: before, to: after,
            days: BridgeFactor(Double(from.dayCount), Double(to.dayCount)),
            driver: cells.leaves.map { leaf in
                driver?.sums(leaf.restricted(to: treeDimensions) ?? leaf).flatMap { sums in
                    sums.before > 0 && sums.after > 0 ? BridgeFactor(sums.before, sums.after) : nil
                }
            })
        var lines = BridgeLines(cells, split.entries, leafCount: leaves.count)
        for addition in additions {
            lines.add(addition.cause, addition.amounts) { leaf in
                BridgeLines.Name(scope: addition.scope ?? leaves[leaf], note: addition.note)
            }
        }
        return lines
    }

    private func sums(_ measures: [Measure]) -> [Int128] {
        var sums = [Int128](repeating: 0, count: leaves.count)
        for (cell, measure) in measures.enumerated() { sums[cells.leaf[cell]] += measure.cost }
        return sums
    }
}
