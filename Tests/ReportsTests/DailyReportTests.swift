import Advice
import Billing
import Findings
import Foundation
import Reports
import TestKit
import Testing
import TimeSeries

@Suite struct DailyReportTests {
    @Test func jsonComesBackAsItWas() throws {
        let report = Sample.daily()
        let copy = try JSONDecoder().decode(DailyReport.self, from: Data(report.json().utf8))
        #expect(copy == report)
    }

    @Test func unknownValuesAreNullInJSON() throws {
        var report = Sample.quiet
        report.currencies[0].actual = nil
        report.currencies[0].monthEnd = nil
        let json = try report.json()
        #expect(json.contains("\"monthEnd\" : null"))
        #expect(json.contains("\"actual\" : null"))
    }

    @Test func jsonWithoutNumberNamesTheField() {
        var report = Sample.daily()
        report.feeds[1].completeness = .nan
        #expect(throws: ReportsError.notANumber(field: "feeds.Index 1.completeness")) { try report.json() }
        #expect(
            ReportsError.notANumber(field: "x").description
                == "needs a finite number in x, got none; check the model that made it")
    }

    @Test func summaryHasAtMostTenLines() {
        var report = Sample.daily()
        report.findings = (0..<200).map { i in
            var finding = Sample.spike
            finding.id = "f-\(i)"
            return finding
        }
        report.currencies.append(report.currencies[0])
        for language in Language.allCases {
            let lines = report.summary(language: language).split(separator: "\n")
            #expect(lines.count == 10)
            #expect(lines.contains { $0.contains("197") })
        }
    }

    @Test func biggestFindingStandsBeforeEverythingElse() {
        let lines = Sample.daily().summary(language: .english).split(separator: "\n")
        #expect(lines[2].hasPrefix("  * Spike in Alibaba Cloud"))
        #expect(lines[3].hasPrefix("  * Missing data in Tencent Cloud"))
    }

    /// A report whose first currency is compared two days before the newest day, of which half has arrived.
    private var withPartOfADay: DailyReport {
        var report = Sample.daily()
        report.currencies[0].day = Sample.dataDay.advanced(by: -2)
        report.currencies[0].isProvisional = false
        report.currencies[0].arriving = ArrivingDay(
            day: Sample.dataDay, actual: Sample.money("63676.31"), expected: Sample.money("126644.85"),
            expectedSoFar: Sample.money("64000"))
        return report
    }

    @Test func partOfADayIsNotComparedButNamedBeneath() throws {
        let report = withPartOfADay
        let lines = report.summary(language: .english).split(separator: "\n")
        #expect(lines.count <= 10)
        #expect(lines.contains { $0.hasPrefix("Friday 2026-06-12 had CNY 87,102.49 of effective cost, ") })
        #expect(
            lines.contains(
                "Still arriving: Sunday 2026-06-14, CNY 63,676.31 so far, 50.3% of what was expected (usually 50.5% by now)"
            ))
        #expect(
            report.summary(language: .simplifiedChinese).contains(
                "仍在到达：周日 2026-06-14，目前 CNY 63,676.31，为预期的 50.3%（此时通常为 50.5%）"))
        let sentence =
            "Sunday 2026-06-14 is still arriving: CNY\u{A0}63,676.31 so far, 50.3% of what was expected (usually 50.5% by now)."
        #expect(report.markdown(language: .english).contains(sentence))
        #expect(report.html(language: .english).contains("Cost of 2026-06-12, CNY"))
        #expect(report.html(language: .english).contains("By vendor on 2026-06-12"))
        #expect(try JSONDecoder().decode(DailyReport.self, from: Data(report.json().utf8)) == report)
    }

    @Test func listsThatAreCutSaySo() {
        var report = Sample.daily()
        report.otherCharges = Array(repeating: report.otherCharges[0], count: 53)
        #expect(report.markdown(language: .english).contains("\n3 more in the JSON report.\n"))
        #expect(report.markdown(language: .simplifiedChinese).contains("另有 3 项见 JSON 报告。"))
        #expect(report.html(language: .english).contains("3 more in the JSON report."))
        #expect(!Sample.daily().markdown(language: .english).contains("more in the JSON report"))
    }

    @Test func emptyReportStandsInEveryForm() throws {
        let report = DailyReport(
            context: Sample.context, dataDay: Sample.dataDay, currencies: [], findings: [])
        for language in Language.allCases {
            #expect(report.html(language: language).contains("2026-06-14"))
            #expect(report.markdown(language: language).contains("2026-06-14"))
            #expect(report.summary(language: language).contains("2026-06-14"))
        }
        #expect(try report.json().contains("\"findings\" : ["))
    }

    @Test func manyFindingsStandInATable() {
        var report = Sample.daily()
        report.findings = (0..<200).map { i in
            var finding = Sample.spike
            finding.id = "f-\(i)"
            return finding
        }
        let text = report.html(language: .english)
        #expect(text.components(separatedBy: "<article").count - 1 == 6)
        #expect(text.contains("The 6 findings that matter most, of 200"))
    }

    @Test func newFindingsComeBeforeWorseOldOnes() throws {
        var report = Sample.daily()
        report.findings = [Sample.shift, Sample.drop]
        report.findings[0].severity = .critical
        let text = report.markdown(language: .english)
        let new = try #require(text.range(of: "### Missing data"))
        let old = try #require(text.range(of: "### Level shift"))
        #expect(new.lowerBound < old.lowerBound)
    }

    @Test func everyNumberOfACardNamesBasisAndCurrency() {
        let text = Sample.daily().html(language: .english)
        #expect(text.contains("title=\"CNY\u{A0}18951.20, effective cost\">+CNY\u{A0}18,951.20<"))
        #expect(text.contains("title=\"CNY\u{A0}60151.205, effective cost\""))
        #expect(text.contains("title=\"USD\u{A0}87600.00, billed cost\""))
    }

    @Test func savingsThatOverlapCountOnce() throws {
        var list = [Sample.suggestions[1], Sample.suggestions[1], Sample.suggestions[0]]
        list[1].id = "s-other"
        list[1].savingHigh = Sample.money("900")
        list[0].overlapsWith = ["s-other"]
        let savings = SuggestedSaving.netted(list)
        #expect(savings.map(\.currency.code) == ["USD", "CNY"])
        #expect(savings[1].high == Sample.money("900"))
        #expect(savings[1].counted == ["s-other"])
    }
}
