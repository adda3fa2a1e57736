import Foundation
import Reports
import TestKit
import Testing
import TimeSeries
import Workspace

@Suite struct ReportTests {
    private func question(
        _ subject: ReportQuestion.Subject, _ date: CivilDate? = nil, _ language: Language? = nil
    )
        -> ReportQuestion
    {
        ReportQuestion(subject, date: date, language: language, now: BillText.now)
    }

    /// Every file of a workspace with what it holds; of the state only that it is there, for reading tidies its log.
    private func files(_ workspace: Workspace) throws -> [String: Data] {
        let root = workspace.folder
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter {
            !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal")
        }
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                let data = name.hasSuffix(".sqlite") ? nil : try? Data(contentsOf: root.appending(path: name))
                return (name, data ?? Data())
            })
    }

    @Test func dayComesInEveryFormatAndLanguage() throws {
        try withBill { workspace in
            let outcome = try workspace.daily(on: BillText.run, now: BillText.now)
            let html = try String(contentsOf: outcome.page, encoding: .utf8)
            #expect(try workspace.report(question(.day), as: .html) == html)
            #expect(try workspace.report(question(.day), as: .json) == outcome.json)
            let chinese = try workspace.report(
                question(.day, BillText.run, .simplifiedChinese), as: .markdown)
            #expect(chinese.contains("每日成本报告"))
        }
    }

    @Test func dayThatWasNotRunSaysHowToRunIt() throws {
        try withBill { workspace in
            let none = #expect(throws: WorkspaceError.self) {
                try workspace.report(question(.day), as: .html)
            }
            #expect(none?.message == "needs a day that was run, got none; run it first: outlay daily")
            let error = #expect(throws: WorkspaceError.self) {
                try workspace.report(question(.day, BillText.firstDay), as: .html)
            }
            #expect(error?.message.hasSuffix("run it first: outlay daily --date 2026-01-01") == true)
        }
    }

    @Test func periodAndVendorAreWrittenWithoutChangingTheWorkspace() throws {
        try withBill { workspace in
            let before = try files(workspace)
            let month = ReportQuestion.Subject.period(
                ReportingPeriod(containing: BillText.run, granularity: .month).description)
            #expect(try workspace.report(question(month), as: .markdown).hasPrefix("# Budget report · "))
            #expect(
                try workspace.report(question(month, nil, .simplifiedChinese), as: .html).contains("预算报告"))
            let json = try workspace.report(question(.vendor("AWS", term: .year)), as: .json)
            let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
            #expect((object?["pack"] as? [String: Any])?["vendor"] as? String == "AWS")
            #expect(try files(workspace) == before)
        }
    }

    @Test func unknownVendorIsNamed() throws {
        try withBill { workspace in
            let error = #expect(throws: WorkspaceError.self) {
                try workspace.report(question(.vendor("Nimbus", term: .year)), as: .html)
            }
            #expect(error?.message.contains("Nimbus") == true)
        }
    }
}
