internal import Billing
internal import Detection
internal import TimeSeries

/// Carries the findings of earlier runs on: brings each up to date and says what of today's bill it explains.
struct FindingTracker {
    /// An earlier finding, brought up to date.
    struct Tracked {
        var finding: Finding
        let leaves: [Int]
        /// Its first day by number; below 0 when it is older than the view.
        let onset: Int
        /// Value − expectation from the first day on.
        let residual: [Double]
    }

    let view: EstateView
    let maker: FindingMaker
    private(set) var tracked: [Tracked] = []
    /// Findings that are too old or too different to be followed.
    private(set) var untouched: [Finding] = []

    /// Days after its start for which a finding is followed.
    static let followedDays = 75
    /// Days after which an unbroken shift is the new level.
    static let settledDays = 14

    init(view: EstateView, maker: FindingMaker) {
        self.view = view
        self.maker = maker
    }

    /// Brings earlier findings up to date, oldest first, and takes what they explain out of the search.
    mutating func follow(_ prior: [Finding], in search: inout IncidentSearch) {
        for finding in prior.sorted(by: { ($0.firstDay, $0.id) < ($1.firstDay, $1.id) }) {
            let onset = view.index(of: finding.firstDay)
            guard finding.status != .resolved, finding.kind != .missingData, onset >= 28,
                onset > view.dayCount - FindingTracker.followedDays, onset < view.dayCount
            else {
                untouched.append(settled(finding))
                continue
            }
            let leaves = view.leaves(in: finding.scope)
            guard !leaves.isEmpty else {
                untouched.append(settled(finding))
                continue
            }
            follow(finding, leaves: leaves, onset: onset, in: &search)
        }
    }

    private mutating func follow(
        _ finding: Finding, leaves: [Int], onset: Int, in search: inout IncidentSearch
    ) {
        var finding = finding
        let values = search.series(leaves)
        guard let series = try? Series(daily: values, from: view.cube.days.lowerBound) else { return }
        let horizon = view.dayCount - onset
        let vendors = Set(leaves.map { view.vendor(ofLeaf: $0) })
        let detector = search.detectors.detector(vendor: vendors.count == 1 ? vendors.first : nil)
        var (expected, spread) = detector.expectation(of: series, from: onset, horizon: horizon)
        if finding.kind == .newSpend {
            expected = expected.map { _ in 0 }
            spread = expected
        }
        let residual = expected.indices.map { values[onset + $0] - expected[$0] }
        let sign = finding.direction == .up ? 1.0 : -1.0
        let limit = finding.status == .ended ? finding.lastDay.map { view.index(of: $0) - onset + 1 } : nil
        let end = FindingTracker.end(residual, spread, sign: sign, limit: limit)
        let isOngoing = limit == nil && end >= horizon - 1
        let episode = Episode(
            days: onset..<onset + max(1, end), isOngoing: isOngoing, expected: expected,
            spread: spread.first ?? 0, excess: residual.prefix(end).reduce(0, +), evidence: 0)
        if limit == nil || view.index(of: finding.lastDay ?? view.run) > view.dayCount - 10 {
            maker.update(&finding, leaves: leaves, episode: episode, values: search.values)
            finding.status = FindingTracker.status(residual, end: end, isOngoing: isOngoing)
            finding.kind = FindingTracker.kind(finding, length: end, isOngoing: isOngoing)
        }
        // Late data that came in after all leaves nothing to explain.
        let isRetracted = sign * finding.impact.approximate < 0.3 * view.gate
        if isRetracted {
            finding.status = .ended
            finding.lastDay = finding.lastDay ?? view.date(episode.days.upperBound - 1)
        }
        tracked.append(Tracked(finding: finding, leaves: leaves, onset: onset, residual: residual))
        if isRetracted { return }
        if !isOngoing || horizon <= FindingTracker.settledDays {
            search.explainAway(
                leaves: leaves, days: episode.days, expected: Array(expected.prefix(episode.days.count)))
        }
    }

    /// The day after the last on which the finding's scope was away from its expectation; three quiet days end it.
    private static func end(_ residual: [Double], _ spread: [Double], sign: Double, limit: Int?) -> Int {
        if let limit { return min(max(limit, 1), residual.count) }
        var end = 1
        var quiet = 0
        let typical = FindingMath.median(residual.prefix(7).map { $0 * sign })
        for t in residual.indices {
            if sign * residual[t] > max(1.5 * spread[t], 0.25 * typical) {
                end = t + 1
                quiet = 0
            } else {
                quiet += 1
                if quiet >= 3, t >= 3 { break }
            }
        }
        return end
    }

