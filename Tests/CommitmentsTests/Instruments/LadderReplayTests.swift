import Commitments
import Foundation
import TestKit
import Testing
import TimeSeries

/// Ways to buy against the best in hindsight, and that against enumeration.
@Suite struct LadderReplayTests {
    /// Hourly demand that is the same all week, after four weeks that are not replayed.
    static func weekly(_ levels: [Int]) throws -> CommitmentDemand {
        let rates = ([0, 0, 0, 0] + levels).flatMap { [Double](repeating: Double($0), count: 168) }
        return try CommitmentDemand(["a": rates], every: .hour, from: DemandMaker.start)
    }

    static let three = [
        CommitmentInstrument(name: "1 month", termMonths: 1, discount: 0.2),
        CommitmentInstrument(name: "2 months", termMonths: 2, discount: 0.3),
        CommitmentInstrument(name: "3 months", termMonths: 3, discount: 0.42),
    ]
    static let terms = [(weeks: 4, price: 0.8), (weeks: 9, price: 0.7), (weeks: 13, price: 0.58)]

    /// The least cost in unit-weeks by trying all purchases: a state is the weeks that each unit owned still holds.
    static func enumerated(_ levels: [Int]) -> Double {
        var memory: [[Int]: Double] = [:]
        let most = levels.max() ?? 0
        func cost(_ week: Int, _ held: [Int]) -> Double {
            guard week < levels.count else { return 0 }
            if let known = memory[[week] + held] { return known }
            var best = Double(max(0, levels[week] - held.count)) + cost(week + 1, aged(held))
            if held.count < most {
                for term in terms {
                    let paid = term.price * Double(min(term.weeks, levels.count - week))
                    best = min(best, paid + cost(week, (held + [term.weeks]).sorted()))
                }
            }
            memory[[week] + held] = best
            return best
        }
        return cost(0, [])
    }

    private static func aged(_ held: [Int]) -> [Int] { held.map { $0 - 1 }.filter { $0 > 0 } }

    @Test(arguments: 0..<20 as Range<UInt64>) func hindsightEqualsEnumeration(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let levels = (0..<12).map { _ in Int.random(in: 0...3, using: &random) }
        guard levels.contains(where: { $0 > 0 }) else { return }
        let replay = try LadderReplay(Self.weekly(levels), instruments: Self.three, fromWeek: 4)
        let expected = Self.enumerated(levels) * 168
        #expect(isClose(try replay.clairvoyant().use.cost, expected, .reference))
        #expect(isClose(try replay.clairvoyant(binsPerWeek: 1).use.cost, expected, .reference))
    }

    static let oneYear = CommitmentInstrument(name: "1 year", discount: 0.27)

    @Test(arguments: [-0.4, 0, 0.6]) func noRuleBeatsHindsight(yearly: Double) throws {
        let demand = try DemandMaker(weeks: 60, yearly: yearly, noise: 0.1).daily()
        let replay = try LadderReplay(demand, instruments: [Self.oneYear], fromWeek: 26)
        let best = try replay.clairvoyant().use.cost
        for rule in [LadderReplay.Rule.nothing, .minimum, .ladder(LadderPolicy()), .buyOnce, .program] {
            #expect(try replay.outcome(of: rule).use.cost >= best * (1 - 1e-9), "\(rule)")
        }
    }

