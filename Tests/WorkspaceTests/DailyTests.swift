import Billing
import Findings
import Foundation
import Reports
import Store
import Testing
import TimeSeries
import Workspace

@Suite struct DailyTests {
    private func reports(_ workspace: Workspace) throws -> [String: Data] {
        var reports: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: workspace.reportsFolder.path) {
            reports[name] = try Data(contentsOf: workspace.reportsFolder.appending(path: name))
        }
        return reports
    }

    @Test func dayIsTheMorningAfterTheNewestUsage() throws {
        try withBill { workspace in
            let later = Timestamp(BillText.run.advanced(by: 100))
            let outcome = try workspace.daily(on: nil, now: later)
            #expect(outcome.page.lastPathComponent == "daily-\(BillText.run).html")
            #expect(outcome.findings.map(\.firstDay) == [BillText.run.advanced(by: -1)])
            #expect(outcome.hits(.low))
        }
    }

    @Test func dayThatIsStillArrivingIsNotCompared() throws {
        try withBill(BillText.withLateFeed()) { workspace in
            let outcome = try workspace.daily(on: BillText.run, now: BillText.now)
            let report = try JSONDecoder().decode(DailyReport.self, from: Data(outcome.json.utf8))
            let day = try #require(report.currencies.first)
            #expect(day.day == BillText.run.advanced(by: -2))
            #expect(!day.isProvisional)
            let share = try #require(day.actual).approximate / #require(day.expected).approximate
            #expect(abs(share - 1) < 0.05)
            #expect(day.vendors.map(\.vendor) == ["Late Cloud", "AWS"])
            #expect(day.arriving?.day == BillText.run.advanced(by: -1))
            #expect(day.days.last?.isProvisional == true)
            #expect(outcome.summary.contains("\nStill arriving: "))
        }
    }

    @Test func sameDayAgainGivesTheSame() throws {
        try withBill { workspace in
            let first = try workspace.daily(on: BillText.run, now: BillText.now)
            let before = try reports(workspace)
            let second = try workspace.daily(on: BillText.run, now: BillText.now)
            #expect(second.wasDone)
            #expect(second.text(.table) == first.text(.table))
            #expect(second.text(.json) == first.text(.json))
            try FileManager.default.removeItem(at: first.page)
            let third = try workspace.daily(on: BillText.run, now: BillText.now)
            #expect(!third.wasDone)
            #expect(try reports(workspace) == before)
            let store = try Store(at: workspace.folder.appending(path: "outlay.sqlite").path)
            #expect(try store.runDays() == [BillText.run])
            #expect(try store.life(of: first.findings[0].id).count == 1)
        }
    }

    @Test func resolvedFindingIsSettledAndCanBeRaisedAgainAfterItsEnd() throws {
        try withBill { workspace in
            let finding = try #require(
                try workspace.daily(on: BillText.run, now: BillText.now).findings.first)
            let until = BillText.run.advanced(by: 3)
            let done = try workspace.resolve(
                finding.id, as: .expected, note: "load test", until: until, now: BillText.now)
            #expect(done.hasPrefix("Resolved \(finding.id) as expected until \(until): "))
            let open = try workspace.findings(settled: false).text(.csv)
            #expect(!open.contains(finding.id))
            #expect(try workspace.findings(settled: true).text(.csv).contains(finding.id))
            let again = try workspace.daily(on: BillText.run, now: BillText.now)
            #expect(!again.wasDone)
            #expect(again.findings.isEmpty)
        }
    }

    @Test func feedbackOnNothingSaysHowToFindIds() throws {
        try withBill { workspace in
            let error = #expect(throws: WorkspaceError.self) {
                try workspace.resolve("f-x", as: .falseAlarm, note: nil, until: nil, now: BillText.now)
            }
            #expect(
                error?.message
                    == "needs the id of a finding, got 'f-x'; outlay findings list --all shows them")
        }
    }

    @Test func dayBeforeTheBillsSaysWhatItNeeds() throws {
        try withBill { workspace in
            let error = #expect(throws: WorkspaceError.self) {
                try workspace.daily(on: BillText.firstDay, now: BillText.now)
            }
            #expect(
                error?.message
                    == "needs charges before 2026-01-01, got none; ingest older bills or name a later --date")
        }
    }

    @Test func emptyLakeSaysToIngest() throws {
        try withWorkspace { workspace, _ in
            let error = #expect(throws: WorkspaceError.self) {
                try workspace.daily(on: nil, now: BillText.now)
            }
            #expect(error?.message.hasSuffix("ingest some first: outlay ingest PATH") == true)
        }
    }

    @Test func hostileVendorStaysInTheReportsFolderAndOutOfTheMarkup() throws {
        let vendor = "../../<script>alert(1)</script>"
        try withBill(vendor) { workspace in
            let before = Set(
                try FileManager.default.subpathsOfDirectory(atPath: workspace.folder.path + "/.."))
            _ = try workspace.daily(on: BillText.run, now: BillText.now)
            _ = try workspace.vendorPack(
                vendor: vendor, term: .year, on: BillText.run, now: BillText.now)
            let after = Set(
                try FileManager.default.subpathsOfDirectory(atPath: workspace.folder.path + "/.."))
            #expect(
                after.subtracting(before).allSatisfy {
                    $0.hasPrefix("w/reports/") || $0.hasPrefix("w/outlay.sqlite")
                })
            for (name, data) in try reports(workspace) where name.hasSuffix(".html") {
                #expect(!String(decoding: data, as: UTF8.self).contains("<script"))
            }
        }
    }

    @Test func replayFindsTheSpikeOnTheMorningAfter() throws {
        try withBill { workspace in
            let runs = BillText.run.advanced(by: -3)...BillText.run
            let listing = try workspace.backtest(runs, labels: nil)
            #expect(listing.table.rows.count == 1)
            #expect(listing.notes.first == "1 findings in 4 days; without --labels nothing is scored.")
        }
    }
}
