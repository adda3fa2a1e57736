public import Billing
public import TimeSeries

/// A promise to spend with a vendor, period by period, and what the vendor gives for it.
///
///     let contract = SpendContract(
///         vendor: "Cloud A", currency: usd, start: start, end: end,
///         commits: [Money(10_000_000), Money(11_000_000), Money(12_000_000)], discount: .flat(0.18))
///     let analysis = try ContractAnalysis(contract, under: outlook)
///
/// A period is a year as a rule: the term is cut into as many equal periods as there are commits. Confidential: it holds
/// contract prices.
public struct SpendContract: Sendable, Hashable, Codable {
    /// `ServiceProviderName` of the vendor.
    public var vendor: String
    /// The currency of all its money.
    public var currency: Currency
    /// The first day.
    public var start: CivilDate
    /// The day after the last.
    public var end: CivilDate
    /// What is promised in each period; 0 promises nothing.
    public var commits: [Money<Charged>]
    /// What is taken off the list price of eligible spend.
    public var discount: DiscountSchedule
    /// Part of the spend that earns the discount and counts, 0…1; the rest is paid at list price.
    public var eligibleShare: Double
    /// What counts towards a commit.
    public var counting: CommitCounting
    /// Part of a shortfall that is paid all the same, 0…1: 1 is a full true-up.
    public var shortfallShare: Double
    /// What happens to a shortfall or an excess in later periods; `nil` if nothing does.
    public var carryOver: CarryOver?
    /// Yearly rise of list prices at most, as 0.03.
    ///
    /// 0 locks them, `nil` passes every rise on; falls always arrive.
    public var priceCap: Double?
    /// Whether prices follow the market where it falls below the vendor's list (most favoured customer).
    public var followsMarket: Bool
    /// Part of the spend up to which egress is free, 0…1.
    public var egressWaiver: Double
    /// The right to leave early; `nil` if there is none.
    public var termination: TerminationRight?
    /// When is paid.
    public var payment: PaymentTerms

    /// A contract; it is checked where it is analysed.
    public init(
        vendor: String, currency: Currency, start: CivilDate, end: CivilDate, commits: [Money<Charged>],
        discount: DiscountSchedule
    ) {
        self.vendor = vendor
        self.currency = currency
        self.start = start
        self.end = end
        self.commits = commits
        self.discount = discount
        eligibleShare = 1
        counting = .netSpend
        shortfallShare = 1
        carryOver = nil
        priceCap = nil
        followsMarket = false
        egressWaiver = 0
        termination = nil
        payment = PaymentTerms()
    }

    /// The length of a period in years of 365.25 days.
    public var periodYears: Double {
        Double(start.distance(to: end)) / Double(max(commits.count, 1)) / 365.25
    }

    /// The days of each period: equal parts of the term, on the same day of a month where its months divide.
    public var periodDays: [Range<CivilDate>] {
        let count = commits.count
        guard start < end, count > 0 else { return [] }
        let edges = (0...count).map { edge(of: $0, among: count) }
        return (0..<count).map { edges[$0]..<edges[$0 + 1] }
    }

    private func edge(of part: Int, among count: Int) -> CivilDate {
        let months = (end.year - start.year) * 12 + end.month - start.month
        if start.day == end.day, start.day <= 28, months.isMultiple(of: count) {
            let month = BillingPeriod(containing: start).advanced(by: months / count * part)
            return month.start.advanced(by: start.day - 1)
        }
        let days = Double(start.distance(to: end)) * Double(part) / Double(count)
        return start.advanced(by: Int(days.rounded()))
    }
}

/// What counts towards a commit.
public enum CommitCounting: String, Sendable, Hashable, Codable {
    /// What is paid after the discount.
    case netSpend
    /// Use at the public list price, before waivers and price locks.
    case listSpend
}

/// A part of list prices that is taken off, by what is promised or spent in a period.
public enum DiscountSchedule: Sendable, Hashable, Codable {
    /// The same for all spend.
    case flat(Double)
    /// That of the highest tier which the period's commit reaches.
    case byCommit([DiscountTier])
    /// That of the highest tier which the period's list spend reaches, on all of it.
    case bySpend([DiscountTier])
    /// Each tier's on the list spend of the period that lies within it (graduated).
    case byBand([DiscountTier])
}

/// A discount from some amount on; below the first tier nothing is taken off.
public struct DiscountTier: Sendable, Hashable, Codable {
    /// The commit or list spend of a period from which it holds.
    public var from: Money<Charged>
    /// Part of the list price, 0…1.
    public var discount: Double

    /// A tier.
    public init(from: Money<Charged>, discount: Double) {
        self.from = from
        self.discount = discount
    }
}

/// What a shortfall or an excess is good for in later periods.
public struct CarryOver: Sendable, Hashable, Codable {
    /// What is carried.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// What was paid for a shortfall pays for later spend above the commit.
        case shortfall
        /// Spend above a commit counts towards later shortfalls.
        case excess
    }

    /// What is carried.
    public var kind: Kind
    /// Part of it that is carried, 0…1.
    public var share: Double
    /// For how many periods after its own it can be used.
    public var periods: Int

    /// A right to carry over.
    public init(_ kind: Kind, share: Double = 1, periods: Int = 1) {
        self.kind = kind
        self.share = share
        self.periods = periods
    }
}

/// The right to leave a contract early.
public struct TerminationRight: Sendable, Hashable, Codable {
    /// After how many periods.
    public var afterPeriod: Int
    /// What leaving costs.
    public var fee: Money<Charged>
    /// Part of the remaining commits that is paid on leaving, 0…1.
    public var shareOfRemaining: Double

    /// A right to leave.
    public init(afterPeriod: Int, fee: Money<Charged> = .zero, shareOfRemaining: Double = 0) {
        self.afterPeriod = afterPeriod
        self.fee = fee
        self.shareOfRemaining = shareOfRemaining
    }
}

/// When a contract is paid.
public struct PaymentTerms: Sendable, Hashable, Codable {
    /// Part of each commit that is paid at the start of its period, 0…1.
    public var upfrontShare: Double
    /// Days from an invoice to its payment.
    public var days: Int

    /// Payment terms; without arguments, use is paid as it arises.
    public init(upfrontShare: Double = 0, days: Int = 0) {
        self.upfrontShare = upfrontShare
        self.days = days
    }
}
