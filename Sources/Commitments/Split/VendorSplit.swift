public import Billing

/// A split of workload over vendors, its cost over the term, and how good it is at least.
public struct VendorSplit: Sendable, Hashable, Codable {
    /// What runs where; only what is above 0.
    public var placements: [Placement]
    /// Each vendor with what it gets, in the order of the problem.
    public var vendors: [Vendor]
    /// What leaves its place of today.
    public var moves: [Move]
    /// All costs of the term: `runningCost` + `oneOffCost`.
    public var cost: Money<Charged>
    /// What the vendors are paid over the term, unused commitments included.
    public var runningCost: Money<Charged>
    /// What is paid of existing commitments without use.
    public var unusedCommitment: Money<Charged>
    /// Moves and entries, paid once.
    public var oneOffCost: Money<Charged>
    /// Days until all is moved, groups in parallel as the limits allow.
    public var days: Int
    /// Sum of the squared shares of workload value.
    public var hhi: Double
    /// No split that keeps the limits costs less than this.
    public var bound: Money<Charged>
    /// (cost − bound) ÷ cost, at which the search stopped.
    public var gap: Double
    /// Whether the gap is within the limit that was asked for.
    public var isProven: Bool

    /// Workload of a group at a vendor.
    public struct Placement: Sendable, Hashable, Codable {
        public var group: String
        public var vendor: String
        /// Part of the group, 0…1.
        public var share: Double
        /// Units a year.
        public var units: Double
        /// What it costs a year, net of the vendor's discount.
        public var yearlyCost: Money<Charged>
    }

    /// What a vendor gets.
    public struct Vendor: Sendable, Hashable, Codable {
        public var name: String
        /// Its part of workload value, 0…1.
        public var share: Double
        /// The discount that its spend reaches.
        public var discount: Double
        /// Net spend a year.
        public var yearlyCost: Money<Charged>
        /// What it is paid over the term, unused commitment included.
        public var payment: Money<Charged>
        /// What of that is paid without use.
        public var unusedCommitment: Money<Charged>
    }

    /// Workload that changes its place.
    public struct Move: Sendable, Hashable, Codable {
        public var group: String
        public var from: String
        public var to: String
        /// Part of the group, 0…1.
        public var share: Double
        /// Units a year.
        public var units: Double
        /// What moving these units costs, once; a group's fixed cost is on the first of its moves.
        public var cost: Money<Charged>
        /// Days that the group needs.
        public var days: Int
    }
}

/// When a search for a split stops.
public struct SplitSearchLimits: Sendable, Hashable {
    /// Seconds at most; `nil` for no limit.
    public var seconds: Double?
    /// (cost − bound) ÷ cost that is good enough.
    public var relativeGap: Double

    /// Limits; a minute and a thousandth by default.
    public init(seconds: Double? = 60, relativeGap: Double = 1e-3) {
        self.seconds = seconds
        self.relativeGap = relativeGap
    }
}
