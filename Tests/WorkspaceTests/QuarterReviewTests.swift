import Foundation
import Reports
import TestKit
import Testing
import TimeSeries
import Workspace

@Suite struct QuarterReviewTests {
    private func review(_ workspace: Workspace, _ format: ReportFormat, _ language: Language = .english)
        throws
        -> String
    {
        try workspace.report(
            ReportQuestion(.review(nil), date: BillText.run, language: language, now: BillText.now),
            as: format)
    }

    private func write(_ text: String, to name: String, _ workspace: Workspace) throws {
        let folder = workspace.folder.appending(path: "reviews")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    @Test func packSaysWhereThePeriodLandsAndHowGoodForecastsWere() throws {
        try withBill { workspace in
            let page = try review(workspace, .html)
            #expect(page.contains("Budget review"))
            #expect(page.contains("is the middle of where it may land"))
            let chinese = try review(workspace, .markdown, .simplifiedChinese)
            #expect(chinese.contains("预算评审"))
            let json = try JSONSerialization.jsonObject(with: Data(review(workspace, .json).utf8))
            let bills = (json as? [String: Any])?["bills"] as? [[String: Any]]
            #expect(bills?.count == 1)
        }
    }

    @Test func openActionsAreCarriedOver() throws {
        try withBill { workspace in
            try write(
                """
                review: 2026-Q1
                decidedOn: 2026-01-10
                actions:
                  - {title: Move batch to spot, owner: Ann, due: 2026-02-01, money: "1200.50", currency: USD}
                  - {title: Raise the budget of search, status: done}
                """, to: "2026-Q1.yaml", workspace)
            try write(
                "review: 2025-Q4\nactions:\n  - {title: Old and done, status: done}\n", to: "2025-Q4.yaml",
                workspace)
            let text = try review(workspace, .markdown)
            #expect(text.contains("Move batch to spot") && text.contains("open, overdue"))
            #expect(text.contains("Raise the budget of search"))
            #expect(!text.contains("Old and done"))
        }
    }

    @Test func everythingWrongWithReviewsIsNamed() throws {
        try withBill { workspace in
            try write(
                "review: 2026-Q1\nactions:\n  - {owner: Ann}\n  - {title: t, status: later}\n", to: "a.yaml",
                workspace)
            try write("actions: []\n", to: "b.yaml", workspace)
            let error = #expect(throws: WorkspaceError.self) { try review(workspace, .html) }
            let lines = error?.message.split(separator: "\n").map(String.init) ?? []
            #expect(lines.contains { $0.hasPrefix("reviews/a.yaml:3: needs title") })
            #expect(lines.contains { $0.hasPrefix("reviews/a.yaml:4: needs one of open, done, dropped") })
            #expect(lines.contains { $0.hasPrefix("reviews/b.yaml:1: needs review") })
        }
    }

    @Test func hostileTextsStayTexts() throws {
        try withBill { workspace in
            try write(
                "review: 2026-Q1\nactions:\n  - {title: \"<script>x</script>|a\", owner: \"=1+1\"}\n",
                to: "a.yaml",
                workspace)
            #expect(try !review(workspace, .html).contains("<script>x"))
            #expect(try review(workspace, .markdown).contains("\\<script\\>"))
        }
    }
}
