internal import Billing
internal import Commitments
internal import Reports
internal import TimeSeries

/// How a vendor pack looks on a terminal and in a spreadsheet.
enum VendorTable {
    /// Walk-away, target and stretch; the expected spend alone if there is no position.
    static func position(_ pack: VendorPack) -> TextTable {
        let columns: [TextTable.Column] = [
            .init("stand"), .init("commitAYear", isNumber: true), .init("discount", isNumber: true),
            .init("costOfTerm", isNumber: true), .init("oddsOfShortfall", isNumber: true),
        ]
        guard let position = pack.talk?.position else { return TextTable(columns) }
        let stands =
            [("walk-away", position.walkAway)]
            + [("target", position.target), ("stretch", position.stretch)]
            .compactMap { name, stand in stand.map { (name, $0) } }
        return TextTable(
            columns,
            rows: stands.map { name, stand in
                let mean = stand.commits.reduce(.zero, +)
                    .scaled(by: 1, over: Int128(max(1, stand.commits.count)))
                return [
                    name, mean.rounded(decimals: 0), NumberText.percent(stand.discount),
                    stand.cost.rounded(decimals: 0), NumberText.odds(stand.shortfallProbability),
                ]
            })
    }

    static func heading(_ pack: VendorPack) -> [String] {
        let money = MoneyText(pack.currency, breaking: true)
        let total = pack.termTotal.map {
            "Expected spend \(money($0.mean)) (P10–P90 \(money.number($0.p10))–\(money.number($0.p90))) at contracted prices"
        }
        return [
            "\(pack.vendor), \(pack.termMonths) months from \(pack.asOf), \(pack.currency)",
            (total ?? "No spend ahead") + "; \(NumberText.percent(pack.concentration.share)) of all spend.",
        ]
    }

    static func notes(_ pack: VendorPack) -> [String] {
        let money = MoneyText(pack.currency, breaking: true)
        let levers = pack.levers.prefix(3).enumerated().map { i, lever in
            "\(i + 1). \(VendorReport.title(of: lever.kind, .english)): \(money(lever.yearly)) a year (\(Terminal.safe(lever.subject)))"
        }
        return levers.isEmpty ? ["No lever found in the bill."] : ["Levers:"] + levers
    }

    /// One row a price and month: exact sums, and the prices that follow from them.
    static func prices(_ pack: VendorPack) -> TextTable {
        let texts = [
            "vendor", "service", "sku", "name", "skuPriceId", "region", "billingAccount", "unit", "pricing",
            "month", "currency",
        ]
        let numbers = [
            "quantity", "listCost", "contractedCost", "effectiveCost", "listUnitPrice", "contractedUnitPrice",
            "effectiveUnitPrice", "discount",
        ]
        let rows = pack.prices.lines.flatMap { line in
            line.months.map { month -> [String?] in
                let discount =
                    month.list > .zero ? 1 - month.contracted.approximate / month.list.approximate : nil
                return [
                    pack.vendor, line.service, line.sku, line.name, line.priceID, line.region, line.account,
                    line.unit, line.isDynamic ? "Dynamic" : "Standard", month.month, pack.currency.code,
                    month.quantity.description, month.list.description, month.contracted.description,
                    month.effective.description, price(month.unitPrice(.listCost)),
                    price(month.unitPrice(.contractedCost)), price(month.unitPrice(.effectiveCost)),
                    discount.map { Money<Charged>(modelled: $0).rounded(decimals: 6) },
                ]
            }
        }
        return TextTable(texts.map { .init($0) } + numbers.map { .init($0, isNumber: true) }, rows: rows)
    }

    /// Twelve decimals: enough for a token.
    private static func price(_ value: Double) -> String? {
        value.isFinite && abs(value) < 1e15 ? Money<Charged>(modelled: value).rounded(decimals: 12) : nil
    }
}
