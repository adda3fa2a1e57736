import Billing
import Findings
import TestKit
import Testing
import TimeSeries

@Suite struct FindingEngineTests {
    private let engine = FindingEngine()

    private func run(_ estate: SmallEstate, days: ClosedRange<Int>) -> DetectionBacktest.Result {
        DetectionBacktest(engine).run(
            estate.ledger(), runs: SmallEstate.day(days.lowerBound)...SmallEstate.day(days.upperBound))
    }

    private func addsUp(_ finding: Finding) -> Bool {
        finding.causes.reduce(Money<Charged>.zero) { $0 + $1.impact } == finding.impact
            && finding.impact == finding.actual - finding.expected
            && finding.causes.allSatisfy { cause in
                guard let volume = cause.volume, let price = cause.price, let mix = cause.mix else {
                    return true
                }
                return volume + price + mix == cause.impact
            }
    }

    @Test func noiseHasNoFinding() {
        for seed in [1, 2] as [UInt64] {
            var estate = SmallEstate()
            estate.seed = seed
            estate.dayCount = 120
            #expect(run(estate, days: 100...119).findings.isEmpty)
        }
    }

    @Test func aSpikeIsOneFindingAtItsScope() throws {
        var estate = SmallEstate()
        estate.events = [
            .init(days: 110..<113, factor: 2.5) { $0.service == "Alpha compute" && $0.region == "north" }
        ]
        let found = run(estate, days: 111...116).findings
        #expect(found.count == 1)
        let spike = try #require(found.first)
        #expect(
            spike.scope
                == .of([
                    ("ServiceProviderName", "Alpha"), ("ServiceName", "Alpha compute"), ("RegionId", "north"),
                ]))
        #expect(spike.firstDay == SmallEstate.day(110))
        #expect(spike.detectedOn <= SmallEstate.day(112))
        #expect(spike.lastDay == SmallEstate.day(112))
        #expect(spike.kind == .spike && spike.direction == .up && spike.status == .ended)
        #expect(spike.id.hasPrefix("f-\(SmallEstate.day(110))-"))
        #expect(addsUp(spike))
    }

    @Test func movesThatCancelAreBothFound() {
        var estate = SmallEstate()
        estate.events = [
            .init(days: 110..<120, factor: 1.8) { $0.service == "Alpha compute" },
            .init(days: 110..<120, factor: 0.2) { $0.service == "Beta storage" },
        ]
        let found = run(estate, days: 111...116).findings
        #expect(Set(found.map { $0.scope[.service] }) == ["Alpha compute", "Beta storage"])
        #expect(found.count == 2)
        #expect(found.allSatisfy(addsUp))
    }

    @Test func aPriceRiseIsSaidToBeOne() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 110..<150, priceFactor: 1.3) { $0.service == "Beta network" }]
        let found = run(estate, days: 111...118).findings
        let rise = try #require(found.first)
        #expect(found.count == 1)
        #expect(rise.kind == .priceChange || rise.causes.contains { ($0.price?.approximate ?? 0) > 0 })
        #expect(addsUp(rise))
    }

    @Test func aFeedThatStopsIsOneFinding() throws {
        var estate = SmallEstate()
        estate.held = ("Beta", 110..<113, 115)
        let found = run(estate, days: 108...124).findings
        #expect(found.count == 1)
        let stop = try #require(found.first)
        #expect(stop.kind == .missingData && stop.direction == .down)
        #expect(stop.scope == .of([("ServiceProviderName", "Beta")]))
        #expect(stop.status == .ended)
        #expect(addsUp(stop))
    }

    @Test func aMigrationBetweenRegionsIsNoFinding() {
        var estate = SmallEstate()
        estate.events = [
            .init(days: 110..<150, factor: 0.4) { $0.service == "Alpha compute" && $0.region == "north" },
            .init(days: 110..<150, factor: 1.6) { $0.service == "Alpha compute" && $0.region == "south" },
        ]
        let result = run(estate, days: 111...116)
        #expect(result.findings.isEmpty)
        #expect(!result.reallocations.isEmpty)
    }

    @Test func aLevelShiftIsSaidOnceAndItsEndIsNoDrop() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 90..<112, factor: 1.6) { $0.service == "Alpha storage" }]
        let found = run(estate, days: 91...125).findings
        #expect(found.count == 1)
        let shift = try #require(found.first)
        #expect(shift.status == .ended && shift.direction == .up)
        #expect(addsUp(shift))
    }

    @Test func theFutureTheOrderAndTheThreadsDoNotMatter() {
        var estate = SmallEstate()
        estate.events = [.init(days: 110..<150, factor: 1.7) { $0.service == "Alpha compute" }]
        let day = SmallEstate.day(113)
        let base = engine.analyse(ledger: estate.ledger(), run: day)
        #expect(!base.findings.isEmpty)
        var short = estate
        short.dayCount = 113
        #expect(engine.analyse(ledger: short.ledger(), run: day).findings == base.findings)
        let shuffled = estate.ledger { ($0 &* 7919) % 3607 }
        #expect(engine.analyse(ledger: shuffled, run: day).findings == base.findings)
        var serial = DetectionSettings()
        serial.width = 1
        let alone = FindingEngine(settings: serial).analyse(ledger: estate.ledger(), run: day)
        #expect(alone.findings == base.findings)
    }

    @Test func mutedMoneyIsShownNotDropped() {
        var estate = SmallEstate()
        estate.events = [.init(days: 110..<150, factor: 1.7) { $0.service == "Alpha compute" }]
        let day = SmallEstate.day(113)
        let mute = Mute(
            scope: .of([("ServiceProviderName", "Alpha")]), firstDay: SmallEstate.day(100), verdict: .planned)
        let analysis = engine.analyse(ledger: estate.ledger(), run: day, mutes: [mute])
        #expect(analysis.findings.isEmpty && analysis.newFindings.isEmpty)
        #expect(analysis.muted.count == 1)
        #expect(analysis.currencies.first?.mutedImpact == analysis.muted.first?.impact)
        let later = Mute(scope: mute.scope, firstDay: SmallEstate.day(112), verdict: .planned)
        #expect(engine.analyse(ledger: estate.ledger(), run: day, mutes: [later]).findings.count == 1)
    }

    @Test func anEmptyBillHasNothingToSay() {
        let analysis = engine.analyse(ledger: Ledger(), run: SmallEstate.day(10))
        #expect(analysis.findings.isEmpty && analysis.currencies.isEmpty)
        var short = SmallEstate()
        short.dayCount = 5
        #expect(engine.analyse(ledger: short.ledger(), run: SmallEstate.day(5)).findings.isEmpty)
    }

    @Test func theReportGetsItsSeriesAndFeeds() throws {
        let analysis = engine.analyse(ledger: SmallEstate().ledger(), run: SmallEstate.day(150))
        let currency = try #require(analysis.currencies.first)
        #expect(currency.series.map(\.scope.description) == ["all", "Alpha", "Beta"])
        #expect(currency.series.allSatisfy { $0.actual.count == 60 && $0.expected.count == 60 })
        #expect(currency.feeds.map(\.vendor) == ["Alpha", "Beta"])
        #expect(currency.feeds.allSatisfy { $0.latenessDays == 1 && $0.missingDays.isEmpty })
        #expect(currency.feeds.first?.lastCompleteDay == SmallEstate.day(149))
    }
}
