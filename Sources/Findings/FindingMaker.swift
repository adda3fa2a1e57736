internal import Billing
internal import TimeSeries

/// Makes findings out of incidents.
struct FindingMaker {
    let ledger: Ledger
    let view: EstateView

    /// The finding of an incident, first seen in this run.
    func finding(_ incident: Incident, values: [Double]) -> Finding {
        let episode = incident.episode
        let firstDay = view.date(episode.days.lowerBound)
        var finding = Finding(
            id: "", kind: .spike, direction: episode.direction, scope: incident.scope, firstDay: firstDay,
            lastDay: nil, detectedOn: view.run, basis: view.settings.basis, currency: view.currency,
            expected: .zero, actual: .zero, score: FindingMaker.score(evidence: episode.evidence),
            severity: .low, provisional: false, causes: [], owner: owner(incident.leaves), status: .open)
        update(&finding, leaves: incident.leaves, episode: episode, values: values)
        finding.kind = kind(incident, finding)
        finding.id = FindingMaker.id(finding)
        return finding
    }

    /// Brings the money, causes, last day and severity of a finding up to date.
    func update(_ finding: inout Finding, leaves: [Int], episode: Episode, values: [Double]) {
        let days = episode.days
        let split = CauseSplit(
            view, values: values, scope: finding.scope, leaves: leaves, days: days,
            expected: Array(episode.expected.prefix(days.count)))
        finding.actual = split.actual
        finding.expected = split.expected
        finding.impact = split.actual - split.expected
        finding.causes = priced(named(split.causes, of: finding.impact, days: days), days: days)
        finding.lastDay = episode.isOngoing ? nil : view.date(days.upperBound - 1)
        finding.severity = severity(finding.impact)
        finding.provisional = days.contains { day in
            leaves.contains { view.settledShare(vendor: view.vendor(ofLeaf: $0), day: day) < 0.98 }
        }
    }

    /// Causes with the resources or SKUs that are new or have vanished split off by name; they add up as before.
    private func named(
        _ causes: [Finding.Contribution], of impact: Money<Charged>, days: Range<Int>
    ) -> [Finding.Contribution] {
        guard impact != .zero else { return causes }
        return causes.flatMap { cause -> [Finding.Contribution] in
            guard !cause.isRemainder || causes.count == 1 else { return [cause] }
            let names = NamedSpend(ledger, view, cause: cause, days: days).parts
            guard !names.isEmpty else { return [cause] }
            var parts = names.map { Finding.Contribution(scope: $0.scope, impact: $0.impact, share: 0) }
            var rest = cause
            rest.impact = names.reduce(cause.impact) { $0 - $1.impact }
            if rest.impact != .zero { parts.append(rest) }
            for i in parts.indices { parts[i].share = parts[i].impact.approximate / impact.approximate }
            return parts
        }
    }

    /// Adds volume, price and mix to causes with quantities; the three add up to the cause exactly.
    private func priced(_ causes: [Finding.Contribution], days: Range<Int>) -> [Finding.Contribution] {
        causes.map { cause in
            guard !cause.isRemainder || causes.count == 1,
                let effect = PriceEffect(ledger, view, scope: cause.scope, days: days)
            else { return cause }
            var copy = cause
            let price = Money<Charged>(modelled: effect.price)
            let mix = Money<Charged>(modelled: effect.mix)
            copy.price = price
            copy.mix = mix
            copy.volume = cause.impact - price - mix
            return copy
        }
    }

    private func kind(_ incident: Incident, _ finding: Finding) -> Finding.Kind {
        let episode = incident.episode
        if episode.isNew, isNewService(incident) { return .newSpend }
        if episode.days.count >= 2, !episode.isNew,
            let effect = PriceEffect(
                ledger, view, scope: incident.scope, days: episode.days, basis: .contractedCost)
        {
            let impact = finding.impact.approximate
            if effect.price / impact >= 0.6 { return .priceChange }
        }
        if episode.isGradual { return .trendChange }
        if episode.days.count >= 5, episode.isOngoing { return .levelShift }
        return episode.direction == .up ? .spike : .drop
    }

    /// Whether the service is new at its vendor, not only in this account or region of it.
    func isNewService(_ incident: Incident) -> Bool {
        var values: [Dimension: String?] = [:]
        for dimension in [Dimension.serviceProvider, .service] {
            if let value = incident.scope[dimension] { values[dimension] = .some(value) }
        }
        let parent = view.leaves(in: Scope(values))
        let before = view.series(parent)[..<incident.episode.days.lowerBound]
        return !before.suffix(56).contains { $0 > 0 }
    }

    private func severity(_ impact: Money<Charged>) -> Finding.Severity {
        let ratio = abs(impact.approximate) / view.gate
        return ratio < 4 ? .low : ratio < 15 ? .medium : ratio < 60 ? .high : .critical
    }

    /// The only owner of all leaves, if there is one.
    private func owner(_ leaves: [Int]) -> String? {
        guard let dimension = view.settings.ownerDimension,
            let d = view.cube.dimensions.firstIndex(of: dimension)
        else { return nil }
        let codes = Set(leaves.map { view.cube.codes[d][$0] })
        guard codes.count == 1, let code = codes.first, code > 0 else { return nil }
        return view.cube.values[d][Int(code) - 1]
    }

    static func score(evidence: Double) -> Double {
        evidence * evidence / (evidence * evidence + 0.5)
    }

    /// `f-` + first day + four hexadecimal digits of kind, direction, scope and currency.
    static func id(_ finding: Finding) -> String {
        let key = [
            finding.kind.rawValue, finding.direction.rawValue, finding.scope.key, finding.currency.code,
        ].joined(separator: "\u{2}")
        let digits = String(StableHash.fnv1a(key) & 0xFFFF, radix: 16)
        return "f-\(finding.firstDay)-" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
