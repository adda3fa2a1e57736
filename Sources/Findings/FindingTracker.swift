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
    let prices: PriceWatch?
    private(set) var tracked: [Tracked] = []
    /// Findings that are too old or too different to be followed.
    private(set) var untouched: [Finding] = []

    /// Days after its start for which a finding is followed.
    static let followedDays = 75
    /// The same for a change of prices: it costs until they go back, and a year later it is in all budgets.
    static let followedPriceDays = 365
    /// Days after which an unbroken shift is the new level.
    static let settledDays = 14

    /// Days after it was found for which a leak's first day is estimated anew.
    static let datingDays = 28

    /// Days for which a leak may have gone on before it was found, at most.
    static let longestUntold = 30

    /// Days after its end for which a finding may turn out to go on.
    static let reopeningDays = 10

    /// Days after its start for which a finding of a kind is followed.
    static func followedDays(_ kind: Finding.Kind) -> Int {
        kind == .priceChange ? followedPriceDays : followedDays
    }

    init(view: EstateView, maker: FindingMaker, prices: PriceWatch?) {
        self.view = view
        self.maker = maker
        self.prices = prices
    }

    /// Brings earlier findings up to date, oldest first, and takes what they explain out of the search.
    mutating func follow(_ prior: [Finding], in search: inout IncidentSearch) {
        for finding in prior.sorted(by: { ($0.firstDay, $0.id) < ($1.firstDay, $1.id) }) {
            let onset = view.index(of: finding.firstDay)
            guard finding.status != .resolved, finding.kind != .missingData, onset >= 28,
                onset > view.dayCount - FindingTracker.followedDays(finding.kind), onset < view.dayCount
            else {
                untouched.append(settled(finding))
                continue
            }
            let leaves = view.leaves(in: finding.scope)
            guard !leaves.isEmpty else {
                untouched.append(settled(finding))
                continue
            }
            let begun = finding.kind == .trendChange ? leakOnset(finding, leaves, onset, search) : onset
            var dated = finding
            dated.firstDay = view.date(begun)
            follow(dated, leaves: leaves, onset: begun, in: &search)
        }
    }

    /// The day on which a young leak turns out to have begun.
    private func leakOnset(
        _ finding: Finding, _ leaves: [Int], _ onset: Int, _ search: IncidentSearch
    ) -> Int {
        guard finding.status != .ended, finding.detectedOn.distance(to: view.run) <= Self.datingDays else {
            return onset
        }
        let vendors = Set(leaves.map { view.vendor(ofLeaf: $0) })
        let fit = LeakOnset(
            search.series(leaves), from: view.cube.days.lowerBound, guess: onset,
            earliest: view.index(of: finding.detectedOn) - Self.longestUntold,
            end: view.dayCount - view.age(leaves, \.usableAge) + 1,
            detector: search.detectors.detector(vendor: vendors.count == 1 ? vendors.first : nil))
        return fit?.day ?? onset
    }

    private mutating func follow(
        _ finding: Finding, leaves: [Int], onset: Int, in search: inout IncidentSearch
    ) {
        var finding = finding
        let values = search.series(leaves)
        guard let path = path(finding, values, leaves: leaves, onset: onset, in: search) else { return }
        let (expected, residual, end) = path
        let limit = FindingTracker.limit(finding, view)
        let isOngoing = limit == nil && end >= view.dayCount - onset - 1
        let episode = Episode(
            days: onset..<onset + max(1, end), isOngoing: isOngoing, expected: expected,
            spread: 0, excess: residual.prefix(end).reduce(0, +), evidence: 0)
        let sign = finding.direction == .up ? 1.0 : -1.0
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
        if !isOngoing || view.dayCount - onset <= FindingTracker.settledDays {
            search.explainAway(
                leaves: leaves, days: episode.days, expected: Array(expected.prefix(episode.days.count)))
        }
    }

    /// What was expected of a finding's part from its first day on, how far the bill is off, and where that ended.
    private func path(
        _ finding: Finding, _ values: [Double], leaves: [Int], onset: Int, in search: IncidentSearch
    ) -> (expected: [Double], residual: [Double], end: Int)? {
        let limit = FindingTracker.limit(finding, view)
        if finding.kind == .priceChange, let prices,
            let step = prices.step(scope: finding.scope, leaves: leaves, onset: onset)
        {
            let expected = view.expectation(of: step, values: values)
            let residual = expected.indices.map { values[onset + $0] - expected[$0] }
            return (expected, residual, min(step.end - onset, limit ?? .max))
        }
        guard let series = try? Series(daily: values, from: view.cube.days.lowerBound) else { return nil }
        let vendors = Set(leaves.map { view.vendor(ofLeaf: $0) })
        let detector = search.detectors.detector(vendor: vendors.count == 1 ? vendors.first : nil)
        var (expected, spread) = detector.expectation(
            of: series, from: onset, horizon: view.dayCount - onset)
        if finding.kind == .newSpend {
            expected = expected.map { _ in 0 }
            spread = expected
        }
        let residual = expected.indices.map { values[onset + $0] - expected[$0] }
        let sign = finding.direction == .up ? 1.0 : -1.0
        // A leak is within the noise at first: it cannot have ended before it was found.
        let told = finding.firstDay.distance(to: finding.detectedOn) - view.age(leaves, \.usableAge)
        let least = finding.kind == .trendChange ? told : 1
        let end = FindingTracker.end(residual, spread, sign: sign, limit: limit, least: least)
        return (expected, residual, end)
    }

    /// The days of a finding that ended long enough ago to be left alone.
    private static func limit(_ finding: Finding, _ view: EstateView) -> Int? {
        guard finding.status == .ended, let last = finding.lastDay,
            view.dayCount - view.index(of: last) > reopeningDays
        else { return nil }
        return max(1, finding.firstDay.distance(to: last) + 1)
    }

    /// The day after the last on which the finding's scope was away from its expectation; three quiet days end it.
    static func end(
        _ residual: [Double], _ spread: [Double], sign: Double, limit: Int?, least: Int
    ) -> Int {
        if let limit { return min(max(limit, 1), residual.count) }
        var end = min(max(least, 1), max(residual.count, 1))
        var away = max(0, sign * residual.prefix(end).reduce(0, +))
        var count = Double(end)
        func isAway(_ t: Int) -> Bool {
            sign * residual[t] > max(1.5 * spread[t], 0.25 * away / count)
        }
        for t in residual.indices.dropFirst(end) where isAway(t) {
            // Three quiet days end it, unless most of the week after them is away again.
            if t - end >= 3 {
                let week = (t..<min(t + 7, residual.count)).count(where: isAway)
                if t - end > 7 || week < 5 { continue }
            }
            end = t + 1
            away += sign * residual[t]
            count += 1
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
        if age > FindingTracker.followedDays(finding.kind),
            [.open, .growing, .reopened].contains(finding.status)
        {
            copy.status = finding.lastDay == nil ? .stable : .ended
        }
        return copy
    }

    /// Whether a step of prices is known: found before, the way back of one, or seen as a shift of cost first.
    mutating func absorbs(_ step: PriceWatch.Step) -> Bool {
        let money = step.effect.reduce(0, +)
        for i in tracked.indices where tracked[i].finding.scope.isRelated(to: step.scope) {
            let known = tracked[i]
            let distance = step.onset - known.onset
            let last = known.finding.lastDay.map { view.index(of: $0) } ?? view.dayCount
            if known.finding.kind == .priceChange, distance > -7, last >= step.onset - 3 { return true }
            guard abs(distance) <= 4, (known.finding.direction == .up) == (money > 0),
                abs(money) >= 0.6 * abs(known.finding.impact.approximate)
            else { continue }
            tracked[i].finding.kind = .priceChange
            return true
        }
        return false
    }

    /// Whether an incident is part of an earlier finding: more of the same, or its end.
    mutating func absorbs(_ incident: Incident, in search: IncidentSearch, values: [Double]) -> Bool {
        let touched = Set(incident.leaves)
        if tracked.contains(where: {
            isRest(incident, of: $0, touched) || isAftermath(incident, of: $0, touched)
        }) {
            return true
        }
        for i in tracked.indices {
            let known = tracked[i]
            guard abs(known.finding.impact.approximate) >= 0.5 * view.gate,
                known.finding.scope.isRelated(to: incident.scope) || shares(known.leaves, touched)
            else { continue }
            if known.finding.direction == incident.episode.direction {
                let distance = incident.episode.days.lowerBound - known.onset
                let isGrowing = known.finding.kind == .trendChange && known.finding.status != .ended
                let last = known.finding.lastDay.map { view.index(of: $0) } ?? view.dayCount
                let goesOn = last >= incident.episode.days.lowerBound - 3 || abs(distance) <= 3
                if -4...FindingTracker.settledDays ~= distance && goesOn || isGrowing {
                    if isGrowing { widen(i, with: incident, in: search) }
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
                let last = view.date(incident.episode.days.lowerBound - 1)
                if tracked[i].finding.status != .ended { tracked[i].finding.lastDay = last }
                tracked[i].finding.status = .ended
                return true
            }
        }
        return false
    }

    /// Whether an incident is what an earlier finding of the same days left over.
    private func isRest(_ incident: Incident, of known: Tracked, _ touched: Set<Int>) -> Bool {
        let isSlow = incident.episode.isGradual || known.finding.kind == .trendChange
        return known.finding.direction == incident.episode.direction
            && abs(incident.episode.days.lowerBound - known.onset) <= (isSlow ? 16 : 2)
            && abs(incident.episode.excess) < (isSlow ? 0.8 : 0.5) * abs(known.finding.impact.approximate)
            && known.leaves.contains(where: touched.contains)
    }

    /// Whether an incident is only how a part settles after an earlier finding ended: soon after it, and small beside it.
    private func isAftermath(_ incident: Incident, of known: Tracked, _ touched: Set<Int>) -> Bool {
        guard let last = known.finding.lastDay, known.finding.status == .ended else { return false }
        let end = view.index(of: last)
        let length = Double(max(1, end - known.onset + 1))
        let daily = abs(incident.episode.excess) / Double(incident.episode.days.count)
        return -1...10 ~= incident.episode.days.lowerBound - end
            && daily < 0.5 * abs(known.finding.impact.approximate) / length
            && known.leaves.contains(where: touched.contains)
    }

    /// Widens a leak to the part that it shares with one that began beside it, if that part grew by both.
    private mutating func widen(_ i: Int, with incident: Incident, in search: IncidentSearch) {
        let known = tracked[i]
        let distance = incident.episode.days.lowerBound - known.onset
        let common = known.finding.scope.common(with: incident.scope)
        guard abs(distance) <= Self.datingDays, !common.isTotal, common != known.finding.scope,
            known.finding.detectedOn.distance(to: view.run) <= Self.datingDays
        else { return }
        let leaves = view.leaves(in: common)
        let vendors = Set(leaves.map { view.vendor(ofLeaf: $0) })
        let values = view.series(leaves)
        guard !leaves.isEmpty, let series = try? Series(daily: values, from: view.cube.days.lowerBound) else {
            return
        }
        let (expected, _) = search.detectors
            .detector(vendor: vendors.count == 1 ? vendors.first : nil)
            .expectation(of: series, from: known.onset, horizon: view.dayCount - known.onset)
        let excess = values[known.onset...].reduce(0, +) - expected.reduce(0, +)
        let both = known.finding.impact.approximate + incident.episode.excess
        guard excess * both > 0, abs(excess) >= 0.8 * abs(both) else { return }
        let episode = Episode(
            days: known.onset..<view.dayCount, isOngoing: true, expected: expected, spread: 0, excess: excess,
            evidence: 0)
        tracked[i].finding.scope = common
        maker.update(&tracked[i].finding, leaves: leaves, episode: episode, values: view.values)
    }

    /// Moves a young finding to the part that turned out to explain it better; it stays the same finding.
    private mutating func rescope(_ i: Int, to incident: Incident, distance: Int, values: [Double]) {
        let known = tracked[i].finding
        guard abs(distance) <= 4, known.kind != .priceChange, known.detectedOn.distance(to: view.run) <= 10,
            incident.scope != known.scope, !incident.scope.isTotal, known.expected > .zero,
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
        guard start >= 1, end <= known.residual.count else { return false }
        let days = min(start, 14)
        let before = known.residual[(start - days)..<start].reduce(0, +) / Double(days)
        let after = known.residual[start..<end].reduce(0, +) / Double(end - start)
        let sign = known.finding.direction == .up ? 1.0 : -1.0
        guard sign * before > 0 else { return false }
        let last = known.finding.lastDay.map { view.index(of: $0) } ?? view.dayCount
        if last >= incident.episode.days.lowerBound - 4 { return sign * after > -0.5 * sign * before }
        // It ended before, but the bill had not come back until now.
        let change = abs(incident.episode.excess) / Double(incident.episode.days.count)
        return abs(after) < 0.5 * abs(before) && sign * before > 0.4 * change
    }
}
