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
