public import Billing
public import TimeSeries

/// What a negotiator brings to one vendor's table.
///
/// Confidential: it holds contract prices.
public struct VendorPack: Sendable, Hashable, Codable {
    public var vendor: String
    public var currency: Currency
    /// The last day of the history it is made from.
    public var asOf: CivilDate
    /// Months of the contract.
    public var termMonths: Int
    /// Net spend by month ahead: what is paid on the contracted basis.
    public var spendPath: [Step]
    /// Realised discount by product and past month.
    public var discounts: [Discount]
    /// Share of the vendor in all spend and how concentrated spend is.
    public var concentration: Concentration
    /// What can be committed, at several odds.
    public var commitments: [Commitment]

    /// One month ahead.
    public struct Step: Sendable, Hashable, Codable {
        /// `YYYY-MM`.
        public var month: String
        public var p10: Money<Charged>
        public var p50: Money<Charged>
        public var p90: Money<Charged>
        public var mean: Money<Charged>

        public init(
            month: String, p10: Money<Charged>, p50: Money<Charged>, p90: Money<Charged>, mean: Money<Charged>
        ) {
            self.month = month
            self.p10 = p10
            self.p50 = p50
            self.p90 = p90
            self.mean = mean
        }
    }

    /// 1 − contracted ÷ list of a product in a month, without covering purchases.
    public struct Discount: Sendable, Hashable, Codable {
        public var service: String
        /// `YYYY-MM`.
        public var month: String
        public var list: Money<Charged>
        public var contracted: Money<Charged>
        /// `nil` if nothing was charged at list price.
        public var discount: Double?

        public init(
            service: String, month: String, list: Money<Charged>, contracted: Money<Charged>,
            discount: Double?
        ) {
            self.service = service
            self.month = month
            self.list = list
            self.contracted = contracted
            self.discount = discount
        }

        public func encode(to encoder: any Encoder) throws {
            // Every key is written: what is unknown is null.
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(service, forKey: .service)
            try container.encode(month, forKey: .month)
            try container.encode(list, forKey: .list)
            try container.encode(contracted, forKey: .contracted)
            try container.encode(discount, forKey: .discount)
        }
    }

    /// How much hangs on one vendor.
    public struct Concentration: Sendable, Hashable, Codable {
        /// The vendor's share of all spend in the currency, 0…1.
        public var share: Double
        /// Herfindahl–Hirschman index over vendors, 0…1.
        public var hhi: Double
        /// Each vendor's share, largest first.
        public var shares: [VendorShare]

        public init(share: Double, hhi: Double, shares: [VendorShare]) {
            self.share = share
            self.hhi = hhi
            self.shares = shares
        }
    }

    /// A vendor's part of all spend.
    public struct VendorShare: Sendable, Hashable, Codable {
        public var vendor: String
        public var spend: Money<Charged>
        public var share: Double

        public init(vendor: String, spend: Money<Charged>, share: Double) {
            self.vendor = vendor
            self.spend = spend
            self.share = share
        }
    }

    /// A commitment for the whole term.
    public struct Commitment: Sendable, Hashable, Codable {
        /// The discount it is optimal for (the quantile of demand), 0…1.
        public var discount: Double
        /// Money to commit over the term.
        public var commit: Money<Charged>
        /// Odds that demand stays below it, 0…1.
        public var probabilityShortfall: Double
        /// Mean of what would be paid without use.
        public var expectedShortfall: Money<Charged>
        /// Mean saving against no commitment.
        public var expectedSaving: Money<Charged>

        public init(
            discount: Double, commit: Money<Charged>, probabilityShortfall: Double,
            expectedShortfall: Money<Charged>, expectedSaving: Money<Charged>
        ) {
            self.discount = discount
            self.commit = commit
            self.probabilityShortfall = probabilityShortfall
            self.expectedShortfall = expectedShortfall
            self.expectedSaving = expectedSaving
        }
    }

    public init(
        vendor: String, currency: Currency, asOf: CivilDate, termMonths: Int, spendPath: [Step],
        discounts: [Discount], concentration: Concentration, commitments: [Commitment]
    ) {
        self.vendor = vendor
        self.currency = currency
        self.asOf = asOf
        self.termMonths = termMonths
        self.spendPath = spendPath
        self.discounts = discounts
        self.concentration = concentration
        self.commitments = commitments
    }
}
