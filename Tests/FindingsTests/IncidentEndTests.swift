import Billing
import Findings
import Testing
import TimeSeries

@Suite struct IncidentEndTests {
    private func found(_ estate: SmallEstate, runs: ClosedRange<Int>) -> [Finding] {
        DetectionBacktest(FindingEngine()).run(
            estate.ledger(), runs: SmallEstate.day(runs.lowerBound)...SmallEstate.day(runs.upperBound)
        ).findings
    }

    @Test func aLeakThatEndsIsNoDrop() throws {
        var estate = SmallEstate()
        // A slow leak over 30 days, then the old level again.
        estate.events = (0..<30).map { step in
            .init(days: 90 + step..<91 + step, factor: 1 + 0.04 * Double(step + 1)) {
                $0.service == "Alpha storage"
            }
        }
        let found = found(estate, runs: 91...134)
        #expect(!found.isEmpty && found.allSatisfy { $0.direction == .up })
        #expect(found.allSatisfy { $0.status == .ended })
    }

    @Test func newSpendThatEndsIsNoDrop() throws {
        var estate = SmallEstate()
        estate.lines.append(
            .init(vendor: "Beta", service: "Beta models", region: "north", account: "Betaa1", daily: 300))
        estate.events = [.init(days: 0..<90, factor: 0) { $0.service == "Beta models" }]
        estate.events.append(.init(days: 115..<150, factor: 0) { $0.service == "Beta models" })
        let found = found(estate, runs: 91...130)
        #expect(found.count == 1)
        let new = try #require(found.first)
        #expect(new.kind == .newSpend && new.status == .ended)
        #expect(new.lastDay == SmallEstate.day(114))
    }

    @Test func theFirstRunOfAllKnowsAWayBackToo() {
        var estate = SmallEstate()
        estate.events = [.init(days: 80..<112, factor: 1.8) { $0.service == "Alpha storage" }]
        let day = SmallEstate.day(119)
        #expect(FindingEngine().analyse(ledger: estate.ledger(), run: day).findings.isEmpty)
        // A drop from where it always was is one.
        estate.events = [.init(days: 112..<150, factor: 0.5) { $0.service == "Alpha storage" }]
        let found = FindingEngine().analyse(ledger: estate.ledger(), run: day).findings
        #expect(found.map(\.direction) == [.down])
    }

    @Test func aDropThatRecoversIsOneFinding() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 100..<118, factor: 0.4) { $0.service == "Beta compute" }]
        let found = found(estate, runs: 101...132)
        #expect(found.count == 1)
        #expect(found.first?.direction == .down && found.first?.status == .ended)
    }

    @Test func anAccountThatBeginsToUseAServiceIsNoNewService() throws {
        var estate = SmallEstate()
        estate.lines.append(
            .init(
                vendor: "Alpha", service: "Alpha compute", region: "north", account: "Alphaa3", daily: 400))
        estate.events = [.init(days: 0..<100, factor: 0) { $0.account == "Alphaa3" }]
        estate.events.append(.init(days: 103..<150, factor: 0) { $0.account == "Alphaa3" })
        let found = found(estate, runs: 101...110)
        #expect(found.count == 1)
        #expect(found.first?.kind == .spike)
    }
}
