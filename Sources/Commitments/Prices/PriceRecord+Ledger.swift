import Billing
import TimeSeries

extension PriceRecord {
    /// Days whose quantities prices are compared at.
    static let comparedDays = 90
    /// Least part of a SKU's quantity that makes a price one that we really pay.
    private static let leastShare = 0.01

    /// The record of what a reader found; `names` are what SKUs are called.
    init(_ reader: PriceReader, contractDays: [CivilDate], names: (Int) -> String?) {
        let shown = Set(reader.charges.shownMonths.map { VendorCharges.index(of: $0) })
        let order = reader.lines.indices.map { ($0, reader.lines[$0].recent(PriceRecord.comparedDays)) }
            .sorted { $0.1.contracted == $1.1.contracted ? $0.0 < $1.0 : $0.1.contracted > $1.1.contracted }
        self.init(
            lines: order.compactMap { i, _ in
                PriceRecord.line(reader.lines[i], reader.charges.ledger, shown, names)
            },
            steps: PriceSteps.steps(reader, contractDays: contractDays),
            betterElsewhere: PriceRecord.betterPrices(reader, names),
            spend: Money(units: reader.spend), pricedSpend: Money(units: reader.pricedSpend))
    }

    private static func line(
        _ line: PriceReader.Line, _ ledger: Ledger, _ shown: Set<Int>, _ names: (Int) -> String?
    ) -> PriceLine? {
        func text(_ name: String) -> String? { ledger.codes(of: Dimension(name))[line.row] }
        let months = line.months.filter { shown.contains($0.key) }.sorted { $0.key < $1.key }
        guard !months.isEmpty else { return nil }
        return PriceLine(
            service: text("ServiceName") ?? "–", sku: text("SkuId") ?? "–", name: names(line.row),
            priceID: ledger.codes(of: .skuPrice)[line.newestRow], region: text("RegionId"),
            account: text("BillingAccountId"), unit: text("PricingUnit") ?? "–",
            isDynamic: text("PricingCategory") == "Dynamic",
            months: months.map { key, sums in
                PriceMonth(
                    month: VendorCharges.period(at: key).description,
                    quantity: Decimal18(units: sums.quantity), list: Money(units: sums.list),
                    contracted: Money(units: sums.contracted), effective: Money(units: sums.effective))
            })
    }

    private struct Offer {
        let row: Int
        let quantity: Double
        let price: Double
        let list: Double
    }

    /// For each SKU the cheapest price that we pay for a part that matters, and what the other parts cost more.
    private static func betterPrices(_ reader: PriceReader, _ names: (Int) -> String?) -> [BetterPrice] {
        let ledger = reader.charges.ledger
        let (services, skus) = (ledger.codes(of: .service), ledger.codes(of: .sku))
        let units = ledger.codes(of: Dimension("PricingUnit"))
        let pricing = ledger.codes(of: Dimension("PricingCategory"))
        var groups: [[UInt32]: [Offer]] = [:]
        for line in reader.lines where pricing[line.row] != "Dynamic" {
            let (quantity, contracted, list) = line.recent(comparedDays)
            guard quantity > 0, contracted > 0, list > 0 else { continue }
            groups[[services, skus, units].map { $0.codes[line.row] }, default: []].append(
                Offer(
                    row: line.row, quantity: quantity, price: contracted / quantity, list: list / quantity))
        }
        return groups.values.flatMap { offers -> [BetterPrice] in
            let total = offers.reduce(0) { $0 + $1.quantity }
            let real = offers.filter { $0.quantity >= leastShare * total }
            guard let best = real.min(by: { ($0.price, $0.row) < ($1.price, $1.row) }) else { return [] }
            return offers.compactMap { better($0, best, ledger, names) }
        }.sorted {
            ($1.yearlyDifference, $0.sku, $0.region ?? "") < ($0.yearlyDifference, $1.sku, $1.region ?? "")
        }
    }

    private static func better(_ offer: Offer, _ best: Offer, _ ledger: Ledger, _ names: (Int) -> String?)
        -> BetterPrice?
    {
        guard offer.price > best.price * 1.005 else { return nil }
        func text(_ name: String, _ row: Int) -> String? { ledger.codes(of: Dimension(name))[row] }
        let yearly = offer.quantity * 365 / Double(comparedDays)
        // The same discount on this place's list price; the rest is what the place lists more.
        let atBestDiscount = best.price / best.list * offer.list
        return BetterPrice(
            service: text("ServiceName", offer.row) ?? "–", sku: text("SkuId", offer.row) ?? "–",
            name: names(offer.row), unit: text("PricingUnit", offer.row) ?? "–",
            region: text("RegionId", offer.row), account: text("BillingAccountId", offer.row),
            unitPrice: offer.price, bestRegion: text("RegionId", best.row),
            bestAccount: text("BillingAccountId", best.row), bestUnitPrice: best.price,
            yearlyDifference: Money(modelled: (offer.price - best.price) * yearly),
            yearlyDiscountPart: Money(modelled: max(0, offer.price - atBestDiscount) * yearly))
    }
}
