import Billing
import Findings
import Foundation
import Testing
import TimeSeries

/// A part of the bill that varies so much that no single day gives its new level away.
@Suite struct LastingShiftTests {
    /// A bill of one service, each of whose four lines is off by `noise` on any day; from day 180 on it costs `factor` times as
    /// much, or `daily` more every day.
    private func estate(
        factor: Double = 1, daily: Double = 0, noise: Double = 0.2, seed: UInt64 = 1
    ) -> SmallEstate {
        var estate = SmallEstate()
        estate.lines = estate.lines.filter { $0.service == "Alpha compute" }
        estate.dayCount = 210
        estate.seed = seed
        var generator = SplitMix64(seed: seed + 100)
        for day in 0..<estate.dayCount {
            let growth = day >= 180 ? factor + daily * Double(day - 179) : 1
            for line in estate.lines {
                let normal = (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() }
                let (region, account) = (line.region, line.account)
                estate.events.append(
                    .init(days: day..<day + 1, factor: exp(noise * normal) * growth) {
                        $0.region == region && $0.account == account
                    })
            }
        }
        return estate
    }

    private func found(_ ledger: Ledger, runs: ClosedRange<Int>) -> [Finding] {
        DetectionBacktest(FindingEngine()).run(
            ledger, runs: SmallEstate.day(runs.lowerBound)...SmallEstate.day(runs.upperBound)
        ).findings
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func aStepWithinTheNoiseOfADayIsFoundByItsWeeks(seed: UInt64) {
        let found = found(estate(factor: 1.3, seed: seed).ledger(), runs: 181...200)
        #expect(!found.isEmpty)
        for shift in found {
            #expect(shift.kind == .levelShift && shift.direction == .up)
            #expect(abs(shift.firstDay.distance(to: SmallEstate.day(180))) <= 4, "\(shift)")
        }
        let wide = found.filter { $0.scope.isTotal }
        #expect(wide.isEmpty || found.count == 1, "the whole and none of its parts")
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func theNoiseAloneIsNoStep(seed: UInt64) {
        #expect(found(estate(seed: seed).ledger(), runs: 170...209).isEmpty)
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func aLeakIsOneFinding(seed: UInt64) {
        let found = found(estate(daily: 0.015, noise: 0.05, seed: seed).ledger(), runs: 181...209)
        #expect(found.count == 1 && found.allSatisfy { $0.direction == .up }, "\(found)")
    }

    /// The ledger with 40 % off what a commitment covers from day 160 on: all use of one account.
    private func committed(_ ledger: Ledger) throws -> Ledger {
        var ledger = ledger
        let id = try #require(Ledger.textColumns.firstIndex(of: "CommitmentDiscountId"))
        let status = try #require(Ledger.textColumns.firstIndex(of: "CommitmentDiscountStatus"))
        let account = try #require(ledger.column("SubAccountId"))
        ledger.text[id].values = ["plan"]
        ledger.text[status].values = ["Used"]
        let start = Int32(SmallEstate.day(160).dayNumber)
        for row in 0..<ledger.count
        where ledger.chargeStart[row] >= start && account[row] == "Alphaa1" {
            ledger.text[id].codes[row] = 1
            ledger.text[status].codes[row] = 1
            ledger.effectiveCost[row] = ledger.effectiveCost[row] / 10 * 6
        }
        return ledger
    }

    @Test func aCommitmentThatBeginsIsNoShift() throws {
        #expect(found(try committed(estate().ledger()), runs: 161...200).isEmpty)
    }
}
