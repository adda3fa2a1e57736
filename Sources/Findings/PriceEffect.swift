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
        var totals: [[UInt32]: PriceVolumeMix.Item] = [:]
        var priced = 0.0
        var all = 0.0
        for row in rows {
            let cost = abs(costs[row].nearestDouble)
            all += cost
            guard ledger.pricingQuantity.isKnown[row] else { continue }
            priced += cost
            let key = keys.map { $0[row] }
            let quantity = ledger.pricingQuantity.units[row]
            totals[key, default: .none(unit: Int(key[2]))]
                .add(quantity, costs[row], isBefore: Int(ledger.chargeStart[row]) < first)
        }
        guard all > 0, priced >= 0.9 * all else { return nil }
        let items = totals.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, item in
            item.scalingBefore(to: days.count, of: 28)
        }
        let split = PriceVolumeMix(items).total
        price = Double(split.price) / 1e18
        mix = Double(split.mix) / 1e18
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
            values[Int(ledger.chargeStart[row]) - start] += ledger.contractedCost[row].nearestDouble / 1e18
        }
        let leaves = view.leaves(in: scope)
        for day in max(7, view.dayCount - FeedLateness.maximumAge)..<view.dayCount {
            values[day] += (1 - CauseSplit.known(view, leaves, day: day)) * values[day - 7]
        }
        return values
    }

    /// The rows of the bill that start within some days (by day number) in a part of it.
    static func rows(_ ledger: Ledger, _ view: EstateView, scope: Scope, days: Range<Int>) -> [Int] {
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

extension PriceVolumeMix.Item {
    /// An item of which nothing is known yet.
    fileprivate static func none(unit: Int) -> PriceVolumeMix.Item {
        PriceVolumeMix.Item(unit: unit, quantityBefore: 0, costBefore: 0, quantityAfter: 0, costAfter: 0)
    }

    fileprivate mutating func add(_ quantity: Int128, _ cost: Int128, isBefore: Bool) {
        if isBefore {
            quantityBefore += quantity
            costBefore += cost
        } else {
            quantityAfter += quantity
            costAfter += cost
        }
    }

    /// The item with what it was before brought to so many days of its window.
    fileprivate func scalingBefore(to days: Int, of window: Int) -> PriceVolumeMix.Item {
        var scaled = self
        let scale = { (units: Int128) in
            Money<Charged>(units: units).scaled(by: Int128(days), over: Int128(window)).units
        }
        scaled.quantityBefore = scale(quantityBefore)
        scaled.costBefore = scale(costBefore)
        return scaled
    }
}
