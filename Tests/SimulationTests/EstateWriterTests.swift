import Columnar
import Foundation
import Simulation
import Testing
import TimeSeries

@Suite struct EstateWriterTests {
    private let bill: BillRows
    private let written: WrittenEstate

    init() throws {
        bill = try WrittenEstate.smallRows.get()
        written = try WrittenEstate.small.get()
    }

    @Test func sizeIsHonoured() {
        #expect(bill.count == written.summary.rows)
        #expect(abs(bill.count - 20_000) <= 1000)
    }

    @Test func headerHasTheColumnsOfFOCUS12AndTheExportTime() {
        #expect(bill.header.count == 58)
        #expect(Set(bill.header).count == 58)
        for name in ["PricingCurrencyListUnitPrice", "CapacityReservationStatus", "x_ExportTime", "SkuMeter"]
        {
            #expect(bill.header.contains(name))
        }
    }

    @Test func mandatoryColumnsAreNeverNull() {
        let mandatory = [
            "ProviderName", "PublisherName", "InvoiceIssuerName", "BillingAccountId", "BillingPeriodStart",
            "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "BilledCost",
            "EffectiveCost", "ContractedCost", "ListCost", "BillingCurrency", "PricingCurrency",
            "PricingCurrencyEffectiveCost", "ServiceName", "ServiceCategory", "ServiceSubcategory",
            "InvoiceId",
            "ChargeDescription", "ChargeFrequency", "x_ExportTime",
        ]
        for name in mandatory {
            #expect(!(0..<bill.count).contains { bill.text($0, name).isEmpty }, "\(name)")
        }
    }

    @Test func costsArePriceTimesQuantity() {
        for (price, cost) in [("ListUnitPrice", "ListCost"), ("ContractedUnitPrice", "ContractedCost")] {
            let wrong = (0..<bill.count).filter { row in
                guard let quantity = bill.nanos(row, "PricingQuantity"), let price = bill.nanos(row, price)
                else {
                    return false
                }
                return quantity * price != bill.cost(row, cost) * 1_000_000_000
            }
            #expect(wrong.isEmpty)
        }
    }

    @Test func costsStandInOrder() {
        let usage = (0..<bill.count).filter { bill.isUsage($0) }
        #expect(usage.allSatisfy { bill.cost($0, "EffectiveCost") <= bill.cost($0, "ContractedCost") })
        #expect(usage.allSatisfy { bill.cost($0, "ContractedCost") <= bill.cost($0, "ListCost") })
        #expect(usage.allSatisfy { bill.cost($0, "EffectiveCost") > 0 })
    }

    @Test func coveredUsageIsNotBilledAndPurchasesAreNotUsed() {
        for row in 0..<bill.count where !bill.text(row, "CommitmentDiscountId").isEmpty {
            let isUsage = bill.text(row, "ChargeCategory") == "Usage"
            #expect(bill.cost(row, isUsage ? "BilledCost" : "EffectiveCost") == 0)
            #expect(bill.text(row, "CommitmentDiscountStatus").isEmpty == !isUsage)
            #expect((bill.text(row, "PricingCategory") == "Committed") == isUsage)
            #expect(!bill.text(row, "CommitmentDiscountQuantity").isEmpty)
        }
    }

