public import Billing
public import TimeSeries

/// How a vendor's commitments were used: by month, by instrument, and what happens when they end.
///
/// All from usage without corrections; purchases only say when a term begins and ends, so a purchase and what it covers never
/// stand in one sum.
public struct CommitmentRecord: Sendable, Hashable, Codable {
    /// The last twelve whole months, and the month of the newest day.
    public var months: [Month]
    /// Every commitment seen, those with most cover first.
    public var instruments: [Instrument]
    /// What ends, in order of day; what ends on no known day last.
    public var cliffs: [Cliff]
    /// Services that a commitment has ever covered: what is eligible.
    public var eligibleServices: [String]

    public init(
        months: [Month], instruments: [Instrument], cliffs: [Cliff], eligibleServices: [String]
    ) {
        self.months = months
        self.instruments = instruments
        self.cliffs = cliffs
        self.eligibleServices = eligibleServices
    }

    /// The months added up.
    public var total: Month {
        months.reduce(into: Month(month: "", savings: .zero, eligible: .zero, covered: .zero, used: .zero)) {
            $0.savings += $1.savings
            $0.eligible = $0.eligible + $1.eligible
            $0.covered = $0.covered + $1.covered
            $0.used = $0.used + $1.used
        }
    }

    /// One month.
    public struct Month: Sendable, Hashable, Codable {
        /// `YYYY-MM`.
        public var month: String
        public var savings: EffectiveSavings
        /// Contracted cost of usage in the eligible services.
        public var eligible: Money<Charged>
        /// The part of it that commitments covered.
        public var covered: Money<Charged>
        /// Effective cost of what was covered.
        public var used: Money<Charged>

        public init(
            month: String, savings: EffectiveSavings, eligible: Money<Charged>, covered: Money<Charged>,
            used: Money<Charged>
        ) {
            self.month = month
            self.savings = savings
            self.eligible = eligible
            self.covered = covered
            self.used = used
        }

        /// Covered ÷ eligible, both at contracted cost; `nil` without eligible usage.
        public var coverage: Double? {
            eligible > .zero ? covered.approximate / eligible.approximate : nil
        }

        /// Used ÷ (used + unused), both at effective cost; `nil` without commitments.
        public var utilization: Double? { CommitmentRecord.utilization(used, savings.waste) }
    }

    /// One commitment: a `CommitmentDiscountId`.
    public struct Instrument: Sendable, Hashable, Codable {
        public var id: String
        /// `CommitmentDiscountType`, such as Savings Plan.
        public var type: String?
        /// `CommitmentDiscountCategory`: Spend or Usage.
        public var category: String?
        public var services: [String]
        public var term: CommitmentTerm
        /// Contracted, used and unused money by month.
        public var months: [InstrumentMonth]

        public init(
            id: String, type: String?, category: String?, services: [String], term: CommitmentTerm,
            months: [InstrumentMonth]
        ) {
            self.id = id
            self.type = type
            self.category = category
            self.services = services
            self.term = term
            self.months = months
        }

        /// Contracted cost of what it covered.
        public var covered: Money<Charged> { months.reduce(.zero) { $0 + $1.covered } }
        /// Effective cost of what it covered.
        public var used: Money<Charged> { months.reduce(.zero) { $0 + $1.used } }
        /// Effective cost of what was not used.
        public var unused: Money<Charged> { months.reduce(.zero) { $0 + $1.unused } }
        /// What it saved after waste; negative if it lost money.
        public var saved: Money<Charged> { covered - used - unused }
        /// Used ÷ (used + unused).
        public var utilization: Double? { CommitmentRecord.utilization(used, unused) }
        /// Its discount on the contracted price: 1 − used ÷ covered.
        public var discount: Double? {
            covered > .zero ? 1 - used.approximate / covered.approximate : nil
        }
        /// Least utilization at which it loses nothing: 1 − ``discount``.
        public var breakEvenUtilization: Double? { discount.map { 1 - $0 } }
    }

    /// One month of one commitment.
    public struct InstrumentMonth: Sendable, Hashable, Codable {
        /// `YYYY-MM`.
        public var month: String
        public var covered: Money<Charged>
        public var used: Money<Charged>
        public var unused: Money<Charged>

        public init(
            month: String, covered: Money<Charged>, used: Money<Charged>, unused: Money<Charged>
        ) {
            self.month = month
            self.covered = covered
            self.used = used
            self.unused = unused
        }

        /// Used ÷ (used + unused).
        public var utilization: Double? { CommitmentRecord.utilization(used, unused) }
    }

    /// What is no longer covered when a commitment ends and nothing follows it.
    public struct Cliff: Sendable, Hashable, Codable {
        public var id: String
        public var type: String?
        /// The day after its last; `nil` if the bill does not show it.
        public var end: CivilDate?
        /// Whether the end rests on a usual term, for the bill does not say it.
        public var isAssumed: Bool
        /// Contracted cost that it covered in the last thirty days.
        public var coveredIn30Days: Money<Charged>
        /// What thirty days would cost more without it: contracted − effective cost of used and unused.
        public var extraIn30Days: Money<Charged>

        public init(
            id: String, type: String?, end: CivilDate?, isAssumed: Bool, coveredIn30Days: Money<Charged>,
            extraIn30Days: Money<Charged>
        ) {
            self.id = id
            self.type = type
            self.end = end
            self.isAssumed = isAssumed
            self.coveredIn30Days = coveredIn30Days
            self.extraIn30Days = extraIn30Days
        }
    }

    static func utilization(_ used: Money<Charged>, _ unused: Money<Charged>) -> Double? {
        used + unused > .zero ? used.approximate / (used + unused).approximate : nil
    }
}
