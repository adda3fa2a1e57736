public import Billing
public import TimeSeries

extension Ledger {
    /// Adds one charge of one day in USD; the four costs are equal unless given.
    public mutating func add(
        day: CivilDate, vendor: String, service: String, cost: Money<Charged>, list: Money<Charged>? = nil,
        quantity: Decimal18? = nil, consumed: Decimal18? = nil, _ texts: [String: String] = [:]
    ) {
        var texts = texts
        texts["ServiceProviderName"] = vendor
        texts["ServiceName"] = service
        texts["BillingCurrency"] = texts["BillingCurrency"] ?? "USD"
        texts["ChargeCategory"] = texts["ChargeCategory"] ?? "Usage"
        for (i, name) in Ledger.textColumns.enumerated() { text[i].append(texts[name]) }
        chargeStart.append(Int32(day.dayNumber))
        chargeEnd.append(Int32(day.dayNumber + 1))
        billingStart.append(Int32(day.startOfMonth.dayNumber))
        knownOn.append(Ledger.unknownDay)
        billedCost.append(cost.units)
        effectiveCost.append(cost.units)
        contractedCost.append(cost.units)
        listCost.append((list ?? cost).units)
        pricingQuantity.append(quantity)
        consumedQuantity.append(consumed)
        rowCount.append(1)
    }
}

extension Ledger.TextColumn {
    /// Adds one text, which is looked up among the distinct values.
    fileprivate mutating func append(_ text: String?) {
        guard let text else { return codes.append(0) }
        if let known = values.firstIndex(of: text) { return codes.append(UInt32(known + 1)) }
        values.append(text)
        codes.append(UInt32(values.count))
    }
}

extension Ledger.QuantityColumn {
    /// Adds one quantity.
    fileprivate mutating func append(_ quantity: Decimal18?) {
        units.append(quantity?.units ?? 0)
        isKnown.append(quantity != nil)
    }
}
