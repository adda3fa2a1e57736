import Columnar
import Foundation
import TestKit
import Testing
import TimeSeries
import Workspace

@Suite struct SeriesBacktestTests {
    private func methods(_ names: String...) -> [SeriesMethod] {
        names.compactMap { SeriesMethod(named: $0) }
    }

    private func backtest(
        _ file: ScratchFile, horizon: Int = 7, folds: Int = 3, step: Int? = nil, _ methods: [SeriesMethod]
    ) -> SeriesBacktest {
        SeriesBacktest(
            SeriesInput(path: file.path), horizon: horizon, folds: folds, step: step, methods: methods)
    }

    /// The rows without the milliseconds, which no two runs share.
    private func withoutTimes(_ csv: String) -> [[String]] {
        let rows = cells(csv)
        let place = rows[0].firstIndex(of: "milliseconds") ?? 0
        return rows.map { row in row.enumerated().filter { $0.offset != place }.map(\.element) }
    }

    @Test func rowsAreSortedByMASEWithTheColumnsOfTheContract() throws {
        let file = try ScratchFile(header + dailyRows("a", 90) + dailyRows("b", 70, seed: 2))
        let answer = try backtest(file, SeriesMethod.all).answer(.csv)
        let rows = cells(answer.text)
        #expect(
            rows[0] == [
                "method", "sMAPE", "mase", "rmsse", "wape", "pinball", "msis-80", "coverage-80", "msis-95",
                "coverage-95", "bias", "milliseconds", "series", "folds", "failures",
            ])
        #expect(Set(rows.dropFirst().map { $0[0] }) == Set(SeriesMethod.all.map(\.name)))
        let errors = try rows.dropFirst().map { try #require(Double($0[2])) }
        #expect(errors == errors.sorted())
        for row in rows.dropFirst() {
            #expect(row[12...] == ["2", "6", "0"])
            for column in [7, 9] { #expect(0...1 ~= (Double(row[column]) ?? -1)) }
        }
        #expect(answer.warnings.contains { $0.hasPrefix("Trust ") })
    }

    /// A series that goes on for ever as it was: what repeats it is right, what averages it is not.
    @Test func theMethodThatIsRightIsTrusted() throws {
        let rows = ["a", "b", "c"].map { id in
            (0..<84).map {
                "\(id),\(CivilDate(dayNumber: 20_454 + $0)),\([5, 6, 9, 7, 5, 1, 2][$0 % 7] + $0 / 84)\n"
            }
            .joined()
        }
        let noisy = dailyRows("d", 84)
        let file = try ScratchFile(header + rows.joined() + noisy)
        let question = backtest(file, folds: 4, methods("mean", "seasonal-naive", "naive"))
        let answer = try question.answer(.json)
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
        let verdict = try #require(json["verdict"] as? [String: Any])
        #expect(verdict["trusted"] as? String == "seasonal-naive")
        #expect((verdict["reason"] as? String)?.hasPrefix("Trust seasonal-naive: ") == true)
        let list = try #require(json["methods"] as? [[String: Any]])
        #expect(list.map { $0["method"] as? String }.first == "seasonal-naive")
        #expect(json["horizon"] as? Int == 7 && json["folds"] as? Int == 4 && json["step"] as? Int == 7)
    }

    @Test func bestMethodOfEachSeries() throws {
        let file = try ScratchFile(header + dailyRows("a", 90) + dailyRows("b", 70, seed: 2))
        let question = backtest(file, methods("naive", "seasonal-average"))
        let rows = cells(try question.answer(.csv, bySeries: true).text)
        #expect(rows[0] == ["unique_id", "folds", "method", "mase"])
        #expect(
            rows.dropFirst().map { Array($0[..<3]) } == [
                ["a", "3", "seasonal-average"], ["b", "3", "seasonal-average"],
            ])
        let table = try question.answer(.table, bySeries: true).text
        #expect(table.contains("unique_id") && table.contains("Trust seasonal-average"))
    }