    @Test(arguments: [-0.4, 0, 0.6]) func theLadderIsNearHindsight(yearly: Double) throws {
        let demand = try DemandMaker(weeks: 110, yearly: yearly, noise: 0.1).demand()
        let replay = try LadderReplay(demand, instruments: [Self.oneYear], fromWeek: 26)
        let best = try replay.clairvoyant(binsPerWeek: 24).use.effectiveSavingsRate
        let ladder = LadderPolicy(scenarioCount: 20)
        for rule in [LadderReplay.Rule.ladder(ladder), .program] {
            #expect(try replay.outcome(of: rule).use.effectiveSavingsRate > 0.94 * best)
        }
        // The least hour of the last month is a poor target, except where demand falls.
        if yearly >= 0 { #expect(try replay.outcome(of: .minimum).use.effectiveSavingsRate < 0.95 * best) }
    }

    @Test func buyingAsIfItWereTheLastTimeBuysTooMuch() throws {
        let demand = try DemandMaker(weeks: 110, yearly: 0.5).demand()
        let replay = try LadderReplay(demand, instruments: [Self.oneYear], fromWeek: 26)
        let once = try replay.outcome(of: .buyOnce).use
        let ladder = try replay.outcome(of: .ladder(LadderPolicy())).use
        #expect(once.effectiveSavingsRate < 0.7 * ladder.effectiveSavingsRate)
        #expect(once.waste > 3 * ladder.waste)
    }

    @Test func useAddsUp() throws {
        let demand = try DemandMaker(weeks: 40, noise: 0.2).demand()
        let replay = try LadderReplay(demand, instruments: [Self.oneYear], fromWeek: 8)
        let outcome = try replay.outcome(of: .ladder(LadderPolicy()))
        let use = outcome.use
        let rates = DemandMaker(weeks: 40, noise: 0.2).rates().suffix(32 * 168)
        var (covered, cost) = (0.0, 0.0)
        for (hour, rate) in rates.enumerated() {
            let held = outcome.purchases[0][...(hour / 168)].reduce(0, +)
            covered += min(rate, held)
            cost += 0.73 * held + max(0, rate - held)
        }
        #expect(isClose(use.onDemandCost, rates.reduce(0, +), .rounding))
        #expect(isClose(use.covered, covered, .rounding))
        #expect(isClose(use.cost, cost, .rounding))
        #expect(isClose(use.waste, 0.73 * (use.owned - use.covered), .reference))
        #expect(isClose(use.utilization, covered / use.owned, .rounding))
        #expect(isClose(use.coverage, covered / use.onDemandCost, .rounding))
        let nothing = try replay.outcome(of: .nothing).use
        #expect(nothing.effectiveSavingsRate == 0 && nothing.utilization == 1 && nothing.coverage == 0)
    }

    /// A plan for all families follows demand from one to the other; plans bound to a family do not.
    @Test func migrationNeedsAPlanForAllFamilies() throws {
        let total = DemandMaker(weeks: 100).rates()
        let old = total.enumerated().map { $0 < 60 * 168 ? $1 : 0 }
        let new = total.enumerated().map { $0 < 60 * 168 ? 0 : $1 }
        let demand = try CommitmentDemand(
            ["old": old, "new": new], every: .hour, from: DemandMaker.start)
        let wide = try LadderReplay(demand, instruments: [Self.oneYear], fromWeek: 26)
        let alone = try LadderReplay(
            CommitmentDemand(["all": total], every: .hour, from: DemandMaker.start),
            instruments: [Self.oneYear], fromWeek: 26)
        let rule = LadderReplay.Rule.ladder(LadderPolicy(look: .recent))
        #expect(
            isClose(
                try wide.outcome(of: rule).use.cost, try alone.outcome(of: rule).use.cost, .reference))
        let narrow = CommitmentInstrument(name: "old", discount: 0.27, families: ["old"])
        let bound = try LadderReplay(demand, instruments: [narrow], fromWeek: 26)
        #expect(
            try bound.outcome(of: rule).use.effectiveSavingsRate
                < 0.5 * wide.outcome(of: rule).use.effectiveSavingsRate)
    }

    @Test func tooFewWeeksAreRefused() throws {
        let demand = try DemandMaker(weeks: 20).demand()
        #expect(throws: InstrumentError.tooShort(neededDays: 147, got: 140)) {
            try LadderReplay(demand, instruments: [Self.oneYear], fromWeek: 20)
        }
        #expect(throws: InstrumentError.tooShort(neededDays: 35, got: 140)) {
            try LadderReplay(demand, instruments: [Self.oneYear], fromWeek: 2)
        }
    }
}
