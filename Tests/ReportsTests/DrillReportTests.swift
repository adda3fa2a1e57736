import Billing
import Findings
import Foundation
import Reports
import Testing
import TimeSeries

@Suite struct DrillReportTests {
    private func report(found: Bool = true) throws -> DrillReport {
        let day = try #require(CivilDate("2026-06-01"))
        let place = DrillScope(
            scope: Scope([.service: "<b>Compute</b>"]), currency: Sample.cny, usualDay: Sample.money("1250.5")
        )
        let outcomes = DrillKind.allCases.flatMap { kind in
            [0.1, 1].map { size in
                DetectionDrill.Outcome(
                    kind: kind, size: size, place: place, onset: day, impact: Sample.money("100"),
                    foundOn: size == 1 && found ? day.advanced(by: 2) : nil)
            }
        }
        return DrillReport(
            context: ReportContext(workspace: "costs", runDay: day, version: "1"), seed: 7,
            result: .init(sizes: [0.1, 1], onsets: [day], outcomes: outcomes, unplanted: [], days: 14))
    }

    @Test func pageSaysWhatIsVisible() throws {
        let html = try report().html(language: .english)
        #expect(html.contains("Found 5 of 10 planted incidents; half of them within 2 days."))
        #expect(html.contains("1,250.5") && !html.contains("<b>Compute"))
        for text in ["spike", "level shift", "slow leak", "drop", "new spend", "100 %"] {
            #expect(html.contains(text) || html.contains(text.replacing(" %", with: "%")), "\(text)")
        }
        #expect(try report().html(language: .simplifiedChinese).contains("植入 10 起事件，发现 5 起"))
    }

    @Test func markdownHasBothTables() throws {
        let text = try report().markdown(language: .english)
        #expect(text.contains("## What can be seen, by part of the bill"))
        #expect(text.contains("| slow leak | 0"))
        #expect(text.contains("Found 5 of 10"))
    }

    @Test func nothingFoundIsSaidPlainly() throws {
        let text = try report(found: false).markdown(language: .english)
        #expect(text.contains("**Found 0 of 10 planted incidents.**") && text.contains("none"))
    }

    @Test func jsonWritesWhatIsUnknownAsNull() throws {
        let json = try report().json()
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["found"] as? Int == 5 && object["planted"] as? Int == 10)
        let rows = try #require(object["visibility"] as? [[String: Any]])
        #expect(rows[0]["smallestDay"] as? String == "1250.50")
        let outcomes = try #require(object["outcomes"] as? [[String: Any]])
        #expect(outcomes[0]["foundOn"] is NSNull)
    }
}
