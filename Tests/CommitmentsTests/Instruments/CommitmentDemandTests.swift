import Billing
import Commitments
import Foundation
import TestKit
import Testing
import TimeSeries

/// Demand as instruments see it.
@Suite struct CommitmentDemandTests {
    static let start = DemandMaker.start

    @Test func wholeWeeksUpToTheLastDayAreKept() throws {
        let demand = try CommitmentDemand(
            ["a": (0..<40 * 24).map(Double.init)], every: .hour, from: Self.start)
        #expect(demand.weekCount == 5)
        #expect(demand.start == Self.start.advanced(by: 5))
        #expect(demand.end == Self.start.advanced(by: 40))
    }

    @Test func daysBecomeRates() throws {
        let daily = try CommitmentDemand(
            daily: ["a": [Money<Charged>](repeating: Money(2400), count: 140)], from: Self.start)
        let hourly = try CommitmentDemand(
            ["a": [Double](repeating: 100, count: 140 * 24)], every: .hour, from: Self.start)
        let instrument = CommitmentInstrument(name: "1 year", discount: 0.3)
        let purchases = try [daily, hourly].map {
            try CommitmentPlanner(demand: $0, instruments: [instrument]).plan().purchases.map(\.covered)
        }
        #expect(purchases[0] == [Money(100)])
        #expect(purchases[1] == [Money(100)])
    }

    @Test func whatIsNoDemandIsRefused() {
        #expect(throws: InstrumentError.tooShort(neededDays: 28, got: 27)) {
            try CommitmentDemand(["a": [Double](repeating: 1, count: 27)], every: .day, from: Self.start)
        }
        #expect(throws: InstrumentError.tooShort(neededDays: 28, got: 0)) {
            try CommitmentDemand([:], every: .day, from: Self.start)
        }
        #expect(throws: InstrumentError.badDemand(family: "b", "28 values, got 29,")) {
            try CommitmentDemand(
                ["a": [Double](repeating: 1, count: 28), "b": [Double](repeating: 1, count: 29)], every: .day,
                from: Self.start)
        }
        #expect(throws: InstrumentError.badDemand(family: "a", "a number as value 3, got nan,")) {
            try CommitmentDemand(
                ["a": (0..<28).map { $0 == 3 ? .nan : 1 }], every: .day, from: Self.start)
        }
        #expect(
            InstrumentError.tooShort(neededDays: 28, got: 3).description
                == "needs 28 days of demand, got 3; ingest more months")
        #expect(
            InstrumentError.badDemand(family: "b", "28 values, got 29,").description
                == "needs 28 values, got 29, of family b")
    }

    @Test func correctionsBelowZeroCountAsZero() throws {
        var costs = [Money<Charged>](repeating: Money(2400), count: 35)
        costs[20] = Money(-5000)
        let demand = try CommitmentDemand(daily: ["a": costs], from: Self.start)
        let target = LadderPolicy(look: .recent).target(demand, discount: 0.001, termWeeks: 52)
        #expect(target >= 0 && target < 100)
    }
}