    @Test func noForecastSeesWhatComesAfterItsOrigin() throws {
        let rows = (dailyRows("a", 80) + dailyRows("b", 60, seed: 4)).split(separator: "\n").map(String.init)
        // The last 14 values of both are 10⁹ and gaps in turn; before them gaps reach the origins.
        let poisoned = rows.enumerated().map { i, row in
            let place = i < 80 ? i - 66 : i - 80 - 46
            let gap = place == -1 || place == -2 || place == -40
            let cells = row.split(separator: ",")
            let before = gap ? "" : String(cells[2])
            return "\(cells[0]),\(cells[1]),\(place < 0 ? before : place % 3 == 2 ? "" : "1e9")"
        }
        let clean = rows.enumerated().map { i, row in
            let place = i < 80 ? i - 66 : i - 80 - 46
            let cells = row.split(separator: ",")
            return [-1, -2, -40].contains(place) ? "\(cells[0]),\(cells[1])," : row
        }
        for filling in SeriesInput.Filling.allCases {
            let forecasts = try [clean, poisoned].map { rows in
                let file = try ScratchFile(header + rows.joined(separator: "\n") + "\n")
                let out = try ScratchFile(name: "forecasts.csv")
                var question = backtest(file, horizon: 14, folds: 1, SeriesMethod.all)
                question.input.filling = filling
                _ = try question.answer(.csv, forecasts: out.path)
                return cells(try String(contentsOf: URL(filePath: out.path), encoding: .utf8))
            }
            #expect(forecasts[0][0].prefix(6) == ["unique_id", "ds", "method", "origin", "y", "mean"])
            #expect(forecasts[0].count == 1 + 2 * 14 * SeriesMethod.all.count)
            let seen = forecasts.map {
                $0.map { row in row.enumerated().filter { $0.offset != 4 }.map(\.element) }
            }
            let isSame = seen[0] == seen[1]
            #expect(isSame, "\(filling)")
        }
    }

    @Test func gapsAfterAnOriginAreNotScored() throws {
        var rows = dailyRows("a", 60).split(separator: "\n").map(String.init)
        let whole = try ScratchFile(header + rows.joined(separator: "\n") + "\n")
        for i in 55..<58 { rows[i] = String(rows[i].prefix(13)) }
        let gaps = try ScratchFile(header + rows.joined(separator: "\n") + "\n")
        let out = try ScratchFile(name: "f.csv")
        _ = try backtest(gaps, folds: 1, methods("naive")).answer(.csv, forecasts: out.path)
        let forecasts = cells(try String(contentsOf: URL(filePath: out.path), encoding: .utf8)).dropFirst()
        #expect(forecasts.map { $0[4].isEmpty } == [false, false, true, true, true, false, false])
        let one = cells(try backtest(gaps, folds: 1, methods("naive")).answer(.csv).text)[1]
        let other = cells(try backtest(whole, folds: 1, methods("naive")).answer(.csv).text)[1]
        #expect(one[1] != other[1])
    }

    @Test func everyRunGivesTheSame() throws {
        let file = try ScratchFile(
            header + (0..<12).map { dailyRows("s\($0)", 60 + $0, seed: UInt64($0)) }.joined())
        let question = backtest(file, methods("auto", "dotm", "croston", "seasonal-naive"))
        let first = try question.answer(.csv)
        #expect(withoutTimes(first.text) == withoutTimes(try question.answer(.csv).text))
    }

    @Test func shortSeriesHaveFewerFoldsOrAreNamed() throws {
        let file = try ScratchFile(
            header + dailyRows("long", 60) + dailyRows("short", 22, seed: 2) + dailyRows("tiny", 12, seed: 3)
                + "one,2026-01-01,5\n" + dailyRows("twice", 3) + dailyRows("twice", 3)
                + "gone,2026-01-01,\n")
        let answer = try backtest(file, methods("naive", "mean")).answer(.csv)
        #expect(cells(answer.text)[1][12...] == ["2", "5", "0"])
        #expect(answer.warnings.contains("1 series have fewer than 3 folds"))
        #expect(answer.leftOutCount == 4)
        #expect(
            answer.warnings.contains {
                $0.hasPrefix("series tiny left out: needs 15 values for one fold") && $0.contains("got 12")
            })
    }

    @Test func aMethodThatCannotForecastIsCounted() throws {
        let rows = dailyRows("a", 12)
        let file = try ScratchFile(header + rows)
        var question = backtest(file, horizon: 2, folds: 1, methods("flair", "naive"))
        question.input.periods = [2]
        question.horizon = 7
        let csv = cells(try question.answer(.csv).text)
        #expect(csv[1][0] == "naive" && csv[1][14] == "0")
        #expect(csv[2][0] == "flair" && csv[2][1] == "" && csv[2][12...] == ["0", "0", "1"])
    }

    @Test func constantSeriesHaveNoVerdict() throws {
        let rows = (0..<40).map { "a,\(CivilDate(dayNumber: 20_454 + $0)),3\n" }.joined()
        let file = try ScratchFile(header + rows)
        let answer = try backtest(file, SeriesMethod.all).answer(.table)
        #expect(answer.text.contains("No verdict: no forecast of a series that changes was scored."))
        let empty = try ScratchFile(header)
        let none = try backtest(empty, methods("naive")).answer(.json)
        let json = try #require(JSONSerialization.jsonObject(with: Data(none.text.utf8)) as? [String: Any])
        #expect((json["verdict"] as? [String: Any])?["trusted"] is NSNull)
    }

    @Test func wrongQuestionsSayWhatTheyNeed() throws {
        let file = try ScratchFile(header + dailyRows("a", 40))
        let expected = WorkspaceError(
            .usage, "needs 1 to 100000 folds and a step of 1 to 1000000, got 0 and 7")
        #expect(throws: expected) { try backtest(file, folds: 0, methods("naive")).answer(.csv) }
        #expect(throws: WorkspaceError(.usage, "needs a horizon of 1 to 100000, got 0")) {
            try backtest(file, horizon: 0, methods("naive")).answer(.csv)
        }
        let twice = WorkspaceError(.usage, "needs each method once, got one twice or none; leave it out")
        #expect(throws: twice) { try backtest(file, methods("naive", "naive")).answer(.csv) }
        #expect(SeriesMethod(named: "Prophet") == nil)
    }
}

