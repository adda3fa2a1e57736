public import Billing
public import Foundation
public import TimeSeries

/// The truth of a labelled estate: `labels.json`.
public struct IncidentLabels: Sendable, Codable {
    public var seed: UInt64
    public var incidents: [IncidentLabel]
    public var benign: [BenignLabel]

    /// An incident that should be found.
    public struct IncidentLabel: Sendable, Codable {
        public var id: String
        public var kind: Finding.Kind
        public var direction: Finding.Direction
        public var firstDay: CivilDate
        public var lastDay: CivilDate
        public var scope: Scope
        public var currency: Currency
        public var impact: Money<Charged>
    }

    /// An event that should raise no finding.
    public struct BenignLabel: Sendable, Codable {
        public var id: String
        public var kind: String
        public var firstDay: CivilDate
        public var lastDay: CivilDate
        public var scope: Scope
        public var currency: Currency
    }

    /// The labels in JSON.
    ///
    /// - Throws: A `DecodingError` if the JSON is not of this form.
    public init(json: Data) throws {
        self = try JSONDecoder().decode(IncidentLabels.self, from: json)
    }
}

/// Findings compared with the truth.
public struct LabelScore: Sendable, Codable {
    /// Incidents of the replayed days, and those found.
    public var incidents: Int
    public var found: Int
    /// Money of the incidents, and of those found, absolute, by currency code.
    public var money: [String: Money<Charged>]
    public var foundMoney: [String: Money<Charged>]
    /// Share of the incidents' money that was found, all currencies alike.
    public var moneyShare: Double
    /// Findings that match no incident.
    public var falseFindings: [Finding]
    /// Those among them that match a benign event, by id of the event.
    public var benignHits: [String]
    /// False findings a week.
    public var falsePerWeek: Double
    /// Median days from an incident's first day to its detection; `nil` if none was found.
    public var medianDelayDays: Double?
    /// Median days from the first morning that could know an incident's first day to its detection.
    ///
    /// 0 is that morning; `nil` if none was found.
    public var medianDelayAfterDataDays: Double?
    /// For each incident the finding that matched it first.
    public var matches: [String: String]

    /// Compares the findings of a replay with the labels; incidents that began outside the replayed days do not count.
    ///
    /// A finding matches an incident if currency, direction and kind fit, their days overlap, and one scope contains the
    /// other or they have all their common dimensions alike. One that is wider than the incident matches only if the incident
    /// is at least half of its money. A finding of another kind at the place of an incident is neither false nor a match.
    public init(_ result: DetectionBacktest.Result, labels: IncidentLabels) {
        let due = labels.incidents.filter {
            $0.firstDay >= result.firstRun.advanced(by: -1) && $0.firstDay < result.lastRun
        }
        var matches: [String: String] = [:]
        var delays: [Double] = []
        var waits: [Double] = []
        var money: [String: Money<Charged>] = [:]
        var foundMoney: [String: Money<Charged>] = [:]
        for incident in due {
            money[incident.currency.code, default: .zero] += incident.impact.magnitude
            let hits = result.findings.filter { incident.isMatched(by: $0) }
            guard let hit = hits.min(by: { ($0.detectedOn, $0.id) < ($1.detectedOn, $1.id) }) else {
                continue
            }
            matches[incident.id] = hit.id
            foundMoney[incident.currency.code, default: .zero] += incident.impact.magnitude
            let delay = incident.firstDay.distance(to: hit.detectedOn)
            delays.append(Double(delay))
            let vendor = incident.scope[.serviceProvider].flatMap(\.self)
            waits.append(Double(delay - (vendor.flatMap { result.usableAges[$0] } ?? 1)))
        }
        let wrong = result.findings.filter { finding in
            !labels.incidents.contains { $0.isNear(finding) }
        }
        let shares = money.keys.sorted().map { code in
            (foundMoney[code] ?? .zero).approximate
                / max(money[code]?.approximate ?? 0, .leastNormalMagnitude)
        }
        incidents = due.count
        found = matches.count
        self.money = money
        self.foundMoney = foundMoney
        moneyShare = shares.isEmpty ? 1 : shares.reduce(0, +) / Double(shares.count)
        falseFindings = wrong
        benignHits = labels.benign.filter { event in wrong.contains { event.isHit(by: $0) } }.map(\.id)
        falsePerWeek = Double(wrong.count) / max(result.weeks, 1.0 / 7)
        medianDelayDays = delays.isEmpty ? nil : delays.medianOrZero()
        medianDelayAfterDataDays = waits.isEmpty ? nil : waits.medianOrZero()
        self.matches = matches
    }
}

extension IncidentLabels.IncidentLabel {
    /// Whether a finding is this incident.
    func isMatched(by finding: Finding) -> Bool { isNear(finding) && kind.accepts(finding.kind) }

    /// Whether a finding is at this incident's place, days and direction, whatever it calls it.
    func isNear(_ finding: Finding) -> Bool {
        let fits = finding.direction == direction && finding.currency == currency
        let began =
            finding.firstDay <= lastDay.advanced(by: 2) && finding.detectedOn >= firstDay
            && finding.detectedOn <= lastDay.advanced(by: 14)
        guard fits && began && scope.isRelated(to: finding.scope) else { return false }
        let isWider = finding.scope != scope && finding.scope.contains(scope)
        return !isWider || 2 * impact.magnitude.approximate >= finding.impact.magnitude.approximate
    }
}

extension Finding.Kind {
    /// Whether a finding of kind `found` says what an incident of this kind is.
    ///
    /// A short shift may be called a spike and a leak a shift; a price and a feed must be called by their names, except that a
    /// price rise may be seen as the lasting shift that it is.
    func accepts(_ found: Finding.Kind) -> Bool {
        switch self {
        case .missingData: found == .missingData
        case .priceChange: [.priceChange, .levelShift, .trendChange].contains(found)
        case .trendChange: [.trendChange, .levelShift, .newSpend].contains(found)
        default: found != .missingData && found != .priceChange
        }
    }
}

extension IncidentLabels.BenignLabel {
    fileprivate func isHit(by finding: Finding) -> Bool {
        finding.currency == currency && finding.firstDay <= lastDay.advanced(by: 2)
            && finding.detectedOn >= firstDay && finding.detectedOn <= lastDay.advanced(by: 14)
            && scope.isRelated(to: finding.scope)
    }
}

extension Scope {
    /// Whether one contains the other, or both agree in at least two dimensions and differ in none.
    func isRelated(to other: Scope) -> Bool {
        let common = values.filter { pair in other.dimensions.contains(pair.dimension) }
        let alike = common.count { pair in other[pair.dimension] == .some(pair.value) }
        return contains(other) || other.contains(self) || common.count >= 2 && alike == common.count
    }
}
