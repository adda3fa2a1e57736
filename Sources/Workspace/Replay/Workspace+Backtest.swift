internal import Billing
internal import Findings
public import Foundation
internal import Reports
internal import Store
public import TimeSeries

extension Workspace {
    /// Replays the runs of some days with only what was known then; writes the report page.
    ///
    /// - Parameters:
    ///   - runs: The days of the runs.
    ///   - labels: The truth, in the form of `labels.json`; without it, nothing is scored.
    ///   - progress: Called after each run with its day.
    /// - Returns: One row a finding, and the score.
    /// - Throws: ``WorkspaceError`` if there are no charges or the labels do not read.
    public func backtest(
        _ runs: ClosedRange<CivilDate>, labels: URL?, progress: (CivilDate) -> Void = { _ in }
    ) throws(WorkspaceError) -> Listing {
        let truth = try labels.map { url throws(WorkspaceError) in
            try attempt(.usage, "needs labels as outlay simulate writes them, got \(url.path)") {
                try IncidentLabels(json: Data(contentsOf: url))
            }
        }
        let result = try replay(runs, progress: progress)
        let report = BacktestReport(result, labels: truth, context: context(run: runs.upperBound))
        let page = try publishAlone(report, named: "backtest-\(runs.lowerBound)-\(runs.upperBound)")
        return Listing(
            table: FindingTable.table(result.findings), notes: report.scoreLines + ["Report: \(page.path)"],
            json: try attempt(.data, "needs a report that JSON can hold") { try report.json() })
    }

    private func replay(_ runs: ClosedRange<CivilDate>, progress: (CivilDate) -> Void) throws(WorkspaceError)
        -> DetectionBacktest.Result
    {
        let store = try store()
        let snapshots = try attempt(.disk, "needs the list of snapshots") { try store.snapshots() }
        guard !snapshots.isEmpty else {
            throw WorkspaceError(
                .data, "needs charges before \(runs.upperBound), got none; ingest bills first")
        }
        var reader = ReplayReader(lake: lake, snapshots: snapshots)
        if let charged = reader.ledger(knownOn: runs.upperBound).days {
            let possible = charged.lowerBound.advanced(by: 1)...charged.upperBound.advanced(by: 31)
            guard possible.contains(runs.lowerBound), possible.contains(runs.upperBound) else {
                throw WorkspaceError(
                    .usage,
                    "needs runs from \(possible.lowerBound) to \(possible.upperBound), where there are charges, "
                        + "got \(runs.lowerBound) to \(runs.upperBound); choose other days")
            }
        }
        let result = DetectionBacktest(engine).run(runs, progress: progress) { reader.ledger(knownOn: $0) }
        if let failure = reader.failure { throw WorkspaceError(.data, "needs to read the lake: \(failure)") }
        return result
    }
}

extension BacktestReport {
    /// The report of a replay, scored where the truth is known.
    init(_ result: DetectionBacktest.Result, labels: IncidentLabels?, context: ReportContext) {
        let score = labels.map { LabelScore(result, labels: $0) }
        let foundOn = Dictionary(result.findings.map { ($0.id, $0.detectedOn) }) { first, _ in first }
        let days = result.firstRun.advanced(by: -1)...result.lastRun.advanced(by: -1)
        let due = (labels?.incidents ?? []).filter { days.contains($0.firstDay) }
        self.init(
            context: context, firstDay: days.lowerBound, lastDay: days.upperBound,
            incidents: due.map { incident in
                let match = score?.matches[incident.id]
                return Incident(
                    id: incident.id, kind: incident.kind.rawValue, scope: incident.scope,
                    firstDay: incident.firstDay, lastDay: incident.lastDay, currency: incident.currency,
                    impact: incident.impact, findingID: match, foundOn: match.flatMap { foundOn[$0] })
            }, findings: result.findings, isLabelled: labels != nil,
            falseFindings: score?.falseFindings.map(\.id) ?? [], benignHits: score?.benignHits ?? [])
    }

    /// The score in words for a terminal.
    var scoreLines: [String] {
        guard let score else {
            return ["\(findings.count) findings in \(days) days; without --labels nothing is scored."]
        }
        func share(_ value: Double) -> String {
            Money<Charged>(modelled: value * 100).rounded(decimals: 1) + " %"
        }
        let money = score.money.map { part in
            "\(part.currency): \(share(part.share)) of the incident money found "
                + "(\(part.found.rounded(decimals: 2)) of \(part.all.rounded(decimals: 2)))"
        }
        let delay =
            score.medianDelayDays.map { Money<Charged>(modelled: $0).rounded(decimals: 1) + " days" }
            ?? "unknown"
        return money + [
            "\(score.found) of \(score.incidents) incidents found, median delay \(delay)",
            "\(score.falseFindings) false findings, "
                + "\(Money<Charged>(modelled: score.falsePerWeek).rounded(decimals: 2)) a week",
        ]
    }
}