@Suite struct ForecastOutputTests {
    private func rows(_ path: String) throws -> [[String]] {
        let reader = try ParquetReader(path: path)
        try reader.select(Array(reader.columns.indices))
        var rows: [[String]] = []
        while try reader.next() > 0 {
            let ids = reader.texts(0)
            let numbers = (2..<reader.columns.count).map { reader.doubles($0) }
            var times: [Int64] = []
            reader.microseconds(1, into: &times)
            for i in ids.indices {
                let time = Timestamp(secondsSinceEpoch: Int(times[i] / 1_000_000))
                rows.append([ids[i] ?? "", time.description] + numbers.map { "\($0[i])" })
            }
        }
        return rows
    }

    @Test func parquetAndGzipHoldWhatCSVHolds() throws {
        let file = try ScratchFile(
            header + dailyRows("a", 60) + dailyRows("b", 50, seed: 2) + dailyRows("\"=c,\"\"\"", 40, seed: 3))
        let question = SeriesForecast(SeriesInput(path: file.path), horizon: 9)
        let text = try question.answer(.csv).text
        let parquet = try ScratchFile("old", name: "out.parquet")
        let answer = try question.answer(.table, to: parquet.path)
        #expect(answer.text == "" && answer.isWritten)
        #expect(Array(try rows(parquet.path)[..<18]) == Array(cells(text)[1..<19]))
        #expect(try rows(parquet.path)[18][0] == "=c,\"")

        let gzip = try ScratchFile(name: "out.csv.gz")
        _ = try question.answer(.table, to: gzip.path)
        let source = try ByteSource(path: gzip.path)
        #expect(source.isGzip)
        #expect(String(decoding: try source.next(), as: UTF8.self) == text)
        let folder = URL(filePath: parquet.path).deletingLastPathComponent().path
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out.parquet"])
    }

    @Test func hoursAreInstants() throws {
        let hourly = (0..<60).map {
            "a,\(Timestamp(secondsSinceEpoch: 1_767_225_600 + 3600 * $0)),\($0 % 24)\n"
        }
        let file = try ScratchFile(header + hourly.joined())
        let parquet = try ScratchFile(name: "out.parquet")
        _ = try SeriesForecast(SeriesInput(path: file.path), horizon: 2).answer(.table, to: parquet.path)
        #expect(try rows(parquet.path).map { $0[1] } == ["2026-01-03T12:00:00", "2026-01-03T13:00:00"])
    }

    @Test func noFileIsLeftWhereTheAnswerFails() throws {
        let place = try ScratchFile("old", name: "out.parquet")
        #expect(throws: WorkspaceError.self) {
            try SeriesForecast(SeriesInput(path: "/nowhere.csv"), horizon: 2).answer(.table, to: place.path)
        }
        #expect(try String(contentsOf: URL(filePath: place.path), encoding: .utf8) == "old")
        #expect(throws: WorkspaceError.self) {
            let file = try ScratchFile(header + dailyRows("a", 40))
            _ = try SeriesForecast(SeriesInput(path: file.path), horizon: 2).answer(
                .table, to: "/nowhere/x.parquet")
        }
    }

    @Test func theNameOfTheFileSaysItsForm() {
        #expect(SeriesFile("a/B.PARQUET") == .parquet("a/B.PARQUET"))
        #expect(SeriesFile("x.csv.gz") == .gzip("x.csv.gz") && SeriesFile("x.csv") == .text("x.csv"))
    }
}
