public import Billing
public import TimeSeries

/// What one morning's look at the bill found, and what its report draws.
public struct DayAnalysis: Sendable, Codable {
    /// The day of the run; the newest day looked at is the one before.
    public var run: CivilDate
    /// All findings that live: new ones, and those of before with their money brought up to date; largest first.
    public var findings: [Finding]
    /// Ids of the findings that are new in this run.
    public var newFindings: [String]
    /// Moves between siblings that add up to nothing, such as a planned migration: shown, not alarmed on.
    public var reallocations: [Finding]
    /// Findings that the user has explained: summed and shown, not alarmed on.
    public var muted: [Finding]
    /// The bill by currency, in order of code.
    public var currencies: [CurrencyDay]

    /// One currency's bill.
    public struct CurrencyDay: Sendable, Codable {
        public var currency: Currency
        public var basis: CostBasis
        /// The whole and each vendor over the last days, the whole first.
        public var series: [ObservedSeries]
        /// How complete each vendor's data is.
        public var feeds: [Feed]
        /// Sum of the impact of muted findings.
        public var mutedImpact: Money<Charged>
        /// Least money of a finding.
        public var minimumImpact: Money<Charged>
    }

    /// A part of the bill day by day, with what was expected of each day on the day itself.
    public struct ObservedSeries: Sendable, Codable {
        public var scope: Scope
        public var firstDay: CivilDate
        /// What is known, late days as they are.
        public var actual: [Money<Charged>]
        public var expected: [Double]
        public var lower: [Double]
        public var upper: [Double]
        /// Share of each day's money that should be known by the morning of the run, learned from the feeds; 1 on days that
        /// are complete.
        public var completeness: [Double]
        /// What of `expected` should be known by the morning of the run: a late day's `actual` is compared with this.
        public var expectedSoFar: [Double]
    }

    /// How complete a vendor's data is.
    public struct Feed: Sendable, Codable {
        public var vendor: String
        /// The newest day with any charge; `nil` without charges.
        public var lastDay: CivilDate?
        /// The newest day of which 98 % of the money should be known; `nil` if there is none.
        public var lastCompleteDay: CivilDate?
        /// Days until 98 % of a day's money is known, learned from the feed; `nil` if the bill does not say.
        public var latenessDays: Int?
        /// Share of the money that should be known of the newest day, the day before, and so on.
        public var completeness: [Double]
        /// Days on which it should have charged, and has not.
        public var missingDays: [CivilDate]
    }
}
