import Billing
import TimeSeries

extension UnitPriceComparison {
    /// Least part of a kind's money that makes a vendor's price one that we really pay.
    private static let leastShare = 0.005

    private struct Kind: Hashable {
        let name: String
        let measure: UnitMeasure
    }

    /// Compares a vendor's prices with those of our other vendors, over the last ninety days.
    init(
        _ ledger: Ledger, vendor: String, currency: Currency, days: Range<CivilDate>, run: CivilDate,
        sums: SKUSums, rates: [Currency: Double]
    ) {
        var used = rates.filter { ledger.currencies.contains($0.key) }
        used[currency] = 1
        let skus = sums.skus(ledger, days: days, run: run, rates: used)
        let own = skus.filter { $0.text.vendor == vendor }
        let measured = skus.filter { $0.specification != nil }
        let byKind = Dictionary(grouping: measured) { sku in
            Kind(name: sku.specification?.kind ?? "", measure: sku.specification?.measure ?? .gbMonth)
        }
        let shared = byKind.filter { _, members in
            members.contains { $0.text.vendor == vendor } && members.contains { $0.text.vendor != vendor }
        }
        let classes = shared.map { kind, members in
            UnitPriceComparison.compared(kind, members, vendor: vendor)
        }.sorted { ($1.own, $0.shown.kind) < ($0.own, $1.shown.kind) }
        func spend(_ skus: some Sequence<ComparedSKU>) -> Money<Charged> {
            skus.reduce(.zero) { $0 + $1.spend }
        }
        self.init(
            currency: currency,
            rates: used.filter { $0.key != currency }.sorted { $0.key < $1.key }.map {
                ExchangeRate(from: $0.key, rate: $0.value)
            },
            unconverted: ledger.currencies.filter { used[$0] == nil }, classes: classes.map(\.shown),
            overpaid: classes.flatMap(\.overpaid).sorted {
                ($1.yearlyDifference, $0.sku) < ($0.yearlyDifference, $1.sku)
            },
            spend: spend(own), measuredSpend: spend(own.filter { $0.specification != nil }),
            comparableSpend: spend(shared.values.joined().filter { $0.text.vendor == vendor }))
    }

    private static func compared(_ kind: Kind, _ members: [ComparedSKU], vendor: String) -> (
        shown: PriceClass, overpaid: [OverpaidSKU], own: Money<Charged>
    ) {
        let adjustment = MemoryAdjustment(members)
        let prices = Dictionary(grouping: members) { $0.text.vendor }.map { vendor, skus in
            price(of: vendor, skus, adjustment)
        }.sorted { ($0.unitPrice, $0.vendor) < ($1.unitPrice, $1.vendor) }
        let total = prices.reduce(Money<Charged>.zero) { $0 + $1.spend }.approximate
        let own = members.filter { $0.text.vendor == vendor }
        // A currency stands for a market: a vendor of another one is the reference only where none of this one is.
        let near = Set(members.filter { $0.currency == own.first?.currency }.map(\.text.vendor))
        let others = prices.filter { $0.vendor != vendor && $0.spend.approximate >= leastShare * total }
        let reference = others.first { near.contains($0.vendor) } ?? others.first
        return (
            PriceClass(
                kind: kind.name, measure: kind.measure, memoryElasticity: adjustment?.elasticity,
                vendors: prices),
            reference.map { reference in own.compactMap { overpaid($0, reference, kind, adjustment) } } ?? [],
            own.reduce(.zero) { $0 + $1.spend }
        )
    }

    private static func price(of vendor: String, _ skus: [ComparedSKU], _ adjustment: MemoryAdjustment?)
        -> VendorPrice
    {
        let units = skus.reduce(0) { $0 + $1.units }
        func mean(_ value: (ComparedSKU) -> Double) -> Double {
            skus.reduce(0) { $0 + value($1) } / units
        }
        return VendorPrice(
            vendor: vendor, unitPrice: mean { $0.contracted / (adjustment?.factor($0) ?? 1) },
            listUnitPrice: mean { $0.list / (adjustment?.factor($0) ?? 1) },
            effectiveUnitPrice: mean(\.effective),
            spend: Money(modelled: skus.reduce(0) { $0 + $1.contracted }), units: units)
    }

    private static func overpaid(
        _ sku: ComparedSKU, _ reference: VendorPrice, _ kind: Kind, _ adjustment: MemoryAdjustment?
    ) -> OverpaidSKU? {
        let fair = reference.unitPrice * (adjustment?.factor(sku) ?? 1)
        guard sku.price > fair * 1.005 else { return nil }
        let yearly = (sku.price - fair) * sku.units * 365 / Double(PriceRecord.comparedDays)
        return OverpaidSKU(
            service: sku.text.service, sku: sku.text.sku, name: sku.name, kind: kind.name,
            measure: kind.measure, unitPrice: sku.price, referencePrice: fair,
            referenceVendor: reference.vendor, spend: sku.spend, yearlyDifference: Money(modelled: yearly))
    }
}
