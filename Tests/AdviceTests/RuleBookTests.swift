import Advice
import Billing
import LedgerKit
import Testing
import TimeSeries

@Suite struct RuleBookTests {
    private static let run = CivilDate("2026-06-15") ?? CivilDate(dayNumber: 0)
    private static let usd = Currency("USD")

    private static func suggestions(_ fill: (inout Ledger, CivilDate) -> Void) throws -> [Suggestion] {
        var ledger = Ledger()
        for back in (1...60).reversed() { fill(&ledger, run.advanced(by: -back)) }
        let currency = try #require(usd)
        let window = BillWindow(ledger: ledger, run: run, currency: currency, ownerDimension: .tag("owner"))
        return RuleBook.standard.suggestions(for: window)
    }

    @Test func spendWithoutOwnerIsNamedWithItsAccount() throws {
        let found = try Self.suggestions { ledger, day in
            ledger.add(
                day: day, vendor: "A", service: "S", cost: Money(80),
                ["SubAccountId": "one", "Tags": #"{"owner":"x"}"#])
            ledger.add(day: day, vendor: "A", service: "S", cost: Money(20), ["SubAccountId": "one"])
        }.filter { $0.rule == "unallocated-spend" }
        #expect(found.count == 1)
        #expect(found.first?.object == Scope([.serviceProvider: "A", .subAccount: "one"]))
        #expect(found.first?.savingHigh == .zero)
        #expect(found.first?.evidence.first { $0.name == "share of the account" }?.value == "20.0 %")
    }

    @Test func unusedCommitmentIsWorthAtMostItsUnusedCost() throws {
        let found = try Self.suggestions { ledger, day in
            for (status, cost) in [("Used", 70), ("Unused", 30)] {
                ledger.add(
                    day: day, vendor: "A", service: "S", cost: Money(cost),
                    ["CommitmentDiscountId": "sp-1", "CommitmentDiscountStatus": status])
            }
        }.filter { $0.rule == "unused-commitment" }
        #expect(found.count == 1)
        #expect(found.first?.savingLow == .zero)
        #expect(found.first?.savingHigh == Money<Charged>(900).scaled(by: 730, over: 720))
    }

    @Test func aWellUsedCommitmentIsLeftAlone() throws {
        let found = try Self.suggestions { ledger, day in
            for (status, cost) in [("Used", 97), ("Unused", 3)] {
                ledger.add(
                    day: day, vendor: "A", service: "S", cost: Money(cost),
                    ["CommitmentDiscountId": "sp-1", "CommitmentDiscountStatus": status])
            }
        }
        #expect(!found.contains { $0.rule == "unused-commitment" })
    }

    @Test func oneVendorForACategoryIsNamed() throws {
        let found = try Self.suggestions { ledger, day in
            ledger.add(day: day, vendor: "A", service: "S", cost: Money(90), ["ServiceCategory": "Compute"])
            ledger.add(day: day, vendor: "B", service: "S", cost: Money(10), ["ServiceCategory": "Compute"])
        }.filter { $0.rule == "vendor-concentration" }
        #expect(found.first?.evidence.map(\.value).contains("90.0 %") == true)
        #expect(found.first?.evidence.map(\.value).contains("8200") == true)
    }

    @Test func aServiceThatAppearedIsNamedWithItsRunRate() throws {
        let found = try Self.suggestions { ledger, day in
            ledger.add(day: day, vendor: "A", service: "Old", cost: Money(100))
            if day >= Self.run.advanced(by: -10) {
                ledger.add(day: day, vendor: "A", service: "New", cost: Money(24))
            }
        }.filter { $0.rule == "new-spend" }
        #expect(found.count == 1)
        #expect(found.first?.savingHigh == Money(730))
    }

    @Test func aResourceThatIsBilledAndNotUsedIsNamed() throws {
        let found = try Self.suggestions { ledger, day in
            ledger.add(
                day: day, vendor: "A", service: "S", cost: Money(5), consumed: Decimal18("0"),
                ["ResourceId": "disk-1", "ResourceType": "Disk"])
            ledger.add(
                day: day, vendor: "A", service: "S", cost: Money(5), consumed: Decimal18("7"),
                ["ResourceId": "disk-2", "ResourceType": "Disk"])
        }.filter { $0.rule == "billed-without-use" }
        #expect(found.count == 1)
        #expect(found.first?.object[.resource] == .some("disk-1"))
    }

    @Test func aSavingIsNeverNegativeNorAboveTheCost() throws {
        let found = try Self.suggestions { ledger, day in
            ledger.add(
                day: day, vendor: "A", service: "S", cost: -Money<Charged>(5), consumed: Decimal18("0"),
                ["ResourceId": "disk-1", "CommitmentDiscountId": "c", "CommitmentDiscountStatus": "Unused"])
        }
        #expect(found.allSatisfy { $0.savingLow >= .zero && $0.savingLow <= $0.savingHigh })
    }

    @Test func overlapsAreNettedAndNamed() throws {
        let currency = try #require(Self.usd)
        let found = try Self.suggestions { ledger, day in
            ledger.add(day: day, vendor: "A", service: "Old", cost: Money(100))
            if day >= Self.run.advanced(by: -12) {
                ledger.add(
                    day: day, vendor: "A", service: "New", cost: Money(24), consumed: Decimal18("0"),
                    ["ResourceId": "r", "ResourceType": "VM", "SubAccountId": "a"])
            }
        }
        let net = SuggestedSaving.netted(found).first { $0.currency == currency }?.high ?? .zero
        let gross = found.reduce(Money<Charged>.zero) { $0 + $1.savingHigh }
        #expect(net <= gross)
    }

    @Test func anEmptyBillSuggestsNothing() throws {
        #expect(try Self.suggestions { _, _ in }.isEmpty)
    }
}
