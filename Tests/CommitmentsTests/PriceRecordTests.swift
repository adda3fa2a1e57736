import Billing
import Commitments
import LedgerKit
import TestKit
import Testing
import TimeSeries

@Suite struct PriceRecordTests {
    static let first = CivilDate("2026-01-01") ?? CivilDate(dayNumber: 0)

    /// Ten hours a day of one SKU at a price that may depend on the day.
    static func ledger(
        days: Int = 150, region: String = "a", sku: String = "S", priceID: (Int) -> String = { _ in "S.1" },
        _ price: (Int) -> (list: Double, contracted: Double)
    ) -> Ledger {
        var ledger = Ledger()
        for day in 0..<days {
            ledger.add(day: day, region: region, sku: sku, priceID: priceID(day), price(day))
        }
        return ledger
    }

    static func prices(_ ledger: Ledger, contract: CivilDate? = nil, days: Int = 150) throws -> PriceRecord {
        var plan = NegotiationPlan()
        plan.contractDays = ["V": contract.map { [$0] } ?? []]
        return try VendorPackBuilder(plan: plan, pathCount: 20).pack(
            for: "V", ledger: ledger, termMonths: 12, run: first.advanced(by: days + 2)
        ).prices
    }

    @Test func unitPricesAreCostOverQuantity() throws {
        let record = try Self.prices(Self.ledger { _ in (2, 1.5) })
        let line = try #require(record.lines.first)
        #expect(record.lines.count == 1 && line.unit == "Hours" && line.priceID == "S.1")
        for month in line.months {
            #expect(isClose(month.unitPrice(.listCost), 2, .rounding))
            #expect(isClose(month.unitPrice(.contractedCost), 1.5, .rounding))
        }
        #expect(line.months[1].quantity == Decimal18(units: 280 * Money<Charged>.unitsPerOne))
        #expect(record.steps.isEmpty && record.betterElsewhere.isEmpty)
        #expect(record.spend == record.pricedSpend && record.spend == Money(90 * 15))
    }

    /// From day 100 each hour costs 0.12 more: fifty days of ten hours since, and 3,650 hours a year.
    @Test func aSilentRiseHasItsDayAndItsMoney() throws {
        let record = try Self.prices(Self.ledger { $0 < 100 ? (2, 1.5) : (2.16, 1.62) })
        let step = try #require(record.steps.first)
        #expect(record.steps.count == 1 && step.isSilentRise)
        #expect(step.day == Self.first.advanced(by: 100))
        #expect(isClose(step.change, 0.08, .reference) && isClose(step.listChange, 0.08, .reference))
        #expect(isClose(step.paidSince.approximate, 60, .reference))
        #expect(isClose(step.yearAhead.approximate, 438, .reference))
    }

    @Test func aRiseAtAContractsDayIsNotSilent() throws {
        let ledger = Self.ledger { $0 < 100 ? (2, 1.5) : (2, 1.62) }
        let step = try #require(
            try Self.prices(ledger, contract: Self.first.advanced(by: 90)).steps.first)
        #expect(!step.isSilentRise && step.listChange == 0)
        #expect(step.contractDay == Self.first.advanced(by: 90))
    }

    @Test func aRiseThatWasTakenBackCostsNothingAhead() throws {
        let record = try Self.prices(Self.ledger { 60..<90 ~= $0 ? (2, 1.8) : (2, 1.5) })
        let rise = try #require(record.steps.last)
        #expect(record.steps.count == 2 && rise.change > 0)
        #expect(isClose(rise.paidSince.approximate, 90, .reference) && rise.yearAhead == .zero)
    }

    /// A new price id that takes over continues the line; ids that alternate within each month are tiers.
    @Test func priceIdsThatFollowEachOtherAreOneLineAndTiersAreNot() throws {
        let replaced = try Self.prices(
            Self.ledger(priceID: { $0 < 100 ? "S.1" : "S.2" }) { $0 < 100 ? (2, 1.5) : (2, 1.65) })
        #expect(replaced.lines.count == 1 && replaced.lines[0].priceID == "S.2")
        #expect(replaced.steps.map(\.day) == [Self.first.advanced(by: 100)])
        let tiers = try Self.prices(
            Self.ledger(priceID: { $0 % 30 < 10 ? "S.1" : "S.2" }) { $0 % 30 < 10 ? (2, 1.5) : (1, 0.75) })
        #expect(tiers.lines.count == 2 && tiers.steps.isEmpty)
    }

    @Test func noiseOfPricesIsNoStep() throws {
        var random = SplitMix64(seed: 5)
        let noise = (0..<150).map { _ in 1 + 0.04 * (random.uniform() - 0.5) }
        #expect(try Self.prices(Self.ledger { (2, 1.5 * noise[$0]) }).steps.isEmpty)
    }

    /// Region b lists a tenth more and gives less discount: of 0.36 an hour, 0.15 are the list's, 0.21 the discount's.
    @Test func aBetterOwnPriceSaysWhatPartIsDiscount() throws {
        var ledger = Self.ledger { _ in (2, 1.5) }
        ledger.append(Self.ledger(region: "b") { _ in (2.2, 1.86) })
        let better = try #require(try Self.prices(ledger).betterElsewhere.first)
        #expect(better.region == "b" && better.bestRegion == "a")
        #expect(isClose(better.yearlyDifference.approximate, 0.36 * 3650, .reference))
        #expect(isClose(better.yearlyDiscountPart.approximate, 0.21 * 3650, .reference))
    }

    @Test func whatHasNoQuantityIsCountedAndNotPriced() throws {
        var ledger = Self.ledger { _ in (2, 1.5) }
        ledger.add(
            day: Self.first.advanced(by: 140), vendor: "V", service: "Support", cost: Money(100))
        let record = try Self.prices(ledger)
        #expect(record.spend - record.pricedSpend == Money(100) && record.lines.count == 1)
    }

    @Test func hugeAndTinyPricesAreStillPrices() throws {
        for scale in [1e-9, 1e9] {
            let record = try Self.prices(
                Self.ledger { $0 < 100 ? (2 * scale, scale) : (2 * scale, 1.1 * scale) })
            #expect(record.steps.count == 1)
            #expect(isClose(record.steps[0].change, 0.1, .optimum))
        }
    }
}

extension Ledger {
    fileprivate mutating func add(
        day: Int, region: String, sku: String, priceID: String, _ price: (list: Double, contracted: Double)
    ) {
        add(
            day: PriceRecordTests.first.advanced(by: day), vendor: "V", service: "Compute",
            cost: Money(units: Int128((10 * price.contracted * 1e18).rounded())),
            list: Money(units: Int128((10 * price.list * 1e18).rounded())),
            quantity: Decimal18("10"),
            [
                "RegionId": region, "SkuId": sku, "SkuPriceId": priceID, "PricingUnit": "Hours",
                "BillingAccountId": "acc", "PricingCategory": "Standard",
            ])
    }
}
