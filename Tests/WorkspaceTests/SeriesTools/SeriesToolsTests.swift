import Columnar
import Foundation
import TestKit
import Testing
import TimeSeries
import Workspace

/// A file in a folder of its own, gone when the test ends.
final class ScratchFile {
    let path: String
    private let folder: URL

    init(_ text: String = "", name: String = "series.csv") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "outlay-series-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: name).path
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

/// Daily rows `id,ds,y` from 2026-01-01 on, with a week in them.
func dailyRows(_ id: String, _ count: Int, seed: UInt64 = 1) -> String {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { i in
        let day = CivilDate(dayNumber: 20_454 + i)
        let value = 100 + (i % 7 >= 5 ? -30.0 : 0) + 4 * random.uniform()
        return "\(id),\(day),\(value)\n"
    }.joined()
}

let header = "unique_id,ds,y\n"

/// The cells of CSV without quotes.
func cells(_ csv: String) -> [[String]] {
    csv.split(separator: "\n").map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
}

@Suite struct SeriesForecastTests {
    @Test func rowsHaveTheColumnsOfTheContract() throws {
        let file = try ScratchFile(header + dailyRows("a", 60) + dailyRows("b", 40, seed: 2))
        let answer = try SeriesForecast(SeriesInput(path: file.path), horizon: 7).answer(.csv)
        let rows = cells(answer.text)
        #expect(rows[0] == ["unique_id", "ds", "mean", "lo-80", "hi-80", "lo-95", "hi-95"])
        #expect(rows.count == 15 && rows[1][0] == "a" && rows[8][0] == "b")
        #expect(rows[1][1] == "2026-03-02" && rows[8][1] == "2026-02-10")
        for row in rows.dropFirst() {
            let numbers = try row.dropFirst(2).map { try #require(Double($0)) }
            #expect(numbers[3] <= numbers[1] && numbers[1] <= numbers[2] && numbers[2] <= numbers[4])
        }
        #expect(answer.warnings == [] && answer.leftOutCount == 0)
    }

    @Test func severalCoveragesAndMethodsAreNamed() throws {
        let file = try ScratchFile(header + dailyRows("a", 60))
        for method in SeriesMethod.all {
            let question = SeriesForecast(
                SeriesInput(path: file.path), horizon: 2, coverages: [50, 99.5], method: method)
            let rows = cells(try question.answer(.csv).text)
            #expect(rows[0] == ["unique_id", "ds", "mean", "lo-50", "hi-50", "lo-99.5", "hi-99.5"])
            #expect(rows.count == 3)
        }
    }

    @Test func seriesThatCannotBeUsedAreNamedAndOthersGoOn() throws {
        let hostile =
            "one,2026-01-01,5\ntwice,2026-01-01,1\ntwice,2026-01-01,2\nlate,yesterday,1\nhuge,2026-01-01,1e300\nhuge,2026-01-02,1\n"
        let file = try ScratchFile(header + hostile + dailyRows("good", 30))
        let answer = try SeriesForecast(SeriesInput(path: file.path), horizon: 1).answer(.csv)
        #expect(cells(answer.text).dropFirst().map { $0[0] } == ["good"])
        #expect(answer.leftOutCount == 4)
        let left = answer.warnings.filter { $0.hasPrefix("series") }
        #expect(
            left == [
                "series one left out: needs 2 observations to tell the frequency, got 1; name the frequency",
                "series twice left out: needs one value at 2026-01-01, got two; add them up or keep one",
                "series late left out: needs at least 1 observation, got none; check the filter that made the series",
                "series huge left out: needs values within ±1e100, got 1e+300; use a larger unit",
            ])
        #expect(answer.warnings.contains("1 rows cannot be read: gaps where their time is known"))
        #expect(answer.warnings.contains("  line 5: column ds cannot be read: yesterday; correct the value"))
    }

    @Test func oneValueIsEnoughWhenTheFrequencyIsNamed() throws {
        let file = try ScratchFile(header + "a,2026-01-31,5\n")
        let answer = try SeriesForecast(SeriesInput(path: file.path, frequency: .monthly), horizon: 2).answer(
            .csv)
        #expect(cells(answer.text).dropFirst().map { $0[1] } == ["2026-02-28", "2026-03-31"])
    }

    @Test func hoursStandInEveryRow() throws {
        let rows = (0..<60).map {
            "a,\(Timestamp(secondsSinceEpoch: 1_767_225_600 + 3600 * $0)),\($0 % 24)\n"
        }
        let file = try ScratchFile(header + rows.joined())
        let answer = try SeriesForecast(SeriesInput(path: file.path), horizon: 13).answer(.csv)
        #expect(cells(answer.text)[1][1] == "2026-01-03T12:00:00")
        #expect(cells(answer.text)[13][1] == "2026-01-04T00:00:00")
    }

