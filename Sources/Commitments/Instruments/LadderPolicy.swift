internal import Statistics

/// How much to own each week: the level below which recent demand was, and demand over the term will be, only in a share of the hours
/// as large as the discount.
///
/// A unit at level *c* pays if it is used in more than 1 − *d* of its term, that is if demand is below *c* in less than *d* of it: own up to
/// the *d*-quantile of demand over the term, the newsvendor's answer. But what is not bought this week can be bought next week, so
/// growth is bought when it is there: the target is the lower of the quantile over the last thirty days and that over the term
/// ahead. On growing demand the first binds, on declining demand the second.
public struct LadderPolicy: Sendable, Hashable {
    /// What the target rests on.
    public enum Look: Sendable, Hashable {
        /// The last thirty days only.
        case recent
        /// The lower of the last thirty days and the term ahead.
        case recentAndAhead
    }

    public var look: Look
    /// Possible futures.
    public var scenarioCount: Int

    /// The policy.
    public init(look: Look = .recentAndAhead, scenarioCount: Int = 60) {
        self.look = look
        self.scenarioCount = scenarioCount
    }

    /// What to own, in on-demand-equivalent money an hour, for the demand of all families together.
    ///
    /// - Parameters:
    ///   - demand: All that is known, up to the week before.
    ///   - discount: 1 − the effective price of an on-demand unit; at 0 or below nothing is worth owning.
    ///   - termWeeks: Weeks that a purchase holds.
    ///   - obsolescence: The share of demand that is lost to new generations in each year after the first.
    /// - Returns: The target, 0 or above.
    public func target(
        _ demand: CommitmentDemand, discount: Double, termWeeks: Int, obsolescence: Double = 0
    ) -> Double {
        guard discount > 0 else { return 0 }
        let recent = DemandOutlook.total(demand.recent(days: 30)).quantile(discount)
        guard look == .recentAndAhead, recent > 0 else { return recent }
        let outlook = DemandOutlook(
            demand, weeks: termWeeks, scenarios: scenarioCount, obsolescence: obsolescence)
        return min(recent, outlook.quantile(discount, weeks: termWeeks))
    }
}

extension DemandOutlook {
    /// The sum over families, step by step.
    static func total(_ families: [[Double]]) -> [Double] {
        guard let first = families.first else { return [] }
        return families.dropFirst().reduce(first) { sum, family in zip(sum, family).map(+) }
    }
}
