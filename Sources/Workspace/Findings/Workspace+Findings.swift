internal import Billing
public import Findings
internal import Foundation
public import Store
public import TimeSeries

extension Workspace {
    /// The findings as a run knew them, by money.
    ///
    /// - Parameters:
    ///   - day: The day of the run; the newest run if not given.
    ///   - severity: Only these and worse.
    ///   - settled: Whether findings that ended or were resolved are listed too.
    /// - Returns: One row a finding.
    /// - Throws: ``WorkspaceError`` if the state cannot be read.
    public func findings(asOf day: CivilDate? = nil, atLeast severity: Finding.Severity = .low, settled: Bool)
        throws(WorkspaceError) -> Listing
    {
        let known = try knownFindings(asOf: day).filter { finding in
            finding.severity >= severity && (settled || !finding.isSettled)
        }.sorted { ($1.impact.magnitude, $0.id) < ($0.impact.magnitude, $1.id) }
        let notes =
            known.isEmpty
            ? ["No findings" + (settled ? "." : " that are not settled; --all lists settled ones too.")] : []
        return Listing(table: FindingTable.table(known), notes: notes, json: try JSONText.text(known))
    }

    /// One finding as a run knew it, with its causes and its life.
    ///
    /// - Throws: ``WorkspaceError`` if there is no such finding.
    public func finding(_ id: String, asOf day: CivilDate? = nil) throws(WorkspaceError) -> Listing {
        let finding = try known(id, asOf: day)
        let store = try store()
        let life = try attempt(.disk, "needs the life of \(id)") { try store.life(of: id) }
        let until = day ?? CivilDate(dayNumber: .max)
        let events = life.filter { $0.runDay <= until }.map {
            "\($0.runDay)  \($0.finding.status.rawValue)  \($0.finding.impact.rounded(decimals: 2)) \($0.finding.currency)"
        }
        return Listing(
            table: FindingTable.causes(finding), heading: FindingTable.lines(finding) + ["", "Causes"],
            notes: ["", "Life"] + events, json: try JSONText.text(finding))
    }

    /// Records what a person says of a finding; returns a line that says so.
    ///
    /// The newest word on a finding counts; one without a reason withdraws it. Nothing is deleted: words and the audit trail only grow.
    ///
    /// - Throws: ``WorkspaceError`` if there is no such finding, `until` is not after today or missing where it is `planned`, or
    ///   there is nothing to withdraw.
    public func resolve(
        _ id: String, as reason: Feedback.Reason?, note: String?, until: CivilDate?, now: Timestamp
    ) throws(WorkspaceError) -> String {
        let today = today(now)
        if let until, until <= today {
            throw WorkspaceError(.usage, "needs a day after today, \(today), for --until, got \(until)")
        }
        if reason == .planned, until == nil {
            throw WorkspaceError(.usage, "needs --until DAY for planned: the day from which it is news again")
        }
        return try alone { store throws(WorkspaceError) in
            let finding = try known(id, asOf: nil)
            if reason == nil { try requireWord(on: id, store, today: today) }
            let feedback = Feedback(
                finding: id, day: max(today, finding.detectedOn), reason: reason, note: note, until: until,
                givenAt: now)
            let audit = AuditEntry(
                at: now, actor: actor, action: reason == nil ? "undo" : "resolve", subject: id,
                detail: [reason?.rawValue, until.map { "until \($0)" }, note].compactMap(\.self).joined(
                    separator: ": "))
            try attempt(.disk, "needs to record feedback on \(id)") {
                try store.record(feedback, audit: audit)
            }
            let end = until.map { " until \($0)" } ?? ""
            let what = "\(finding.kind.rawValue) of \(finding.scope.description)."
            guard let reason else { return "Withdrew what was said of \(id): \(what)" }
            return "Resolved \(id) as \(reason.rawValue)\(end): \(what)"
        }
    }

    private func requireWord(on id: String, _ store: Store, today: CivilDate) throws(WorkspaceError) {
        let words = try attempt(.disk, "needs what was said of \(id)") { try store.feedback(asOf: today) }
        guard words.standing(on: today).contains(where: { $0.finding == id }) else {
            throw WorkspaceError(.usage, "needs a finding that was resolved, got '\(id.prefix(60))'")
        }
    }

    /// Who does things: the account that runs the program.
    var actor: String { ProcessInfo.processInfo.environment["USER"] ?? "outlay" }

    private func known(_ id: String, asOf day: CivilDate?) throws(WorkspaceError) -> Finding {
        guard let finding = try knownFindings(asOf: day).first(where: { $0.id == id }) else {
            throw WorkspaceError(
                .usage,
                "needs the id of a finding, got '\(id.prefix(60))'; outlay findings list --all shows them")
        }
        return finding
    }

    /// Every finding as the newest run on or before a day left it, with what people have said since.
    func knownFindings(asOf day: CivilDate?) throws(WorkspaceError) -> [Finding] {
        let store = try store()
        let last = CivilDate(year: 9999, month: 12, day: 31) ?? CivilDate(dayNumber: 0)
        return try attempt(.disk, "needs the findings of \(folder.path)") {
            let spoken = try store.feedback(asOf: day ?? last)
            let runDay = try store.runDays().last { $0 <= day ?? last }
            return try store.findings(asOf: day ?? last).map { finding in
                finding.settled(by: spoken, on: day ?? runDay ?? finding.detectedOn)
            }
        }
    }
}

extension Finding {
    /// Whether nobody needs to look at it any more.
    var isSettled: Bool { status == .ended || status == .resolved }

    /// The finding with what people had said about it by a day: the newest word counts, until its end or its withdrawal.
    func settled(by feedback: [Feedback], on day: CivilDate) -> Finding {
        guard let word = feedback.last(where: { $0.finding == id }), status != .reopened else { return self }
        var copy = self
        if feedback.standing(on: day).contains(word) {
            copy.status = .resolved
        } else if status == .resolved {
            copy.status = lastDay == nil ? .open : .ended
        }
        return copy
    }
}
