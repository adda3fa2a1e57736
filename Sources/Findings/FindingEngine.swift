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
        let ledger = ledger.poolingUnusedCommitments()
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
        let words = SpokenWords(mutes, run: view.run)
        let prior = prior.map(words.awakened)
        let detectors = detectors(view, currency: view.currency)
        let maker = FindingMaker(ledger: ledger, view: view)
        var search = IncidentSearch(view: view, detectors: detectors, sensitivity: words.sensitivity)
        let oldStep = prior.filter { $0.kind == .priceChange && $0.status != .ended }.map(\.firstDay).min()
        let prices = PriceWatch(ledger, view, following: oldStep)
        var tracker = FindingTracker(view: view, maker: maker, prices: prices)
        tracker.follow(prior, in: &search)
        var (new, feeds) = missing(view, maker, prior)
        new += priceChanges(prices, maker, &tracker, &search)
        let values = search.values
        var accepted: [Incident] = []
        for incident in search.run() where isRecent(incident, maker, words.sensitivity) {
            guard !tracker.absorbs(incident, in: search, values: values),
                !isFeedStop(incident, feeds + prior, view),
                !accepted.contains(where: { incident.isRest(of: $0) }),
                !isStillToCome(incident, view, values), !isKnownEvent(incident, view, detectors),
                isAlone(incident, view, detectors, values), !isWayBack(incident, view, search),
                !isCommitment(incident, maker, detectors)
            else { continue }
            accepted.append(incident)
            let finding = maker.finding(incident, values: values)
            if isReallocation(incident, maker, detectors) {
                day.reallocations.append(finding)
            } else {
                new.append(finding)
            }
        }
        new = new.map { words.returned($0, of: prior) }
        let back = Set(new.filter { $0.status == .reopened }.map(\.id))
        let known = tracker.untouched.filter { old in !feeds.contains { $0.id == old.id } }
        let live = (known + tracker.tracked.map(\.finding)).filter { !back.contains($0.id) }
        let taken = Set(live.map(\.id) + feeds.map(\.id))
        new = new.filter { !taken.contains($0.id) }
        let (shown, muted) = words.parted(live + feeds + new)
        day.findings += shown
        day.muted += muted
        let ids = Set(shown.map(\.id))
        day.newFindings += new.map(\.id).filter(ids.contains)
        let mutedImpact = muted.reduce(Money<Charged>.zero) { $0 + $1.impact }
        day.currencies.append(view.drawing(detectors: detectors, mutedImpact: mutedImpact))
    }

    /// Steps of unit prices that no earlier finding explains; what they explain is taken out of the search.
    private func priceChanges(
        _ prices: PriceWatch?, _ maker: FindingMaker, _ tracker: inout FindingTracker,
        _ search: inout IncidentSearch
    ) -> [Finding] {
        guard let prices else { return [] }
        let view = maker.view
        var found: [Finding] = []
        for step in prices.steps(gate: view.gate) where !tracker.absorbs(step) {
            let expected = view.expectation(of: step, values: search.series(step.leaves))
            let episode = Episode(
                days: step.onset..<step.end, isOngoing: step.end >= view.dayCount - 1, expected: expected,
                spread: 0, excess: step.effect.reduce(0, +), evidence: 20)
            var finding = maker.finding(
                Incident(scope: step.scope, leaves: step.leaves, episode: episode), values: search.values)
            finding.kind = .priceChange
            finding.id = FindingMaker.id(finding)
            found.append(finding)
            search.explainAway(
                leaves: step.leaves, days: episode.days,
                expected: Array(expected.prefix(episode.days.count)))
        }
        return found
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
                promotions: FindingEngine.promotions(name), monthTurns: true)
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
