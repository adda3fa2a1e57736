import Billing
import Commitments
import Reports
import TimeSeries

/// A vendor pack with something in every part.
extension Sample {
    static let vendorReport = vendorReport(naming: "Alibaba Cloud")

    /// The pack whose every name is `name`, or fits to it.
    static func vendorReport(naming name: String) -> VendorReport {
        var pack = VendorPack(vendor: name, currency: cny, asOf: dataDay, termMonths: 24)
        fillSpend(&pack, name)
        fillRecord(&pack, name)
        fillPrices(&pack, name)
        pack.levers = [
            .init(
                kind: .matchOtherVendor, yearly: money("1840000.25"), count: 7, subject: name, rate: 0.21),
            .init(
                kind: .takeBackRises, yearly: money("412300.5"), count: 2, subject: name, rate: 0.08,
                day: dataDay.advanced(by: -40)),
            .init(kind: .exchangeUnused, yearly: money("96000"), count: 1, subject: name, rate: 0.91),
        ]
        pack.gaps = VendorPack.Gap.allCases
        return VendorReport(
            context: ReportContext(
                workspace: "acme-estate", runDay: runDay, version: "0.1.0", basis: .contractedCost),
            pack: pack)
    }

    private static func fillSpend(_ pack: inout VendorPack, _ name: String) {
        let months = (0..<24).map { i in
            let mean = 1_700_000 + 21_000 * i
            return VendorPack.Step(
                month: BillingPeriod(containing: runDay).advanced(by: i + 1).description,
                p10: Money(mean - 30_000 - 9_000 * i), p50: Money(mean - 2_000),
                p90: Money(mean + 36_000 + 11_000 * i), mean: Money(mean))
        }
        pack.spendPath = months
        pack.products = [3, 1].enumerated().map { i, part in
            VendorPack.ProductPath(
                service: i == 0 ? name : "(other products)",
                months: months.map { step in
                    func part(_ value: Money<Charged>) -> Money<Charged> {
                        value.scaled(by: i == 0 ? 3 : 1, over: 4)
                    }
                    return VendorPack.Step(
                        month: step.month, p10: part(step.p10), p50: part(step.p50), p90: part(step.p90),
                        mean: part(step.mean))
                })
        }
        pack.termTotal = VendorPack.Step(
            month: "24m", p10: Money(43_100_000), p50: Money(46_400_000), p90: Money(50_900_000),
            mean: months.reduce(.zero) { $0 + $1.mean })
        pack.track = VendorPack.TrackRecord(days: 90, origins: 8, held: 7)
        pack.discounts = [name, "OSS", "PolarDB"].enumerated().flatMap { row, service in
            (0..<4).map { i in
                let list = money("\(900_000 / (row + 1)).10")
                let has = row != 2 || i > 1
                return VendorPack.Discount(
                    service: service,
                    month: BillingPeriod(containing: runDay).advanced(by: i - 4).description,
                    list: has ? list : .zero,
                    contracted: has ? list.scaled(by: 72 + Int128(row) * 6 - Int128(i), over: 100) : .zero,
                    discount: has ? 0.28 - 0.06 * Double(row) + 0.01 * Double(i) : nil)
            }
        }
        pack.concentration = VendorPack.Concentration(
            share: 0.62, hhi: 0.468,
            shares: [
                .init(vendor: name, spend: money("5120000.335"), share: 0.62),
                .init(vendor: "Tencent Cloud", spend: money("2310000.335"), share: 0.28),
                .init(vendor: "Huawei Cloud", spend: money("825000.33"), share: 0.1),
            ], unconverted: [usd], switchable: money("2900000"),
            products: [.init(service: name, spend: money("3000000.5"), share: 0.586)])
    }

    private static func fillRecord(_ pack: inout VendorPack, _ name: String) {
        let months = (0..<3).map { i in
            CommitmentRecord.Month(
                month: BillingPeriod(containing: runDay).advanced(by: i - 2).description,
                savings: EffectiveSavings(
                    list: money("2200000.5"), contracted: money("1700000.25"),
                    effective: money("1650000.125"), waste: money("12000")),
                eligible: money("800000"), covered: money("400000"), used: money("337900.125"))
        }
        let end = dataDay.advanced(by: 80)
        pack.record = CommitmentRecord(
            months: months,
            instruments: [
                .init(
                    id: name, type: "Savings Plan", category: "Spend", services: [name],
                    term: CommitmentTerm(
                        start: dataDay.advanced(by: -285), isStartKnown: true, end: end, isAssumed: true,
                        isActive: true, breakEven: dataDay.advanced(by: 20)),
                    months: [
                        .init(
                            month: "2026-05", covered: money("400000"), used: money("336000"),
                            unused: money("12000"))
                    ])
            ],
            cliffs: [
                .init(
                    id: name, type: "Savings Plan", end: end, isAssumed: true,
                    coveredIn30Days: money("390000"), extraIn30Days: money("51000")),
                .init(
                    id: "ri-1", type: nil, end: nil, isAssumed: false, coveredIn30Days: money("10000.5"),
                    extraIn30Days: money("900")),
            ], eligibleServices: [name])
    }

    private static func fillPrices(_ pack: inout VendorPack, _ name: String) {
        func month(_ month: String, _ contracted: String) -> PriceMonth {
            PriceMonth(
                month: month, quantity: Decimal18("1000") ?? Decimal18(units: 1), list: money("2200"),
                contracted: money(contracted), effective: money(contracted))
        }
        let line = PriceLine(
            service: name, sku: "SKU1", name: name, priceID: "SKU1.1", region: "cn-hangzhou", account: "1",
            unit: "Hours", isDynamic: false, months: [month("2026-04", "1716"), month("2026-05", "1853.28")])
        pack.prices = PriceRecord(
            lines: [line],
            steps: [
                PriceStep(
                    service: name, day: dataDay.advanced(by: -40), skus: ["SKU1"], change: 0.08,
                    listChange: 0, contractDay: nil, paidSince: money("45000"),
                    yearAhead: money("412300.5"))
            ],
            betterElsewhere: [
                BetterPrice(
                    service: name, sku: "SKU1", name: nil, unit: "Hours", region: "ap-southeast-1",
                    account: "1", unitPrice: 2.41, bestRegion: "cn-hangzhou", bestAccount: "1",
                    bestUnitPrice: 1.85328, yearlyDifference: money("88000"),
                    yearlyDiscountPart: money("12000"))
            ], spend: money("5000000"), pricedSpend: money("4800000"))
        func price(_ vendor: String, _ unit: Double) -> UnitPriceComparison.VendorPrice {
            UnitPriceComparison.VendorPrice(
                vendor: vendor, unitPrice: unit, listUnitPrice: unit * 1.3, effectiveUnitPrice: unit * 0.95,
                spend: money("900000"), units: 900_000 / unit)
        }
        pack.comparison = UnitPriceComparison(
            currency: cny, rates: [], unconverted: [usd],
            classes: [
                .init(
                    kind: "Compute", measure: .vCPUHour, memoryElasticity: 0.42,
                    vendors: [price("Huawei Cloud", 0.182), price(name, 0.231)])
            ],
            overpaid: [
                .init(
                    service: name, sku: "SKU1", name: nil, kind: "Compute", measure: .vCPUHour,
                    unitPrice: 0.231, referencePrice: 0.19, referenceVendor: "Huawei Cloud",
                    spend: money("900000"), yearlyDifference: money("647000"))
            ], spend: money("5000000"), measuredSpend: money("4000000"), comparableSpend: money("2900000"))
    }
}
