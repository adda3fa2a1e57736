import Billing
import Foundation
import Store
import Testing
import TimeSeries
import Workspace

@Suite struct IngestTests {
    private let day = CivilDate("2026-06-14") ?? CivilDate(dayNumber: 0)

    private func bill(_ costs: [String], in folder: URL, named name: String) throws -> URL {
        var bill = BillText()
        for cost in costs { bill.add(cost, on: day) }
        let url = folder.appending(path: name)
        try bill.write(to: url)
        return url
    }

    private func total(_ workspace: Workspace, on day: CivilDate) throws -> Money<Charged> {
        Money(units: try workspace.ledger(knownOn: day).billedCost.reduce(0, +))
    }

    /// Every file of a folder with its content.
    private func files(_ folder: URL) throws -> [String: Data] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        var files: [String: Data] = [:]
        for name in names { files[name] = try? Data(contentsOf: folder.appending(path: name)) }
        return files
    }

    @Test func sameFilesTwiceChangeNothing() throws {
        try withWorkspace { workspace, folder in
            let url = try bill(["1.25", "0.000000000000000001"], in: folder, named: "a.csv")
            let first = try workspace.ingest(IngestRequest(url))
            #expect(!first.wasDone)
            #expect(first.report.sums.map(\.billedCost.description) == ["1.250000000000000001"])
            let lake = try files(workspace.lakeFolder)
            let copy = folder.appending(path: "elsewhere/b.csv")
            try FileManager.default.createDirectory(
                at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: url, to: copy)
            let second = try workspace.ingest(IngestRequest(copy, asOf: day))
            #expect(second.wasDone)
            #expect(second.id == first.id)
            #expect(try files(workspace.lakeFolder) == lake)
            #expect(second.text(.table).hasPrefix("Already ingested as \(first.id): nothing changed."))
        }
    }

    @Test func newerBillReplacesAndTheOlderStaysReadable() throws {
        try withWorkspace { workspace, folder in
            let old = try bill(["10", "20"], in: folder, named: "old.csv")
            let new = try bill(["10", "25"], in: folder, named: "new.csv")
            _ = try workspace.ingest(IngestRequest(old, asOf: day.advanced(by: 1)))
            _ = try workspace.ingest(IngestRequest(new, asOf: day.advanced(by: 5)))
            #expect(try total(workspace, on: day) == Money(30))
            #expect(try total(workspace, on: day.advanced(by: 4)) == Money(30))
            #expect(try total(workspace, on: day.advanced(by: 5)) == Money(35))
        }
    }

    @Test func appendedBillAdds() throws {
        try withWorkspace { workspace, folder in
            let first = try bill(["10"], in: folder, named: "first.csv")
            let more = try bill(["1"], in: folder, named: "more.csv")
            _ = try workspace.ingest(IngestRequest(first))
            _ = try workspace.ingest(IngestRequest(more, mode: .append))
            #expect(try total(workspace, on: BillText.run) == Money(11))
            let again = try bill(["7"], in: folder, named: "again.csv")
            _ = try workspace.ingest(IngestRequest(again))
            #expect(try total(workspace, on: BillText.run) == Money(7))
        }
    }

    @Test func statementThatShrinksByMoreThanHalfWarns() throws {
        try withWorkspace { workspace, folder in
            _ = try workspace.ingest(IngestRequest(try bill(["1", "2", "3"], in: folder, named: "all.csv")))
            let part = try workspace.ingest(IngestRequest(try bill(["4"], in: folder, named: "part.csv")))
            #expect(
                part.warnings == [
                    "2026-06 of AWS, account 1, had 3 rows and now has 1: if these bills are only a part, ingest them "
                        + "with --append"
                ])
        }
    }

    @Test(arguments: ["no such file", "missing column", "open quote", "cut gzip"])
    func badFileIsOneErrorAndTheLakeStays(kind: String) throws {
        try withWorkspace { workspace, folder in
            _ = try workspace.ingest(IngestRequest(try bill(["1"], in: folder, named: "good.csv")))
            let before = try files(workspace.lakeFolder)
            let bad = folder.appending(path: kind == "cut gzip" ? "bad.csv.gz" : "bad.csv")
            switch kind {
            case "missing column": try Data("A,B\n1,2\n".utf8).write(to: bad)
            case "open quote": try Data((BillText.header + "\n\"1,2\n").utf8).write(to: bad)
            case "cut gzip": try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B]).write(to: bad)
            default: break
            }
            let error = #expect(throws: WorkspaceError.self) { try workspace.ingest(IngestRequest(bad)) }
            #expect(error?.code == .data)
            #expect(error?.message.contains("\n") == false)
            #expect(error?.message.contains("bad.csv") == true)
            #expect(try files(workspace.lakeFolder) == before)
        }
    }

    @Test func rowsWithoutARecordAreRemovedByTheNextCommand() throws {
        try withWorkspace { workspace, folder in
            let kept = try workspace.ingest(IngestRequest(try bill(["1"], in: folder, named: "a.csv")))
            let month = workspace.lakeFolder.appending(path: "2026-06")
            let orphan = month.appending(path: "i-0123456789abcdef")
            try FileManager.default.copyItem(at: month.appending(path: kept.id), to: orphan)
            let staged = workspace.lakeFolder.appending(path: ".staging/i-x")
            try FileManager.default.createDirectory(at: staged, withIntermediateDirectories: true)
            _ = try workspace.ingest(IngestRequest(try bill(["2"], in: folder, named: "b.csv")))
            #expect(!FileManager.default.fileExists(atPath: orphan.path))
            #expect(!FileManager.default.fileExists(atPath: staged.path))
            #expect(try total(workspace, on: BillText.run) == Money(2))
        }
    }

    @Test func everyRejectedRowIsListedWithLineColumnAndReason() throws {
        try withWorkspace { workspace, folder in
            let url = try bill(["1", "lots", "2", "=cmd()"], in: folder, named: "a.csv")
            let outcome = try workspace.ingest(IngestRequest(url))
            #expect(outcome.report.rowsRejected == 2)
            let file = try #require(outcome.rejections)
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines[0] == "file,line,column,reason")
            #expect(lines[1].contains(",3,BilledCost,"))
            #expect(lines[2].contains(",5,BilledCost,"))
            #expect(outcome.text(.table).contains("Rejected\nfile"))
        }
    }

    @Test func hostileTextsAreOnlyTexts() throws {
        let hostile = [
            "'; DROP TABLE ingest; --", "=1+1", "<script>alert(1)</script>", "../../../etc", "a\u{1B}[31mb",
        ]
        try withWorkspace { workspace, folder in
            var bill = BillText()
            for text in hostile {
                bill.add(
                    "1", on: day, provider: text, service: text, account: text, tags: "{\"owner\": \"x\"}")
            }
            try bill.write(to: folder.appending(path: "a.csv"))
            let outcome = try workspace.ingest(IngestRequest(folder.appending(path: "a.csv")))
            #expect(try total(workspace, on: BillText.run) == Money(hostile.count))
            #expect(!outcome.text(.table).contains("\u{1B}"))
            let ledger = try workspace.ledger(knownOn: BillText.run)
            #expect(Set(ledger.column("ServiceName")?.values ?? []) == Set(hostile))
        }
    }

    @Test func twinsInADeliveryAreReadOnce() throws {
        try withWorkspace { workspace, folder in
            let bills = folder.appending(path: "bills")
            _ = try bill(["5"], in: bills, named: "a.csv")
            _ = try bill(["5"], in: bills, named: "b.csv")
            let outcome = try workspace.ingest(IngestRequest(bills))
            #expect(try total(workspace, on: BillText.run) == Money(5))
            #expect(outcome.warnings.count == 1)
            #expect(
                outcome.warnings.first?.contains("b.csv was left out: it has the same content as") == true)
        }
    }

    @Test func everyFileThatIsReadCounts() throws {
        try withWorkspace { workspace, folder in
            let bills = folder.appending(path: "bills")
            _ = try bill(["1"], in: bills.appending(path: "export.csv"), named: "part-0.csv")
            _ = try bill(["2"], in: bills, named: "_late.csv")
            _ = try bill(["4"], in: bills, named: ".hidden.csv")
            let first = try workspace.ingest(IngestRequest(bills))
            #expect(try total(workspace, on: BillText.run) == Money(3))
            _ = try bill(["8"], in: bills, named: "_late.csv")
            #expect(try workspace.ingest(IngestRequest(bills)).id != first.id)
            #expect(try total(workspace, on: BillText.run) == Money(9))
        }
    }
}
