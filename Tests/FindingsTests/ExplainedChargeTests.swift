import Billing
import Findings
import Testing
import TimeSeries

/// What moves a bill and is as it should be: it raises no finding.
@Suite struct ExplainedChargeTests {
    private func found(_ ledger: Ledger, runs: ClosedRange<Int>) -> [Finding] {
        DetectionBacktest(FindingEngine()).run(
            ledger, runs: SmallEstate.day(runs.lowerBound)...SmallEstate.day(runs.upperBound)
        ).findings
    }

    @Test func creditsRefundsPurchasesAndTrueUpsAreNoIncidents() {
        let charges: [(name: String, cost: Double, texts: [String: String])] = [
            ("credit", -5000, ["ChargeCategory": "Credit"]),
            ("refund", -4000, ["ChargeCategory": "Adjustment"]),
            (
                "purchase of a commitment", 9000,
                ["ChargeCategory": "Purchase", "CommitmentDiscountId": "plan"]
            ),
            ("true-up of the month before", 3000, ["ChargeClass": "Correction"]),
            ("tax", 2500, ["ChargeCategory": "Tax"]),
        ]
        for charge in charges {
            var ledger = SmallEstate().ledger()
            ledger.addCharge(
                day: 110, vendor: "Alpha", service: "Alpha compute", cost: charge.cost, charge.texts)
            #expect(found(ledger, runs: 111...114).isEmpty, "\(charge.name)")
        }
    }

    @Test func aPromotionOfTheCalendarIsExplainedAndMoreThanOneIsNot() {
        // 18 June and the three weeks before it, in the first year of the bill.
        var estate = SmallEstate()
        estate.dayCount = 171
        let promotion = 150..<171
        estate.events = [.init(days: promotion, factor: 1.4) { $0.service == "Alpha storage" }]
        #expect(found(estate.ledger(), runs: 151...170).isEmpty)
        estate.events = [.init(days: promotion, factor: 2.6) { $0.service == "Alpha storage" }]
        #expect(found(estate.ledger(), runs: 151...156).count == 1)
    }

    @Test func daysThatAreStillComingAreNoDrops() {
        // The newest two days of a bill that is three days late hold a part of their money.
        var estate = SmallEstate()
        estate.seed = 4
        var ledger = estate.ledger()
        var generator = SplitMix64(seed: 9)
        for row in 0..<ledger.count { ledger.knownOn[row] += Int32(generator.next() % 4) }
        #expect(found(ledger, runs: 100...112).isEmpty)
    }

    @Test func aRestatedDayIsSeenWithWhatItBecame() throws {
        // A spike of yesterday that a correction of the bill takes back three days later.
        var estate = SmallEstate()
        estate.events = [.init(days: 110..<111, factor: 6) { $0.service == "Beta network" }]
        var ledger = estate.ledger()
        let excess = (0..<ledger.count).reduce(Int128(0)) { sum, row in
            let isSpike =
                ledger.chargeStart[row] == Int32(SmallEstate.day(110).dayNumber)
                && ledger.column("ServiceName")?[row] == "Beta network"
            return sum + (isSpike ? ledger.effectiveCost[row] : 0)
        }
        let back = -Money<Effective>(units: excess).approximate * 5 / 6
        for line in estate.lines where line.service == "Beta network" {
            ledger.addCharge(
                day: 110, vendor: "Beta", service: "Beta network", cost: back / 4,
                ["SubAccountId": line.account, "RegionId": line.region])
            ledger.knownOn[ledger.count - 1] = Int32(SmallEstate.day(114).dayNumber)
        }
        let before = found(ledger, runs: 111...113)
        #expect(before.count == 1 && before[0].direction == .up)
        let after = found(ledger, runs: 111...118)
        #expect(after.count == 1 && after[0].status == .ended)
        #expect(abs(after[0].impact.approximate) < 0.2 * abs(before[0].impact.approximate))
    }
}
