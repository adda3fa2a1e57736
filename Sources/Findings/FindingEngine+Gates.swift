internal import Billing
internal import Detection
internal import Forecasting
internal import TimeSeries

/// What keeps an incident from being a finding: too old, known before, or no change of what is spent.
extension FindingEngine {
    /// An incident that was over two weeks ago is history, not news; one weak day alone waits for the next.
    func isRecent(_ incident: Incident, _ maker: FindingMaker, _ sensitivity: Sensitivity) -> Bool {
        let view = maker.view
        let episode = incident.episode
        // What is still to come of the newest days is filled up from before the incident, and says nothing of it.
        let newest = view.dayCount - view.age(incident.leaves, \.usableAge) + 1
        guard episode.days.upperBound > view.dayCount - 12,
            episode.days.lowerBound >= view.dayCount - (episode.isGradual ? 35 : 18),
            episode.days.lowerBound <= view.dayCount - view.age(incident.leaves, \.usableAge),
            !episode.isGradual || episode.days.upperBound >= newest,
            episode.direction == .up || isSettledDrop(incident, view)
        else { return false }
        if episode.isNew, !maker.isNewService(incident),
            abs(episode.excess) < 0.25 * view.gate * Double(episode.days.count)
        {
            return false
        }
        // A service that was never used is news on its first day.
        if episode.isNew, maker.isNewService(incident) { return true }
        if episode.isNew { return episode.days.count >= 2 || abs(episode.excess) >= 4 * view.gate }
        let factor = sensitivity.factor(incident.scope, episode.direction)
        return episode.days.count >= 2 || episode.evidence >= factor * (settings.minimumEvidence + 2)
    }

    /// Whether a drop is one on days of which nothing is still to come, too.
    func isSettledDrop(_ incident: Incident, _ view: EstateView) -> Bool {
        let age = view.age(incident.leaves, \.settledAge)
        let days = incident.episode.days
        let settled = days.clamped(to: 0..<max(view.dayCount - age + 1, 1))
        let values = view.series(incident.leaves)
        let excess = settled.reduce(0) { $0 + values[$1] - incident.episode.expected[$1 - days.lowerBound] }
        return -excess >= view.gate && -excess >= 0.3 * abs(incident.episode.excess)
    }

    /// Whether a drop is only a feed that stops, or its data coming in.
    func isFeedStop(_ incident: Incident, _ findings: [Finding], _ view: EstateView) -> Bool {
        findings.contains { finding in
            finding.kind == .missingData && finding.scope.contains(incident.scope)
                && abs(view.index(of: finding.firstDay) - incident.episode.days.lowerBound) <= 10
                && incident.episode.direction == .down
        }
    }

    /// Whether an incident only brings a part back to where it was before an opposite episode of the weeks before.
    ///
    /// Earlier findings end that way too, but the first run of all has none to look at.
    func isWayBack(_ incident: Incident, _ view: EstateView, _ search: IncidentSearch) -> Bool {
        let episode = incident.episode
        let (onset, length) = (episode.days.lowerBound, Double(episode.days.count))
        let values = view.series(incident.leaves)
        let level = episode.days.reduce(0) { $0 + values[$1] } / length
        let change = episode.excess / length
        let wasThere = (2...11).contains { week in
            let end = onset - 7 * week
            guard end >= 7 else { return false }
            let before = values[(end - 7)..<end].reduce(0, +) / 7
            return abs(before - level) < 0.3 * abs(change)
        }
        guard wasThere else { return false }
        let vendors = Set(incident.leaves.map { view.vendor(ofLeaf: $0) })
        var past = search.search(vendor: vendors.count == 1 ? vendors.first : nil)
        past.windowDays = 84
        let before = Array(values[..<onset])
        return past.episodes(before, bill: before).contains { old in
            let daily = abs(old.excess) / Double(old.days.count)
            return old.direction != episode.direction && (old.isNew || old.evidence >= 4)
                && daily >= 0.3 * abs(change) && old.days.upperBound >= onset - 28
        }
    }

    /// Whether an incident stands without the incidents that were found before it in the same run.
    func isAlone(
        _ incident: Incident, _ view: EstateView, _ detectors: IncidentSearch.Detectors, _ values: [Double]
    ) -> Bool {
        let episode = incident.episode
        var sums = [Double](repeating: 0, count: view.dayCount)
        for leaf in incident.leaves {
            for day in sums.indices { sums[day] += values[leaf * view.dayCount + day] }
        }
        let vendors = Set(incident.leaves.map { view.vendor(ofLeaf: $0) })
        guard !episode.isNew, let series = try? Series(daily: sums, from: view.cube.days.lowerBound) else {
            return true
        }
        let (expected, _) = detectors.detector(vendor: vendors.count == 1 ? vendors.first : nil).expectation(
            of: series, from: episode.days.lowerBound, horizon: episode.days.count)
        let excess = episode.days.reduce(0) { $0 + sums[$1] } - expected.reduce(0, +)
        return excess * (episode.excess < 0 ? -1 : 1) >= 0.5 * abs(episode.excess)
    }

