internal import Billing
internal import Budgeting
public import Foundation
internal import TimeSeries
internal import UnitEconomics

/// What a scenario is asked for.
public struct ScenarioQuestion: Sendable {
    /// The period, the trees and the day, as for a forecast.
    public var budget: BudgetQuestion
    /// Names of scenarios in `scenarios/`; each is answered by itself.
    public var scenarios: [String]
    /// Changes as texts: `ServiceName=EC2:+10%`, `driver orders:+20%`; together they are one scenario.
    public var changes: [String]
    /// Possible futures of drivers whose growth is not known.
    public var drawCount: Int
    /// Where the quarters after the period are shown too.
    public var showsOutlook: Bool

    /// A question; without scenarios and changes all scenarios of the workspace are answered.
    public init(
        _ budget: BudgetQuestion, scenarios: [String] = [], changes: [String] = [], drawCount: Int = 1000,
        showsOutlook: Bool = false
    ) {
        self.budget = budget
        self.scenarios = scenarios
        self.changes = changes
        self.drawCount = drawCount
        self.showsOutlook = showsOutlook
    }
}

extension Workspace {
    /// Where scenarios are: `scenarios/*.yaml`.
    public var scenariosFolder: URL { folder.appending(path: "scenarios") }

    /// Where every part of the bill lands if something comes true, beside the forecast without it.
    ///
    /// - Parameters:
    ///   - question: What is asked.
    ///   - progress: Told now and then how many parts of the bill are forecast.
    /// - Returns: A row a node and scenario.
    /// - Throws: ``WorkspaceError`` if there are no charges, or a file, a name or a change cannot be used.
    public func budgetScenario(
        _ question: ScenarioQuestion, progress: (SeriesProgress) -> Void = { _ in }
    ) throws(WorkspaceError) -> Listing {
        let (ledger, run) = try bill(on: question.budget.date, now: question.budget.now)
        let drafts = try scenarioDrafts(question, run: run)
        let plan = try budgetPlan().inForce(on: run)
        let period = try budgetPeriod(question.budget.period, plan, run: run)
        let trees = try budgetTrees(question.budget, plan)
        let (scenarios, notes) = try resolved(drafts, ledger: ledger, run: run)
        let forecasts = try budgetForecasts(
            ledger, run: run, period: period, trees: trees,
            plan: plan.adding(scenarios.flatMap(\.placeholders)), progress)
        let answers = forecasts.flatMap { forecast in
            scenarios.map { $0.applied(to: forecast, drawCount: question.drawCount) }
        }
        return Listing(
            table: ScenarioTable.table(answers, showsOutlook: question.showsOutlook),
            notes: ScenarioTable.notes(answers, scenarios) + notes,
            json: try JSONText.text(answers.map(ScenarioTable.Answer.init)))
    }

    private func scenarioDrafts(_ question: ScenarioQuestion, run: CivilDate) throws(WorkspaceError)
        -> [ScenarioDraft]
    {
        guard 1...100_000 ~= question.drawCount else {
            throw WorkspaceError(.usage, "needs 1 to 100000 draws, got \(question.drawCount); correct it")
        }
        let folder = ScenarioFolder(scenariosFolder, currency: configuration.currency, run: run)
        let isFolderAsked = !question.scenarios.isEmpty || question.changes.isEmpty
        if isFolderAsked, !folder.problems.isEmpty {
            throw WorkspaceError(
                .configuration, folder.problems.sorted().map(\.description).joined(separator: "\n"))
        }
        if let unknown = question.scenarios.first(where: { name in
            !folder.scenarios.contains { $0.name == name }
        }) {
            let known = folder.scenarios.map(\.name).joined(separator: ", ")
            throw WorkspaceError(
                .usage,
                "needs the name of a scenario, got '\(Terminal.safe(String(unknown.prefix(60))))'; "
                    + (known.isEmpty ? "there are none in \(scenariosFolder.path)" : "there are \(known)"))
        }
        var drafts = question.scenarios.isEmpty && question.changes.isEmpty ? folder.scenarios : []
        drafts += question.scenarios.compactMap { name in folder.scenarios.first { $0.name == name } }
        if !question.changes.isEmpty {
            let option = try ScenarioOption(question.changes, from: run)
            var draft = ScenarioDraft(name: question.changes.joined(separator: " and "))
            (draft.changes, draft.drivers) = (option.changes, option.drivers)
            drafts.append(draft)
        }
        guard !drafts.isEmpty else {
            throw WorkspaceError(
                .usage,
                "needs a scenario, got none in \(scenariosFolder.path); write one there or name a change such as "
                    + "--change \"ServiceName=EC2:+10%\"")
        }
        return drafts
    }

    /// The scenarios with the answer of each part of the bill to their drivers, and what is worth knowing about these.
    private func resolved(
        _ drafts: [ScenarioDraft], ledger: Ledger, run: CivilDate
    ) throws(WorkspaceError) -> (scenarios: [Scenario], notes: [String]) {
        let names = Set(drafts.flatMap { $0.drivers.map(\.growth.driver) })
        let tables = names.isEmpty ? [] : DriverFolder(driversFolder, knownOn: run).tables
        let relations = DriverRelations(
            ledger, run: run, dimensions: usualTree, drivers: tables.filter { names.contains($0.name) },
            calendars: calendars, currencies: orderedCurrencies(of: ledger))
        var notes: [String] = []
        var scenarios: [Scenario] = []
        for draft in drafts {
            var scenario = Scenario(name: draft.name, note: draft.note, changes: draft.changes)
            for driver in draft.drivers {
                let (growth, note) = relations.answered(driver)
                scenario.drivers.append(growth)
                notes.append(note)
                if growth.responses.isEmpty, driver.elasticity == nil,
                    !tables.contains(where: { $0.name == growth.driver })
                {
                    throw WorkspaceError(
                        .usage,
                        (growth.source.map { "\($0): " } ?? "")
                            + "needs a driver with values in drivers/ or an elasticity beside it, got "
                            + "'\(Terminal.safe(String(growth.driver.prefix(60))))'; add one of them")
                }
            }
            scenarios.append(scenario)
        }
        return (scenarios, notes)
    }
}
