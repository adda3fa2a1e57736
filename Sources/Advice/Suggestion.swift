public import Billing
public import TimeSeries

/// Something to do, with the money in it.
///
/// Encodes to the JSON of the interface.
///
/// 0 ≤ `savingLow` ≤ `savingHigh` ≤ what the object costs a month after discounts and commitments.
public struct Suggestion: Sendable, Hashable, Codable, Identifiable {
    /// How much work or danger there is in it.
    public enum Grade: String, Sendable, Hashable, Codable {
        case low, medium, high
    }

    /// Who can act on it.
    public enum Side: String, Sendable, Hashable, Codable {
        case procurement, platform, business
    }

    /// `s-` + rule + eight hexadecimal digits of its object.
    public var id: String
    /// The rule that made it, for example `unallocated-spend`.
    public var rule: String
    /// The part of the bill it is about.
    public var object: Scope
    /// Names of facts and their values, ready to print.
    public var evidence: [Fact]
    /// The saving's formula with its numbers.
    public var formula: String
    public var savingLow: Money<Charged>
    public var savingHigh: Money<Charged>
    public var currency: Currency
    /// Always `month`.
    public var per: String
    public var effort: Grade
    public var risk: Grade
    public var side: Side
    public var owner: String?
    public var expires: CivilDate?
    public var status: String
    /// Other suggestions whose money is partly the same.
    public var overlapsWith: [String]

    /// A named fact.
    public struct Fact: Sendable, Hashable, Codable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(
        id: String, rule: String, object: Scope, evidence: [Fact], formula: String, savingLow: Money<Charged>,
        savingHigh: Money<Charged>, currency: Currency, effort: Grade, risk: Grade, side: Side,
        owner: String?,
        expires: CivilDate?
    ) {
        self.id = id
        self.rule = rule
        self.object = object
        self.evidence = evidence
        self.formula = formula
        self.savingLow = savingLow
        self.savingHigh = savingHigh
        self.currency = currency
        self.per = "month"
        self.effort = effort
        self.risk = risk
        self.side = side
        self.owner = owner
        self.expires = expires
        self.status = "open"
        self.overlapsWith = []
    }

    public func encode(to encoder: any Encoder) throws {
        // Every key is written: what is unknown is null.
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(rule, forKey: .rule)
        try container.encode(object, forKey: .object)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(formula, forKey: .formula)
        try container.encode(savingLow, forKey: .savingLow)
        try container.encode(savingHigh, forKey: .savingHigh)
        try container.encode(currency, forKey: .currency)
        try container.encode(per, forKey: .per)
        try container.encode(effort, forKey: .effort)
        try container.encode(risk, forKey: .risk)
        try container.encode(side, forKey: .side)
        try container.encode(owner, forKey: .owner)
        try container.encode(expires, forKey: .expires)
        try container.encode(status, forKey: .status)
        try container.encode(overlapsWith, forKey: .overlapsWith)
    }
}
