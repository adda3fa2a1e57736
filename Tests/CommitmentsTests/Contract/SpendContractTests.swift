import Billing
import Commitments
import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct SpendContractTests {
    private func error(_ change: (inout SpendContract) -> Void) throws -> ContractError? {
        var contract = try Contracts.contract([100, 100, 100])
        change(&contract)
        do {
            try contract.check()
            return nil
        } catch { return error }
    }

    @Test func aSoundContractPasses() throws {
        #expect(try error { _ in } == nil)
    }

    @Test func eachFaultHasItsOwnError() throws {
        #expect(
            try error { $0.end = $0.start } == .endsBeforeStart(start: Contracts.start, end: Contracts.start))
        #expect(try error { $0.commits = [] } == .noPeriods)
        #expect(
            try error { $0.commits[1] = Money(-1) } == .negativeCommit(period: 1, commit: Money(-1)))
        #expect(try error { $0.discount = .flat(1.2) } == .notAShare(term: "a discount", value: "1.2"))
        #expect(try error { $0.discount = .flat(-0.1) } == .notAShare(term: "a discount", value: "-0.1"))
        #expect(try error { $0.discount = .flat(.nan) } == .notAShare(term: "a discount", value: "nan"))
        #expect(try error { $0.discount = .bySpend([]) } == .noTiers)
        let tiers = [
            DiscountTier(from: Money(5), discount: 0.1), DiscountTier(from: Money(5), discount: 0.2),
        ]
        #expect(try error { $0.discount = .byBand(tiers) } == .tiersNotIncreasing(tier: 1))
        #expect(
            try error { $0.termination = TerminationRight(afterPeriod: 3) }
                == .terminationOutsideTerm(afterPeriod: 3, periods: 3))
        #expect(
            try error {
                $0.payment.upfrontShare = 0.8
                $0.shortfallShare = 0.5
            } == .prepaidBeyondShortfall(upfrontShare: 0.8, shortfallShare: 0.5))
        #expect(try error { $0.carryOver = CarryOver(.excess, periods: 0) } != nil)
        #expect(try error { $0.priceCap = -0.1 } != nil)
        #expect(try error { $0.payment.days = 400 } != nil)
    }

    @Test func messagesNameWhatIsNeededAndWhatWasGot() {
        #expect(
            ContractError.notAShare(term: "a discount", value: "1.2").description
                == "needs a discount from 0 to 1, got 1.2; write 15 % as 0.15")
        #expect(
            ContractError.endsBeforeStart(start: Contracts.end(years: 1), end: Contracts.start).description
                == "needs a contract that ends after it starts, got 2028-01-01 to 2027-01-01; correct the dates"
        )
        #expect(
            ContractError.tooFewPaths(needed: 2, got: 1).description
                == "needs 2 possible futures for odds, got 1; forecast with more paths")
    }

    @Test func periodsAreYearsFromTheSameDay() throws {
        let days = try Contracts.contract([1, 1, 1]).periodDays
        #expect(days.map(\.lowerBound.description) == ["2027-01-01", "2028-01-01", "2029-01-01"])
        #expect(days.last?.upperBound.description == "2030-01-01")
    }

    @Test func anOutlookIsCheckedAndSumsDays() throws {
        #expect(throws: ContractError.tooFewPaths(needed: 2, got: 1)) {
            try SpendOutlook(demand: SamplePaths(horizon: 1, count: 1, values: [1]))
        }
        #expect(throws: ContractError.tooFewPaths(needed: 2, got: 0)) {
            try SpendOutlook(demand: SamplePaths(horizon: 1, count: 0, values: []))
        }
        #expect(throws: ContractError.notANumber(path: 1, period: 0)) {
            try SpendOutlook(demand: SamplePaths(horizon: 1, count: 2, values: [1, .nan]))
        }
        #expect(throws: ContractError.negativeSpend(path: 0, period: 0, value: -1)) {
            try SpendOutlook(demand: SamplePaths(horizon: 1, count: 2, values: [-1, 1]))
        }
        let contract = try Contracts.contract([1, 1])
        let days = 800
        let daily = SamplePaths(
            horizon: days, count: 2,
            values: Array(repeating: 1, count: days) + Array(repeating: 2, count: days))
        let outlook = try SpendOutlook(daily: daily, from: Contracts.start.advanced(by: -10), over: contract)
        #expect(outlook.demand.values == [365, 366, 730, 732])
        #expect(throws: ContractError.self) {
            try SpendOutlook(daily: daily, from: Contracts.start.advanced(by: 10), over: contract)
        }
    }

    @Test func aContractAndAnOutlookOfOtherLengthDoNotFit() throws {
        let outlook = try Contracts.outlook(periods: 2)
        #expect(throws: ContractError.periodsDiffer(contract: 3, outlook: 2)) {
            _ = try ContractAnalysis(Contracts.contract([1, 1, 1]), under: outlook)
        }
    }
}