    @Test func nullsFollowTheCategory() {
        for row in 0..<bill.count {
            let category = bill.text(row, "ChargeCategory")
            let isTax = category == "Tax"
            if isTax { #expect(bill.text(row, "PricingQuantity").isEmpty && bill.text(row, "SkuId").isEmpty) }
            if category == "Usage" || category == "Purchase" {
                #expect(!bill.text(row, "PricingQuantity").isEmpty && !bill.text(row, "SkuPriceId").isEmpty)
            }
            if category == "Purchase" { #expect(bill.text(row, "ChargeFrequency") != "Usage-Based") }
            let isConsumed = category == "Usage" && bill.text(row, "CommitmentDiscountStatus") != "Unused"
            #expect(bill.text(row, "ConsumedQuantity").isEmpty == !isConsumed)
            if category == "Credit" { #expect(bill.cost(row, "BilledCost") < 0) }
        }
    }

    @Test func aCommitmentIsUsedOrUnusedForWhatItCost() {
        var bought: [String: Int128] = [:]
        var worn: [String: Int128] = [:]
        for row in 0..<bill.count {
            let id = bill.text(row, "CommitmentDiscountId")
            guard !id.isEmpty else { continue }
            bought[id, default: 0] += bill.cost(row, "BilledCost")
            worn[id, default: 0] += bill.cost(row, "EffectiveCost")
        }
        // Of commitments paid for the whole term at once, only the first year lies within the estate.
        let unequal = bought.filter { $0.value != worn[$0.key] }
        #expect(bought.count >= 14)
        #expect(unequal.count == 1)
        #expect(unequal.allSatisfy { $0.value > (worn[$0.key] ?? 0) })
    }

    @Test func correctionsFixAnEarlierMonth() {
        let corrections = (0..<bill.count).filter { bill.text($0, "ChargeClass") == "Correction" }
        #expect(!corrections.isEmpty)
        for row in corrections {
            #expect(bill.text(row, "ChargePeriodEnd") <= bill.text(row, "BillingPeriodStart"))
        }
    }

    @Test func someRowsAreLateAndNoneEarly() throws {
        var delays: [Int: Int] = [:]
        for row in 0..<bill.count where bill.isUsage(row) {
            let end = try #require(bill.day(row, "ChargePeriodEnd"))
            let export = try #require(bill.day(row, "x_ExportTime"))
            delays[end.distance(to: export), default: 0] += 1
        }
        #expect(delays.keys.allSatisfy { $0 >= 0 })
        #expect((delays[0] ?? 0) > bill.count / 2)
        #expect((delays[3] ?? 0) > 0)
    }

    @Test func taxIsAShareOfTheInvoice() {
        var untaxed: [String: Int128] = [:]
        var tax: [String: Int128] = [:]
        for row in 0..<bill.count {
            let isTax = bill.text(row, "ChargeCategory") == "Tax"
            let invoice = bill.text(row, "InvoiceId")
            if isTax {
                tax[invoice, default: 0] += bill.cost(row, "BilledCost")
            } else {
                untaxed[invoice, default: 0] += bill.cost(row, "BilledCost")
            }
        }
        #expect(tax.count >= 7 * 14)
        for (invoice, sum) in tax {
            let base = untaxed[invoice] ?? 0
            let percent: Int128 =
                ["aws", "azure", "google"].contains { invoice.contains("INV-\($0)") } ? 4 : 6
            #expect(abs(base * percent / 100 - sum) <= 5_000_001)
        }
    }

    @Test func noTextCanBeAFormula() {
        let numbers: Set<String> = [
            "BilledCost", "EffectiveCost", "ContractedCost", "ListCost", "PricingQuantity",
            "ConsumedQuantity",
            "PricingCurrencyEffectiveCost",
        ]
        let starts: Set<Character> = ["=", "+", "-", "@", "\t", "\r"]
        for (k, name) in bill.header.enumerated() where !numbers.contains(name) {
            #expect(!bill.records.contains { $0[k].first.map(starts.contains) ?? false }, "\(name)")
        }
    }

    @Test func threadsDoNotChangeAByte() throws {
        let alone = try WrittenEstate(seed: 7, rows: 20_000, width: 1)
        for (one, many) in zip(try alone.files(), try written.files()) {
            #expect(try Data(contentsOf: one) == Data(contentsOf: many))
        }
        let labels = "labels.json"
        #expect(
            try Data(contentsOf: alone.folder.appending(path: labels))
                == Data(contentsOf: written.folder.appending(path: labels)))
    }

    @Test func parquetHasTheSameRows() throws {
        let month = try #require(BillingPeriod("2026-07"))
        let file = written.folder.appending(path: "huawei.parquet")
        let rows = try EstateWriter(estate: written.estate, format: .parquet)
            .writeBill(month, of: "huawei-cloud", to: file)
        let reader = try ParquetReader(path: file.path)
        #expect(reader.rowCount == rows)
        #expect(reader.columns.map(\.name) == bill.header)
        let csv = try BillRows([written.folder.appending(path: "bills/huawei-cloud/2026-07.csv.gz")])
        #expect(csv.count == rows)
    }

    @Test func aFolderThatCannotBeWrittenSaysSo() {
        #expect(throws: SimulationError.self) {
            try EstateWriter(estate: written.estate).write(to: URL(filePath: "/dev/null/estate"))
        }
    }
}
