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
            ledger.addCharge(
                day: number, vendor: "Beta", service: "Beta compute", cost: 160,
                [
                    "SubAccountId": "Betaa2", "CommitmentDiscountId": "plan",
                    "CommitmentDiscountStatus": "Unused",
                ])
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
    /// The same charges, every second of them known two days later.
    fileprivate var withLateHalf: Ledger {
        var copy = self
        for row in 0..<count where row % 2 == 0 { copy.knownOn[row] += 2 }
        return copy
    }
}
