internal import Billing
internal import Detection
internal import Forecasting
internal import TimeSeries

/// Days of which everybody knows beforehand that they will be different.
extension FindingEngine {
    /// Whether an incident is only that holidays or promotions are as they usually are.
    ///
    /// What such days did a year ago is in the expectation already, so that little of them may be left. Where no earlier
    /// year says how they are, a promotion may bring up to 90 % more, and a holiday half more or less. Ordinary days that go the
    /// same way, are worth a finding and stand out by themselves show that it is not the holiday.
    func isKnownEvent(_ incident: Incident, _ view: EstateView, _ detectors: IncidentSearch.Detectors)
        -> Bool
    {
        let episode = incident.episode
        let days = knownDays(incident, view, detectors)
        guard days.contains(where: { $0 != nil }) else { return false }
        let actual = view.series(incident.leaves)
        var (limit, known, ordinary) = (0.0, 0.0, 0.0)
        var ordinaryDays = 0
        for (t, day) in episode.days.enumerated() where t < episode.expected.count {
            let excess = actual[day] - episode.expected[t]
            if let share = days[t] {
                known += excess
                limit += share * max(0, episode.expected[t])
            } else {
                ordinary += excess
                ordinaryDays += 1
            }
        }
        let share = Double(ordinaryDays) / Double(episode.days.count)
        let isOwn =
            abs(ordinary) >= view.gate && (ordinary > 0) == (episode.excess > 0)
            && abs(ordinary) >= 0.5 * share * abs(episode.excess)
            && episode.evidence(of: ordinary, over: ordinaryDays) >= 0.6 * settings.minimumEvidence
        return abs(known) < limit && !isOwn
    }

    /// The share of the expectation that each day of an incident may be off by; `nil` on ordinary days.
    func knownDays(
        _ incident: Incident, _ view: EstateView, _ detectors: IncidentSearch.Detectors
    ) -> [Double?] {
        let episode = incident.episode
        let vendors = Set(incident.leaves.map { view.vendor(ofLeaf: $0) })
        let only = vendors.count == 1 ? vendors.first : nil
        guard let effects = detectors.detector(vendor: only).effects else {
            return episode.days.map { _ in nil }
        }
        let promotions = FindingEngine.promotions(
            calendars.name(vendor: only.flatMap { view.name(ofVendor: $0) }, currency: view.currency))
        let actual = view.series(incident.leaves)
        let learned = 28..<max(28, episode.days.lowerBound - 28)
        let seen = Set(learned.filter { actual[$0] > 0 }.map { effects.event(on: view.date($0)) })
        return episode.days.map { day in
            let date = view.date(day)
            let event = effects.event(on: date)
            let isPromoted = Promotion.all(on: date).contains(where: promotions.contains)
            guard isPromoted || effects.isHoliday(event) else { return nil }
            // The turn of a month on a holiday is both.
            let turn = date.day <= 2 || date.day == date.daysInMonth ? 0.2 : 0
            if seen.contains(event) { return 0.25 + turn }
            return (isPromoted && episode.direction == .up ? 0.9 : 0.5) + turn
        }
    }

    /// The promotions of a calendar's country.
    static func promotions(_ calendar: String?) -> [Promotion] {
        calendar == "CN" ? [.june18, .double11, .double12] : calendar == nil ? [] : [.blackFriday]
    }
}

extension CalendarEffects {
    /// Whether an event is more than the turn of a month.
    func isHoliday(_ event: Int) -> Bool {
        let name = names[event]
        return !name.isEmpty && !name.hasPrefix("day ") && name != "last day"
    }
}

extension Episode {
    /// How unusual a part of the excess on some of the days is, were it alone.
    func evidence(of part: Double, over count: Int) -> Double {
        guard count > 0, excess != 0 else { return 0 }
        let ratio = Episode.sumScale(days.count) / Episode.sumScale(count)
        return evidence * abs(part / excess) * ratio
    }

    /// Standard deviation of the sum of so many days in units of one day's, when neighbours are alike (correlation 0.3).
    static func sumScale(_ count: Int) -> Double {
        (Double(count) * (1 + 0.3 * Double(count - 1))).squareRoot()
    }
}
