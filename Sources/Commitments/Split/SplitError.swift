import LinearProgramming

/// What can be wrong with a split problem, or keep it from being solved.
public enum SplitError: Error, Sendable, Hashable {
    /// There is no vendor.
    case noVendors
    /// There is no workload.
    case noGroups
    /// Two vendors or groups have the same name, or a group names a vendor twice.
    case doubled(name: String)
    /// A group has no demand.
    case noDemand(group: String, demand: String)
    /// No vendor can carry a group.
    case noOption(group: String)
    /// A group names a vendor that is not in the problem.
    case unknownVendor(group: String, vendor: String)
    /// A part of a whole is below 0, over 1, or not a number.
    case notAShare(term: String, value: String)
    /// Where a group runs today does not add up to 1 (or 0).
    case todayDoesNotAddUp(group: String, sum: String)
    /// A number is not what it can be.
    case outOfRange(term: String, needed: String, got: String)
    /// A vendor has no tiers.
    case noTiers(vendor: String)
    /// A vendor's tier starts where the one before it starts or below, or has a smaller discount.
    case tiersNotIncreasing(vendor: String, tier: Int)
    /// No split keeps all limits; these cannot hold together, and any one of them given up would do.
    case infeasible(limits: [SplitLimit])
    /// Time ran out before any split was found.
    case timeLimit(seconds: Double)
    /// The solver gave up, with its message.
    case solver(String)
}

/// A limit of a split that may be impossible to keep.
public enum SplitLimit: Sendable, Hashable, Comparable {
    /// The largest share of any vendor.
    case maximumShare(Double)
    /// The largest concentration index.
    case maximumHHI(Double)
    /// A vendor's least share.
    case vendorMinimum(vendor: String, share: Double)
    /// A vendor's largest share.
    case vendorMaximum(vendor: String, share: Double)
    /// A critical group at several vendors.
    case resilience(group: String)
    /// What a vendor sells at least.
    case leastSpend(vendor: String)
}

extension SplitLimit: CustomStringConvertible {
    public var description: String {
        switch self {
        case .maximumShare(let share): "no vendor above \(share) of workload value"
        case .maximumHHI(let index): "a concentration index of at most \(index)"
        case .vendorMinimum(let vendor, let share): "\(vendor) at \(share) of workload value or more"
        case .vendorMaximum(let vendor, let share): "\(vendor) at \(share) of workload value or less"
        case .resilience(let group): "\(group) at several vendors"
        case .leastSpend(let vendor): "\(vendor)'s first tier"
        }
    }
}

extension SplitError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noVendors: "needs at least 1 vendor, got none"
        case .noGroups: "needs at least 1 workload group, got none"
        case .doubled(let name): "needs each name once, got \(name.prefix(80)) twice"
        case .noDemand(let group, let demand):
            "needs demand above 0, got \(demand) for \(group.prefix(80)); leave the group out"
        case .noOption(let group): "needs a vendor that can carry \(group.prefix(80)), got none"
        case .unknownVendor(let group, let vendor):
            "needs vendors of the problem, got \(vendor.prefix(80)) for \(group.prefix(80))"
        case .notAShare(let term, let value): "needs \(term) from 0 to 1, got \(value); write 15 % as 0.15"
        case .todayDoesNotAddUp(let group, let sum):
            "needs the parts of \(group.prefix(80)) that run today to add up to 1 (or 0 if it is new), got \(sum)"
        case .outOfRange(let term, let needed, let got): "needs \(term) \(needed), got \(got)"
        case .noTiers(let vendor): "needs at least 1 tier of \(vendor.prefix(80)), got none; give one from 0"
        case .tiersNotIncreasing(let vendor, let tier):
            "needs tiers of \(vendor.prefix(80)) that rise in spend and discount, but tier \(tier + 1) does not"
        case .infeasible(let limits):
            "needs a split that keeps every limit, and there is none: these cannot hold together: "
                + limits.map(\.description).joined(separator: "; ") + "; loosen one"
        case .timeLimit(let seconds): "needs more than \(seconds) s to find a split; allow more time"
        case .solver(let message): message
        }
    }
}
