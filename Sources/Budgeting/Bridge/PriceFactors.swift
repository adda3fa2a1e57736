import LinearAlgebra

/// A unit price as a chain: public price × negotiated share × share paid after commitments.
struct PriceFactors {
    /// The whole unit price.
    let price: BridgeFactor
    /// What the chain's factors contribute to the change of the price, by cause.
    let contributions: [(cause: VarianceCause, amount: DoubleDouble)]

    /// The prices of measures with quantities above 0.
    init(_ before: Measure, _ after: Measure) {
        price = BridgeFactor((before.cost, over: before.quantity), (after.cost, over: after.quantity))
        guard before.isChain, after.isChain else {
            contributions = [(.unitPrice, price.contribution(.one, .one))]
            return
        }
        let list = BridgeFactor((before.list, over: before.quantity), (after.list, over: after.quantity))
        let negotiated = BridgeFactor(
            (before.contracted, over: before.list), (after.contracted, over: after.list))
        let covered = BridgeFactor(
            (before.cost, over: before.contracted), (after.cost, over: after.contracted))
        contributions = [
            (.listPrice, list.contribution(negotiated, covered)),
            (.negotiatedDiscount, negotiated.contribution(list, covered)),
            (.commitmentCoverage, covered.contribution(list, negotiated)),
        ]
    }
}

extension Measure {
    /// Whether the cost is a product of list cost and two shares of it.
    fileprivate var isChain: Bool { (list != 0 || contracted == 0) && (contracted != 0 || cost == 0) }
}