    /// Whether a drop is only a commitment that began to cover the same use: at contracted prices nothing dropped.
    func isCommitment(
        _ incident: Incident, _ maker: FindingMaker, _ detectors: IncidentSearch.Detectors
    ) -> Bool {
        let view = maker.view
        let days = incident.episode.days
        guard incident.episode.direction == .down, !incident.scope.isTotal,
            let contracted = PriceEffect.covered(maker.ledger, view, scope: incident.scope),
            let series = try? Series(daily: contracted, from: view.cube.days.lowerBound)
        else { return false }
        let vendors = Set(incident.leaves.map { view.vendor(ofLeaf: $0) })
        let (expected, _) = detectors.detector(vendor: vendors.first).expectation(
            of: series, from: days.lowerBound, horizon: days.count)
        // A holiday may take its share of the use, covered or not.
        let known = knownDays(incident, view, detectors)
        let excess = expected.indices.reduce(0) { sum, t in
            sum + min(0, contracted[days.lowerBound + t] - expected[t] * (1 - (known[t] ?? 0)))
        }
        return -excess < 0.35 * abs(incident.episode.excess)
    }

    /// Whether a rise is only the guess of what is still to come of late days: what has come is not more than expected.
    ///
    /// A day that is mostly known is compared with what should have come of it. Of one that is not, all that was expected must
    /// have come already: a few large charges come whole, and not in the share that is usual.
    func isStillToCome(_ incident: Incident, _ view: EstateView, _ values: [Double]) -> Bool {
        let episode = incident.episode
        guard episode.direction == .up, !episode.isNew else { return false }
        let actual = view.cube.dailyCosts(ofLeaves: incident.leaves)
        var (come, all) = (0.0, 0.0)
        for (t, day) in episode.days.enumerated() where t < episode.expected.count {
            let share = CauseSplit.known(view, incident.leaves, day: day)
            let filled = incident.leaves.reduce(0) { $0 + values[$1 * view.dayCount + day] }
            let usual = view.series(incident.leaves)[day] - actual[day].approximate
            let isMostlyKnown = share >= 0.9
            let excess = filled - usual - (isMostlyKnown ? share : 1) * episode.expected[t]
            come += isMostlyKnown ? excess : max(0, excess)
            all += share * (filled - episode.expected[t])
        }
        return come < 0.7 * all
    }

    /// Whether the siblings in another region or account took over what this part lost, or lost what it gained.
    func isReallocation(
        _ incident: Incident, _ maker: FindingMaker, _ detectors: IncidentSearch.Detectors
    ) -> Bool {
        let view = maker.view
        let movable = incident.scope.dimensions.filter { $0 != .serviceProvider && $0 != .service }
        guard !movable.isEmpty,
            incident.scope.dimensions.contains(.service) || incident.scope.values.count >= 3
        else { return false }
        // Without one of the places, and without all of them.
        let parents = movable.map { [$0] } + (movable.count > 1 ? [movable] : [])
        return parents.contains { dropped in
            var values: [Dimension: String?] = [:]
            for (other, value) in incident.scope.values where !dropped.contains(other) {
                values[other] = .some(value)
            }
            let leaves = view.leaves(in: Scope(values))
            let vendors = Set(leaves.map { view.vendor(ofLeaf: $0) })
            let detector = detectors.detector(vendor: vendors.first)
            let days = incident.episode.days
            guard let net = excess(of: leaves, over: days, view, detector)?.sum else { return false }
            let size = abs(incident.episode.excess)
            if abs(net) < 0.45 * size { return true }
            // A new part whose whole did not grow has moved there, however little it is yet.
            if incident.episode.isNew, net < 0.45 * size, !maker.isNewService(incident) { return true }
            let own = Set(incident.leaves)
            let siblings = leaves.filter { !own.contains($0) }
            guard let others = excess(of: siblings, over: days, view, detector)?.sum else { return false }
            return abs(others + incident.episode.excess) < 0.45 * size
                || incident.scope.dimensions.contains(.service)
                    && hasCounterpart(incident, among: siblings, apartIn: dropped, view, detector)
        }
    }

    /// What leaves cost in some days beyond what was expected before them, and how far off that usually is.
    private func excess(
        of leaves: [Int], over days: Range<Int>, _ view: EstateView, _ detector: CostDetector
    ) -> (sum: Double, noise: Double)? {
        guard let series = try? Series(daily: view.series(leaves), from: view.cube.days.lowerBound) else {
            return nil
        }
        let (expected, deviation) = detector.expectation(
            of: series, from: days.lowerBound, horizon: days.count)
        let sum = days.reduce(0) { $0 + series.values[$1] } - expected.reduce(0, +)
        return (sum, deviation.reduce(0) { $0 + $1 * $1 }.squareRoot())
    }

    /// Whether one other place moved the other way by about as much in the same days, far beyond what is usual for it.
    ///
    /// In a move by steps the chatter of all other siblings can be as large as the part that has moved so far.
    private func hasCounterpart(
        _ incident: Incident, among siblings: [Int], apartIn dropped: [Dimension], _ view: EstateView,
        _ detector: CostDetector
    ) -> Bool {
        let places = dropped.compactMap { view.cube.dimensions.firstIndex(of: $0) }
        let groups = Dictionary(grouping: siblings) { leaf in places.map { view.cube.codes[$0][leaf] } }
        return groups.values.contains { members in
            guard let move = excess(of: members, over: incident.episode.days, view, detector) else {
                return false
            }
            return 0.6...1.6 ~= -move.sum / incident.episode.excess && abs(move.sum) > 4 * move.noise
        }
    }
}