    @Test func hostileNamesAreKeptOutOfSpreadsheetsAndTerminals() throws {
        let file = try ScratchFile(
            header + dailyRows("=cmd|' /C calc'!A0", 20) + dailyRows("\"say \"\"hi\"\",\u{1B}[31m\"", 20))
        let question = SeriesForecast(SeriesInput(path: file.path), horizon: 1)
        let csv = try question.answer(.csv).text
        #expect(csv.contains("\n'=cmd|' /C calc'!A0,2026-01-21,"))
        #expect(csv.contains("\n\"say \"\"hi\"\",\u{1B}[31m\",2026-01-21,"))
        #expect(try !question.answer(.table).text.contains("\u{1B}"))
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(question.answer(.json).text.utf8)) as? [[String: Any]])
        #expect(json.map { $0["unique_id"] as? String } == ["=cmd|' /C calc'!A0", "say \"hi\",\u{1B}[31m"])
        #expect(json[0]["lo-80"] is Double)
    }

    @Test func wrongQuestionsSayWhatTheyNeed() throws {
        let file = try ScratchFile(header + dailyRows("a", 20))
        let input = SeriesInput(path: file.path)
        #expect(throws: WorkspaceError(.usage, "needs a horizon of 1 to 100000, got 0")) {
            try SeriesForecast(input, horizon: 0).answer(.csv)
        }
        #expect(throws: WorkspaceError.self) {
            try SeriesForecast(input, horizon: 1, coverages: [100]).answer(.csv)
        }
        #expect(throws: WorkspaceError.self) {
            try SeriesForecast(SeriesInput(path: file.path, periods: [1]), horizon: 1).answer(.csv)
        }
    }
}

