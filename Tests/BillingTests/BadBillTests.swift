import Billing
import Columnar
import Foundation
import Testing
import TimeSeries

@Suite struct BadBillTests {
    @Test(arguments: [
        (["BilledCost": "12,5"], "BilledCost", "needs a decimal, got \"12,5\""),
        (["ListCost": "NaN"], "ListCost", "needs a decimal, got \"NaN\""),
        (["EffectiveCost": "inf"], "EffectiveCost", "needs a decimal, got \"inf\""),
        (["BilledCost": ""], "BilledCost", "needs a decimal, got null"),
        (["BilledCost": "1000000000001"], "BilledCost", "needs a cost within ±10¹², got 1000000000001"),
        (
            ["ChargePeriodStart": "yesterday"], "ChargePeriodStart",
            "needs a time such as 2026-06-14T00:00:00Z, got \"yesterday\""
        ),
        (
            ["ChargePeriodStart": "1999-12-31"], "ChargePeriodStart",
            "needs a time in 2000 to 2100, got 1999-12-31"
        ),
        (
            ["BillingPeriodStart": "9999-01-01"], "BillingPeriodStart",
            "needs a time in 2000 to 2100, got 9999-01-01"
        ),
        (["BillingPeriodStart": "NULL"], "BillingPeriodStart", "needs a time, got null"),
        (
            ["ChargePeriodEnd": "2026-06-14T05:00:00Z"], "ChargePeriodEnd",
            "needs an end after the start, got 2026-06-14T05:00:00 to 2026-06-14T05:00:00"
        ),
        (["BillingCurrency": ""], "BillingCurrency", "needs three capital letters, got null"),
        (["BillingCurrency": "usd"], "BillingCurrency", "needs three capital letters, got \"usd\""),
        (
            ["ChargeCategory": "Fee"], "ChargeCategory",
            "needs Usage, Purchase, Tax, Credit or Adjustment, got \"Fee\""
        ),
    ])
    func aRowIsRejectedWithItsReason(_ change: [String: String], _ column: String, _ reason: String) throws {
        var bill = SmallBill()
        bill.add()
        bill.add(change)
        bill.add()
        let scratch = try Scratch()
        let (report, _) = try scratch.ingest([scratch.file("bill.csv", bill.text())])
        #expect(report.rejections.map(\.line) == [3])
        #expect(report.rejections.map(\.column) == [column])
        #expect(report.rejections.map(\.reason) == [reason])
        #expect(report.rowsAccepted == 2 && report.rowsRejected == 1 && report.rowsRead == 3)
        #expect(report.sums.map(\.billedCost) == [Money(3)])
        #expect(report.rejectionCounts.map(\.rows) == [1])
    }

    @Test func aRaggedRowIsRejectedWithItsLine() throws {
        var bill = SmallBill()
        bill.add()
        let scratch = try Scratch()
        let (report, _) = try scratch.ingest([scratch.file("bill.csv", bill.text() + "a,b\n")])
        #expect(report.rejections.map(\.line) == [3])
        #expect(report.rejections.map(\.reason) == ["needs 19 fields, got 2"])
    }

    @Test func rejectionsBeyondTheBoundAreCounted() throws {
        var bill = SmallBill()
        for _ in 0..<20 { bill.add(["BilledCost": "x"]) }
        var options = IngestOptions()
        options.rejectionBound = 5
        let scratch = try Scratch()
        let (report, _) = try scratch.ingest([scratch.file("bill.csv", bill.text())], options)
        #expect(report.rejections.count == 5)
        #expect(report.unlistedRejections == 15)
        #expect(report.rejectionCounts.map(\.rows) == [20])
    }

    @Test func filesThatCannotBeReadLeaveTheLakeAsItWas() throws {
        var bill = SmallBill()
        bill.add()
        let scratch = try Scratch()
        let (_, lake) = try scratch.ingest([scratch.file("good.csv", bill.text())])
        let before = try lake.snapshots()
        let good = scratch.folder.appending(path: "good.csv")
        let open = try scratch.file("open.csv", bill.text() + "\"never closed\n")
        let missing = try scratch.file("missing.csv", bill.text(without: ["ChargeCategory"]))
        let twice = try scratch.file("twice.csv", "BilledCost," + bill.text())
        let empty = try scratch.file("empty.csv", "")
        let notThere = scratch.folder.appending(path: "nowhere.csv")
        let cut = try scratch.file("cut.csv", String(bill.text().dropLast(150)))
        for bad in [cut, open, missing, twice, empty, notThere] {
            #expect(throws: BillingError.self) { try scratch.ingest([good, bad], id: "s2") }
            #expect(try lake.snapshots() == before)
            #expect(!FileManager.default.fileExists(atPath: lake.folder.appending(path: ".staging").path))
        }
        #expect(throws: BillingError.file(.openQuote(path: open.path, line: 3))) {
            try scratch.ingest([open], id: "s2")
        }
        #expect(throws: BillingError.missingColumns(path: missing.path, columns: ["ChargeCategory"])) {
            try scratch.ingest([missing], id: "s2")
        }
        #expect(throws: BillingError.duplicateColumn(path: twice.path, column: "BilledCost")) {
            try scratch.ingest([twice], id: "s2")
        }
        #expect(throws: BillingError.noSuchFile(path: notThere.path)) {
            try scratch.ingest([notThere], id: "s2")
        }
    }

    @Test func aWrongTypeInParquetIsOneClearError() throws {
        let scratch = try Scratch()
        let path = scratch.folder.appending(path: "bill.parquet").path
        let names = SmallBill.columns.filter { !$0.hasPrefix("x_") }
        let writer = try ParquetWriter(path: path, fields: names.map { ParquetField($0, .text) })
        try writer.write(names.map { _ in .text(codes: [1], values: ["1"]) })
        try writer.close()
        #expect(
            throws: BillingError.file(
                .wrongType(
                    path: path, column: "BilledCost", needed: "numbers",
                    got: "dictionary<values=string, indices=int32, ordered=0>"))
        ) { try scratch.ingest([URL(filePath: path)]) }
    }

    @Test func otherFilesInAFolderAreSkippedWithANote() throws {
        var bill = SmallBill()
        bill.add()
        let scratch = try Scratch()
        _ = try scratch.file("in/b/bill.csv", bill.text())
        _ = try scratch.file("in/a.csv", "unique_id,ds,y\nx,2026-01-01,1\n")
        _ = try scratch.file("in/notes.txt", "hello")
        let (report, _) = try scratch.ingest([scratch.folder.appending(path: "in")])
        #expect(report.files.count == 1)
        #expect(report.skipped.map(\.reason) == ["not .csv, .csv.gz or .parquet", "no FOCUS columns"])
        #expect(throws: BillingError.self) {
            try scratch.ingest([scratch.folder.appending(path: "in/a.csv")])
        }
    }
}
