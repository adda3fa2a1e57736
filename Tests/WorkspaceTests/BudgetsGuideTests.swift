import Budgeting
import Foundation
import Testing
import TimeSeries
import Workspace

/// The examples of `Documentation/Budgets.md` are read as a user would have them.
@Suite struct BudgetsGuideTests {
    /// The fenced blocks of a language, in order.
    private func blocks(_ language: String) throws -> [String] {
        let guide = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Documentation/Budgets.md")
        let text = try String(contentsOf: guide, encoding: .utf8)
        return text.components(separatedBy: "```\(language)\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
    }

    @Test func theFullPlanReads() throws {
        let plan = try #require(blocks("yaml").first)
        let csv = try #require(blocks("csv").first)
        let base = """
            version: 1
            approvedBy: Ann Li
            approvedOn: 2026-03-01
            budgets:
              - {tree: org, node: Search, period: FY2027-Q2, amount: 300000, currency: USD}
            """
        try withWorkspace { workspace, _ in
            let folder = workspace.budgetsFolder
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(plan.utf8).write(to: folder.appending(path: "fy2027.yaml"))
            try Data(base.utf8).write(to: folder.appending(path: "base.yaml"))
            let read = try workspace.budgetPlan()
            #expect(read.budgets.count == 5 && read.changes.count == 7 && read.trees.count == 2)
            let run = try #require(CivilDate("2026-07-01"))
            #expect(read.inForce(on: run).budgets.count == 3)
            #expect(read.inForce(on: try #require(CivilDate("2026-06-19"))).budgets.count == 1)
            #expect(read.calendar.period(named: "singles-day")?.dayCount == 14)
            let notes = try workspace.budgetPlanNotes(on: run)
            #expect(notes == [])

            let without = { (budget: Budget) in
                var budget = budget
                (budget.source, budget.note) = (nil, nil)
                return budget
            }
            let fromYAML = read.budgets.filter { $0.version == 2 }.map(without)
            let start = try #require(plan.range(of: "budgets:"))
            let end = try #require(plan.range(of: "reserves:"))
            let rest = plan.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: "")
            try Data(rest.utf8).write(to: folder.appending(path: "fy2027.yaml"))
            try Data(csv.utf8).write(to: folder.appending(path: "budgets.csv"))
            let fromCSV = try workspace.budgetPlan().budgets.filter { $0.version == 2 }.map(without)
            #expect(Set(fromCSV) == Set(fromYAML))
        }
    }

    @Test func theScenarioReads() throws {
        let scenario = try #require(blocks("yaml").last)
        try withBill(BillText.withSpike()) { workspace in
            let folder = workspace.scenariosFolder
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(scenario.utf8).write(to: folder.appending(path: "growth.yaml"))
            let budget = BudgetQuestion(now: Timestamp(BillText.firstDay.advanced(by: 150)))
            let listing = try workspace.budgetScenario(ScenarioQuestion(budget, scenarios: ["growth"]))
            #expect(listing.table.rows.count == 4)
            #expect(listing.notes.contains("growth: orders grow, AWS gives five percent"))
        }
    }
}
