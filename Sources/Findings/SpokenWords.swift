internal import Billing
internal import TimeSeries

/// What people said, applied to the findings of a morning.
struct SpokenWords: Sendable {
    let mutes: [Mute]
    let run: CivilDate
    let sensitivity: Sensitivity

    /// Days after the word for which what comes back is the finding that was fixed.
    private static let returningDays = 180

    init(_ mutes: [Mute], run: CivilDate) {
        self.mutes = mutes
        self.run = run
        sensitivity = Sensitivity(mutes, run: run)
    }

    /// A finding that somebody has explained is followed like any other: only so is it seen to end, grow or come back.
    func awakened(_ finding: Finding) -> Finding {
        let isExplained = mutes.contains { $0.findingID == finding.id || $0.covers(finding, on: run) }
        guard finding.status == .resolved, isExplained else { return finding }
        var copy = finding
        copy.status = finding.lastDay == nil ? .open : .ended
        return copy
    }

    /// The finding under the name of an earlier one that was said to be fixed, if it is that one come back.
    func returned(_ finding: Finding, of prior: [Finding]) -> Finding {
        let word = mutes.first { mute in
            guard mute.verdict == .fixed, let day = mute.givenOn, finding.kind != .missingData else {
                return false
            }
            return finding.firstDay > day && day.distance(to: finding.firstDay) <= Self.returningDays
                && mute.direction == finding.direction
                && (mute.scope.contains(finding.scope) || finding.scope.contains(mute.scope))
                && prior.contains { $0.id == mute.findingID && $0.currency == finding.currency }
        }
        guard let id = word?.findingID, !finding.scope.isTotal || word?.scope.isTotal == true else {
            return finding
        }
        var copy = finding
        copy.id = id
        copy.status = .reopened
        return copy
    }

    /// Findings that are shown, and those that are explained; a word that no longer explains its finding reopens it.
    func parted(_ findings: [Finding]) -> (shown: [Finding], muted: [Finding]) {
        var (shown, muted): ([Finding], [Finding]) = ([], [])
        for finding in findings {
            if mutes.contains(where: { $0.covers(finding, on: run) }) {
                muted.append(finding)
                continue
            }
            var copy = finding
            let isSpokenOf = mutes.contains { $0.findingID == finding.id }
            if isSpokenOf, finding.status != .ended { copy.status = .reopened }
            shown.append(copy)
        }
        return (shown, muted)
    }
}
