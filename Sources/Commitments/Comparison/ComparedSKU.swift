import Billing
import Foundation
import TimeSeries

/// What was bought of a SKU, in measures and in the comparison's currency.
struct ComparedSKU {
    let text: SKUText
    /// The currency of its bill.
    let currency: Currency
    let name: String?
    let specification: SKUSpecification?
    /// Measures bought.
    let units: Double
    /// Costs, converted.
    let contracted: Double
    let list: Double
    let effective: Double
    /// Contracted cost in the bill's currency.
    let spend: Money<Charged>

    /// Contracted cost of a measure.
    var price: Double { contracted / units }
    /// Logarithm of the memory that a measure has.
    var memory: Double? { specification?.gibPerUnit.flatMap { $0 > 0 ? log($0) : nil } }
}

/// Adds up what was bought of every SKU of every vendor.
struct SKUSums {
    private struct Sums {
        let row: Int
        var quantity: Int128 = 0
        var contracted: Int128 = 0
        var list: Int128 = 0
        var effective: Int128 = 0
    }

    let reader: SKUReader
    let catalogue: SKUCatalogue

    /// What the bill says about the SKU of a row.
    func text(_ ledger: Ledger, _ row: Int) -> SKUText {
        func text(_ name: String) -> String { ledger.codes(of: Dimension(name))[row] ?? "" }
        let sku = text("SkuId")
        let entry = catalogue.entries[sku]
        return SKUText(
            vendor: text("ServiceProviderName"), service: text("ServiceName"),
            category: text("ServiceCategory"), sku: sku, unit: text("PricingUnit"),
            resourceType: text("ResourceType"), meter: entry?.meter ?? text("SkuMeter"),
            details: entry?.details ?? text("SkuPriceDetails"))
    }

    /// What a SKU is called; `nil` if nothing says it.
    func name(_ text: SKUText) -> String? {
        reader.mappings.first { $0.fits(text) && $0.name != nil }?.name
            ?? (text.meter.isEmpty ? nil : text.meter)
    }

    /// The SKUs bought in some days, at a rate for each currency.
    func skus(_ ledger: Ledger, days: Range<CivilDate>, run: CivilDate, rates: [Currency: Double])
        -> [ComparedSKU]
    {
        rates.sorted { $0.key < $1.key }.flatMap { currency, rate in
            skus(ledger, days: days, run: run, currency: currency, rate: rate)
        }
    }

    private func skus(
        _ ledger: Ledger, days: Range<CivilDate>, run: CivilDate, currency: Currency, rate: Double
    ) -> [ComparedSKU] {
        let passes = ledger.rows(passing: ChargeFilter.usage.known(on: run), in: currency)
        let status = ledger.codes(of: Dimension("CommitmentDiscountStatus"))
        let isUnused = [false] + status.values.map { $0 == "Unused" }
        let pricing = ledger.codes(of: Dimension("PricingCategory"))
        let isDynamic = [false] + pricing.values.map { $0 == "Dynamic" }
        let columns = ["ServiceProviderName", "ServiceName", "SkuId", "PricingUnit"].map {
            ledger.codes(of: Dimension($0)).codes
        }
        let range = Int32(days.lowerBound.dayNumber)..<Int32(days.upperBound.dayNumber)
        var places: [[UInt32]: Int] = [:]
        var sums: [Sums] = []
        for row in passes.indices
        where passes[row] && range.contains(ledger.chargeStart[row])
            && !isUnused[Int(status.codes[row])] && !isDynamic[Int(pricing.codes[row])]
        {
            let key = columns.map { $0[row] }
            let place = places[key] ?? sums.count
            if place == sums.count {
                places[key] = place
                sums.append(Sums(row: row))
            }
            sums[place].contracted += ledger.contractedCost[row]
            sums[place].list += ledger.listCost[row]
            sums[place].effective += ledger.effectiveCost[row]
            if ledger.pricingQuantity.isKnown[row] {
                sums[place].quantity += ledger.pricingQuantity.units[row]
            }
        }
        return sums.map { sku($0, ledger, currency, rate) }
    }

    private func sku(_ sums: Sums, _ ledger: Ledger, _ currency: Currency, _ rate: Double) -> ComparedSKU {
        let text = text(ledger, sums.row)
        let specification = reader.specification(of: text)
        let quantity = Double(sums.quantity) / 1e18
        let isPriced = quantity > 0 && sums.contracted > 0
        return ComparedSKU(
            text: text, currency: currency, name: name(text), specification: isPriced ? specification : nil,
            units: quantity * (specification?.amount ?? 0),
            contracted: rate * Double(sums.contracted) / 1e18, list: rate * Double(sums.list) / 1e18,
            effective: rate * Double(sums.effective) / 1e18, spend: Money(units: sums.contracted))
    }
}
