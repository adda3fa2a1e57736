import Columnar
import Foundation
import Testing

@Suite struct ParquetTests {
    private let fields = [
        ParquetField("name", .text, isNullable: true), ParquetField("cost", .decimal),
        ParquetField("day", .day), ParquetField("rows", .integer),
        ParquetField("quantity", .decimal, isNullable: true), ParquetField("at", .instant),
        ParquetField("score", .double, isNullable: true),
    ]

    private func write(_ path: String) throws {
        let writer = try ParquetWriter(path: path, fields: fields)
        for group in 0..<2 {
            try writer.write([
                .text(codes: [1, 0, 2], values: ["x\(group)", "y"]),
                .decimals([1, -2_500_000_000_000_000_000, .init(group)]),
                .days([20_618, 20_619, 20_620]),
                .integers([1, 2, 3]),
                .decimals([7, 0, 9], isKnown: [true, false, true]),
                .instants([0, 1_000_000, -1]),
                .doubles([0.5, 0, 2], isKnown: [true, false, true]),
            ])
        }
        try writer.close()
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let scratch = try Scratch()
        let path = scratch.path("x.parquet")
        try write(path)
        let reader = try ParquetReader(path: path)
        #expect(reader.rowCount == 6)
        #expect(reader.columns.map(\.name) == fields.map(\.name))
        #expect(
            reader.columns.map(\.kind) == [.text, .number, .instant, .number, .number, .instant, .number])
        try reader.select([1, 0, 4, 2, 6])
        var costs = DecimalColumn()
        var quantities = DecimalColumn()
        var instants: [Int64] = []
        var texts: [String?] = []
        var rows = 0
        var units: [Int128] = []
        var states: [UInt8] = []
        var days: [Int64] = []
        var scores: [Double] = []
        while try reader.next() > 0 {
            reader.decimals(0, into: &costs)
            reader.decimals(2, into: &quantities)
            reader.microseconds(3, into: &instants)
            texts += reader.texts(1)
            scores += reader.doubles(4)
            units += costs.units
            states += quantities.states
            days += instants.map { $0 / 86_400_000_000 }
            rows += reader.batchRows
        }
        #expect(rows == 6)
        #expect(texts == ["x0", nil, "y", "x1", nil, "y"])
        #expect(units == [1, -2_500_000_000_000_000_000, 0, 1, -2_500_000_000_000_000_000, 1])
        #expect(states == [1, 0, 1, 1, 0, 1])
        #expect(days == [20_618, 20_619, 20_620, 20_618, 20_619, 20_620])
        #expect(scores[0] == 0.5 && scores[1].isNaN)
    }

    @Test func doublesAreReadAsTheirShortestDecimal() throws {
        let scratch = try Scratch()
        let path = scratch.path("x.parquet")
        let writer = try ParquetWriter(path: path, fields: [ParquetField("x", .double)])
        try writer.write([.doubles([0.1, 1e-7, -123_456.789, -0.0, 1.5e-18, 1e-20, 1e21, .nan, .infinity])])
        try writer.close()
        let reader = try ParquetReader(path: path)
        try reader.select([0])
        var column = DecimalColumn()
        #expect(try reader.next() == 9)
        reader.decimals(0, into: &column)
        #expect(
            column.units == [
                100_000_000_000_000_000, 100_000_000_000, -123_456_789_000_000_000_000_000, 0, 2, 0, 0, 0, 0,
            ])
        #expect(column.states == [1, 1, 1, 1, 2, 2, 3, 3, 3])
        #expect(abs(column.residue - (-0.5 + 0.01)) < 1e-12)
    }

    @Test func codesOutliveBatches() throws {
        let scratch = try Scratch()
        let path = scratch.path("x.parquet")
        try write(path)
        let reader = try ParquetReader(path: path)
        try reader.select([0], batchRows: 2)
        var dictionary = TextDictionary()
        var memory = TextMemory()
        var codes: [UInt32] = []
        var all: [UInt32] = []
        while try reader.next() > 0 {
            reader.encode(0, in: &dictionary, memory: &memory, into: &codes)
            all += codes
        }
        #expect(all.map { $0 == 0 ? "-" : dictionary.text($0) } == ["x0", "-", "y", "x1", "-", "y"])
        #expect(Set(dictionary.texts) == ["x0", "y", "x1"])
    }

    @Test func equalRowsMakeEqualBytes() throws {
        let scratch = try Scratch()
        try write(scratch.path("a"))
        try write(scratch.path("b"))
        #expect(
            try Data(contentsOf: scratch.folder.appending(path: "a"))
                == Data(contentsOf: scratch.folder.appending(path: "b")))
    }

    @Test func cutAndForeignFilesAreErrors() throws {
        let scratch = try Scratch()
        try write(scratch.path("x.parquet"))
        let data = try Data(contentsOf: scratch.folder.appending(path: "x.parquet"))
        for part in [data.prefix(0), data.prefix(3), data.prefix(data.count / 2)] {
            let path = try scratch.file("cut.parquet", part)
            #expect(throws: ColumnarError.self) { try ParquetReader(path: path) }
        }
        #expect(throws: ColumnarError.self) { try ParquetReader(path: "/no/such.parquet") }
    }
}
