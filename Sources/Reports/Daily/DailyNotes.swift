public import Billing
public import TimeSeries

/// How far one vendor's bill has come.
public struct FeedStatus: Sendable, Hashable {
    public var vendor: String
    /// The last day that is complete; `nil` if none is.
    public var lastCompleteDay: CivilDate?
    /// Days between the newest day looked at and the last complete one.
    public var lateDays: Int
    /// How late this feed usually is, in days.
    public var usualLateDays: Int?
    /// Share of the newest day's usual money that has arrived, 0…1; `nil` if there is no habit to compare with.
    public var completeness: Double?
    /// Whether late rows may still change its newest days.
    public var isProvisional: Bool

    public init(
        vendor: String, lastCompleteDay: CivilDate?, lateDays: Int, usualLateDays: Int? = nil,
        completeness: Double?, isProvisional: Bool
    ) {
        self.vendor = vendor
        self.lastCompleteDay = lastCompleteDay
        self.lateDays = lateDays
        self.usualLateDays = usualLateDays
        self.completeness = completeness
        self.isProvisional = isProvisional
    }
}

/// Charges of the day that are not usage.
public struct OtherCharge: Sendable, Hashable, Codable {
    /// What kind of charge it is, after FOCUS `ChargeCategory` and `ChargeClass`.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case credit, purchase, tax, adjustment, correction
    }

    public var kind: Kind
    /// The part of the bill that it stands in.
    public var scope: Scope
    /// What the bill says about it; may be empty.
    public var note: String
    public var currency: Currency
    /// Which cost ``money`` sums: usually `billedCost`, for a purchase's effective cost is 0.
    public var basis: CostBasis
    public var money: Money<Charged>
    /// Rows that were summed.
    public var rows: Int

    public init(
        kind: Kind, scope: Scope, note: String, currency: Currency, basis: CostBasis, money: Money<Charged>,
        rows: Int
    ) {
        self.kind = kind
        self.scope = scope
        self.note = note
        self.currency = currency
        self.basis = basis
        self.money = money
        self.rows = rows
    }
}

/// Deviations that were seen but kept quiet.
public struct MutedMoney: Sendable, Hashable, Codable {
    /// Why it was kept quiet.
    public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        /// Less money than the floor.
        case belowFloor = "below-floor"
        /// A known event: a holiday, a promotion, a planned migration.
        case knownEvent = "known-event"
        /// Late rows are expected to close it.
        case lateData = "late-data"
        /// A person resolved the same thing as expected.
        case feedback
        /// As much less elsewhere: the money moved from one part of the bill to another.
        case reallocation
        /// Part of a finding that is reported at a better scope.
        case partOfFinding = "part-of-finding"
    }

    public var reason: Reason
    /// What a person should know about it; may be empty.
    public var note: String
    public var currency: Currency
    /// Sum of the absolute deviations.
    public var money: Money<Charged>
    public var count: Int

    public init(reason: Reason, note: String = "", currency: Currency, money: Money<Charged>, count: Int) {
        self.reason = reason
        self.note = note
        self.currency = currency
        self.money = money
        self.count = count
    }
}

// Written by hand where a value may be unknown: synthesized coding leaves the key out, the interface wants `null`.

extension FeedStatus: Codable {
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(vendor, forKey: .vendor)
        try values.encode(lastCompleteDay, forKey: .lastCompleteDay)
        try values.encode(lateDays, forKey: .lateDays)
        try values.encode(usualLateDays, forKey: .usualLateDays)
        try values.encode(completeness, forKey: .completeness)
        try values.encode(isProvisional, forKey: .isProvisional)
    }
}
