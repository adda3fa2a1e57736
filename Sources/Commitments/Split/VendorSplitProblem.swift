public import Billing

/// Which workload should run at which vendor: what each could cost where, what moving costs, and what must hold.
///
///     let split = try problem.solved()
///     let walkAway = try WalkAway(from: "Cloud A", in: problem)
///
/// Confidential: it holds contract prices.
public struct VendorSplitProblem: Sendable, Hashable, Codable {
    /// The currency of all its money.
    public var currency: Currency
    /// The term over which costs count, in years.
    public var years: Double
    /// What has to run somewhere.
    public var groups: [WorkloadGroup]
    /// Where it can run.
    public var vendors: [SplitVendor]
    /// What must hold of the whole.
    public var limits: SplitLimits

    /// A problem; it is checked where it is solved.
    public init(
        currency: Currency, years: Double, groups: [WorkloadGroup], vendors: [SplitVendor],
        limits: SplitLimits = SplitLimits()
    ) {
        self.currency = currency
        self.years = years
        self.groups = groups
        self.vendors = vendors
        self.limits = limits
    }
}

/// Workload that moves for one price a unit.
public struct WorkloadGroup: Sendable, Hashable, Codable {
    /// A name, such as `batch, Frankfurt`.
    public var name: String
    /// Units a year, above 0.
    public var demand: Double
    /// The vendors that can carry it; others cannot (latency, law, missing products).
    public var options: [Option]
    /// Whether it must run at several vendors.
    public var isCritical: Bool
    /// What moving any of it costs, once.
    public var fixedMoveCost: Money<Charged>
    /// Days that moving any of it takes.
    public var moveDays: Int

    /// A vendor that can carry the group.
    public struct Option: Sendable, Hashable, Codable {
        /// The vendor's name.
        public var vendor: String
        /// List price of a unit, above 0; the vendor's tiers take their discount off.
        public var price: Money<Charged>
        /// Part of the group that runs there today, 0…1; over the options they add up to 1, or to 0 for new workload.
        public var today: Double
        /// What moving a unit there costs, once.
        public var moveCost: Money<Charged>

        /// An option.
        public init(
            vendor: String, price: Money<Charged>, today: Double = 0, moveCost: Money<Charged> = .zero
        ) {
            self.vendor = vendor
            self.price = price
            self.today = today
            self.moveCost = moveCost
        }
    }

    /// Whether only this vendor can carry it.
    func isLocked(in vendor: String) -> Bool { options.allSatisfy { $0.vendor == vendor } }

    /// A group of workload.
    public init(
        name: String, demand: Double, options: [Option], isCritical: Bool = false,
        fixedMoveCost: Money<Charged> = .zero, moveDays: Int = 0
    ) {
        self.name = name
        self.demand = demand
        self.options = options
        self.isCritical = isCritical
        self.fixedMoveCost = fixedMoveCost
        self.moveDays = moveDays
    }
}

/// A vendor of a split.
public struct SplitVendor: Sendable, Hashable, Codable {
    /// `ServiceProviderName`.
    public var name: String
    /// Discounts on all list spend of a year from some spend on; below the first nothing can be bought.
    public var tiers: [DiscountTier]
    /// What it costs once to begin with the vendor, if nothing runs there today.
    public var entryCost: Money<Charged>
    /// Net spend a year that is promised already and paid in any case.
    public var committed: Money<Charged>
    /// Years from now until that promise ends.
    public var committedYears: Double
    /// Least part of all workload value, 0…1.
    public var minimumShare: Double
    /// Largest part of all workload value, 0…1.
    public var maximumShare: Double

    /// A vendor; without tiers, list prices hold.
    public init(
        name: String, tiers: [DiscountTier] = [DiscountTier(from: .zero, discount: 0)],
        entryCost: Money<Charged> = .zero, committed: Money<Charged> = .zero, committedYears: Double = 0,
        minimumShare: Double = 0, maximumShare: Double = 1
    ) {
        self.name = name
        self.tiers = tiers
        self.entryCost = entryCost
        self.committed = committed
        self.committedYears = committedYears
        self.minimumShare = minimumShare
        self.maximumShare = maximumShare
    }
}

/// What must hold of a whole split.
///
/// Shares are of workload value: each group counts by its list cost today (new workload by the mean of its options), wherever it
/// goes, so that a discount does not change how concentrated we are.
public struct SplitLimits: Sendable, Hashable, Codable {
    /// Largest share of any vendor, 0…1.
    public var maximumShare: Double
    /// Largest Herfindahl–Hirschman index (sum of squared shares), 0…1; `nil` for none.
    public var maximumHHI: Double?
    /// At how many vendors critical groups must run.
    public var criticalVendors: Int
    /// Part of a critical group that counts as running at a vendor.
    public var criticalShare: Double
    /// Groups that can be moved at the same time.
    public var parallelMoves: Int

    /// Limits; without arguments only that critical groups run at two vendors, with a tenth or more at each.
    public init(
        maximumShare: Double = 1, maximumHHI: Double? = nil, criticalVendors: Int = 2,
        criticalShare: Double = 0.1, parallelMoves: Int = 1
    ) {
        self.maximumShare = maximumShare
        self.maximumHHI = maximumHHI
        self.criticalVendors = criticalVendors
        self.criticalShare = criticalShare
        self.parallelMoves = parallelMoves
    }
}
