public import Billing
public import Findings
public import TimeSeries

/// What would have been flagged, had the program run on each past day with only what was known then.
public struct BacktestReport: Report, Hashable, Codable {
    public var context: ReportContext
    /// The first and the last day that were looked at.
    public var firstDay: CivilDate
    public var lastDay: CivilDate
    /// The labelled incidents in these days; empty without labels.
    public var incidents: [Incident]
    /// Every finding of the replay, in the state of the day on which it was found.
    public var findings: [Finding]
    /// Whether the truth is known.
    public var isLabelled: Bool
    /// Ids of findings that belong to no incident; empty without labels.
    public var falseFindings: [String]
    /// Ids of benign events, such as a migration, that one of these findings shows; empty without labels.
    public var benignHits: [String]

    public init(
        context: ReportContext, firstDay: CivilDate, lastDay: CivilDate, incidents: [Incident],
        findings: [Finding], isLabelled: Bool, falseFindings: [String], benignHits: [String] = []
    ) {
        self.context = context
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.incidents = incidents
        self.findings = findings
        self.isLabelled = isLabelled
        self.falseFindings = falseFindings
        self.benignHits = benignHits
    }

    /// A labelled incident and when it was found.
    public struct Incident: Sendable, Hashable {
        public var id: String
        /// The label's kind, for example `spike`.
        public var kind: String
        public var scope: Scope
        public var firstDay: CivilDate
        public var lastDay: CivilDate
        public var currency: Currency
        /// The money it added; negative when it removed.
        public var impact: Money<Charged>
        /// The first finding that shows it, and the day of the run that made it; `nil` if it was missed.
        public var findingID: String?
        public var foundOn: CivilDate?

        public init(
            id: String, kind: String, scope: Scope, firstDay: CivilDate, lastDay: CivilDate,
            currency: Currency,
            impact: Money<Charged>, findingID: String?, foundOn: CivilDate?
        ) {
            self.id = id
            self.kind = kind
            self.scope = scope
            self.firstDay = firstDay
            self.lastDay = lastDay
            self.currency = currency
            self.impact = impact
            self.findingID = findingID
            self.foundOn = foundOn
        }
    }
}

// Written by hand where a value may be unknown: synthesized coding leaves the key out, the interface wants `null`.

extension BacktestReport.Incident: Codable {
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(kind, forKey: .kind)
        try values.encode(scope, forKey: .scope)
        try values.encode(firstDay, forKey: .firstDay)
        try values.encode(lastDay, forKey: .lastDay)
        try values.encode(currency, forKey: .currency)
        try values.encode(impact, forKey: .impact)
        try values.encode(findingID, forKey: .findingID)
        try values.encode(foundOn, forKey: .foundOn)
    }
}
