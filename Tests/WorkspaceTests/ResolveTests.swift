import Billing
import Findings
import Foundation
import Reports
import Store
import Testing
import TimeSeries
import Workspace

/// What `findings resolve` changes in later runs, and how it is taken back.
@Suite struct ResolveTests {
    private func finding(_ workspace: Workspace) throws -> Finding {
        try #require(try workspace.daily(on: BillText.run, now: BillText.now).findings.first)
    }

    private func report(_ workspace: Workspace) throws -> DailyReport {
        let outcome = try workspace.daily(on: BillText.run, now: BillText.now)
        return try JSONDecoder().decode(DailyReport.self, from: Data(outcome.json.utf8))
    }

    @Test func whatIsResolvedIsSummedAndUndoBringsItBack() throws {
        try withBill { workspace in
            let finding = try finding(workspace)
            let before = try report(workspace)
            for reason in [Feedback.Reason.expected, .falseAlarm, .fixed] {
                _ = try workspace.resolve(finding.id, as: reason, note: nil, until: nil, now: BillText.now)
                let muted = try report(workspace).muted
                #expect(muted.reduce(Money<Charged>.zero) { $0 + $1.money } == finding.impact, "\(reason)")
                #expect(try workspace.daily(on: BillText.run, now: BillText.now).findings.isEmpty)
            }
            let done = try workspace.resolve(finding.id, as: nil, note: nil, until: nil, now: BillText.now)
            #expect(done.hasPrefix("Withdrew what was said of \(finding.id): "))
            let after = try report(workspace)
            #expect(after.findings.map(\.id) == before.findings.map(\.id) && after.muted == before.muted)
        }
    }

    @Test func everyWordIsInTheAuditTrail() throws {
        try withBill { workspace in
            let id = try finding(workspace).id
            let until = BillText.run.advanced(by: 3)
            _ = try workspace.resolve(id, as: .planned, note: "move", until: until, now: BillText.now)
            _ = try workspace.resolve(id, as: nil, note: "not yet", until: nil, now: BillText.now)
            let store = try Store(at: workspace.folder.appending(path: "outlay.sqlite").path)
            let lines = try store.auditTrail().filter { $0.subject == id }
            #expect(lines.map(\.action) == ["resolve", "undo"])
            #expect(lines.map(\.detail) == ["planned: until \(until): move", "not yet"])
            let words = try store.feedback(asOf: until)
            #expect(words.map(\.reason) == [.planned, nil])
        }
    }

    @Test func whatCannotBeSaidIsRefused() throws {
        try withBill { workspace in
            let id = try finding(workspace).id
            #expect(throws: WorkspaceError.self) {
                try workspace.resolve(id, as: .planned, note: nil, until: nil, now: BillText.now)
            }
            #expect(throws: WorkspaceError.self) {
                try workspace.resolve(id, as: nil, note: nil, until: nil, now: BillText.now)
            }
        }
    }
}
