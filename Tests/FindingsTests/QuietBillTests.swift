import Billing
import Findings
import Testing
import TimeSeries

@Suite struct QuietBillTests {
    @Test func whatACommitmentLeavesUnusedIsNoSpike() throws {
        // Two quiet days: what is not used of a commitment is billed to another account without a region.
        var estate = SmallEstate()
        estate.events = [
            .init(days: 110..<112, factor: 0.2) { $0.service == "Beta compute" && $0.region == "north" }
        ]
        var ledger = estate.ledger()
        for number in 110..<112 {
            ledger.addUnused(
                day: number, vendor: "Beta", service: "Beta compute", account: "Betaa2", cost: 160)
        }
        let runs = SmallEstate.day(111)...SmallEstate.day(116)
        let found = DetectionBacktest(FindingEngine()).run(ledger, runs: runs).findings
        #expect(found.allSatisfy { $0.direction == .down })
    }

    @Test func aLateDayIsComparedWithWhatShouldHaveCome() throws {
        let ledger = SmallEstate().ledger().withLateHalf
        let analysis = FindingEngine().analyse(ledger: ledger, run: SmallEstate.day(149))
        let whole = try #require(analysis.currencies.first?.series.first)
        #expect(whole.completeness.count == 60 && whole.expectedSoFar.count == 60)
        let share = try #require(whole.completeness.last)
        #expect(abs(share - 0.5) < 0.05)
        #expect(whole.completeness[40] == 1 && whole.expectedSoFar[40] == whole.expected[40])
        let soFar = try #require(whole.expectedSoFar.last)
        let actual = try #require(whole.actual.last?.approximate)
        #expect(abs(actual / soFar - 1) < 0.1)
    }
}

extension Ledger {
    /// Adds an unused part of a commitment.
    fileprivate mutating func addUnused(
        day: Int, vendor: String, service: String, account: String, cost: Double
    ) {
        var texts = [
            "ServiceProviderName": vendor, "ServiceName": service, "SubAccountId": account,
            "BillingCurrency": SmallEstate.currency, "ChargeCategory": "Usage",
        ]
        texts["CommitmentDiscountId"] = "plan"
        texts["CommitmentDiscountStatus"] = "Unused"
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
        other.billedCost = [0]
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

    /// The same charges, every second of them known two days later.
    fileprivate var withLateHalf: Ledger {
        var copy = self
        for row in 0..<count where row % 2 == 0 { copy.knownOn[row] += 2 }
        return copy
    }
}
