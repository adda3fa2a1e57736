import Foundation
import TestKit
import Testing
import TimeSeries
import Workspace

/// Values that became known later than they are of, or were restated.
@Suite struct VintageBacktestTests {
    private let header = "unique_id,ds,y,known\n"
    private let first = 20_454
    private let count = 90

    private func value(_ i: Int) -> Double { 100 + Double((i * 37) % 23) + (i % 7 >= 5 ? -30 : 0) }
    private func day(_ i: Int) -> CivilDate { CivilDate(dayNumber: first + i) }

    /// Rows that became known some days after the day they are of.
    private func rows(late: Int) -> String {
        (0..<count).map { "a,\(day($0)),\(value($0)),\(day($0 + late))\n" }.joined()
    }

    /// Every forecast of the last origins, 10 days before the end, and 20.
    private func forecasts(_ text: String, _ names: [String]) throws -> [[String]] {
        let file = try ScratchFile(text)
        let out = try ScratchFile(name: "forecasts.csv")
        let question = SeriesBacktest(
            SeriesInput(path: file.path), horizon: 10, folds: 2,
            methods: names.compactMap { SeriesMethod(named: $0) })
        let answer = try question.answer(.csv, forecasts: out.path)
        #expect(answer.leftOutCount == 0)
        return cells(try String(contentsOf: URL(filePath: out.path), encoding: .utf8))
    }

    private func withoutTruth(_ rows: [[String]]) -> [[String]] {
        rows.map { row in row.enumerated().filter { $0.offset != 4 }.map(\.element) }
    }

    @Test func whatIsKnownOnItsDayIsAsWithoutTheColumn() throws {
        let plain = "unique_id,ds,y\n" + (0..<count).map { "a,\(day($0)),\(value($0))\n" }.joined()
        let names = ["auto", "ets", "naive"]
        #expect(try forecasts(header + rows(late: 0), names) == forecasts(plain, names))
    }

    @Test func laterRestatementsAreTruthAndNoHistory() throws {
        let clean = try forecasts(header + rows(late: 0), ["auto", "naive"])
        // All days, the forecast ones too, are restated after the last one.
        let poison = (0..<count).map { "a,\(day($0)),\(1e6 + Double($0)),\(day(count))\n" }.joined()
        let poisoned = try forecasts(header + poison + rows(late: 0), ["auto", "naive"])
        #expect(withoutTruth(poisoned) == withoutTruth(clean))
        for row in poisoned.dropFirst() { #expect(try #require(Double(row[4])) >= 1e6) }
    }

    @Test func aRestatementCountsFromItsDayOn() throws {
        // The day before the last origin is restated on that day, and again after it.
        let last = count - 11
        let restated =
            "a,\(day(last)),500,\(day(last))T08:00:00\na,\(day(last)),900,\(day(last + 1))\n"
        let rows = rows(late: 0).split(separator: "\n").map(String.init)
        let text = header + restated + rows.joined(separator: "\n") + "\n"
        let found = try forecasts(text, ["naive"]).filter { $0[3] == day(last).description }
        #expect(found.count == 10)
        for row in found { #expect(Double(row[5]) == 500) }
    }

    @Test func valuesThatWereNotKnownYetAreForecastThrough() throws {
        let found = try forecasts(header + rows(late: 3), ["naive", "seasonal-naive"])
        for row in found.dropFirst() {
            let origin = try #require(CivilDate(row[3])).dayNumber - first
            let time = try #require(CivilDate(row[1])).dayNumber - first
            let known = origin - 3
            let back = (time - known + 6) / 7 * 7
            #expect(Double(row[5]) == (row[2] == "naive" ? value(known) : value(time - back)))
            #expect(Double(row[4]) == value(time))
        }
    }

    @Test func aTimeThatCannotBeReadIsNamedAndTwoAtOnceAreTwoValues() throws {
        let file = try ScratchFile(header + rows(late: 0) + "a,\(day(3)),5,soon\n")
        let question = SeriesBacktest(
            SeriesInput(path: file.path), horizon: 5, folds: 1,
            methods: [try #require(SeriesMethod(named: "naive"))])
        let answer = try question.answer(.csv)
        #expect(answer.warnings.contains("  line 92: column known cannot be read: soon; correct the value"))
        let twice = try ScratchFile(header + rows(late: 0) + "a,\(day(3)),5,\(day(3))\n")
        var other = question
        other.input.path = twice.path
        #expect(try other.answer(.csv).leftOutCount == 1)
    }

    @Test func forecastsTakeTheNewestValues() throws {
        let text = header + rows(late: 1) + "a,\(day(count - 1)),777,\(day(count + 30))\n"
        let file = try ScratchFile(text)
        let question = SeriesForecast(
            SeriesInput(path: file.path), horizon: 1, method: try #require(SeriesMethod(named: "naive")))
        #expect(cells(try question.answer(.csv).text)[1][2] == "777.0")
    }
}