    private static func status(_ residual: [Double], end: Int, isOngoing: Bool) -> Finding.Status {
        guard isOngoing else { return .ended }
        guard end >= 6 else { return .open }
        let recent = abs(residual[(end - 3)..<end].reduce(0, +)) / 3
        let before = abs(residual[..<(end - 3)].reduce(0, +)) / Double(end - 3)
        return recent > 1.3 * before ? .growing : end >= settledDays ? .stable : .open
    }

    private static func kind(_ finding: Finding, length: Int, isOngoing: Bool) -> Finding.Kind {
        switch finding.kind {
        case .spike, .drop: isOngoing && length >= 6 ? .levelShift : finding.kind
        default: finding.kind
        }
    }

    private func settled(_ finding: Finding) -> Finding {
        var copy = finding
        let age = finding.firstDay.distance(to: view.run)
        if age > FindingTracker.followedDays, [.open, .growing, .reopened].contains(finding.status) {
            copy.status = finding.lastDay == nil ? .stable : .ended
        }
        return copy
    }

    /// Whether an incident is part of an earlier finding: more of the same, or its end.
    mutating func absorbs(_ incident: Incident, values: [Double]) -> Bool {
        let touched = Set(incident.leaves)
        for i in tracked.indices {
            let known = tracked[i]
            guard abs(known.finding.impact.approximate) >= 0.5 * view.gate,
                known.finding.scope.isRelated(to: incident.scope) || shares(known.leaves, touched)
            else { continue }
            if known.finding.direction == incident.episode.direction {
                let distance = incident.episode.days.lowerBound - known.onset
                let isGrowing = known.finding.kind == .trendChange && known.finding.status != .ended
                if -4...FindingTracker.settledDays ~= distance || isGrowing {
                    rescope(i, to: incident, distance: distance, values: values)
                    return true
                }
                if known.finding.status == .ended, let last = known.finding.lastDay,
                    view.index(of: last) >= incident.episode.days.lowerBound - 4
                {
                    tracked[i].finding.status = .reopened
                    tracked[i].finding.lastDay = nil
                    return true
                }
            } else if isReturn(incident, to: known) {
                tracked[i].finding.status = .ended
                tracked[i].finding.lastDay = view.date(incident.episode.days.lowerBound - 1)
                return true
            }
        }
        return false
    }

    /// Moves a young finding to the part that turned out to explain it better; it stays the same finding.
    private mutating func rescope(_ i: Int, to incident: Incident, distance: Int, values: [Double]) {
        let known = tracked[i].finding
        guard abs(distance) <= 4, known.detectedOn.distance(to: view.run) <= 10,
            incident.scope != known.scope,
            abs(incident.episode.excess) >= 0.8 * abs(known.impact.approximate)
        else { return }
        tracked[i].finding.scope = incident.scope
        tracked[i].finding.status = .open
        maker.update(&tracked[i].finding, leaves: incident.leaves, episode: incident.episode, values: values)
    }

    /// Whether at least half of the incident's leaves, or of the finding's, are the other's too.
    private func shares(_ leaves: [Int], _ other: Set<Int>) -> Bool {
        let common = leaves.count { other.contains($0) }
        return 2 * common >= min(leaves.count, other.count)
    }

    /// Whether an opposite move only brings an earlier finding back to what was expected before it.
    private func isReturn(_ incident: Incident, to known: Tracked) -> Bool {
        let start = incident.episode.days.lowerBound - known.onset
        let end = incident.episode.days.upperBound - known.onset
        let last = known.finding.lastDay.map { view.index(of: $0) } ?? view.dayCount
        guard start >= 1, end <= known.residual.count, last >= incident.episode.days.lowerBound - 4 else {
            return false
        }
        let before = known.residual[max(0, start - 14)..<start].reduce(0, +) / Double(min(start, 14))
        let after = known.residual[start..<end].reduce(0, +) / Double(end - start)
        let sign = known.finding.direction == .up ? 1.0 : -1.0
        return sign * before > 0 && sign * after > -0.5 * sign * before
    }
}

extension EstateView {
    /// The leaves within a scope of watched dimensions; empty if it names another dimension.
    func leaves(in scope: Scope) -> [Int] {
        var required: [(d: Int, code: UInt32)] = []
        for (dimension, value) in scope.values {
            guard let d = cube.dimensions.firstIndex(of: dimension) else { return [] }
            guard let value else {
                required.append((d, 0))
                continue
            }
            guard let code = cube.values[d].firstIndex(of: value) else { return [] }
            required.append((d, UInt32(code + 1)))
        }
        return (0..<leafCount).filter { leaf in required.allSatisfy { cube.codes[$0.d][leaf] == $0.code } }
    }
}
