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
        let words = feedback.standing(on: run)
        let explained = Set(words.map(\.finding))
        mutes = try attempt(.disk, "needs the lives of the findings before \(run)") {
            try words.compactMap { word in
                let life = try store.life(of: word.finding)
                return (life.last { $0.runDay <= word.day } ?? life.first).flatMap {
                    Mute(word, on: $0.finding)
                }
            }
        }
        prior = findings.map { finding in
            guard finding.status == .resolved, !explained.contains(finding.id) else { return finding }
            // What was said has run out: the finding lives again.
            var copy = finding
            copy.status = finding.lastDay == nil ? .open : .ended
            return copy
        }
    }

    /// The findings whose state a run sets: those that live, and those that are not as the run before left them.
    func changes(to findings: [Finding]) -> [Finding] {
        let before = Dictionary(prior.map { ($0.id, $0) }) { first, _ in first }
        return findings.filter { !$0.isSettled || before[$0.id] != $0 }
    }
}
