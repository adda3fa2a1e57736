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
    /// What is asked for first, with its money, worth most first.
    public var levers: [Lever] = []
    /// Walk-away, target and stretch, offers and clauses; `nil` if a contract cannot be worked out.
    public var talk: ContractTalk?
    /// How the promise of today is being kept; `nil` if none is known.
    public var drawdown: Drawdown?
    /// What it takes to be without the vendor; `nil` if no workloads are described.
    public var alternative: Alternative?
    /// What instruments to buy this week; `nil` if the vendor sells none that are known.
    public var ladder: CommitmentPlan?
    /// Contracted cost of usage by month ahead.
    public var spendPath: [Step] = []
    /// The same by product; the means add up to those of ``spendPath``.
    public var products: [ProductPath] = []
    /// The whole term; `nil` without a spend path.
    public var termTotal: Step?
    /// How ranges like these did in the past; `nil` if the history is too short to say.
    public var track: TrackRecord?
    /// Realised discount by product and past month.
    public var discounts: [Discount] = []
    public var record = CommitmentRecord(months: [], instruments: [], cliffs: [], eligibleServices: [])
    public var prices = PriceRecord(
        lines: [], steps: [], betterElsewhere: [], spend: .zero, pricedSpend: .zero)
    public var comparison: UnitPriceComparison
    public var concentration = Concentration(share: 0, hhi: 0, shares: [])
    /// What the workspace does not say, and a file could add.
    public var gaps: [Gap] = []

    /// A pack whose parts are filled in one by one.
    public init(vendor: String, currency: Currency, asOf: CivilDate, termMonths: Int) {
        self.vendor = vendor
        self.currency = currency
        self.asOf = asOf
        self.termMonths = termMonths
        comparison = UnitPriceComparison(
            currency: currency, rates: [], unconverted: [], classes: [], overpaid: [], spend: .zero,
            measuredSpend: .zero, comparableSpend: .zero)
    }

    /// Something that would make the pack say more.
    public enum Gap: String, Sendable, Hashable, Codable, CaseIterable {
        case offers, contract, workloads, exchangeRates, skus, instruments, history
    }

    /// One month ahead, or the whole term.
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

    /// One product's months ahead.
    public struct ProductPath: Sendable, Hashable, Codable {
        public var service: String
        public var months: [Step]

        public init(service: String, months: [Step]) {
            self.service = service
            self.months = months
        }

        /// The months' means added up.
        public var mean: Money<Charged> { months.reduce(.zero) { $0 + $1.mean } }
    }

    /// How often past totals lay between their forecast P10 and P90.
    public struct TrackRecord: Sendable, Hashable, Codable {
        /// Days in a total.
        public var days: Int
        public var origins: Int
        /// Totals that lay between, each with ranges widened as the others ask for.
        public var held: Int
        /// What ranges ahead are widened by, from 1.
        public var widening: Double

        public init(days: Int, origins: Int, held: Int, widening: Double = 1) {
            self.days = days
            self.origins = origins
            self.held = held
            self.widening = widening
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
}
