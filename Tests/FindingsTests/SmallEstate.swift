import Billing
import Findings
import TimeSeries

/// A small bill for tests: vendors, services and regions with weekly seasons and noise, and what is done to them.
struct SmallEstate {
    static let firstDay = CivilDate(dayNumber: 20_454)
    static let currency = "CNY"

    struct Line {
        var vendor: String
        var service: String
        var region: String
        var account: String
        var daily: Double
    }

    /// What happens to the lines that it touches.
    struct Event {
        var days: Range<Int>
        var factor: Double = 1
        var priceFactor: Double = 1
        var touches: @Sendable (Line) -> Bool
    }

    var lines: [Line]
    var dayCount = 150
    var events: [Event] = []
    var seed: UInt64 = 1
    /// Days after which a charge becomes known.
    var lag = 1
    /// Charges of a vendor from a day on are held back until another.
    var held: (vendor: String, days: Range<Int>, until: Int)?

    init(daily: Double = 100) {
        lines = []
        for vendor in ["Alpha", "Beta"] {
            for service in ["compute", "storage", "network"] {
                for region in ["north", "south"] {
                    for account in ["a1", "a2"] {
                        lines.append(
                            Line(
                                vendor: vendor, service: vendor + " " + service, region: region,
                                account: vendor + account, daily: daily))
                    }
                }
            }
        }
    }

    static func day(_ number: Int) -> CivilDate { firstDay.advanced(by: number) }

    func ledger(order: (Int) -> Int = { $0 }) -> Ledger {
        var rows: [(line: Line, day: Int, quantity: Double, price: Double)] = []
        var generator = SplitMix64(seed: seed)
        for day in 0..<dayCount {
            for line in lines {
                let weekday = SmallEstate.day(day).weekday
                let noise = (0..<6).reduce(-3.0) { sum, _ in sum + generator.uniform() } * 0.03
                var quantity = line.daily * (weekday > 5 ? 0.7 : 1) * (1 + noise)
                var price = 1.0
                for event in events where event.days.contains(day) && event.touches(line) {
                    quantity *= event.factor
                    price *= event.priceFactor
                }
                if quantity > 0 { rows.append((line, day, quantity, price)) }
            }
        }
        var ledger = Ledger()
        for i in rows.indices.sorted(by: { order($0) < order($1) }) { append(rows[i], to: &ledger) }
        return ledger
    }

    private func append(
        _ row: (line: Line, day: Int, quantity: Double, price: Double), to ledger: inout Ledger
    ) {
        let texts = [
            "ServiceProviderName": row.line.vendor, "BillingCurrency": SmallEstate.currency,
            "SubAccountId": row.line.account, "RegionId": row.line.region, "ServiceName": row.line.service,
            "SkuId": row.line.service + " sku", "ChargeCategory": "Usage", "PricingUnit": "hours",
        ]
        for (i, name) in Ledger.textColumns.enumerated() {
            guard let text = texts[name] else {
                ledger.text[i].codes.append(0)
                continue
            }
            if let code = ledger.text[i].values.firstIndex(of: text) {
                ledger.text[i].codes.append(UInt32(code + 1))
            } else {
                ledger.text[i].values.append(text)
                ledger.text[i].codes.append(UInt32(ledger.text[i].values.count))
            }
        }
        let date = SmallEstate.day(row.day)
        let cost = Money<Effective>(modelled: row.quantity * row.price).units
        var known = row.day + lag
        if let held, held.vendor == row.line.vendor, held.days.contains(row.day) {
            known = max(known, held.until)
        }
        ledger.chargeStart.append(Int32(date.dayNumber))
        ledger.chargeEnd.append(Int32(date.dayNumber + 1))
        ledger.billingStart.append(Int32(date.startOfMonth.dayNumber))
        ledger.knownOn.append(Int32(SmallEstate.day(known).dayNumber))
        ledger.billedCost.append(cost)
        ledger.effectiveCost.append(cost)
        ledger.contractedCost.append(cost)
        ledger.listCost.append(cost)
        ledger.pricingQuantity.units.append(Money<Effective>(modelled: row.quantity).units)
        ledger.pricingQuantity.isKnown.append(true)
        ledger.consumedQuantity.units.append(0)
        ledger.consumedQuantity.isKnown.append(false)
        ledger.rowCount.append(1)
    }
}

extension Scope {
    /// A scope from names and values.
    static func of(_ values: [(String, String)]) -> Scope {
        var scope: [Dimension: String?] = [:]
        for (name, value) in values { scope[Dimension(name)] = .some(value) }
        return Scope(scope)
    }
}
