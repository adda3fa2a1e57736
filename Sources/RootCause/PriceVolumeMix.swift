import LinearAlgebra

/// A change of cost split into how much was used, what a unit cost, and which kinds were used: exact and free of order.
///
///     let split = PriceVolumeMix(items)
///     split.total.price  // what new prices did, in 10⁻¹⁸ of the currency
///
/// Cost is Σ Q·sᵢ·pᵢ with the total quantity Q, the share sᵢ and the unit price pᵢ of item *i*. Each part is the Shapley
/// value of its factor: the average over all orders in which the factors can change. Quantities and costs are whole
/// numbers of 10⁻¹⁸; the last digit of each part goes to the largest remainder, so that the parts of every item add up
/// to the change of that item, and of all items to the change of all, exactly.
///
/// - SeeAlso: Shapley, "A value for *n*-person games", 1953; Sun, "Changes in energy consumption and energy intensity: a
///   complete decomposition model", Energy Economics 20, 1998.
public struct PriceVolumeMix: Sendable, Hashable {
    /// The split of each item's change, in the order of the items.
    public let items: [Parts]
    /// The split of the whole change.
    public let total: Parts

    /// Money by cause, in 10⁻¹⁸ of the currency.
    public struct Parts: Sendable, Hashable {
        /// By the total quantity.
        public var volume: Int128 = 0
        /// By unit prices.
        public var price: Int128 = 0
        /// By the shares of the items in the quantity.
        public var mix: Int128 = 0
        /// Cost of items that were not there before.
        public var new: Int128 = 0
        /// Minus the cost of items that are not there any more.
        public var ended: Int128 = 0
        /// Change of items that cost something without a quantity above 0 on both sides: refunds, fees, unknown quantities.
        public var unpriced: Int128 = 0

        /// No change.
        public init() {}

        /// The change: what the parts add up to.
        public var change: Int128 { volume + price + mix + new + ended + unpriced }

        /// Part by part.
        public static func += (left: inout Parts, right: Parts) {
            left.volume += right.volume
            left.price += right.price
            left.mix += right.mix
            left.new += right.new
            left.ended += right.ended
            left.unpriced += right.unpriced
        }
    }

    /// What one item cost and how much of it was used, before and after, in 10⁻¹⁸.
    public struct Item: Sendable, Hashable {
        /// What the quantities are counted in, 0 if all have the same: quantities of one unit only are added up.
        public var unit: Int
        public var quantityBefore: Int128
        public var costBefore: Int128
        public var quantityAfter: Int128
        public var costAfter: Int128

        /// An item's quantities (0 for none or unknown) and costs; either may be negative.
        public init(
            unit: Int = 0, quantityBefore: Int128, costBefore: Int128, quantityAfter: Int128,
            costAfter: Int128
        ) {
            self.unit = unit
            self.quantityBefore = quantityBefore
            self.costBefore = costBefore
            self.quantityAfter = quantityAfter
            self.costAfter = costAfter
        }

        fileprivate var isPricedTwice: Bool { quantityBefore > 0 && quantityAfter > 0 }
    }

    /// The split of the change of some items' cost.
    ///
    /// - Complexity: O(number of items).
    public init(_ items: [Item]) {
        var quantities: [Int: (before: Int128, after: Int128)] = [:]
        for item in items where item.isPricedTwice {
            quantities[item.unit, default: (0, 0)].before += item.quantityBefore
            quantities[item.unit, default: (0, 0)].after += item.quantityAfter
        }
        self.items = items.map { item in
            guard item.isPricedTwice, let all = quantities[item.unit] else { return Parts(unsplit: item) }
            return Parts(item, totalQuantity: all)
        }
        total = self.items.reduce(into: Parts()) { $0 += $1 }
    }
}

extension PriceVolumeMix.Parts {
    /// The change of an item that has no unit price on one side.
    fileprivate init(unsplit item: PriceVolumeMix.Item) {
        if item.quantityBefore == 0, item.costBefore == 0 {
            new = item.costAfter
        } else if item.quantityAfter == 0, item.costAfter == 0 {
            ended = -item.costBefore
        } else {
            unpriced = item.costAfter - item.costBefore
        }
    }

    /// The change of an item that has a unit price on both sides.
    fileprivate init(_ item: PriceVolumeMix.Item, totalQuantity: (before: Int128, after: Int128)) {
        let total = Factor(totalQuantity.before, totalQuantity.after)
        let quantity = Factor(item.quantityBefore, item.quantityAfter)
        let cost = Factor(item.costBefore, item.costAfter)
        let share = Factor(quantity.before / total.before, quantity.after / total.after)
        let price = Factor(cost.before / quantity.before, cost.after / quantity.after)
        let exact = [
            total.contribution(share, price), price.contribution(total, share),
            share.contribution(total, price),
        ]
        let whole = exact.wholeParts(addingUpTo: item.costAfter - item.costBefore)
        (volume, self.price, mix) = (whole[0], whole[1], whole[2])
    }
}

/// A factor of a cost, before and after.
private struct Factor {
    let before: DoubleDouble
    let after: DoubleDouble

    init(_ before: DoubleDouble, _ after: DoubleDouble) {
        self.before = before
        self.after = after
    }

    init(_ before: Int128, _ after: Int128) {
        self.init(DoubleDouble(units: before), DoubleDouble(units: after))
    }

    /// What the change of this factor contributes to the change of its product with `y` and `z`, averaged over the
    /// orders of change.
    func contribution(_ y: Factor, _ z: Factor) -> DoubleDouble {
        let together = y.before * z.before + y.after * z.after
        let crossed = y.before * z.after + y.after * z.before
        return (after - before) * ((together + together + crossed) / DoubleDouble(6))
    }
}
