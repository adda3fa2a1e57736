import Billing
import Findings
import Testing
import TimeSeries

/// Each kind of incident on a small bill, told by its name.
@Suite struct KindTests {
    private func found(_ estate: SmallEstate, runs: ClosedRange<Int>) -> [Finding] {
        DetectionBacktest(FindingEngine()).run(
            estate.ledger(), runs: SmallEstate.day(runs.lowerBound)...SmallEstate.day(runs.upperBound)
        ).findings
    }

    @Test func aDropIsOne() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 110..<113, factor: 0.2) { $0.service == "Beta storage" }]
        let drop = try #require(found(estate, runs: 111...118).first)
        #expect(drop.kind == .drop && drop.direction == .down && drop.impact < .zero)
        #expect(drop.status == .ended && drop.lastDay == SmallEstate.day(112))
    }

    @Test func moreUseAtTheSamePriceIsNoPriceChange() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 110..<150, factor: 1.3) { $0.service == "Beta network" }]
        let found = found(estate, runs: 111...120)
        #expect(found.map(\.kind) == [.levelShift])
        let cause = try #require(found.first?.causes.first)
        let (volume, price) = (try #require(cause.volume), try #require(cause.price))
        #expect(volume.approximate > 0.9 * cause.impact.approximate)
        #expect(abs(price.approximate) < 0.05 * cause.impact.approximate)
    }

    @Test func aLeakIsATrendFromItsTrueFirstDay() throws {
        var estate = SmallEstate()
        estate.events = (0..<45).map { step in
            .init(days: 90 + step..<91 + step, factor: 1 + 0.02 * Double(step + 1)) {
                $0.service == "Alpha storage"
            }
        }
        let found = found(estate, runs: 91...134)
        #expect(found.count == 1)
        let leak = try #require(found.first)
        #expect(leak.kind == .trendChange && leak.direction == .up)
        #expect(abs(leak.firstDay.distance(to: SmallEstate.day(90))) <= 4)
        // 4 lines of 100 a day and 91 % of them on an average day: 2, 4, 6 … % of it.
        let truth = (1...44).reduce(0.0) { sum, step in
            let weekday = SmallEstate.day(89 + step).weekday
            return sum + 400 * (weekday > 5 ? 0.7 : 1) * 0.02 * Double(step)
        }
        #expect(abs(leak.impact.approximate / truth - 1) < 0.1, "\(leak)")
    }

    @Test func aNewServiceIsNewsOnItsFirstDay() throws {
        var estate = SmallEstate()
        estate.lines.append(
            .init(vendor: "Beta", service: "Beta models", region: "north", account: "Betaa1", daily: 300))
        estate.events = [.init(days: 0..<110, factor: 0) { $0.service == "Beta models" }]
        let new = try #require(found(estate, runs: 109...112).first)
        #expect(new.kind == .newSpend && new.detectedOn == SmallEstate.day(111))
        #expect(new.expected == .zero)
    }

    @Test func aShiftBecomesTheNewLevelAndIsNotSaidAgain() throws {
        var estate = SmallEstate()
        estate.events = [.init(days: 90..<150, factor: 1.5) { $0.service == "Alpha compute" }]
        let backtest = DetectionBacktest(FindingEngine())
        let ledger = estate.ledger()
        let early = backtest.run(ledger, runs: SmallEstate.day(91)...SmallEstate.day(95)).findings
        #expect(early.map(\.status) == [.open] || early.map(\.status) == [.growing])
        let late = backtest.run(ledger, runs: SmallEstate.day(91)...SmallEstate.day(140)).findings
        #expect(late.count == 1 && late.first?.id == early.first?.id)
        #expect(late.first?.status == .stable && late.first?.kind == .levelShift)
    }

    @Test func theUnitOfMoneyDoesNotMatter() throws {
        var estate = SmallEstate()
        estate.events = [
            .init(days: 110..<150, factor: 1.7) { $0.service == "Alpha compute" },
            .init(days: 108..<150, priceFactor: 1.2) { $0.service == "Beta network" },
        ]
        let ledger = estate.ledger()
        var cents = ledger
        for row in 0..<cents.count {
            cents.billedCost[row] *= 100
            cents.effectiveCost[row] *= 100
            cents.contractedCost[row] *= 100
            cents.listCost[row] *= 100
        }
        let day = SmallEstate.day(114)
        let (plain, scaled) = (
            FindingEngine().analyse(ledger: ledger, run: day),
            FindingEngine().analyse(ledger: cents, run: day)
        )
        #expect(plain.findings.map(\.id) == scaled.findings.map(\.id) && plain.findings.count == 2)
        for (a, b) in zip(plain.findings, scaled.findings) {
            #expect(a.scope == b.scope && a.kind == b.kind && a.severity == b.severity)
            #expect(abs(b.impact.approximate / a.impact.approximate - 100) < 1e-3)
            #expect(abs(a.score - b.score) < 1e-9)
        }
    }

    @Test func causesAddUpOnRandomIncidents() {
        for seed in 1...6 as ClosedRange<UInt64> {
            var generator = SplitMix64(seed: seed)
            var estate = SmallEstate()
            estate.seed = seed
            estate.dayCount = 118
            let service = ["compute", "storage", "network"][Int(generator.next() % 3)]
            let factor = 1.6 + generator.uniform()
            let isNorthOnly = generator.next() % 2 == 0
            estate.events = [
                .init(days: 110..<118, factor: factor) {
                    $0.service.hasSuffix(service) && (!isNorthOnly || $0.region == "north")
                }
            ]
            let found = found(estate, runs: 112...117)
            #expect(!found.isEmpty)
            for finding in found {
                #expect(finding.impact == finding.actual - finding.expected)
                #expect(finding.causes.reduce(Money<Charged>.zero) { $0 + $1.impact } == finding.impact)
            }
        }
    }
}
