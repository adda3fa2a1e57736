import Columnar
import Foundation
import TestKit
import Testing
import TimeSeries
import Workspace

/// Series one after another, or day by day: what comes out is the same.
@Suite struct SeriesStreamTests {
    /// More series than are worked on at once, in more rows than a batch has.
    private let count = 800
    private let days = 60

    private struct Row {
        let id: String
        let time: Timestamp
        let value: Double
    }

    private func row(_ series: Int, _ i: Int) -> Row {
        Row(
            id: "s\(series)", time: Timestamp(CivilDate(dayNumber: 20_454 + i)),
            value: Double((series * 7 + i * 13) % 101))
    }

    private func parquet(_ rows: [Row]) throws -> ScratchFile {
        let file = try ScratchFile(name: "series.parquet")
        let writer = try ParquetWriter(
            path: file.path,
            fields: [.init("unique_id", .text), .init("ds", .instant), .init("y", .double)])
        var codes: [String: UInt32] = [:]
        var names: [String] = []
        for row in rows where codes[row.id] == nil {
            names.append(row.id)
            codes[row.id] = UInt32(names.count)
        }
        try writer.write([
            .text(codes: rows.map { codes[$0.id] ?? 0 }, values: names),
            .instants(rows.map { Int64($0.time.secondsSinceEpoch) * 1_000_000 }),
            .doubles(rows.map(\.value)),
        ])
        try writer.close()
        return file
    }

    private func forecast(_ file: ScratchFile) throws -> SeriesForecast {
        SeriesForecast(
            SeriesInput(path: file.path), horizon: 2, method: try #require(SeriesMethod(named: "naive")))
    }

    private func answer(_ file: ScratchFile) throws -> SeriesAnswer {
        try withExtendedLifetime(file) { try forecast(file).answer(.csv) }
    }

    @Test func scatteredRowsGiveTheSameForecasts() throws {
        let together = (0..<count).flatMap { series in (0..<days).map { row(series, $0) } }
        let scattered = (0..<days).flatMap { day in (0..<count).map { row($0, day) } }
        // One series that comes back late, after its first part has been handed out.
        let torn =
            together.filter { $0.id != "s3" || $0.time.day.dayNumber < 20_474 }
            + together.filter { $0.id == "s3" && $0.time.day.dayNumber >= 20_474 }
        let files = try [parquet(together), parquet(scattered), parquet(torn)]
        let expected = try answer(files[0])
        #expect(cells(expected.text).count == 1 + 2 * count)
        #expect(try answer(files[1]) == expected)
        #expect(try answer(files[2]) == expected)
    }

    @Test func aSeriesThatComesBackWithATimeItHadIsNamed() throws {
        let together = (0..<count).flatMap { series in (0..<days).map { row(series, $0) } }
        let file = try parquet(together + [row(3, 7)])
        let found = try answer(file)
        #expect(
            found.warnings == [
                "series s3 left out: needs one value at 2026-01-08, got two; add them up or keep one"
            ])
        #expect(cells(found.text).count == 1 + 2 * (count - 1) && found.leftOutCount == 1)
    }

    @Test func hoursThatComeLateMakeAllTimesInstants() throws {
        let daily = (0..<count).flatMap { series in (0..<30).map { row(series, $0) } }
        let hourly = (0..<48).map {
            Row(
                id: "h", time: Timestamp(secondsSinceEpoch: 1_767_225_600 + 3600 * $0), value: Double($0 % 24)
            )
        }
        let file = try parquet(daily + hourly)
        let out = try ScratchFile(name: "out.parquet")
        _ = try forecast(file).answer(.table, to: out.path)
        let reader = try ParquetReader(path: out.path)
        #expect(reader.rowCount == 2 * (count + 1))
        try reader.select([0, 1])
        var found: [String] = []
        while try reader.next() > 0 {
            var times: [Int64] = []
            reader.microseconds(1, into: &times)
            for (id, time) in zip(reader.texts(0), times) {
                found.append("\(id ?? ""),\(Timestamp(secondsSinceEpoch: Int(time / 1_000_000)).day)")
            }
        }
        let text = cells(try answer(file).text).dropFirst()
        #expect(found == text.map { "\($0[0]),\($0[1].prefix(10))" })
        #expect(text.last?[1] == "2026-01-03T01:00:00")
    }

    @Test func seriesThatCannotBeUsedKeepTheirOrder() throws {
        var rows = (0..<count).flatMap { series in (0..<8).map { row(series, $0) } }
        rows.insert(Row(id: "one", time: Timestamp(CivilDate(dayNumber: 20_454)), value: 1), at: 0)
        rows.append(Row(id: "two", time: Timestamp(CivilDate(dayNumber: 20_454)), value: 1))
        let file = try parquet(rows)
        let found = try answer(file)
        #expect(found.warnings.map { String($0.prefix(10)) } == ["series one", "series two"])
    }

    @Test func everyNumberOfThreadsGivesTheSameBytes() throws {
        let text = header + (0..<40).map { dailyRows("s\($0)", 60 + 9 * $0, seed: UInt64($0)) }.joined()
        let file = try ScratchFile(text)
        let files = try [1, 2, 5].map { threads in
            var question = SeriesForecast(SeriesInput(path: file.path), horizon: 20)
            question.threads = threads
            let parquet = try ScratchFile(name: "out.parquet")
            _ = try question.answer(.table, to: parquet.path)
            return (try question.answer(.csv).text, try Data(contentsOf: URL(filePath: parquet.path)))
        }
        for other in files.dropFirst() {
            #expect(other.0 == files[0].0)
            #expect(other.1 == files[0].1)
        }
    }

    @Test func csvGoesToItsFileAsItIsMade() throws {
        let file = try ScratchFile(header + dailyRows("\"a,b\"", 40) + dailyRows("b", 30, seed: 2))
        let out = try ScratchFile("old", name: "out.csv")
        let question = try forecast(file)
        let answer = try question.answer(.csv, to: out.path)
        #expect(answer.isWritten && answer.text == "")
        let written = try String(contentsOf: URL(filePath: out.path), encoding: .utf8)
        #expect(try written == question.answer(.csv).text)
    }
}
