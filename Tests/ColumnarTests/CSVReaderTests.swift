import Columnar
import Foundation
import Testing

@Suite struct CSVReaderTests {
    private struct Table: Equatable {
        var header: [String] = []
        var records: [[String]] = []
        var lines: [Int] = []
        var problems: [String] = []
    }

    private func read(_ path: String) throws -> Table {
        let reader = try CSVReader(path: path)
        var table = Table(header: reader.header)
        var batch = CSVBatch()
        while try reader.next(&batch) {
            for r in 0..<batch.count { table.records.append((0..<batch.width).map { batch.text(r, $0) }) }
            table.lines += batch.lines
            table.problems += batch.problems.map { "\($0.line): \($0.reason)" }
        }
        return table
    }

    private func read(text: String) throws -> Table {
        let scratch = try Scratch()
        return try read(scratch.file("x.csv", text))
    }

    @Test func readsQuotesAndDoubledQuotes() throws {
        let table = try read(text: "a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"\",plain\n")
        #expect(table.header == ["a", "b"])
        #expect(table.records == [["x, y", "he said \"no\""], ["", "plain"]])
        #expect(table.lines == [2, 3])
    }

    @Test func newlinesInQuotesCountAsLines() throws {
        let table = try read(text: "a,b\n\"one\ntwo\",1\nthree,2\n")
        #expect(table.records == [["one\ntwo", "1"], ["three", "2"]])
        #expect(table.lines == [2, 4])
    }

    @Test func carriageReturnsByteOrderMarkAndMissingLastNewline() throws {
        let table = try read(text: "\u{FEFF}a,\"b\"\r\n1,\"2\"\r\n3,4")
        #expect(table.header == ["a", "b"])
        #expect(table.records == [["1", "2"], ["3", "4"]])
    }

    @Test func raggedRecordsAreReportedAndLeftOut() throws {
        let table = try read(text: "a,b\n1\n2,3\n\n4,5,6\n\"x\"y,1\n")
        #expect(table.records == [["2", "3"]])
        #expect(
            table.problems == [
                "2: needs 2 fields, got 1", "5: needs 2 fields, got 3",
                "6: needs a comma after a closing quote, got text",
            ])
    }

    @Test func anOpenQuoteNamesItsLine() throws {
        let scratch = try Scratch()
        let path = try scratch.file("x.csv", "a,b\n1,2\n3,\"open\n5,6\n")
        #expect(throws: ColumnarError.openQuote(path: path, line: 3)) { try read(path) }
        #expect(
            ColumnarError.openQuote(path: "x.csv", line: 3).description
                == "x.csv:3: needs a closing quote, got the end of the file; export the file again")
    }

    @Test func aFileThatEndsWithinARecordIsTruncated() throws {
        let scratch = try Scratch()
        let path = try scratch.file("x.csv", "a,b\n1,2\n3")
        #expect(throws: ColumnarError.truncated(path: path)) { try read(path) }
    }

    @Test func emptyAndMissingFilesAreErrors() throws {
        let scratch = try Scratch()
        let path = try scratch.file("x.csv", "")
        #expect(throws: ColumnarError.empty(path: path)) { try read(path) }
        #expect(throws: ColumnarError.cannotOpen(path: "/no/such", reason: "No such file or directory")) {
            try read("/no/such")
        }
    }

    @Test func headerAloneHasNoRecords() throws {
        #expect(try read(text: "a,b\n").records.isEmpty)
        #expect(try read(text: "a,b").header == ["a", "b"])
    }

    @Test func cutGzipIsTruncated() throws {
        let scratch = try Scratch()
        let path = scratch.path("x.csv.gz")
        try write(records(20_000, seed: 1), to: path, .gzip)
        #expect(try read(path).records.count == 20_000)
        let data = try Data(contentsOf: URL(filePath: path))
        let cut = try scratch.file("cut.csv.gz", data.prefix(data.count / 2))
        #expect(throws: ColumnarError.truncated(path: cut)) { try read(cut) }
        // Several gzip members behind each other are one file.
        let twice = try scratch.file("twice.csv.gz", data + data)
        #expect(try read(twice).records.count == 40_001)
    }

    @Test(arguments: [CSVWriter.Compression.none, .gzip])
    func whatIsWrittenIsReadAgain(_ compression: CSVWriter.Compression) throws {
        let scratch = try Scratch()
        for seed in 1...3 {
            let expected = records(seed == 3 ? 60_000 : 500, seed: UInt64(seed))
            let path = scratch.path("x.csv")
            try write(expected, to: path, compression)
            #expect(try read(path).records == expected)
        }
    }

    private func records(_ count: Int, seed: UInt64) -> [[String]] {
        var state = seed
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33)
        }
        let pieces = [
            "", "a", "long enough text", ",", "\"", "\n", "\r\n", "中文", "\"\"", " ", "x,y\"z", "\r.",
        ]
        return (0..<count).map { _ in
            (0..<3).map { _ in
                (0..<next() % 4).map { _ in pieces[next() % 12] }.joined()
            }
        }
    }

    private func write(_ records: [[String]], to path: String, _ compression: CSVWriter.Compression) throws {
        let writer = try CSVWriter(path: path, header: ["a", "b", "c"], compression: compression)
        for record in records {
            for field in record { writer.field(field) }
            try writer.endRecord()
        }
        try writer.close()
    }
}
