internal import Billing
internal import RootCause
internal import TimeSeries

/// How much of a change of cost is the change of unit prices, from the quantities of the bill.
struct PriceEffect: Sendable {
    /// Money by unit prices and by the mix of items, over the days of the episode.
    let price: Double
    let mix: Double

    /// The effect in a part of the bill; `nil` unless nearly all of its cost has quantities on both sides.
    ///
    /// - Parameters:
    ///   - ledger: The bill.
    ///   - view: The bill as known.
    ///   - scope: The part.
    ///   - days: Days of the episode; the 28 days before them are the comparison.
    ///   - basis: Which cost; `nil` for the basis that is watched.
    init?(_ ledger: Ledger, _ view: EstateView, scope: Scope, days: Range<Int>, basis: CostBasis? = nil) {
        let first = view.date(days.lowerBound).dayNumber
        let end = view.date(days.upperBound).dayNumber
        let rows = PriceEffect.rows(ledger, view, scope: scope, days: first - 28..<end)
        guard !rows.isEmpty else { return nil }
        let costs = ledger.costs(basis ?? view.settings.basis)
        let keys = [Dimension.sku, .region, Dimension("PricingUnit")].map { ledger.codes(of: $0).codes }
        var totals: [[UInt32]: (Double, Double, Double, Double)] = [:]
        var priced = 0.0
        var all = 0.0
        let weight = Double(days.count) / 28
        for row in rows {
            let cost = Double(costs[row]) / 1e18
            all += abs(cost)
            guard ledger.pricingQuantity.isKnown[row] else { continue }
            priced += abs(cost)
            let quantity = Double(ledger.pricingQuantity.units[row]) / 1e18
            let key = keys.map { $0[row] }
            if Int(ledger.chargeStart[row]) < first {
                totals[key, default: (0, 0, 0, 0)].0 += quantity * weight
                totals[key, default: (0, 0, 0, 0)].1 += cost * weight
            } else {
                totals[key, default: (0, 0, 0, 0)].2 += quantity
                totals[key, default: (0, 0, 0, 0)].3 += cost
            }
        }
        guard all > 0, priced >= 0.9 * all else { return nil }
        var price = 0.0
        var mix = 0.0
        // Quantities of one unit only may be added up.
        let sorted = totals.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for unit in Set(sorted.map { $0.key[2] }).sorted() {
            let split = PriceVolumeMix(
                sorted.filter { $0.key[2] == unit }.map {
                    PriceVolumeMix.Item(
                        quantityBefore: $0.value.0, costBefore: $0.value.1, quantityAfter: $0.value.2,
                        costAfter: $0.value.3)
                })
            price += split.price
            mix += split.mix
        }
        self.price = price
        self.mix = mix
    }

    /// Use at contracted prices day by day, with what is still to come filled up by the last full days' level; `nil` where no
    /// commitment covers any of it.
    static func covered(_ ledger: Ledger, _ view: EstateView, scope: Scope) -> [Double]? {
        let start = view.cube.days.lowerBound.dayNumber
        let rows = rows(ledger, view, scope: scope, days: start..<start + view.dayCount)
        let commitments = ledger.codes(of: Dimension("CommitmentDiscountId")).codes
        guard rows.contains(where: { commitments[$0] != 0 }) else { return nil }
        var values = [Double](repeating: 0, count: view.dayCount)
        let status = ledger.codes(of: Dimension("CommitmentDiscountStatus"))
        let unused = status.values.firstIndex(of: "Unused").map { UInt32($0 + 1) }
        for row in rows where status.codes[row] != unused {
            values[Int(ledger.chargeStart[row]) - start] += Double(ledger.contractedCost[row]) / 1e18
        }
        let leaves = view.leaves(in: scope)
        for day in max(7, view.dayCount - FeedLateness.maximumAge)..<view.dayCount {
            values[day] += (1 - CauseSplit.known(view, leaves, day: day)) * values[day - 7]
        }
        return values
    }

    private static func rows(_ ledger: Ledger, _ view: EstateView, scope: Scope, days: Range<Int>) -> [Int] {
        var columns: [(codes: [UInt32], code: UInt32)] = []
        for (dimension, value) in scope.values {
            let column = ledger.codes(of: dimension)
            guard let value else {
                columns.append((column.codes, 0))
                continue
            }
            guard let code = column.values.firstIndex(of: value) else { return [] }
            columns.append((column.codes, UInt32(code + 1)))
        }
        return (0..<ledger.count).filter { row in
            view.passes[row] && days.contains(Int(ledger.chargeStart[row]))
                && columns.allSatisfy { $0.codes[row] == $0.code }
        }
    }
}
