public import Billing
public import TimeSeries

/// Something that will change the bill and cannot be seen in its past: dated, with an author.
///
/// Scenarios are made of the same changes.
public struct PlannedChange: Sendable, Hashable, Codable {
    /// What happens.
    public var kind: Kind
    /// The part of the bill that changes.
    public var scope: Scope
    /// The days on which it holds; for ``Effect/move(to:share:)`` the days over which it proceeds.
    ///
    /// Ends on ``openEnd`` where it has no end.
    public var days: Range<CivilDate>
    /// How the bill changes.
    public var effect: Effect
    /// The currency of an effect in money; `nil` for one that holds in any.
    public var currency: Currency?
    /// Days from the first on over which the change rises evenly to its full size; 0 for at once.
    public var rampDays: Int
    /// Who says so.
    public var author: String
    /// The name by which a later version replaces it, and by which tables show it.
    public var name: String?
    public var note: String?
    /// Where it is written: `budgets/2026.yaml:14`.
    public var source: String?
    /// The version of the plan that says so; 0 for what has no versions.
    public var version: Int

    /// What kind of thing happens; it says nothing about the arithmetic.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case launch, migration, contractStart, priceChange, promotion, oneOff, pin, newRegion, driver
    }

    /// How a change acts on the forecast's mean.
    public enum Effect: Sendable, Hashable, Codable {
        /// The cost is multiplied: 0.9 for a discount of 10 %.
        case factor(Double)
        /// So much more (or less) in all, spread evenly over the days.
        case amount(Money<Charged>)
        /// So much more (or less) in each month.
        case monthly(Money<Charged>)
        /// At least so much in all over the days, paid whatever is used.
        case minimum(Money<Charged>)
        /// A share of the cost moves to another part of the bill; the sum stays.
        case move(to: Scope, share: Double)
        /// Another part of the bill grows to a copy of this one, multiplied.
        case copy(to: Scope, factor: Double)
    }

    /// The end of a change that has none.
    public static let openEnd = CivilDate(dayNumber: 2_932_896)

    public init(
        kind: Kind, scope: Scope, days: Range<CivilDate>, effect: Effect, author: String,
        note: String? = nil, source: String? = nil
    ) {
        precondition(!days.isEmpty, "a change of at least one day")
        self.kind = kind
        self.scope = scope
        self.days = days
        self.effect = effect
        currency = nil
        rampDays = 0
        self.author = author
        name = nil
        self.note = note
        self.source = source
        version = 0
    }

    /// Whether it counts for a tree in this currency.
    public func applies(in currency: Currency) -> Bool { self.currency.map { $0 == currency } ?? true }

    /// The name, or what kind of change it is to which part of the bill.
    public var title: String { name ?? "\(kind.rawValue) \(scope)" }
}

/// What a forecast expects of one leaf, day by day.
public struct LeafOutlook: Sendable {
    /// The leaf: a value for every dimension of the trees.
    public var scope: Scope
    public var days: Range<CivilDate>
    /// Money a day on ``days``; 0 where the day is already complete.
    public var mean: [Double]

    public init(scope: Scope, days: Range<CivilDate>, mean: [Double]) {
        precondition(mean.count == days.lowerBound.distance(to: days.upperBound), "one mean a day")
        self.scope = scope
        self.days = days
        self.mean = mean
    }
}
