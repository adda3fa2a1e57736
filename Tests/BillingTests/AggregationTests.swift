import Billing
import Columnar
import Foundation
import Testing
import TimeSeries

/// Adding up, against a slow obvious twin, and laws that must hold.
@Suite struct AggregationTests {
    private func bill(rows: Int, seed: UInt64) -> SmallBill {
        var generator = SplitMix64(seed: seed)
        func pick(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
        var bill = SmallBill()
        for _ in 0..<rows {
            let day = 10 + pick(4)
            bill.add([
                "ServiceProviderName": ["Cloud A", "Cloud B"][pick(2)],
                "BillingCurrency": ["CNY", "USD"][pick(2)],
                "ChargePeriodStart": "2026-06-\(day)T0\(pick(10)):00:00Z",
                "ChargePeriodEnd": "2026-06-\(day + 1)T00:00:00Z",
                "BillingPeriodStart": ["2026-06-01", "2026-07-01"][pick(2)],
                "ResourceId": ["", "vm-\(pick(6))"][pick(2)],
                "PricingQuantity": ["", "\(pick(9)).5"][pick(2)],
                "BilledCost": "\(pick(2000) - 1000).\(pick(999_999_999))", "ListCost": "0.\(pick(1000))1",
            ])
        }
        return bill
    }

    /// All rows of a ledger as texts, added up by key in a dictionary.
    private func table(_ ledger: Ledger) -> [String: [Int128]] {
        var table: [String: [Int128]] = [:]
        for row in 0..<ledger.count {
            let texts = ledger.text.map { $0[row] ?? "-" }
            let days = [ledger.chargeStart[row], ledger.chargeEnd[row], ledger.billingStart[row]]
            let key = texts.joined(separator: "|") + "|" + days.map(String.init).joined(separator: "|")
            let values = [
                ledger.billedCost[row], ledger.effectiveCost[row], ledger.contractedCost[row],
                ledger.listCost[row],
                ledger.pricingQuantity.isKnown[row] ? ledger.pricingQuantity.units[row] : 0,
                Int128(ledger.rowCount[row]),
            ]
            table[key] = zip(table[key] ?? [0, 0, 0, 0, 0, 0], values).map(+)
        }
        return table
    }

    /// The same from the rows of the bill, one by one.
    private func twin(_ bill: SmallBill) -> [String: [Int128]] {
        var table: [String: [Int128]] = [:]
        for row in bill.rows {
            let texts = Ledger.textColumns.map { column -> String in
                if column == "Tags" { return "{\"a\":\"1\",\"b\":\"2\"}" }
                let text = row[column] ?? ""
                return text.isEmpty ? "-" : text
            }
            let days = ["ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodStart"].map { column in
                CivilDate(String((row[column] ?? "").prefix(10))).map { String($0.dayNumber) } ?? "?"
            }
            let key = (texts + days).joined(separator: "|")
            let costs = ["BilledCost", "EffectiveCost", "ContractedCost", "ListCost", "PricingQuantity"]
            let values = costs.map { Decimal18(row[$0] ?? "")?.units ?? 0 } + [1]
            table[key] = zip(table[key] ?? [0, 0, 0, 0, 0, 0], values).map(+)
        }
        return table
    }

    private func ingest(_ text: String, _ options: IngestOptions = IngestOptions()) throws -> (
        scratch: Scratch, ledger: Ledger, bytes: [String: Data], report: IngestReport
    ) {
        let scratch = try Scratch()
        let (report, lake) = try scratch.ingest([scratch.file("bill.csv", text)], options)
        var bytes: [String: Data] = [:]
        let names = FileManager.default.enumerator(atPath: lake.folder.path)?.compactMap { $0 as? String }
        for name in names ?? [] where name.hasSuffix(".parquet") {
            bytes[name] = try Data(contentsOf: lake.folder.appending(path: name))
        }
        return (scratch, try scratch.read(lake), bytes, report)
    }

    @Test func equalsTheTwin() throws {
        let bill = bill(rows: 3000, seed: 1)
        let (_, ledger, _, report) = try ingest(bill.text())
        #expect(table(ledger) == twin(bill))
        #expect(ledger.count == twin(bill).count)
        #expect(report.ledgerRows == ledger.count)
        #expect(report.months.map(\.description) == ["2026-06", "2026-07"])
        #expect(report.sums.map(\.currency.code) == ["CNY", "USD"])
        #expect(report.statements.reduce(0) { $0 + $1.rows } == 3000)
    }

    @Test func doesNotDependOnTheOrderOfRows() throws {
        var bill = bill(rows: 2000, seed: 2)
        let first = try ingest(bill.text())
        var generator = SplitMix64(seed: 9)
        bill.rows.shuffle(using: &generator)
        let second = try ingest(bill.text())
        #expect(first.bytes == second.bytes)
        #expect(first.report.sums == second.report.sums)
    }

    @Test func doesNotDependOnTheBounds() throws {
        let bill = bill(rows: 12_000, seed: 3)
        let whole = try ingest(bill.text())
        for (groups, texts) in [(1, 128 << 20), (1 << 20, 0), (1, 0)] {
            var options = IngestOptions()
            options.groupBound = groups
            options.textBound = texts
            let parts = try ingest(bill.text(), options)
            #expect(table(parts.ledger) == table(whole.ledger))
            #expect(parts.report.sums == whole.report.sums)
            #expect(parts.report.statements == whole.report.statements)
        }
    }

    @Test func csvAndParquetGiveTheSameLake() throws {
        let bill = bill(rows: 2000, seed: 4)
        let csv = try ingest(bill.text())
        let scratch = try Scratch()
        let url = scratch.folder.appending(path: "bill.parquet")
        let names = SmallBill.columns.filter { $0 != "x_ExportTime" }
        let isNumber = { (name: String) in name.hasSuffix("Cost") || name.hasSuffix("Quantity") }
        let isTime = { (name: String) in name.hasSuffix("Start") || name.hasSuffix("End") }
        let writer = try ParquetWriter(
            path: url.path,
            fields: names.map {
                ParquetField($0, isNumber($0) ? .decimal : isTime($0) ? .instant : .text, isNullable: true)
            })
        try writer.write(
            names.map { name in
                let texts = bill.rows.map { $0[name] ?? "" }
                let isKnown = texts.map { !$0.isEmpty }
                if isNumber(name) {
                    return .decimals(texts.map { Decimal18($0)?.units ?? 0 }, isKnown: isKnown)
                }
                if isTime(name) {
                    return .instants(
                        texts.map { Int64(Timestamp($0)?.secondsSinceEpoch ?? 0) * 1_000_000 },
                        isKnown: isKnown)
                }
                let values = Set(texts).subtracting([""]).sorted()
                return .text(
                    codes: texts.map { UInt32((values.firstIndex(of: $0) ?? -1) + 1) }, values: values)
            })
        try writer.close()
        let (report, lake) = try scratch.ingest([url])
        #expect(table(try scratch.read(lake)) == table(csv.ledger))
        #expect(report.sums == csv.report.sums)
        #expect(report.files.map(\.format) == ["parquet"])
    }
}
