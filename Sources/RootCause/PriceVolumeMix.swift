/// A change of cost split into how much was used, what a unit cost, and which kinds were used: exact and free of order.
///
/// Cost is Σ Q·sᵢ·pᵢ with the total quantity Q, the share sᵢ and the unit price pᵢ of item *i*. Each part is the Shapley value of its
/// factor, so the parts add up to the change. Items without a price in one of the periods are new or retired and count
/// whole.
public struct PriceVolumeMix: Sendable, Hashable {
    /// By the total quantity.
    public let volume: Double
    /// By unit prices.
    public let price: Double
    /// By the shares of the items in the quantity.
    public let mix: Double
    /// Cost of items that had no quantity before.
    public let new: Double
    /// Minus the cost of items that have no quantity now.
    public let retired: Double

    /// The whole change.
    public var total: Double { volume + price + mix + new + retired }

    /// What one item cost and how much of it was used, before and after, in one unit for all items.
    public struct Item: Sendable, Hashable {
        public let quantityBefore: Double
        public let costBefore: Double
        public let quantityAfter: Double
        public let costAfter: Double

        /// An item's quantities and costs.
        public init(quantityBefore: Double, costBefore: Double, quantityAfter: Double, costAfter: Double) {
            self.quantityBefore = quantityBefore
            self.costBefore = costBefore
            self.quantityAfter = quantityAfter
            self.costAfter = costAfter
        }

        fileprivate var isPricedTwice: Bool { quantityBefore > 0 && quantityAfter > 0 }
    }

    /// The split of the change of some items' cost.
    public init(_ items: [Item]) {
        var new = 0.0
        var retired = 0.0
        var priced: [Item] = []
        for item in items {
            if item.isPricedTwice {
                priced.append(item)
            } else {
                new += item.costAfter
                retired -= item.costBefore
            }
        }
        let before = priced.reduce(0) { $0 + $1.quantityBefore }
        let after = priced.reduce(0) { $0 + $1.quantityAfter }
        var volume = 0.0
        var price = 0.0
        var mix = 0.0
        for item in priced {
            let s = (item.quantityBefore / before, item.quantityAfter / after)
            let p = (item.costBefore / item.quantityBefore, item.costAfter / item.quantityAfter)
            volume += PriceVolumeMix.shapley((before, after), s, p)
            mix += PriceVolumeMix.shapley(s, (before, after), p)
            price += PriceVolumeMix.shapley(p, (before, after), s)
        }
        self.volume = volume
        self.price = price
        self.mix = mix
        self.new = new
        self.retired = retired
    }

    /// What the change of `x` contributes to the change of x·y·z, averaged over the orders of change.
    private static func shapley(
        _ x: (Double, Double), _ y: (Double, Double), _ z: (Double, Double)
    ) -> Double {
        (x.1 - x.0) * ((y.0 * z.0 + y.1 * z.1) / 3 + (y.0 * z.1 + y.1 * z.0) / 6)
    }
}
