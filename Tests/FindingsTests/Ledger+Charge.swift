import Billing
import TimeSeries

extension Ledger {
    /// Adds a charge of one day without a quantity; usage unless `texts` says otherwise.
    mutating func addCharge(
        day: Int, vendor: String, service: String, cost: Double, _ texts: [String: String] = [:]
    ) {
        let defaults = [
            "ServiceProviderName": vendor, "ServiceName": service, "BillingCurrency": SmallEstate.currency,
            "ChargeCategory": "Usage",
        ]
        let texts = defaults.merging(texts) { $1 }
        var other = Ledger()
        for (i, name) in Ledger.textColumns.enumerated() {
            if let text = texts[name] { other.text[i].values = [text] }
            other.text[i].codes = [texts[name] == nil ? 0 : 1]
        }
        let date = SmallEstate.day(day)
        let units = Money<Effective>(modelled: cost).units
        other.chargeStart = [Int32(date.dayNumber)]
        other.chargeEnd = [Int32(date.dayNumber + 1)]
        other.billingStart = [Int32(date.startOfMonth.dayNumber)]
        other.knownOn = [Int32(date.dayNumber + 1)]
        other.billedCost = [units]
        other.effectiveCost = [units]
        other.contractedCost = [units]
        other.listCost = [units]
        other.pricingQuantity.units = [0]
        other.pricingQuantity.isKnown = [false]
        other.consumedQuantity.units = [0]
        other.consumedQuantity.isKnown = [false]
        other.rowCount = [1]
        append(other)
    }
}
