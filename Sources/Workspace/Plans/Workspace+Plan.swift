internal import Billing
public import Budgeting
public import Foundation
public import TimeSeries

extension Workspace {
    /// Where the plan is: `budgets/*.yaml` and `budgets/*.csv`.
    public var budgetsFolder: URL { folder.appending(path: "budgets") }

    /// Everything that is planned: `budgets` of the configuration and the files of the plan, in all versions.
    ///
    /// ``BudgetPlan/inForce(on:)`` says what of it counts for a run.
    ///
    /// - Throws: ``WorkspaceError`` with one line for each thing wrong, of all files.
    public func budgetPlan() throws(WorkspaceError) -> BudgetPlan { try readPlan().plan }

    /// What should be seen about the plan as it counts on a day, though nothing is wrong: budgets below the sum of their
    /// parts, and files that are not read.
    ///
    /// - Throws: ``WorkspaceError`` with one line for each thing wrong, of all files.
    public func budgetPlanNotes(on day: CivilDate) throws(WorkspaceError) -> [String] {
        let (plan, notes) = try readPlan()
        let usual = TreeDefinition(name: "usual", dimensions: usualTree)
        return notes + PlanNotes(plan.inForce(on: day), usual: usual).lines
    }

    /// The period with this name in the workspace's calendar: `2026-Q3`, `FY2027-Q1`, a name of its own.
    ///
    /// - Throws: ``WorkspaceError`` if the plan does not read, or the name says nothing in its calendar.
    public func budgetPeriod(named name: String) throws(WorkspaceError) -> BudgetPeriod {
        let calendar = try budgetPlan().calendar
        guard let period = calendar.period(named: name), PlanDays.allowed.contains(period.start),
            PlanDays.allowed.contains(period.end)
        else {
            let own = calendar.custom.map(\.name)
            throw WorkspaceError(
                .usage,
                "needs a period such as 2026-Q3, 2026-07, 2026, FY2027-Q1"
                    + (own.isEmpty ? "" : ", \(own.joined(separator: ", "))")
                    + " or 2026-07-06..2026-08-02, got '\(Terminal.safe(String(name.prefix(40))))'; correct it"
            )
        }
        return period
    }

    private func readPlan() throws(WorkspaceError) -> (plan: BudgetPlan, notes: [String]) {
        var draft = PlanFolder(budgetsFolder, currency: configuration.currency).draft
        draft.budgets += configuration.budgets.map { budget in
            let line = budget.source?.split(separator: ":").last.flatMap { Int($0) } ?? 1
            return .init(item: budget, place: .init(file: Workspace.configurationName, line: line))
        }
        let check = PlanCheck(draft)
        guard check.problems.isEmpty else {
            throw WorkspaceError(.configuration, check.lines.joined(separator: "\n"))
        }
        return (check.plan, draft.notes)
    }
}

extension Workspace {
    /// The versions of the plan with their approvals, and what each changed.
    ///
    /// - Parameters:
    ///   - day: The day on which they are looked at; today if not given.
    ///   - now: The time of the call.
    /// - Returns: One row a difference.
    /// - Throws: ``WorkspaceError`` with one line for each thing wrong, of all files.
    public func budgetVersions(on day: CivilDate?, now: Timestamp) throws(WorkspaceError) -> Listing {
        let day = day ?? today(now)
        let list = PlanVersionList(try budgetPlan(), on: day)
        var notes = try budgetPlanNotes(on: day)
        if list.versions.isEmpty {
            notes.append(
                "No budgets. Write them into \(budgetsFolder.path) or into budgets of \(Workspace.configurationName)."
            )
        }
        return Listing(table: list.table, notes: notes, json: try JSONText.text(list))
    }
}