@Suite struct SeriesFileTests {
    @Test func filesThatCannotBeUsedAreOneError() throws {
        #expect(throws: WorkspaceError.self) {
            try SeriesDecomposition(SeriesInput(path: "/nowhere.csv")).answer(.csv)
        }
        #expect(throws: WorkspaceError.self) { try SeriesDecomposition(SeriesInput(path: "/")).answer(.csv) }
        for text in ["", "unique_id,ds\na,2026-01-01\n", header + "a,2026-01-01,\"1\n"] {
            let file = try ScratchFile(text)
            #expect(throws: WorkspaceError.self) {
                try SeriesDecomposition(SeriesInput(path: file.path)).answer(.csv)
            }
        }
        let file = try ScratchFile("id,ds,y\na,2026-01-01,1\n")
        let expected = WorkspaceError(
            .data, "\(file.path): needs a column unique_id, got id, ds, y; rename the column")
        #expect(throws: expected) { try SeriesDecomposition(SeriesInput(path: file.path)).answer(.csv) }
    }

    @Test func aFileWithoutRowsGivesNoRows() throws {
        let file = try ScratchFile(header)
        #expect(try SeriesDecomposition(SeriesInput(path: file.path)).answer(.json).text == "[]\n")
    }

    @Test func shortRecordsAndGapsAreCounted() throws {
        let rows = dailyRows("a", 30).split(separator: "\n")
        let kept = rows[..<10] + ["a,2026-01-11"] + rows[12...]
        let file = try ScratchFile(header + kept.joined(separator: "\n") + "\n")
        let answer = try SeriesDetection(SeriesInput(path: file.path)).answer(.csv)
        #expect(answer.warnings.contains("2 gaps filled in 1 series"))
        #expect(answer.warnings.contains { $0.hasPrefix("  line 12: ") })
        let gap = cells(answer.text)[11]
        #expect(gap[1] == "2026-01-11" && gap[2] == "" && gap[6] == "" && gap[7] == "false")
    }

    @Test func parquetEqualsCSV() throws {
        let text = dailyRows("a", 40)
        let csv = try ScratchFile(header + text)
        let parquet = try ScratchFile(name: "series.parquet")
        let rows = cells(text)
        let writer = try ParquetWriter(
            path: parquet.path, fields: [.init("y", .double), .init("unique_id", .text), .init("ds", .day)])
        try writer.write([
            .doubles(try rows.map { try #require(Double($0[2])) }),
            .text(codes: rows.map { _ in 1 }, values: ["a"]),
            .days(try rows.map { try Int32(#require(CivilDate($0[1])).dayNumber) }),
        ])
        try writer.close()
        let expected = try SeriesDecomposition(SeriesInput(path: csv.path)).answer(.csv)
        #expect(try SeriesDecomposition(SeriesInput(path: parquet.path)).answer(.csv) == expected)
    }
}

@Suite struct SeriesDetectionTests {
    @Test func aPlantedSpikeIsTheAnomaly() throws {
        var rows = cells(dailyRows("a", 90))
        rows[70][2] = "400"
        let file = try ScratchFile(header + rows.map { $0.joined(separator: ",") + "\n" }.joined())
        let answer = try SeriesDetection(SeriesInput(path: file.path)).answer(.csv)
        let scored = cells(answer.text)
        #expect(scored[0] == ["unique_id", "ds", "y", "expected", "lower", "upper", "score", "anomaly"])
        #expect(scored[71][2] == "400.0" && scored[71][7] == "true")
        #expect(Array(scored[1][3...]) == ["", "", "", "", "false"], "nothing came before the first value")
        for row in scored.dropFirst(2) { #expect(0...1 ~= (Double(row[6]) ?? -1)) }
    }

    @Test func onlineScoresUseNothingLater() throws {
        let rows = dailyRows("a", 80).split(separator: "\n")
        let whole = try ScratchFile(header + rows.joined(separator: "\n") + "\n")
        let part = try ScratchFile(header + rows[..<60].joined(separator: "\n") + "\n")
        let long = cells(try SeriesDetection(SeriesInput(path: whole.path)).answer(.csv).text)
        let short = cells(try SeriesDetection(SeriesInput(path: part.path)).answer(.csv).text)
        #expect(Array(long[..<61]) == short)
    }
}

@Suite struct SeriesDecompositionTests {
    @Test func partsSumToTheObserved() throws {
        let file = try ScratchFile(header + dailyRows("a", 100) + dailyRows("short", 20))
        let answer = try SeriesDecomposition(SeriesInput(path: file.path, periods: [7, 30])).answer(.csv)
        let rows = cells(answer.text)
        #expect(
            rows[0] == ["unique_id", "ds", "observed", "trend", "seasonal_7", "seasonal_30", "remainder"])
        for row in rows.dropFirst() {
            let numbers = row.dropFirst(2).map { Double($0) ?? 0 }
            #expect(isClose(numbers[0], numbers[1...].reduce(0, +), .rounding))
        }
        #expect(rows[101][0] == "short" && rows[101][5] == "", "30 does not fit twice into 20")
    }

    @Test func aSeriesWithoutASeasonIsLeftOut() throws {
        let file = try ScratchFile(header + "a,2024-01-01,1\na,2025-01-01,2\na,2026-01-01,3\n")
        let answer = try SeriesDecomposition(SeriesInput(path: file.path)).answer(.csv)
        #expect(
            answer.warnings == [
                "series a left out: needs a season, found none in its values; name one with --period"
            ])
    }

    @Test func aPeriodThatNobodyNamedIsFound() throws {
        // Every third second: the day that is usual for such values does not fit.
        var random = SplitMix64(seed: 3)
        var text = header
        for i in 0..<200 {
            let second = 3 * i
            let time = String(format: "2026-01-01T00:%02d:%02d", second / 60, second % 60)
            text += "a,\(time),\((i % 10 < 5 ? 130 : 70) + 10 * random.uniform())\n"
        }
        let file = try ScratchFile(text)
        let answer = try SeriesDecomposition(SeriesInput(path: file.path)).answer(.csv)
        #expect(answer.text.hasPrefix("unique_id,ds,observed,trend,seasonal_10,remainder\n"))
    }

    @Test func calendarEffectsAndLevelShiftsHaveColumns() throws {
        var text = header
        for i in 0..<300 {
            let day = CivilDate(dayNumber: 20_454 + i)
            let usual = 100 + Double(i * 37 % 11) + (i >= 200 ? 60 : 0)
            text += "a,\(day),\(usual + (day.day == 1 ? 40 : 0))\n"
        }
        let file = try ScratchFile(text)
        var question = SeriesDecomposition(SeriesInput(path: file.path))
        question.countries = ["US"]
        question.findsLevelShifts = true
        let rows = try question.answer(.csv).text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(
            rows[0].dropFirst(2) == [
                "observed", "trend", "seasonal_7", "effect_US_holidays", "effect_month_turn", "shift",
                "remainder",
            ])
        #expect(rows.indices.dropFirst().filter { !rows[$0][7].isEmpty } == [201])
    }

    @Test func aCountryWithoutCalendarIsRefused() throws {
        let file = try ScratchFile(header + "a,2026-01-01,1\n")
        var question = SeriesDecomposition(SeriesInput(path: file.path))
        question.countries = ["XX"]
        #expect(throws: WorkspaceError.self) { try question.answer(.csv) }
    }
}
