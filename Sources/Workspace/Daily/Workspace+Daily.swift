internal import Advice
internal import Billing
internal import Budgeting
internal import Findings
internal import Foundation
public import Reports
internal import Store
public import TimeSeries

extension Workspace {
    /// Everything that is due on a day: what moved, why, who; budgets; suggestions; the report.
    ///
    /// Doing a day again gives the same state and the same report. The report's files are written before the state, in one
    /// transaction, so a run that was killed is done again from the start.
    ///
    /// - Parameters:
    ///   - day: The day of the run; the usual one if not given.
    ///   - language: The report's language; the workspace's if not given.
    ///   - now: The time of the call.
    /// - Returns: The summary and where the report is.
    /// - Throws: ``WorkspaceError`` if there are no charges, another process works on the workspace, or the disk refuses.
    public func daily(on day: CivilDate?, language: Language? = nil, now: Timestamp) throws(WorkspaceError)
        -> DailyOutcome
    {
        try alone { store throws(WorkspaceError) in
            let language = language ?? configuration.language
            let run = try runDay(day, now: now)
            let inputs = try inputs(of: run, language: language, store: store)
            let known = try attempt(.disk, "needs the run of \(run)") { try store.run(on: run) }
            if let known, known.inputs == inputs, let json = finishedReport(of: run) {
                return try outcome(of: run, summary: known.summary, json: json, wasDone: true)
            }
            return try perform(run, language: language, inputs: inputs, store: store, now: now)
        }
    }

    private func perform(
        _ run: CivilDate, language: Language, inputs: String, store: Store, now: Timestamp
    ) throws(WorkspaceError) -> DailyOutcome {
        let ledger = try ledger(knownOn: run)
        guard let first = ledger.days?.lowerBound, first < run else {
            throw WorkspaceError(
                .data, "needs charges before \(run), got none; ingest older bills or name a later --date")
        }
        let memory = try RunMemory(store, before: run)
        let lastRun = try attempt(.disk, "needs the days of the runs") { try store.runDays() }
            .last { $0 < run }
        let missed = CatchUp(engine, ledger: ledger, memory: memory, lastRun: lastRun, run: run)
        let analysis = engine.analyse(ledger: ledger, run: run, prior: missed.prior, mutes: memory.mutes)
        let states = settledStates(analysis)
        let report = report(analysis, ledger: ledger, run: run, memory: memory)
        let summary = report.summary(language: language)
        _ = try publish(report, named: Workspace.dailyName(run), language: language)
        let record = RunRecord(
            day: run, startedAt: now, finishedAt: now, inputs: inputs, summary: summary,
            findings: memory.changes(to: states + missed.finished(apartFrom: states).map(owned)),
            suggestions: report.suggestions,
            budgetForecasts: try report.budgets.map { tree throws(WorkspaceError) in try JSONText.text(tree) }
        )
        let audit = AuditEntry(at: now, actor: actor, action: "daily", subject: "\(run)", detail: inputs)
        try attempt(.disk, "needs to record the run of \(run)") { try store.record(record, audit: audit) }
        return try outcome(of: run, summary: summary, json: finishedReport(of: run) ?? "", wasDone: false)
    }

    /// The detection that the configuration asks for.
    var engine: FindingEngine {
        var settings = DetectionSettings()
        settings.dimensions = configuration.dimensions
        settings.ownerDimension = configuration.ownerDimension
        settings.minimumImpact = configuration.minimumMoney
        settings.falseFindingsPerWeek = configuration.falseAlertsPerWeek
        return FindingEngine(
            settings: settings, calendars: FindingCalendars(byVendor: configuration.calendars))
    }

    /// The findings of a run as they are recorded: those that a person explained are resolved.
    private func settledStates(_ analysis: DayAnalysis) -> [Finding] {
        analysis.findings.map(owned)
            + analysis.muted.map { finding in
                var copy = owned(finding)
                copy.status = .resolved
                return copy
            }
    }

    /// The finding with the owner that the configuration names, where it names one.
    func owned(_ finding: Finding) -> Finding {
        var copy = finding
        copy.owner = configuration.owner(of: finding.scope) ?? finding.owner
        return copy
    }

    private func report(_ analysis: DayAnalysis, ledger: Ledger, run: CivilDate, memory: RunMemory)
        -> DailyReport
    {
        let dataDay = run.advanced(by: -1)
        let month = ReportingPeriod(containing: dataDay, granularity: .month)
        let months = (try? budgetTrees(ledger, run: run, period: month, dimensions: [])) ?? []
        let quarter = usualPeriod(of: run)
        let budgets =
            configuration.budgets.isEmpty
            ? [] : (try? budgetTrees(ledger, run: run, period: quarter, dimensions: usualTree)) ?? []
        let assembly = DailyAssembly(analysis: analysis, ledger: ledger, months: months)
        let recent = settledStates(analysis).filter { finding in
            !finding.isSettled || (finding.lastDay ?? finding.detectedOn) >= run.advanced(by: -7)
        }
        return DailyReport(
            context: context(run: run), dataDay: dataDay, currencies: assembly.currencyDays(),
            findings: recent,
            feeds: assembly.feeds(), suggestions: suggestions(ledger, run: run), budgets: budgets,
            otherCharges: assembly.otherCharges(), muted: assembly.muted())
    }

    private func outcome(of run: CivilDate, summary: String, json: String, wasDone: Bool)
        throws(WorkspaceError)
        -> DailyOutcome
    {
        let findings = try knownFindings(asOf: run).filter { !$0.isSettled }
        return DailyOutcome(
            summary: summary, page: reportsFolder.appending(path: Workspace.dailyName(run) + ".html"),
            json: json,
            findings: findings, table: FindingTable.table(findings), wasDone: wasDone)
    }

    /// The name of a day's report without its ending.
    static func dailyName(_ run: CivilDate) -> String { "daily-\(run)" }

    /// The JSON of a day's report if all of its files are there.
    private func finishedReport(of run: CivilDate) -> String? {
        let base = reportsFolder.appending(path: Workspace.dailyName(run)).path
        guard [".html", ".md"].allSatisfy({ FileManager.default.fileExists(atPath: base + $0) }) else {
            return nil
        }
        return try? String(contentsOfFile: base + ".json", encoding: .utf8)
    }

    /// A digest of everything that a run depends on.
    private func inputs(of run: CivilDate, language: Language, store: Store) throws(WorkspaceError) -> String
    {
        let texts = try attempt(.disk, "needs the state of \(folder.path)") {
            let snapshots = SnapshotChoice.selections(of: try store.snapshots(), knownOn: run)
            let parts = snapshots.map { selection in
                let statements = (selection.statements ?? []).sorted().map { "\($0)" }
                return "\(selection.month) \(selection.snapshotID) \(statements)"
            }
            let prior = try JSONText.text(store.findings(asOf: run.advanced(by: -1)))
            let feedback = try store.feedback(asOf: run).map { "\($0)" }
            let yaml = try String(
                contentsOf: folder.appending(path: Workspace.configurationName), encoding: .utf8)
            return [Version.current, language.rawValue, yaml, prior] + parts + feedback
        }
        return Delivery.digest(of: texts.map { "\($0.utf8.count):\($0)" }.joined())
    }
}
