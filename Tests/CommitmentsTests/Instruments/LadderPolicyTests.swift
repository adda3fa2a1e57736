import Commitments
import Foundation
import TestKit
import Testing
import TimeSeries

/// How much to own.
@Suite struct LadderPolicyTests {
    /// The share of hours of the last thirty days below a level.
    static func share(below level: Double, _ rates: [Double]) -> Double {
        let recent = rates.suffix(720)
        return Double(recent.count { $0 < level }) / Double(recent.count)
    }

    @Test(arguments: [0.1, 0.27, 0.45, 0.7]) func ofSteadyDemandTheDiscountQuantileIsOwned(discount: Double)
        throws
    {
        let maker = DemandMaker()
        let target = LadderPolicy(look: .recent).target(try maker.demand(), discount: discount, termWeeks: 52)
        #expect(abs(Self.share(below: target, maker.rates()) - discount) <= 1.0 / 720 + 1e-9)
    }

    /// Over a term in which the level wanders, the quantile of the mixture stays near that of the recent hours.
    @Test func steadyDemandIsNotTakenForDeclining() throws {
        let demand = try DemandMaker(weeks: 110).demand()
        let recent = LadderPolicy(look: .recent).target(demand, discount: 0.3, termWeeks: 52)
        let both = LadderPolicy().target(demand, discount: 0.3, termWeeks: 52)
        #expect(both <= recent && both > 0.97 * recent)
    }

    @Test(arguments: [1 as UInt64, 2, 3]) func decliningDemandIsCoveredLess(seed: UInt64) throws {
        let demand = try DemandMaker(weeks: 80, yearly: -0.4, seed: seed).demand()
        let recent = LadderPolicy(look: .recent).target(demand, discount: 0.27, termWeeks: 52)
        let both = LadderPolicy().target(demand, discount: 0.27, termWeeks: 52)
        // A unit pays if it is used in 73 % of the term: until the level has fallen by about 0.6^0.73.
        #expect(both < 0.78 * recent && both > 0.6 * recent)
    }

    @Test func growthIsBoughtWhenItIsThere() throws {
        let demand = try DemandMaker(weeks: 80, yearly: 0.8).demand()
        let recent = LadderPolicy(look: .recent).target(demand, discount: 0.27, termWeeks: 52)
        #expect(LadderPolicy().target(demand, discount: 0.27, termWeeks: 52) == recent)
    }

    @Test(arguments: 0..<6 as Range<UInt64>) func moreDiscountNeverOwnsLess(seed: UInt64) throws {
        let demand = try DemandMaker(weeks: 60, yearly: Double(seed) * 0.2 - 0.5, seed: seed).demand()
        let targets = stride(from: 0.0, to: 1, by: 0.05).map {
            LadderPolicy().target(demand, discount: $0, termWeeks: 52)
        }
        #expect(targets[0] == 0)
        #expect(zip(targets, targets.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test(arguments: [1e12, 1e-9]) func unitsDoNotMatter(scale: Double) throws {
        let maker = DemandMaker(yearly: -0.2)
        let scaled = try CommitmentDemand(
            ["compute": maker.rates().map { $0 * scale }], every: .hour, from: DemandMaker.start)
        let one = LadderPolicy().target(try maker.demand(), discount: 0.3, termWeeks: 52)
        #expect(isClose(LadderPolicy().target(scaled, discount: 0.3, termWeeks: 52) / scale, one, .reference))
    }

    @Test func withoutDemandNothingIsOwned() throws {
        let zero = try CommitmentDemand(
            ["a": [Double](repeating: 0, count: 60 * 168)], every: .hour, from: DemandMaker.start)
        #expect(LadderPolicy().target(zero, discount: 0.5, termWeeks: 52) == 0)
    }

    @Test func aNewFamilyHasNoDriftYet() throws {
        var rates = [Double](repeating: 0, count: 50 * 168)
        for hour in (44 * 168)..<rates.count { rates[hour] = 500 }
        let demand = try CommitmentDemand(["new": rates], every: .hour, from: DemandMaker.start)
        let target = LadderPolicy().target(demand, discount: 0.3, termWeeks: 52)
        #expect(target > 400 && target <= 500)
    }

    @Test func obsolescenceCountsAfterTheFirstYear() throws {
        let demand = try DemandMaker(weeks: 110).demand()
        func target(_ weeks: Int, _ rate: Double) -> Double {
            LadderPolicy().target(demand, discount: 0.4, termWeeks: weeks, obsolescence: rate)
        }
        #expect(target(48, 0.15) == target(48, 0))
        #expect(target(157, 0.15) < 0.95 * target(157, 0))
    }
}
