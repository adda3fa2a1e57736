public import Billing
internal import Detection
internal import Forecasting
public import TimeSeries

/// Looks at every level of the bill at once and says what moved: one incident, one finding, its causes in money.
///
///     let today = FindingEngine(settings: .init()).analyse(ledger: ledger, run: day, prior: yesterday.findings)
public struct FindingEngine: Sendable {
    /// What the user said of detection.
    public let settings: DetectionSettings
    /// Known days.
    public let calendars: FindingCalendars

    /// An engine with these settings.
    public init(
        settings: DetectionSettings = DetectionSettings(), calendars: FindingCalendars = FindingCalendars()
    ) {
        self.settings = settings
        self.calendars = calendars
    }

    /// What one morning's look finds.
    ///
    /// It depends on what was known on the day of the run only; neither the order of the rows nor the number of threads
    /// matters.
    ///
    /// - Parameters:
    ///   - ledger: The bill.
    ///   - run: The day of the run: the newest day looked at is the one before.
    ///   - prior: The findings of the run before, muted ones too.
    ///   - mutes: What the user has explained.
    /// - Returns: All live findings and what the report draws.
    public func analyse(ledger: Ledger, run: CivilDate, prior: [Finding] = [], mutes: [Mute] = [])
        -> DayAnalysis
    {
        var day = DayAnalysis(
            run: run, findings: [], newFindings: [], reallocations: [], muted: [], currencies: [])
        let currencies = ledger.currencies
        for currency in currencies {
            let known = prior.filter { $0.currency == currency }
            guard let view = EstateView(ledger, run: run, currency: currency, settings: settings) else {
                day.findings += known
                continue
            }
            look(ledger, view, known, mutes, into: &day)
        }
        day.findings += prior.filter { !currencies.contains($0.currency) }
        day.findings.sort {
            ($0.impact.magnitude, $1.id) > ($1.impact.magnitude, $0.id)
        }
        return day
    }

    private func look(
        _ ledger: Ledger, _ view: EstateView, _ prior: [Finding], _ mutes: [Mute], into day: inout DayAnalysis
    ) {
        let detectors = detectors(view, currency: view.currency)
        let maker = FindingMaker(ledger: ledger, view: view)
        var search = IncidentSearch(view: view, detectors: detectors)
        var tracker = FindingTracker(view: view, maker: maker)
        tracker.follow(prior, in: &search)
        var (new, feeds) = missing(view, maker, prior)
        let values = search.values
        for incident in search.run() where isRecent(incident, view) {
            guard !tracker.absorbs(incident, values: values), !isFeedStop(incident, feeds + prior, view),
                !isKnownEvent(incident, view, detectors)
            else { continue }
            let finding = maker.finding(incident, values: values)
            if isReallocation(incident, view, detectors) {
                day.reallocations.append(finding)
            } else {
                new.append(finding)
            }
        }
        let live =
            tracker.untouched.filter { old in !feeds.contains { $0.id == old.id } }
            + tracker.tracked.map(\.finding)
        let taken = Set(live.map(\.id) + feeds.map(\.id))
        new = new.filter { !taken.contains($0.id) }
        var muted = Money<Charged>.zero
        for finding in live + feeds + new {
            if mutes.contains(where: { $0.covers(finding) }) {
                day.muted.append(finding)
                muted += finding.impact
            } else {
                day.findings.append(finding)
            }
        }
        let shown = Set(day.findings.map(\.id))
        day.newFindings += new.map(\.id).filter(shown.contains)
        day.currencies.append(view.drawing(detectors: detectors, mutedImpact: muted))
    }

    /// An incident that was over two weeks ago is history, not news; one weak day alone waits for the next.
    private func isRecent(_ incident: Incident, _ view: EstateView) -> Bool {
        let episode = incident.episode
        guard episode.days.upperBound > view.dayCount - 12,
            episode.days.lowerBound >= view.dayCount - (episode.isOngoing ? 35 : 21),
            episode.days.lowerBound <= view.dayCount - view.age(incident.leaves, \.usableAge),
            !episode.isGradual || episode.isOngoing, episode.direction == .up || isSettledDrop(incident, view)
        else { return false }
        if episode.isNew { return episode.days.count >= 2 || abs(episode.excess) >= 4 * view.gate }
        return episode.days.count >= 2 || episode.evidence >= settings.minimumEvidence + 2
    }

    /// Whether a drop is one on days of which nothing is still to come, too.
    private func isSettledDrop(_ incident: Incident, _ view: EstateView) -> Bool {
        let age = view.age(incident.leaves, \.settledAge)
        let days = incident.episode.days
        let settled = days.clamped(to: 0..<max(view.dayCount - age + 1, 1))
        let values = view.series(incident.leaves)
        let excess = settled.reduce(0) { $0 + values[$1] - incident.episode.expected[$1 - days.lowerBound] }
        return -excess >= view.gate && -excess >= 0.3 * abs(incident.episode.excess)
    }

    /// Whether a drop is only a feed that stops, or its data coming in.
    private func isFeedStop(_ incident: Incident, _ findings: [Finding], _ view: EstateView) -> Bool {
        findings.contains { finding in
            finding.kind == .missingData && finding.scope.contains(incident.scope)
                && abs(view.index(of: finding.firstDay) - incident.episode.days.lowerBound) <= 10
                && incident.episode.direction == .down
        }
    }

