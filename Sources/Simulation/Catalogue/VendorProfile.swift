/// How the use of a service moves over days.
enum UsageShape: Int, Sendable {
    /// Follows office days.
    case business
    /// The same every day.
    case steady
    /// Jobs at night, at weekends and at the turn of the month.
    case batch
    /// Follows shoppers and players: weekends, holidays, promotions.
    case consumer
    /// Training and inference: weak weeks, large moves.
    case accelerator
    /// Grows slowly, hardly moves.
    case storage
}

/// A product that a vendor prices.
struct SkuProfile: Sendable {
    let meter: String
    let unit: String
    /// Public price in 10⁻⁶ of the currency.
    let listMicros: Int64
    /// FOCUS `SkuPriceDetails`, JSON.
    var details: String?
}

/// A service of a vendor.
struct ServiceProfile: Sendable {
    let name: String
    let category: String
    let subcategory: String
    let resourceType: String
    /// The resource's id with `{region}`, `{account}` and `{hex}` to fill in.
    let resourceTemplate: String
    /// Share of the vendor's money, in percent; 0 for a service that only an incident uses.
    let weight: Double
    let shape: UsageShape
    /// Growth a year: 0.2 is 20 %.
    let growth: Double
    var isZonal = false
    let skus: [SkuProfile]
}

/// A region of a vendor.
struct RegionProfile: Sendable {
    let id: String
    let name: String
    /// Share of the lines, in percent.
    let weight: Double
    /// Public price in percent of the first region's.
    let pricePercent: Int64
}

/// A commitment that a vendor sold.
struct CommitmentProfile: Sendable {
    enum Payment: Sendable { case monthly, upfront }

    let type: String
    let name: String
    /// FOCUS `CommitmentDiscountCategory`: money if true, hours of one SKU if false.
    let isSpend: Bool
    let payment: Payment
    /// The service whose use it covers.
    let service: String
    /// Saving on the contracted price, in percent.
    let savingPercent: Int64
    /// Share of the service's money that it can cover, in percent.
    let coverPercent: Double
    /// First day, counted from the first day of the estate.
    let startOffset: Int
    /// Whether it is bought again after a year.
    let isRenewed: Bool
}

/// A product of another company, sold through the vendor's marketplace.
struct MarketplaceProfile: Sendable {
    let publisher: String
    let product: String
    let monthlyMicros: Int64
}

/// A vendor as its bill shows it.
struct VendorProfile: Sendable {
    let name: String
    let publisher: String
    /// The name of its folder.
    let folder: String
    let currency: String
    /// The country whose holidays its use follows.
    let calendar: String
    let billingAccountType: String
    let subAccountType: String
    /// How its account ids look.
    let accountStyle: AccountStyle
    /// Share of all rows, in percent.
    let rowPercent: Double
    /// Money of one line of the bill and day, on average.
    let moneyPerLine: Double
    /// Negotiated discount on the public price, in percent.
    let discountPercent: Int64
    let taxPercent: Int64
    /// The hour at which it delivers, and how many days later than the morning after.
    let exportHour: Int
    let lagDays: Int
    /// Share of rows that come one to three days late, in per mille.
    let latePerMille: Int
    /// The monthly support fee, in 10⁻⁶ of the currency; 0 for none.
    let supportMicros: Int64
    let marketplace: MarketplaceProfile?
    let commitments: [CommitmentProfile]
    let regions: [RegionProfile]
    let services: [ServiceProfile]
}

/// How a vendor writes the ids of accounts.
enum AccountStyle: Sendable {
    case digits(Int)
    case uuid
    case project
    case hex
}
