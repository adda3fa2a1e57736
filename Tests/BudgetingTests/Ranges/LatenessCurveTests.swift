import Billing
import Budgeting
import LedgerKit
import TestKit
import Testing
import TimeSeries

@Suite struct LatenessCurveTests {
    private static let start = CivilDate(dayNumber: 20_000)

    /// Of each day 60 % are known on the morning after, 35 % a day and the rest three days later; one day comes a week late.
    private static func ledger(days: Int, isKnown: Bool = true) -> Ledger {
        var ledger = Ledger()
        for day in 0..<days {
            for (cost, age) in [(60, 1), (35, 2), (5, 4)] {
                let date = start.advanced(by: day)
                ledger.add(day: date, vendor: "V", service: "S", cost: Money(cost))
                if isKnown {
                    ledger.knownOn[ledger.count - 1] = Int32(
                        date.dayNumber + age + (day == days - 50 ? 7 : 0))
                }
            }
        }
        return ledger
    }

    private static func usd() throws -> Currency { try #require(Currency("USD")) }

    @Test func sharesAreLearnedAndRise() throws {
        let run = Self.start.advanced(by: 120)
        let curve = Self.ledger(days: 120).latenessCurve(
            before: run, in: try Self.usd(), basis: .billedCost)
        #expect(isClose(Array(curve.shares[0...5]), [0, 0.6, 0.95, 0.95, 1, 1], .rounding))
        #expect(zip(curve.shares, curve.shares.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(curve.completeAge == 4)
        #expect(curve.provisionalDays(before: run) == run.advanced(by: -3)..<run)
        #expect(curve.share(of: run.advanced(by: -2), on: run) == curve.shares[2])
        #expect(curve.share(of: run, on: run) == 0 && curve.share(of: run.advanced(by: -40), on: run) == 1)
    }

    @Test func whatBecameKnownAfterTheRunChangesNothing() throws {
        let run = Self.start.advanced(by: 120)
        let short = Self.ledger(days: 120).latenessCurve(before: run, in: try Self.usd(), basis: .billedCost)
        var long = Self.ledger(days: 120)
        for row in 0..<long.count where Int(long.knownOn[row]) > run.dayNumber { long.billedCost[row] *= 100 }
        #expect(long.latenessCurve(before: run, in: try Self.usd(), basis: .billedCost) == short)
    }

    @Test func billsThatDoNotSayAreComplete() throws {
        let run = Self.start.advanced(by: 120)
        let curve = Self.ledger(days: 120, isKnown: false).latenessCurve(
            before: run, in: try Self.usd(), basis: .billedCost)
        #expect(curve == .prompt)
        #expect(curve.provisionalDays(before: run).isEmpty)
        #expect(Ledger().latenessCurve(before: run, in: try Self.usd(), basis: .billedCost) == .prompt)
    }

    @Test func lateDaysAreCompleted() throws {
        let run = Self.start.advanced(by: 120)
        let curve = Self.ledger(days: 120).latenessCurve(
            before: run, in: try Self.usd(), basis: .billedCost)
        let yesterday = run.advanced(by: -1)
        // As much is known as is usual: the whole is near what was expected.
        #expect(isClose(curve.completed(60, of: yesterday, on: run, expected: 100), 100, .rounding))
        let more = curve.completed(70, of: yesterday, on: run, expected: 100)
        #expect(100 < more && more < 70 / 0.6)
        // A part that is all late, or all prompt.
        #expect(curve.completed(0, of: yesterday, on: run, expected: 100) == 100)
        #expect(curve.completed(101, of: yesterday, on: run, expected: 100) == 101)
        #expect(curve.completed(-90, of: yesterday, on: run, expected: -100) == -100)
        // A final day is what is known.
        #expect(curve.completed(3, of: run.advanced(by: -9), on: run, expected: 100) == 3)
    }

    @Test func fewDaysAndNoMoneyAreNotLearnedFrom() {
        #expect(LatenessCurve(moneyByAge: [[1, 2]]) == .prompt)
        #expect(LatenessCurve(moneyByAge: [[Double]](repeating: [0, 0], count: 50)) == .prompt)
        #expect(LatenessCurve(moneyByAge: [[Double]](repeating: [0, 2], count: 50)).completeAge == 1)
    }
}
