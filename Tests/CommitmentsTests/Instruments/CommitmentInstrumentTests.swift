import Billing
import Commitments
import Foundation
import TestKit
import Testing
import TimeSeries

/// Prices of instruments, and what is refused.
@Suite struct CommitmentInstrumentTests {
    static func refusal(_ instrument: CommitmentInstrument) throws -> String {
        let demand = try DemandMaker(weeks: 5).demand()
        do {
            _ = try CommitmentPlanner(demand: demand, instruments: [instrument])
            return ""
        } catch { return "\(error)" }
    }

    @Test func paidMonthByMonthThePriceIsTheDiscounted() {
        let instrument = CommitmentInstrument(name: "a", discount: 0.27)
        #expect(isClose(instrument.effectivePrice(costOfCapital: 0.08), 0.73, .rounding))
        #expect(isClose(instrument.breakEvenUtilization(costOfCapital: 0.08), 0.73, .rounding))
    }

    /// The present value of the annuity is what is paid at the start.
    @Test func upfrontMoneyCostsItsAnnuity() {
        let all = CommitmentInstrument(name: "a", termMonths: 36, discount: 0.4, payment: .all)
        let price = all.effectivePrice(costOfCapital: 0.12)
        let present = (1...36).reduce(0.0) { $0 + price / pow(1.01, Double($1)) }
        #expect(isClose(present, 0.6 * 36, .rounding))
        let half = CommitmentInstrument(name: "a", termMonths: 36, discount: 0.4, payment: .partial(0.5))
        #expect(isClose(half.effectivePrice(costOfCapital: 0.12), (price + 0.6) / 2, .rounding))
        #expect(isClose(all.effectivePrice(costOfCapital: 0), 0.6, .rounding))
    }

    @Test(arguments: [1.0, 1.2, -0.1, .nan, .infinity]) func discountsOutsideZeroToOneAreRefused(
        discount: Double
    ) throws {
        #expect(
            try Self.refusal(CommitmentInstrument(name: "free", discount: discount))
                == "needs a discount from 0 to below 1, got \(discount) of free")
    }

    @Test func otherTermsAreRefusedWithTheirName() throws {
        #expect(
            try Self.refusal(CommitmentInstrument(name: "a", termMonths: 0, discount: 0.2))
                == "needs a term of 1 to 120 months, got 0, of a")
        #expect(
            try Self.refusal(CommitmentInstrument(name: "a", discount: 0.2, payment: .partial(1.5)))
                == "needs an upfront share from 0 to 1, got 1.5, of a")
        #expect(
            try Self.refusal(CommitmentInstrument(name: "a", discount: 0.2, lot: -1))
                == "needs a lot of at least 0, got -1.0, of a")
        #expect(
            try Self.refusal(CommitmentInstrument(name: "a", discount: 0.2, families: ["gpu"]))
                == "needs at least one instrument that covers a family with demand")
    }

    @Test func namesAndTranchesAreChecked() throws {
        let demand = try DemandMaker(weeks: 5).demand()
        let a = CommitmentInstrument(name: "a", discount: 0.2)
        #expect(throws: InstrumentError.twice(instrument: "a")) {
            try CommitmentPlanner(demand: demand, instruments: [a, a])
        }
        let day = DemandMaker.start
        let empty = CommitmentStack.Tranche(
            instrument: "old", covered: Money(5), price: Money(4), days: day..<day)
        #expect(throws: InstrumentError.badTranche(instrument: "old", "an end after the start")) {
            try CommitmentPlanner(demand: demand, stack: CommitmentStack([empty]), instruments: [a])
        }
        let negative = CommitmentStack.Tranche(
            instrument: "old", covered: Money(-5), price: Money(4), days: day..<day.advanced(by: 3))
        #expect(throws: InstrumentError.badTranche(instrument: "old", "a cover and price of at least 0")) {
            try CommitmentPlanner(demand: demand, stack: CommitmentStack([negative]), instruments: [a])
        }
    }
}
