internal import Findings
internal import Store
internal import TimeSeries

/// What a run knows of the runs before it and of what people have said.
struct RunMemory {
    /// The findings as the run before left them.
    let prior: [Finding]
    /// What people have explained.
    let mutes: [Mute]

    /// What the run of a day knows; nothing of later runs.
    init(_ store: Store, before run: CivilDate) throws(WorkspaceError) {
        let (findings, feedback) = try attempt(.disk, "needs the findings before \(run)") {
            (try store.findings(asOf: run.advanced(by: -1)), try store.feedback(asOf: run))
        }
        let words = feedback.filter { word in word.until.map { run < $0 } ?? true }
        let explained = Set(words.map(\.finding))
        mutes = words.compactMap { word in
            findings.first { $0.id == word.finding }.map { Mute(word, on: $0) }
        }
        prior = findings.map { finding in
            guard finding.status == .resolved, !explained.contains(finding.id) else { return finding }
            // What was said has run out: the finding lives again.
            var copy = finding
            copy.status = .open
            return copy
        }
    }

    /// The findings whose state a run sets: those that live, and those that are not as the run before left them.
    func changes(to findings: [Finding]) -> [Finding] {
        let before = Dictionary(prior.map { ($0.id, $0) }) { first, _ in first }
        return findings.filter { !$0.isSettled || before[$0.id] != $0 }
    }
}

extension Mute {
    /// What a person said about a finding, for the runs after it.
    ///
    /// With an end it covers the part of the bill until then; without one, only the finding itself.
    init(_ word: Feedback, on finding: Finding) {
        let verdict: Verdict =
            switch word.reason {
            case .fixed: .fixed
            case .expected: .expected
            case .accepted: .planned
            case .data, .noise: .falseAlarm
            }
        self.init(
            scope: finding.scope, direction: finding.direction, firstDay: finding.firstDay,
            lastDay: word.until?.advanced(by: -1) ?? finding.firstDay, verdict: verdict, findingID: finding.id
        )
    }
}
