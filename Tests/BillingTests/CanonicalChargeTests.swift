import Billing
import Foundation
import Testing
import TimeSeries

@Suite struct CanonicalChargeTests {
    private func ingest(_ changes: [[String: String]], without: Set<String> = []) throws -> (
        report: IngestReport, ledger: Ledger
    ) {
        var bill = SmallBill()
        for change in changes { bill.add(change) }
        let scratch = try Scratch()
        let (report, lake) = try scratch.ingest([scratch.file("bill.csv", bill.text(without: without))])
        return (report, try scratch.read(lake))
    }

    private func count(_ rule: ConformanceRule, _ report: IngestReport) -> Int {
        report.notes.filter { $0.rule == rule }.reduce(0) { $0 + $1.count }
    }

    @Test func hoursOfADayAreOneRow() throws {
        let hours = (0..<24).map { hour in
            [
                "ChargePeriodStart": "2026-06-14T\(hour < 10 ? "0" : "")\(hour):00:00Z",
                "ChargePeriodEnd": hour == 23
                    ? "2026-06-15T00:00:00Z" : "2026-06-14T\(hour < 9 ? "0" : "")\(hour + 1):00:00Z",
            ]
        }
        let (_, ledger) = try ingest(hours)
        #expect(ledger.count == 1)
        #expect(ledger.rowCount == [24])
        #expect(ledger.billedCost == [36_000_000_000_000_000_000])
        #expect(ledger.days?.lowerBound == CivilDate("2026-06-14"))
        #expect(ledger.days?.upperBound == CivilDate("2026-06-15"))
        #expect(ledger.pricingQuantity.units == [72_000_000_000_000_000_000])
        #expect(ledger.consumedQuantity.isKnown == [false])
    }

    @Test func zonesAreAppliedAndMissingOnesNoted() throws {
        let (report, ledger) = try ingest([
            [
                "ChargePeriodStart": "2026-06-14T00:00:00+08:00",
                "ChargePeriodEnd": "2026-06-14 01:00:00",
            ]
        ])
        #expect(ledger.days?.lowerBound == CivilDate("2026-06-13"))
        #expect(ledger.days?.upperBound == CivilDate("2026-06-15"))
        #expect(
            report.notes.filter { $0.rule == .timeWithoutZone }.map(\.column) == ["ChargePeriodEnd"])
    }

    @Test func exportTimeSaysWhenAChargeBecameKnown() throws {
        let (_, ledger) = try ingest([["x_ExportTime": "2026-06-16T03:00:00Z"], [:]])
        #expect(ledger.count == 2)
        #expect(
            Set(ledger.knownOn)
                == [Ledger.unknownDay, Int32(try #require(CivilDate("2026-06-16")).dayNumber)])
    }

    @Test func tagsAreOneTextWhateverTheirOrder() throws {
        let (report, ledger) = try ingest([
            ["Tags": "{\"b\":\"2\",\"a\":\"1\"}"], ["Tags": "{ \"a\" : \"1\", \"b\" : \"2\" }"],
            ["Tags": "not json"], ["Tags": "[1]"], ["Tags": "{}"], ["Tags": "NULL"],
            ["Tags": "{\"a\":true,\"b\":null}"],
        ])
        #expect(
            ledger.column("Tags").map { Set($0.values) }
                == ["{\"a\":\"1\",\"b\":\"2\"}", "{\"a\":true,\"b\":null}"])
        #expect(ledger.rowCount.reduce(0, +) == 7)
        #expect(count(.tagsNotJSON, report) == 2)
        #expect(count(.nullAsText, report) == 1)
    }

    @Test func closedListsAreSpelledAsFOCUSDoes() throws {
        let (report, ledger) = try ingest([
            ["ChargeFrequency": "Usage-based"], ["ChargeFrequency": "usage based"],
            ["ChargeCategory": "USAGE"], ["ChargeFrequency": "Sometimes"],
        ])
        #expect(
            ledger.column("ChargeFrequency").map { Set($0.values) } == ["Usage-Based", "Sometimes"])
        #expect(ledger.column("ChargeCategory")?.values == ["Usage"])
        #expect(count(.spelling, report) == 3)
        #expect(count(.unknownValue, report) == 1)
    }

    @Test func nullCostsAreDerivedAndToldApart() throws {
        let (report, ledger) = try ingest([
            ["EffectiveCost": "", "ContractedCost": "NULL"], ["ContractedCost": "", "ListCost": ""],
            ["ChargeCategory": "Credit", "BilledCost": "-1", "ContractedCost": ""],
            [
                "BilledCost": "0", "EffectiveCost": "4", "ContractedCost": "", "ListCost": "",
                "ResourceId": "vm-2",
            ],
        ])
        let sum = try #require(report.sums.first)
        #expect(sum.billedCost == Money(2))
        #expect(sum.effectiveCost == Money("6.5") && sum.derivedEffectiveCost == Money("1.5"))
        #expect(sum.contractedCost == .zero && sum.derivedContractedCost == Money("6.5"))
        #expect(sum.listCost == Money(4) && sum.derivedListCost == Money("5.5"))
        #expect(ledger.contractedCost.reduce(0, +) == Money<Contracted>("6.5")?.units)
        #expect(count(.effectiveCostDerived, report) == 1)
        #expect(count(.contractedCostDerived, report) == 4)
        #expect(count(.listCostDerived, report) == 2)
    }

    @Test func providersOfOlderVersionsAreFound() throws {
        var bill = SmallBill()
        bill.add(["InvoiceIssuerName": ""])
        let scratch = try Scratch()
        let text = bill.text().replacingOccurrences(of: "ServiceProviderName", with: "ProviderName")
        let (report, lake) = try scratch.ingest([scratch.file("bill.csv", text)])
        let ledger = try scratch.read(lake)
        #expect(ledger.column("ServiceProviderName")?.values == ["Cloud A"])
        #expect(ledger.column("InvoiceIssuerName")?.values == ["Cloud A"])
        #expect(report.files.map(\.version) == [.focus10])
        #expect(count(.providerDerived, report) == 1 && count(.issuerDerived, report) == 1)
        #expect(report.statements.map(\.key) == [StatementKey(provider: "Cloud A", account: "100")])
    }

    @Test func aCoveringPurchaseThatCountsIsListedNotChanged() throws {
        let (report, ledger) = try ingest([
            [
                "ChargeCategory": "Purchase", "CommitmentDiscountId": "sp-1", "EffectiveCost": "100",
                "ChargeFrequency": "One-Time",
            ]
        ])
        #expect(count(.coveringPurchaseCounted, report) == 1)
        #expect(
            report.notes.first { $0.rule == .coveringPurchaseCounted }?.example.hasSuffix("bill.csv:2")
                == true)
        #expect(ledger.effectiveCost == [100_000_000_000_000_000_000])
    }

    @Test func decimalsBeyondEighteenAreRoundedAndCounted() throws {
        let (report, ledger) = try ingest([
            ["BilledCost": "0.0000000000000000014"], ["BilledCost": "0.0000000000000000015"],
        ])
        #expect(ledger.billedCost == [3])
        #expect(report.rounding.count == 2)
        #expect(abs(report.rounding.sum - (0.4 - 0.5) / 1e18) < 1e-30)
    }
}
