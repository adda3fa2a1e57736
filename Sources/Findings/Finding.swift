public import Billing
public import TimeSeries

/// One incident: something that moved that should not have, with its money and its causes.
///
/// Encodes to the JSON of the interface; `impact` is `actual` − `expected` exactly.
public struct Finding: Sendable, Hashable, Codable, Identifiable {
    /// What kind of incident it is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case spike, drop, commitment, budget, ledger, utilization
        case levelShift = "level-shift"
        case trendChange = "trend-change"
        case priceChange = "price-change"
        case newSpend = "new-spend"
        case missingData = "missing-data"
    }

    /// Which way the cost moved.
    public enum Direction: String, Sendable, Hashable, Codable {
        case up, down
    }

    /// How much it matters, from its money.
    public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
        case low, medium, high, critical

        public static func < (left: Severity, right: Severity) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// Where it is in its life.
    public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case open, growing, stable, ended, reopened, resolved
    }

    /// `f-` + first day + four hexadecimal digits of its kind, direction and scope.
    public var id: String
    public var kind: Kind
    public var direction: Direction
    /// The part of the bill that explains it best.
    public var scope: Scope
    /// First day of the incident.
    public var firstDay: CivilDate
    /// Last day of the incident, once it is over.
    public var lastDay: CivilDate?
    /// The day on which it was first found.
    public var detectedOn: CivilDate
    public var basis: CostBasis
    public var currency: Currency
    /// Sum over the incident's days so far.
    public var expected: Money<Charged>
    public var actual: Money<Charged>
    public var impact: Money<Charged>
    /// How unusual it is, 0…1.
    public var score: Double
    public var severity: Severity
    /// Whether late data may still change it.
    public var provisional: Bool
    /// Parts of `impact` that add up to it exactly, largest first; the last may be the remainder, whose scope is
    /// the finding's own.
    public var causes: [Contribution]
    public var owner: String?
    public var status: Status

    /// A part of a finding's money.
    public struct Contribution: Sendable, Hashable, Codable {
        public var scope: Scope
        public var impact: Money<Charged>
        /// `impact` ÷ the finding's impact.
        public var share: Double
        /// Parts of `impact` by quantity, unit price and mix that add up to it, where quantities are known.
        public var volume: Money<Charged>?
        public var price: Money<Charged>?
        public var mix: Money<Charged>?
        /// Whether this is what no cause explains.
        public var isRemainder: Bool

        public init(
            scope: Scope, impact: Money<Charged>, share: Double, volume: Money<Charged>? = nil,
            price: Money<Charged>? = nil, mix: Money<Charged>? = nil, isRemainder: Bool = false
        ) {
            self.scope = scope
            self.impact = impact
            self.share = share
            self.volume = volume
            self.price = price
            self.mix = mix
            self.isRemainder = isRemainder
        }

        public func encode(to encoder: any Encoder) throws {
            // Every key is written: what is unknown is null.
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(scope, forKey: .scope)
            try container.encode(impact, forKey: .impact)
            try container.encode(share, forKey: .share)
            try container.encode(volume, forKey: .volume)
            try container.encode(price, forKey: .price)
            try container.encode(mix, forKey: .mix)
            try container.encode(isRemainder, forKey: .isRemainder)
        }
    }

    public init(
        id: String, kind: Kind, direction: Direction, scope: Scope, firstDay: CivilDate, lastDay: CivilDate?,
        detectedOn: CivilDate, basis: CostBasis, currency: Currency, expected: Money<Charged>,
        actual: Money<Charged>, score: Double, severity: Severity, provisional: Bool, causes: [Contribution],
        owner: String?, status: Status
    ) {
        self.id = id
        self.kind = kind
        self.direction = direction
        self.scope = scope
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.detectedOn = detectedOn
        self.basis = basis
        self.currency = currency
        self.expected = expected
        self.actual = actual
        self.impact = actual - expected
        self.score = score
        self.severity = severity
        self.provisional = provisional
        self.causes = causes
        self.owner = owner
        self.status = status
    }

    public func encode(to encoder: any Encoder) throws {
        // Every key is written: what is unknown is null.
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        try container.encode(direction, forKey: .direction)
        try container.encode(scope, forKey: .scope)
        try container.encode(firstDay, forKey: .firstDay)
        try container.encode(lastDay, forKey: .lastDay)
        try container.encode(detectedOn, forKey: .detectedOn)
        try container.encode(basis, forKey: .basis)
        try container.encode(currency, forKey: .currency)
        try container.encode(expected, forKey: .expected)
        try container.encode(actual, forKey: .actual)
        try container.encode(impact, forKey: .impact)
        try container.encode(score, forKey: .score)
        try container.encode(severity, forKey: .severity)
        try container.encode(provisional, forKey: .provisional)
        try container.encode(causes, forKey: .causes)
        try container.encode(owner, forKey: .owner)
        try container.encode(status, forKey: .status)
    }
}
