import Billing
import Commitments
import LedgerKit
import TestKit
import Testing
import TimeSeries

@Suite struct VendorPackTests {
    private static let start = CivilDate("2025-01-01") ?? CivilDate(dayNumber: 0)
    private static let run = start.advanced(by: 400)

    private static func ledger(days: Int = 400) -> Ledger {
        var random = SplitMix64(seed: 3)
        var ledger = Ledger()
        for day in 0..<days {
            for vendor in 0..<2 {
                let list = Money<Charged>(
                    modelled: (vendor == 0 ? 300 : 100) * (0.9 + 0.2 * random.uniform()))
                let paid = list.scaled(by: vendor == 0 ? 3 : 4, over: 4)
                ledger.add(
                    day: start.advanced(by: day), vendor: "V\(vendor)", service: "Compute", cost: paid,
                    list: list)
            }
        }
        return ledger
    }

    private static func pack(_ vendor: String = "V0", days: Int = 400) throws -> VendorPack {
        try VendorPackBuilder().pack(for: vendor, ledger: ledger(days: days), termMonths: 12, run: run)
    }

    @Test func realisedDiscountIsOneMinusContractedOverList() throws {
        let pack = try Self.pack()
        #expect(!pack.discounts.isEmpty)
        for entry in pack.discounts {
            #expect(isClose(try #require(entry.discount), 0.25, .optimum))
        }
    }

    @Test func sharesAddUpToOne() throws {
        let concentration = try Self.pack().concentration
        #expect(isClose(concentration.shares.reduce(0) { $0 + $1.share }, 1, .rounding))
        #expect(concentration.shares[0].vendor == "V0" && concentration.share > 0.6)
        #expect(
            isClose(concentration.hhi, concentration.shares.reduce(0) { $0 + $1.share * $1.share }, .rounding)
        )
    }

    @Test func theSpendPathHasEveryMonthOfTheTerm() throws {
        let path = try Self.pack().spendPath
        #expect(path.count == 12)
        #expect(path.allSatisfy { $0.p10 <= $0.p50 && $0.p50 <= $0.p90 })
        let month = path[0].mean.approximate
        #expect(abs(month / (300 * 0.75 * 30) - 1) < 0.1)
    }

    /// The newsvendor's answer: odds of shortfall equal the discount, and the saving grows with it.
    @Test func oddsOfShortfallAreTheDiscount() throws {
        let commitments = try Self.pack().commitments
        for entry in commitments {
            #expect(abs(entry.probabilityShortfall - entry.discount) < 0.01)
            #expect(entry.expectedSaving >= .zero)
        }
        for (less, more) in zip(commitments, commitments.dropFirst()) {
            #expect(less.expectedSaving < more.expectedSaving)
        }
    }

    @Test func anUnknownVendorIsAnsweredWithTheKnownOnes() {
        #expect {
            try Self.pack("Nobody")
        } throws: { error in
            "\(error)" == "needs a vendor with charges, got Nobody; known are V0, V1"
        }
    }

    @Test func aVendorWithoutHistoryIsRefused() throws {
        var ledger = Self.ledger()
        ledger.add(day: Self.run.advanced(by: -4), vendor: "New", service: "X", cost: Money(1))
        #expect(throws: CommitmentError.tooShort(vendor: "New", needed: 28, got: 2)) {
            try VendorPackBuilder().pack(for: "New", ledger: ledger, termMonths: 12, run: Self.run)
        }
    }
}
