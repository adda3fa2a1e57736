internal import Billing
internal import RootCause
internal import TimeSeries

/// The change of a part of the bill between two periods, split exactly into price, volume and mix.
struct CostChangeRow: Sendable {
    let scope: Scope
    let currency: Currency
    let from: ReportingPeriod
    let to: ReportingPeriod
    let before: Money<Charged>
    let after: Money<Charged>
    let parts: PriceVolumeMix.Parts

    /// Before, after, change and its parts, which add up to it to the last digit.
    var numbers: [Money<Charged>] {
        let units = [
            parts.change, parts.volume, parts.price, parts.mix, parts.new, parts.ended, parts.unpriced,
        ]
        return [before, after] + units.map { Money(units: $0) }
    }
}

extension CostChangeRow: Encodable {
    private enum Key: String, CodingKey {
        case scope, currency, basis, from, to, before, after, change, volume, price, mix, new, ended, unpriced
    }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(scope, forKey: .scope)
        try json.encode(currency, forKey: .currency)
        try json.encode(CostBasis.effectiveCost, forKey: .basis)
        try json.encode(from.description, forKey: .from)
        try json.encode(to.description, forKey: .to)
        let keys: [Key] = [.before, .after, .change, .volume, .price, .mix, .new, .ended, .unpriced]
        for (key, money) in zip(keys, numbers) { try json.encode(money, forKey: key) }
    }
}

/// Compares two periods of a bill item by item: a SKU in a region, in its pricing unit.
struct CostChangeSearch {
    let ledger: Ledger
    let filter: ChargeFilter
    /// What rows are broken down by; one row for all if empty.
    let dimensions: [Billing.Dimension]

    private static let itemDimensions: [Billing.Dimension] = [
        .sku, .region, Billing.Dimension("PricingUnit"),
    ]

    /// One row a part of the bill that costs something in either period, the largest change first.
    func rows(from before: ReportingPeriod, to after: ReportingPeriod, in currency: Currency)
        -> [CostChangeRow]
    {
        let all = dimensions + Self.itemDimensions.filter { !dimensions.contains($0) }
        var items: [Scope: PriceVolumeMix.Item] = [:]
        var unitNumber: [String: Int] = [:]
        for (period, isBefore) in [(before, true), (after, false)] {
            let groups = ledger.groups(
                by: all, days: period.days, basis: .effectiveCost, currency: currency, filter: filter)
            for group in groups {
                let unit = (group.scope[Billing.Dimension("PricingUnit")] ?? nil) ?? ""
                let number = unitNumber[unit] ?? unitNumber.count
                unitNumber[unit] = number
                var item =
                    items[group.scope]
                    ?? PriceVolumeMix.Item(
                        unit: number, quantityBefore: 0, costBefore: 0, quantityAfter: 0, costAfter: 0)
                let quantity = group.pricingQuantity?.units ?? 0
                if isBefore {
                    (item.quantityBefore, item.costBefore) = (quantity, group.cost.units)
                } else {
                    (item.quantityAfter, item.costAfter) = (quantity, group.cost.units)
                }
                items[group.scope] = item
            }
        }
        let byPart = Dictionary(grouping: items) { part(of: $0.key) }
        return byPart.map { scope, items in
            let sorted = items.sorted { $0.key < $1.key }.map(\.value)
            return CostChangeRow(
                scope: scope, currency: currency, from: before, to: after,
                before: Money(units: sorted.reduce(0) { $0 + $1.costBefore }),
                after: Money(units: sorted.reduce(0) { $0 + $1.costAfter }),
                parts: PriceVolumeMix(sorted).total)
        }.sorted {
            (abs($1.parts.change), $0.scope) < (abs($0.parts.change), $1.scope)
        }
    }

    /// The values of a group in the dimensions of the rows.
    private func part(of scope: Scope) -> Scope {
        var values: [Billing.Dimension: String?] = [:]
        for dimension in dimensions { values[dimension] = .some(scope[dimension] ?? nil) }
        return Scope(values)
    }
}