    /// Whether all of it is on holidays or promotions and no larger than these usually are.
    private func isKnownEvent(_ incident: Incident, _ view: EstateView, _ detectors: IncidentSearch.Detectors)
        -> Bool
    {
        let vendors = Set(incident.leaves.map { view.vendor(ofLeaf: $0) })
        guard let effects = detectors.detector(vendor: vendors.count == 1 ? vendors.first : nil).effects
        else {
            return false
        }
        let names = incident.episode.days.map { effects.names[effects.event(on: view.date($0))] }
        let usual = incident.episode.expected.prefix(names.count).reduce(0, +)
        let isPromotion = names.allSatisfy { name in
            Promotion.allCases.contains { name.hasPrefix($0.rawValue) }
        }
        let isHoliday = names.allSatisfy { !$0.isEmpty && !$0.hasPrefix("day ") && $0 != "last day" }
        let limit = isPromotion ? 0.9 : isHoliday ? 0.4 : 0
        return abs(incident.episode.excess) < limit * usual
    }

    /// Whether the siblings in another region or account took over what this part lost, or lost what it gained.
    private func isReallocation(
        _ incident: Incident, _ view: EstateView, _ detectors: IncidentSearch.Detectors
    ) -> Bool {
        guard incident.scope.values.count >= 3 else { return false }
        for dimension in [Dimension.region, .subAccount] where incident.scope[dimension] != nil {
            var values: [Dimension: String?] = [:]
            for (other, value) in incident.scope.values where other != dimension {
                values[other] = .some(value)
            }
            let leaves = view.leaves(in: Scope(values))
            let vendors = Set(leaves.map { view.vendor(ofLeaf: $0) })
            guard let series = try? Series(daily: view.series(leaves), from: view.cube.days.lowerBound) else {
                continue
            }
            let days = incident.episode.days
            let (expected, _) = detectors.detector(vendor: vendors.first).expectation(
                of: series, from: days.lowerBound, horizon: days.count)
            let net = days.reduce(0) { $0 + series.values[$1] } - expected.reduce(0, +)
            if abs(net) < 0.35 * abs(incident.episode.excess) { return true }
        }
        return false
    }

    /// Feeds that stop: one finding a vendor; and earlier ones brought up to date.
    private func missing(_ view: EstateView, _ maker: FindingMaker, _ prior: [Finding]) -> (
        new: [Finding], known: [Finding]
    ) {
        var new: [Finding] = []
        var known: [Finding] = []
        var open: [Scope: Finding] = [:]
        for old in prior where old.kind == .missingData && old.status != .resolved { open[old.scope] = old }
        for (vendor, days) in view.missing.sorted(by: { $0.key < $1.key }) {
            let leaves = (0..<view.leafCount).filter { view.vendor(ofLeaf: $0) == vendor }
            guard let index = view.vendorIndex, let first = leaves.first else { continue }
            let scope = view.cube.scope(ofLeaf: first, in: [index])
            let total = view.series(leaves)
            let episode = Episode(
                days: days, isOngoing: days.upperBound == view.dayCount, expected: days.map { total[$0] },
                spread: 0, excess: -days.reduce(0) { $0 + total[$1] }, evidence: 20)
            if var old = open[scope], old.firstDay.distance(to: view.date(days.lowerBound)) <= 7 {
                open[scope] = nil
                maker.update(&old, leaves: leaves, episode: episode, values: view.values)
                old.status = .open
                known.append(old)
            } else {
                var finding = maker.finding(
                    Incident(scope: scope, leaves: leaves, episode: episode), values: view.values)
                finding.kind = .missingData
                finding.id = FindingMaker.id(finding)
                new.append(finding)
            }
        }
        // What is not missing any more has come in.
        for var old in open.values.sorted(by: { $0.id < $1.id }) where old.status != .ended {
            old.lastDay = old.lastDay ?? view.run.advanced(by: -1)
            old.status = .ended
            known.append(old)
        }
        return (new, known)
    }

    private func detectors(_ view: EstateView, currency: Currency) -> IncidentSearch.Detectors {
        var prepared: [String: CostDetector] = [:]
        func detector(_ vendor: String?) -> CostDetector {
            guard let name = calendars.name(vendor: vendor, currency: currency) else { return CostDetector() }
            if let known = prepared[name] { return known }
            let days = view.cube.days.lowerBound..<view.run.advanced(by: 1)
            let effects = CalendarEffects(
                days: days, holidays: HolidayCalendar.named(name),
                promotions: name == "CN" ? [.june18, .double11, .double12] : [.blackFriday], monthTurns: true)
            let made = CostDetector(effects: effects)
            prepared[name] = made
            return made
        }
        var byVendor: [Int: CostDetector] = [:]
        if let index = view.vendorIndex {
            for (i, name) in view.cube.values[index].enumerated() { byVendor[i + 1] = detector(name) }
        }
        return IncidentSearch.Detectors(byVendor: byVendor, fallback: detector(nil))
    }
}
