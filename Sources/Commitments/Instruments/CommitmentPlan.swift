public import Billing
public import TimeSeries

/// What to commit to this week, why, and what is bought later if demand goes as expected.
///
/// Confidential: it rests on contract prices.
public struct CommitmentPlan: Sendable, Hashable, Codable {
    /// The week in which to buy.
    public var week: Range<CivilDate>
    /// What to buy this week; empty when waiting is better.
    public var purchases: [Purchase]
    /// What is held and bought in the weeks ahead, four weeks a step.
    public var ladder: [Step]
    /// Ways to buy beside each other, over the horizon, dearest first: no commitments, the 30-day minimum, buying once, this plan.
    public var comparison: [Comparison]
    /// How the rules would have done on the demand of the past, with knowledge of the past only; `nil` when it is too short.
    public var record: Record?
    /// The last thirty days of what is owned; `nil` without tranches.
    public var standing: Standing?
    /// Weeks ahead that were planned.
    public var horizonWeeks: Int

    /// A purchase to make now.
    public struct Purchase: Sendable, Hashable, Codable {
        public var instrument: String
        /// On-demand-equivalent money an hour that it covers.
        public var covered: Money<Charged>
        /// Money an hour that it costs, used or not, without the cost of capital.
        public var hourlyPrice: Money<Charged>
        /// Money to pay at the start.
        public var upfront: Money<Charged>
        /// All money of the term.
        public var termCost: Money<Charged>
        /// Mean saving over the term against on-demand, cost of capital counted.
        public var expectedSaving: Money<Charged>
        /// The saving in the worst tenth of futures is at most this.
        public var savingP10: Money<Charged>
        /// The day on which the mean use has paid the whole term; `nil` if not within it.
        public var breakEven: CivilDate?
        /// The share of the purchase that is used over the term.
        public var utilizationP10: Double
        public var utilizationP50: Double
        public var utilizationP90: Double
        /// Odds that it costs more than it saves, 0…1.
        public var probabilityLoss: Double
    }

    /// Four weeks ahead.
    public struct Step: Sendable, Hashable, Codable {
        public var start: CivilDate
        /// On-demand-equivalent money an hour of demand in the middle of the possible futures, and its outer tenths.
        public var demandP10: Money<Charged>
        public var demandP50: Money<Charged>
        public var demandP90: Money<Charged>
        /// What tranches owned today still cover.
        public var owned: Money<Charged>
        /// What purchases of the plan cover, this week's included.
        public var planned: Money<Charged>
        /// What to buy in these weeks if demand goes as expected.
        public var toBuy: Money<Charged>
    }

    /// A way to buy, over the horizon.
    public struct Comparison: Sendable, Hashable, Codable {
        public var rule: String
        /// Mean cost over the horizon, commitments and on-demand.
        public var expectedCost: Money<Charged>
        /// Mean cost of the dearest twentieth of futures.
        public var tailCost: Money<Charged>
        /// Mean saving against all on demand in the twentieth of futures with the least.
        public var tailSaving: Money<Charged>
        /// 1 − expected cost ÷ expected on-demand cost.
        public var effectiveSavingsRate: Double
    }

    /// Effective savings on the past, bought week by week.
    public struct Record: Sendable, Hashable, Codable {
        public var weeks: Int
        /// Of this plan's rule.
        public var ladder: Double
        /// Of the 30-day minimum.
        public var minimum: Double
        /// Of the best purchases in hindsight.
        public var clairvoyant: Double
        /// Money that hindsight would have saved beyond the rule.
        public var regret: Money<Charged>
    }

    /// What is owned, over the last thirty days.
    public struct Standing: Sendable, Hashable, Codable {
        /// Used ÷ owned.
        public var utilization: Double
        /// Covered ÷ all that could be covered.
        public var coverage: Double
        /// 1 − cost ÷ on-demand cost.
        public var effectiveSavingsRate: Double
        /// Money paid without use.
        public var waste: Money<Charged>
    }
}
