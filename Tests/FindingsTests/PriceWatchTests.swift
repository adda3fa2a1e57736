import Billing
import Findings
import Testing
import TimeSeries

@Suite struct PriceWatchTests {
    private func found(_ ledger: Ledger, runs: ClosedRange<Int>) -> [Finding] {
        DetectionBacktest(FindingEngine()).run(
            ledger, runs: SmallEstate.day(runs.lowerBound)...SmallEstate.day(runs.upperBound)
        ).findings
    }

    @Test func aRiseOfEightPercentIsFoundWithItsMoney() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 110..<150, priceFactor: 1.08) { $0.service == "Beta network" }]
        let found = found(estate.ledger(), runs: 108...130)
        #expect(found.count == 1)
        let rise = try #require(found.first)
        #expect(rise.kind == .priceChange && rise.direction == .up && rise.firstDay == SmallEstate.day(110))
        #expect(
            rise.scope == .of([("ServiceProviderName", "Beta"), ("ServiceName", "Beta network")]))
        #expect(rise.detectedOn <= SmallEstate.day(114))
        // Old prices × new quantities is what was expected.
        let share = rise.impact.approximate / rise.expected.approximate
        #expect(abs(share - 0.08) < 0.002)
        #expect(rise.causes.reduce(Money<Charged>.zero) { $0 + $1.impact } == rise.impact)
    }

    @Test func volumeDoesNotHideAPrice() throws {
        var estate = SmallEstate()
        estate.events = [
            .init(days: 110..<150, priceFactor: 1.25) { $0.service == "Alpha storage" },
            .init(days: 110..<150, factor: 0.8) { $0.service == "Alpha storage" },
        ]
        let found = found(estate.ledger(), runs: 108...120)
        #expect(found.map(\.kind) == [.priceChange])
    }

    @Test func aPriceOfOneRegionIsFoundThere() throws {
        var estate = SmallEstate()
        estate.events = [
            .init(days: 110..<150, priceFactor: 1.2) { $0.service == "Alpha storage" && $0.region == "south" }
        ]
        let found = found(estate.ledger(), runs: 108...116)
        #expect(found.count == 1 && found.first?.kind == .priceChange)
        #expect(found.first?.scope[.region] == "south")
    }

    @Test func aPriceThatGoesBackEndsItsFinding() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 100..<115, priceFactor: 1.3) { $0.service == "Beta storage" }]
        let found = found(estate.ledger(), runs: 98...130)
        #expect(found.count == 1)
        #expect(found.first?.status == .ended && found.first?.lastDay == SmallEstate.day(114))
    }

    @Test func aSecondRiseAfterTheFirstEndedIsASecondFinding() {
        var estate = SmallEstate()
        estate.events = [95..<100, 112..<150].map { days in
            .init(days: days, priceFactor: 1.3) { $0.service == "Beta storage" }
        }
        let found = found(estate.ledger(), runs: 96...118)
        #expect(found.map(\.kind) == [.priceChange, .priceChange])
        #expect(found.map(\.status).first == .ended)
    }

    @Test func aCommitmentThatBeginsIsNoPriceChange() {
        var ledger = SmallEstate().ledger()
        guard let id = Ledger.textColumns.firstIndex(of: "CommitmentDiscountId"),
            let status = Ledger.textColumns.firstIndex(of: "CommitmentDiscountStatus"),
            let service = ledger.column("ServiceName")
        else { return }
        ledger.text[id].values = ["plan"]
        ledger.text[status].values = ["Used"]
        let start = Int32(SmallEstate.day(110).dayNumber)
        for row in 0..<ledger.count where ledger.chargeStart[row] >= start && service[row] == "Beta compute" {
            ledger.text[id].codes[row] = 1
            ledger.text[status].codes[row] = 1
            ledger.effectiveCost[row] = ledger.effectiveCost[row] / 10 * 6
        }
        #expect(found(ledger, runs: 108...120).isEmpty)
    }
}
