import Billing
import Commitments
import LedgerKit
import TestKit
import Testing
import TimeSeries

/// The record against a bill small enough to add up by hand.
@Suite struct CommitmentRecordTests {
    static let usd = Currency("USD")
    static let first = CivilDate("2026-01-01") ?? CivilDate(dayNumber: 0)

    /// 120 days from New Year: compute at 100 list and 80 contracted a day on demand, and from 11 January a savings plan that
    /// covers another 50 list, 40 contracted, for 30, of which 3 a day are not used.
    static func ledger(days: Int = 120) -> Ledger {
        var ledger = Ledger()
        for day in 0..<days {
            let date = first.advanced(by: day)
            ledger.add(date, list: 100, contracted: 80, effective: 80)
            guard day >= 10 else { continue }
            ledger.add(date, list: 50, contracted: 40, effective: 27, plan)
            ledger.add(
                date, list: 3, contracted: 3, effective: 3,
                plan.merging(["CommitmentDiscountStatus": "Unused"]) { $1 })
        }
        return ledger
    }

    static let plan = [
        "CommitmentDiscountId": "sp-1", "CommitmentDiscountType": "Savings Plan",
        "CommitmentDiscountCategory": "Spend", "CommitmentDiscountStatus": "Used",
    ]

    static func pack(_ ledger: Ledger, days: Int = 120, plan: NegotiationPlan = NegotiationPlan()) throws
        -> VendorPack
    {
        try VendorPackBuilder(plan: plan, pathCount: 50).pack(
            for: "V", ledger: ledger, termMonths: 12, run: first.advanced(by: days + 2))
    }

    @Test func monthsAddUpAsByHand() throws {
        let months = try Self.pack(Self.ledger()).record.months
        #expect(months.map(\.month) == ["2026-01", "2026-02", "2026-03", "2026-04"])
        let january = months[0]
        #expect(january.savings.list == Money(31 * 100 + 21 * 50))
        #expect(january.savings.contracted == Money(31 * 80 + 21 * 40))
        #expect(january.savings.effective == Money(31 * 80 + 21 * 30))
        #expect(january.savings.waste == Money(21 * 3))
        #expect(january.covered == Money(21 * 40) && january.eligible == Money(31 * 80 + 21 * 40))
        #expect(isClose(try #require(january.utilization), 0.9, .rounding))
        let february = months[1]
        #expect(isClose(try #require(february.coverage), 40.0 / 120, .rounding))
        #expect(isClose(try #require(february.savings.rateOnContracted), 10.0 / 120, .rounding))
        #expect(isClose(try #require(february.savings.rateOnList), 40.0 / 150, .rounding))
    }

    /// List − effective = negotiated + committed − waste, and the rates multiply.
    @Test func ratesAreTwoViewsOfOneIdentity() throws {
        for month in try Self.pack(Self.ledger()).record.months {
            let savings = month.savings
            #expect(
                savings.list - savings.effective
                    == savings.negotiated + savings.committed - savings.waste)
            let (onList, onContracted) = (
                try #require(savings.rateOnList), try #require(savings.rateOnContracted)
            )
            let discount = try #require(savings.discount)
            #expect(isClose(1 - onList, (1 - discount) * (1 - onContracted), .rounding))
        }
    }

    @Test func anInstrumentSaysWhatItSavedAndNeeds() throws {
        let record = try Self.pack(Self.ledger()).record
        let instrument = try #require(record.instruments.first)
        #expect(record.instruments.count == 1 && instrument.services == ["Compute"])
        #expect(instrument.covered == Money(110 * 40) && instrument.unused == Money(110 * 3))
        #expect(instrument.saved == Money(110 * 10))
        #expect(isClose(try #require(instrument.discount), 13.0 / 40, .rounding))
        #expect(isClose(try #require(instrument.breakEvenUtilization), 27.0 / 40, .rounding))
        #expect(instrument.term.start == Self.first.advanced(by: 10))
        #expect(instrument.term.end == CivilDate("2027-01-11") && instrument.term.isAssumed)
        // 365 days at 30 are repaid at 40 a day after 274 days.
        #expect(instrument.term.breakEven == Self.first.advanced(by: 10 + 274))
    }

    @Test func cliffsAddUpToWhatIsCovered() throws {
        var ledger = Self.ledger()
        for day in 60..<120 {
            var other = Self.plan
            other["CommitmentDiscountId"] = "sp-2"
            ledger.add(Self.first.advanced(by: day), list: 20, contracted: 16, effective: 12, other)
        }
        let cliffs = try Self.pack(ledger).record.cliffs
        #expect(cliffs.map(\.id) == ["sp-1", "sp-2"])
        #expect(cliffs.reduce(.zero) { $0 + $1.coveredIn30Days } == Money(30 * 56))
        #expect(cliffs[0].extraIn30Days == Money(30 * 10))
    }

    @Test func aPurchaseForTheTermSaysItsEndAndPeopleKnowBetter() throws {
        var ledger = Self.ledger()
        var purchase = Self.plan
        purchase["CommitmentDiscountStatus"] = nil
        purchase["ChargeCategory"] = "Purchase"
        ledger.add(Self.first.advanced(by: 10), list: 0, contracted: 0, effective: 0, purchase)
        ledger.chargeEnd[ledger.count - 1] = Int32(Self.first.advanced(by: 10 + 365).dayNumber)
        let term = try #require(try Self.pack(ledger).record.instruments.first).term
        #expect(term.end == Self.first.advanced(by: 375) && !term.isAssumed)
        var plan = NegotiationPlan()
        plan.commitmentEnds = ["sp-1": Self.first.advanced(by: 200)]
        let known = try Self.pack(ledger, plan: plan).record
        #expect(known.cliffs.first?.end == Self.first.advanced(by: 200))
    }

    @Test func aCommitmentOlderThanTheBillHasNoKnownStart() throws {
        var ledger = Ledger()
        for day in 0..<60 {
            ledger.add(Self.first.advanced(by: day), list: 50, contracted: 40, effective: 30, Self.plan)
        }
        let term = try #require(try Self.pack(ledger, days: 60).record.instruments.first).term
        #expect(!term.isStartKnown && term.end == nil && term.breakEven == nil && term.isActive)
    }

    @Test func withoutCommitmentsRatesAreUnknown() throws {
        var ledger = Ledger()
        for day in 0..<60 { ledger.add(Self.first.advanced(by: day), list: 5, contracted: 4, effective: 4) }
        let pack = try Self.pack(ledger, days: 60)
        #expect(pack.record.instruments.isEmpty && pack.record.cliffs.isEmpty && pack.ladder == nil)
        #expect(pack.record.months.allSatisfy { $0.coverage == nil && $0.utilization == nil })
        #expect(pack.record.months.allSatisfy { $0.savings.rateOnContracted == 0 })
    }
}

extension Ledger {
    /// Adds one charge of `V` for compute with its own list, contracted and effective cost.
    mutating func add(
        _ day: CivilDate, list: Int, contracted: Int, effective: Int, _ texts: [String: String] = [:]
    ) {
        add(day: day, vendor: "V", service: "Compute", cost: Money(contracted), list: Money(list), texts)
        effectiveCost[count - 1] = Money<Charged>(effective).units
    }
}
