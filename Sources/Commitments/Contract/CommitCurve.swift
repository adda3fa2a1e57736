public import Billing

/// The discount that a vendor gives for a commit, as offered or as it may be bargained for.
public struct CommitCurve: Sendable, Hashable, Codable {
    /// How the discount moves between two points.
    public enum Shape: String, Sendable, Hashable, Codable {
        /// It stays that of the point below: an offer of tiers.
        case steps
        /// It rises along a line: a curve to bargain along.
        case line
    }

    /// Commits of a period and their discounts; commits increase, discounts do not decrease.
    public var points: [DiscountTier]
    /// What holds between the points.
    public var shape: Shape

    /// A curve; it is checked where it is used.
    public init(_ points: [DiscountTier], shape: Shape = .steps) {
        self.points = points
        self.shape = shape
    }

    func check() throws(ContractError) {
        try DiscountSchedule.byCommit(points).check()
        for index in points.indices.dropFirst() where points[index].discount < points[index - 1].discount {
            throw .outOfRange(
                term: "discounts", needed: "that do not fall as commits grow",
                got: "\(points[index].discount) after \(points[index - 1].discount)")
        }
    }

    /// The discount for a commit; below the first point none, above the last that of the last.
    public func discount(for commit: Money<Charged>) -> Double { discount(at: commit.approximate) }

    func discount(at commit: Double) -> Double {
        guard let place = points.lastIndex(where: { $0.from.approximate <= commit }) else { return 0 }
        guard shape == .line, place + 1 < points.count else { return points[place].discount }
        let (low, high) = (points[place], points[place + 1])
        let share = (commit - low.from.approximate) / (high.from.approximate - low.from.approximate)
        return low.discount + share * (high.discount - low.discount)
    }
}

/// A commit that was chosen, and what comes of it.
public struct CommitChoice: Sendable, Hashable, Codable {
    /// What is promised in each period.
    public var commits: [Money<Charged>]
    /// The discount given for it.
    public var discount: Double
    /// The weight of the tail under which it is best.
    public var aversion: Double
    /// Cost of the whole term.
    public var cost: CostDistribution
    /// Odds that at least one period falls short, 0…1.
    public var shortfallProbability: Double
    /// Mean saving against the same spend without the contract.
    public var expectedSaving: Money<Charged>
}
