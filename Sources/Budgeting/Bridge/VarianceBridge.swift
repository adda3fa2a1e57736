public import Billing
public import TimeSeries

/// The way from what a part of the bill cost in one period, or may cost by its budget, to what it costs in another: parts
/// by cause that add up to the change to the last 10⁻¹⁸.
///
/// The parts of a node are the exact sums of its children's parts, but for ``VarianceCause/budgetedGrowth``: a node starts from
/// its own budget. Encodes to the JSON of the interface.
public struct VarianceBridge: Sendable, Hashable, Codable {
    /// The part of the bill.
    public var scope: Scope
    /// The node's name, where a tree names its nodes.
    public var name: String?
    /// The tree that the node is in, where trees have names.
    public var tree: String?
    public var currency: Currency
    public var basis: CostBasis
    /// Where the bridge starts.
    public var from: End
    /// The period whose bill a bridge from a budget goes through: a budget has no prices and quantities of its own.
    public var via: End?
    /// Where it ends.
    public var to: End
    /// What changed, by cause, in the order of ``VarianceCause``; causes that changed nothing are not there.
    public var parts: [Part]
    /// The bridges of the nodes below.
    public var children: [VarianceBridge]

    /// A bridge.
    public init(
        scope: Scope, name: String? = nil, tree: String? = nil, currency: Currency, basis: CostBasis,
        from: End, via: End? = nil, to: End, parts: [Part], children: [VarianceBridge] = []
    ) {
        self.scope = scope
        self.name = name
        self.tree = tree
        self.currency = currency
        self.basis = basis
        self.from = from
        self.via = via
        self.to = to
        self.parts = parts
        self.children = children
    }

    /// One end of a bridge.
    public struct End: Sendable, Hashable, Codable {
        /// What the amount is.
        public var kind: Kind
        /// `2026-Q3`, `2026-07`, `2026`, or the name of a fiscal or custom period.
        public var period: String
        /// The first day of the period, and the day after its last.
        public var start: CivilDate
        public var end: CivilDate
        public var amount: Money<Charged>

        /// An amount of a period.
        public init(kind: Kind, period: String, days: Range<CivilDate>, amount: Money<Charged>) {
            self.kind = kind
            self.period = period
            start = days.lowerBound
            end = days.upperBound
            self.amount = amount
        }
    }

    /// What an amount at an end of a bridge is.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// What was charged for a period that is over.
        case actual
        /// What was charged so far and the forecast of the rest.
        case forecast
        /// What may be spent.
        case budget
    }

    /// What one cause changed.
    public struct Part: Sendable, Hashable, Codable {
        public var cause: VarianceCause
        /// The line of a short bridge that the part belongs to.
        public var group: VarianceCause.Group
        public var amount: Money<Charged>
        /// Where it comes from: the largest first, whichever way; with ``others`` they add up to ``amount``.
        public var contributors: [Contributor]
        /// All other contributors; `nil` if there are none.
        public var others: Others?

        /// A part of a change.
        public init(
            cause: VarianceCause, amount: Money<Charged>, contributors: [Contributor] = [],
            others: Others? = nil
        ) {
            self.cause = cause
            group = cause.group
            self.amount = amount
            self.contributors = contributors
            self.others = others
        }
    }

    /// What a cause changed in one named part of the bill.
    public struct Contributor: Sendable, Hashable, Codable {
        public var scope: Scope
        public var amount: Money<Charged>
        /// The words of whoever planned the change, for a planned change.
        public var note: String?

        /// An amount of a part of the bill.
        public init(scope: Scope, amount: Money<Charged>, note: String? = nil) {
            self.scope = scope
            self.amount = amount
            self.note = note
        }
    }

    /// What many small contributors changed together.
    public struct Others: Sendable, Hashable, Codable {
        public var count: Int
        public var amount: Money<Charged>

        /// An amount of so many contributors.
        public init(count: Int, amount: Money<Charged>) {
            self.count = count
            self.amount = amount
        }
    }
}

extension VarianceBridge {
    /// What changed in all: the exact sum of the parts.
    public var change: Money<Charged> { to.amount - from.amount }

    /// What the causes of a group changed together.
    public func amount(in group: VarianceCause.Group) -> Money<Charged> {
        parts.reduce(.zero) { $1.group == group ? $0 + $1.amount : $0 }
    }

    /// What one cause changed.
    public func amount(of cause: VarianceCause) -> Money<Charged> {
        parts.first { $0.cause == cause }?.amount ?? .zero
    }

    /// This bridge and all below it, parents first.
    public var flattened: [VarianceBridge] { [self] + children.flatMap(\.flattened) }

    /// The node's name, or else its scope.
    public var title: String { name ?? scope.description }
}
