import LinearAlgebra

/// The change of every cell split by cause, to the last 10⁻¹⁸.
struct CellSplit {
    /// An amount of one cause in one cell.
    struct Entry {
        let cell: Int
        let cause: VarianceCause
        let amount: Int128
    }

    /// All amounts but zeros, in order of cell.
    private(set) var entries: [Entry] = []

    private typealias Part = (cause: VarianceCause, amount: DoubleDouble)

    private let cells: BridgeCells
    private let before: [Measure]
    private let after: [Measure]
    /// What items were over all their leaves.
    private let itemBefore: [Measure]
    private let itemAfter: [Measure]

    /// Splits the change from one measure of each cell to another.
    ///
    /// - Parameters:
    ///   - cells: The cells.
    ///   - before: What each was.
    ///   - after: What each is.
    ///   - days: The days of both periods.
    ///   - driver: The business driver of each leaf, where there is one.
    init(
        _ cells: BridgeCells, from before: [Measure], to after: [Measure], days: BridgeFactor,
        driver: [BridgeFactor?]
    ) {
        self.cells = cells
        self.before = before
        self.after = after
        itemBefore = CellSplit.sums(of: before, by: cells.item, count: cells.itemCount)
        itemAfter = CellSplit.sums(of: after, by: cells.item, count: cells.itemCount)
        let isDivisible = cells.item.indices.map { cells.kind[$0] == .use && isComparable($0) }
        var totals = [(before: Int128, after: Int128)](repeating: (0, 0), count: cells.groupCount)
        var leafOfGroup = [Int](repeating: 0, count: cells.groupCount)
        for cell in isDivisible.indices where isDivisible[cell] {
            totals[cells.group[cell]].before += before[cell].quantity
            totals[cells.group[cell]].after += after[cell].quantity
            leafOfGroup[cells.group[cell]] = cells.leaf[cell]
        }
        for cell in isDivisible.indices {
            guard isDivisible[cell] else {
                add(cell, undividedCause(of: cell), after[cell].cost - before[cell].cost)
                continue
            }
            let group = cells.group[cell]
            divide(cell, total: totals[group], moved: Moved(days: days, driver: driver[leafOfGroup[group]]))
        }
    }

    private mutating func add(_ cell: Int, _ cause: VarianceCause, _ amount: Int128) {
        if amount != 0 { entries.append(Entry(cell: cell, cause: cause, amount: amount)) }
    }

    /// Whether a cell has prices on both sides: its own, or those that its item has in another leaf.
    private func isComparable(_ cell: Int) -> Bool {
        let item = cells.item[cell]
        return itemBefore[item].isPriced && itemAfter[item].isPriced
            && before[cell].isPricedOrNothing && after[cell].isPricedOrNothing
            && !(before[cell].isNothing && after[cell].isNothing)
    }

    private func undividedCause(of cell: Int) -> VarianceCause {
        if let cause = cells.kind[cell].cause { return cause }
        let item = cells.item[cell]
        if itemBefore[item].isNothing { return .new }
        if itemAfter[item].isNothing { return .ended }
        return before[cell].isRefund || after[cell].isRefund ? .refund : .unmetered
    }

    /// Splits a cell by prices and quantities: prices at the mean quantity, quantities at the mean price.
    private mutating func divide(
        _ cell: Int, total: (before: Int128, after: Int128), moved: Moved
    ) {
        let (from, to) = (before[cell], after[cell])
        let item = cells.item[cell]
        let prices = PriceFactors(
            from.quantity > 0 ? from : itemBefore[item], to.quantity > 0 ? to : itemAfter[item])
        let quantity = BridgeFactor((from.quantity, over: 1), (to.quantity, over: 1))
        let change = to.cost - from.cost
        let limit = 100 * max(abs(Double(from.cost)), abs(Double(to.cost)))
        let use = (quantity.after - quantity.before) * prices.price.mean
        // Prices and quantities that move a hundredfold against each other are another unit, not another price.
        guard abs(use.leading) <= limit, limit < 1e37 else { return add(cell, .unmetered, change) }
        var parts: [Part] = prices.contributions.map { ($0.cause, $0.amount * quantity.mean) }
        if parts.contains(where: { abs($0.amount.leading) > limit }) {
            parts = [(.unitPrice, DoubleDouble(units: change) - use)]
        }
        parts += usage(from, to, in: total, price: prices.price.mean, limit: limit, moved: moved)
        // Below 10⁻¹⁵ of the cost a part is the rounding of a quantity, not a cause.
        parts.removeAll { abs($0.amount.leading) <= 1e-17 * limit }
        let whole = parts.map(\.amount).wholeParts(addingUpTo: change)
        for (part, amount) in zip(parts, whole) { add(cell, part.cause, amount) }
    }

    /// What the change of a quantity does, within its group or, where the group tells nothing of it, by itself.
    private func usage(
        _ from: Measure, _ to: Measure, in total: (before: Int128, after: Int128), price: DoubleDouble,
        limit: Double, moved: Moved
    ) -> [Part] {
        if total.before > 0, total.after > 0 {
            let share = BridgeFactor((from.quantity, over: total.before), (to.quantity, over: total.after))
            let parts = GroupVolume(BridgeFactor((total.before, over: 1), (total.after, over: 1)), moved)
                .parts(share: share, price: price)
            if parts.allSatisfy({ abs($0.amount.leading) <= limit }) { return parts }
        }
        let quantity = BridgeFactor((from.quantity, over: 1), (to.quantity, over: 1))
        guard from.quantity > 0, to.quantity > 0 else {
            return [(.usage, (quantity.after - quantity.before) * price)]
        }
        return GroupVolume(quantity, moved).parts(share: .one, price: price)
    }

    private static func sums(of measures: [Measure], by item: [Int], count: Int) -> [Measure] {
        var sums = [Measure](repeating: .zero, count: count)
        for (cell, measure) in measures.enumerated() { sums[item[cell]] += measure }
        return sums
    }
}

extension Measure {
    /// Whether it has a unit price.
    fileprivate var isPriced: Bool { isMetered && quantity > 0 }
    fileprivate var isPricedOrNothing: Bool { isPriced || isNothing }
    /// Whether more was given back than used.
    fileprivate var isRefund: Bool { quantity < 0 || quantity == 0 && cost < 0 }
}
