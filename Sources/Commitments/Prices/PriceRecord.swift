public import Billing
public import TimeSeries

/// What a vendor charged a unit of everything it sold us, month by month, and where that price moved or is better elsewhere.
public struct PriceRecord: Sendable, Hashable, Codable {
    /// Every price, those with most money in the last ninety days first.
    public var lines: [PriceLine]
    /// Steps of contracted prices, newest first.
    public var steps: [PriceStep]
    /// Our own better prices for the same SKU at this vendor, those worth most first.
    public var betterElsewhere: [BetterPrice]
    /// Contracted cost of usage in the last ninety days.
    public var spend: Money<Charged>
    /// The part of it whose rows name a SKU, a quantity and a unit, and so have a price.
    public var pricedSpend: Money<Charged>

    public init(
        lines: [PriceLine], steps: [PriceStep], betterElsewhere: [BetterPrice], spend: Money<Charged>,
        pricedSpend: Money<Charged>
    ) {
        self.lines = lines
        self.steps = steps
        self.betterElsewhere = betterElsewhere
        self.spend = spend
        self.pricedSpend = pricedSpend
    }
}

/// The price of one SKU in one region and billing account, in one unit, over time.
///
/// A `SkuPriceId` that takes over from another on the same SKU continues its line; tiers that stand beside each other are lines of
/// their own, so that volume does not look like a price.
public struct PriceLine: Sendable, Hashable, Codable {
    public var service: String
    public var sku: String
    /// What the bill or the catalogue calls it; `nil` if neither does.
    public var name: String?
    /// The newest `SkuPriceId`.
    public var priceID: String?
    public var region: String?
    public var account: String?
    public var unit: String
    /// `PricingCategory` Dynamic: a spot price, which moves by itself.
    public var isDynamic: Bool
    public var months: [PriceMonth]

    public init(
        service: String, sku: String, name: String?, priceID: String?, region: String?, account: String?,
        unit: String, isDynamic: Bool, months: [PriceMonth]
    ) {
        self.service = service
        self.sku = sku
        self.name = name
        self.priceID = priceID
        self.region = region
        self.account = account
        self.unit = unit
        self.isDynamic = isDynamic
        self.months = months
    }
}

/// What was bought of one price in a month: exact sums, and the prices that follow from them.
public struct PriceMonth: Sendable, Hashable, Codable {
    /// `YYYY-MM`.
    public var month: String
    /// In the line's unit, in 10⁻¹⁸.
    public var quantity: Decimal18
    public var list: Money<Charged>
    public var contracted: Money<Charged>
    public var effective: Money<Charged>

    public init(
        month: String, quantity: Decimal18, list: Money<Charged>, contracted: Money<Charged>,
        effective: Money<Charged>
    ) {
        self.month = month
        self.quantity = quantity
        self.list = list
        self.contracted = contracted
        self.effective = effective
    }

    /// Cost ÷ quantity of a basis.
    public func unitPrice(_ basis: CostBasis) -> Double {
        let cost =
            switch basis {
            case .listCost: list
            case .effectiveCost: effective
            case .contractedCost, .billedCost: contracted
            }
        return cost.approximate / quantity.approximate
    }

    private enum CodingKeys: String, CodingKey {
        case month, quantity, list, contracted, effective, listUnitPrice, contractedUnitPrice
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        month = try container.decode(String.self, forKey: .month)
        quantity = Decimal18(units: try container.decode(Money<Charged>.self, forKey: .quantity).units)
        list = try container.decode(Money<Charged>.self, forKey: .list)
        contracted = try container.decode(Money<Charged>.self, forKey: .contracted)
        effective = try container.decode(Money<Charged>.self, forKey: .effective)
    }

    /// Writes the quantity as an exact decimal text, as money is.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(month, forKey: .month)
        try container.encode(Money<Charged>(units: quantity.units), forKey: .quantity)
        try container.encode(list, forKey: .list)
        try container.encode(contracted, forKey: .contracted)
        try container.encode(effective, forKey: .effective)
        try container.encode(unitPrice(.listCost), forKey: .listUnitPrice)
        try container.encode(unitPrice(.contractedCost), forKey: .contractedUnitPrice)
    }
}

/// Prices of a service that stepped on the same day.
public struct PriceStep: Sendable, Hashable, Codable {
    public var service: String
    /// The first day of the new price.
    public var day: CivilDate
    /// The SKUs that stepped.
    public var skus: [String]
    /// Change of the contracted price, weighted with what is bought: 0.08 is a rise of 8 %.
    public var change: Double
    /// The same of the list price: 0 where only our discount changed.
    public var listChange: Double
    /// The day of a contract nearest to it, at most a month away; `nil` makes it a silent step.
    public var contractDay: CivilDate?
    /// What it has cost since then, at the quantities bought; negative for a fall.
    public var paidSince: Money<Charged>
    /// What it costs in a year at the quantities of the last thirty days; zero if it was taken back.
    public var yearAhead: Money<Charged>

    public init(
        service: String, day: CivilDate, skus: [String], change: Double, listChange: Double,
        contractDay: CivilDate?, paidSince: Money<Charged>, yearAhead: Money<Charged>
    ) {
        self.service = service
        self.day = day
        self.skus = skus
        self.change = change
        self.listChange = listChange
        self.contractDay = contractDay
        self.paidSince = paidSince
        self.yearAhead = yearAhead
    }

    /// A rise on a day that no contract names.
    public var isSilentRise: Bool { change > 0 && contractDay == nil }
}

/// The same SKU in the same unit, cheaper for us in another region or account of the same vendor.
public struct BetterPrice: Sendable, Hashable, Codable {
    public var service: String
    public var sku: String
    public var name: String?
    public var unit: String
    public var region: String?
    public var account: String?
    public var unitPrice: Double
    public var bestRegion: String?
    public var bestAccount: String?
    public var bestUnitPrice: Double
    /// What a year costs more than at the better price, at the quantities of the last ninety days.
    public var yearlyDifference: Money<Charged>
    /// The part of it that comes from a smaller discount; the rest is the region's list price.
    public var yearlyDiscountPart: Money<Charged>

    public init(
        service: String, sku: String, name: String?, unit: String, region: String?, account: String?,
        unitPrice: Double, bestRegion: String?, bestAccount: String?, bestUnitPrice: Double,
        yearlyDifference: Money<Charged>, yearlyDiscountPart: Money<Charged>
    ) {
        self.service = service
        self.sku = sku
        self.name = name
        self.unit = unit
        self.region = region
        self.account = account
        self.unitPrice = unitPrice
        self.bestRegion = bestRegion
        self.bestAccount = bestAccount
        self.bestUnitPrice = bestUnitPrice
        self.yearlyDifference = yearlyDifference
        self.yearlyDiscountPart = yearlyDiscountPart
    }
}
