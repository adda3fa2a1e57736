public import Billing

/// What we pay different vendors for the same thing, adjusted for quality where the bill tells it.
public struct UnitPriceComparison: Sendable, Hashable, Codable {
    /// Currency of all prices.
    public var currency: Currency
    /// Currencies whose prices were converted into it, with the rate used: units of ``currency`` for one.
    public var rates: [ExchangeRate]
    /// Currencies of our bills that no rate is given for: their prices are not compared.
    public var unconverted: [Currency]
    /// Kinds of product that more than one vendor sells us, those with most of the vendor's money first.
    public var classes: [PriceClass]
    /// Where the vendor takes more than our cheapest other vendor: most money first.
    public var overpaid: [OverpaidSKU]
    /// The vendor's contracted cost of usage in the last ninety days.
    public var spend: Money<Charged>
    /// The part of it whose SKUs could be measured.
    public var measuredSpend: Money<Charged>
    /// The part of it in kinds that another of our vendors sells us too.
    public var comparableSpend: Money<Charged>

    public init(
        currency: Currency, rates: [ExchangeRate], unconverted: [Currency], classes: [PriceClass],
        overpaid: [OverpaidSKU], spend: Money<Charged>, measuredSpend: Money<Charged>,
        comparableSpend: Money<Charged>
    ) {
        self.currency = currency
        self.rates = rates
        self.unconverted = unconverted
        self.classes = classes
        self.overpaid = overpaid
        self.spend = spend
        self.measuredSpend = measuredSpend
        self.comparableSpend = comparableSpend
    }

    /// A rate that people gave.
    public struct ExchangeRate: Sendable, Hashable, Codable {
        public var from: Currency
        public var rate: Double

        public init(from: Currency, rate: Double) {
            self.from = from
            self.rate = rate
        }
    }

    /// One kind of product in one measure, over our vendors.
    public struct PriceClass: Sendable, Hashable, Codable {
        public var kind: String
        public var measure: UnitMeasure
        /// Per unit and doubling of memory a unit, as 0.2; `nil` where prices were not adjusted.
        public var memoryElasticity: Double?
        /// Our vendors, cheapest first.
        public var vendors: [VendorPrice]

        public init(
            kind: String, measure: UnitMeasure, memoryElasticity: Double?, vendors: [VendorPrice]
        ) {
            self.kind = kind
            self.measure = measure
            self.memoryElasticity = memoryElasticity
            self.vendors = vendors
        }
    }

    /// What one vendor takes for a unit of a kind, at our own mix.
    public struct VendorPrice: Sendable, Hashable, Codable {
        public var vendor: String
        /// Contracted cost ÷ units, adjusted to the memory that a unit of the class has on average.
        public var unitPrice: Double
        /// The same of list cost.
        public var listUnitPrice: Double
        /// Effective cost ÷ units, not adjusted: with commitments.
        public var effectiveUnitPrice: Double
        /// Contracted cost in ninety days, in the comparison's currency.
        public var spend: Money<Charged>
        /// Units in ninety days.
        public var units: Double

        public init(
            vendor: String, unitPrice: Double, listUnitPrice: Double, effectiveUnitPrice: Double,
            spend: Money<Charged>, units: Double
        ) {
            self.vendor = vendor
            self.unitPrice = unitPrice
            self.listUnitPrice = listUnitPrice
            self.effectiveUnitPrice = effectiveUnitPrice
            self.spend = spend
            self.units = units
        }
    }

    /// A SKU of the vendor that costs more than our cheapest other vendor takes for the like.
    public struct OverpaidSKU: Sendable, Hashable, Codable {
        public var service: String
        public var sku: String
        public var name: String?
        public var kind: String
        public var measure: UnitMeasure
        public var unitPrice: Double
        /// What the other vendor takes for a unit of this quality.
        public var referencePrice: Double
        public var referenceVendor: String
        /// Contracted cost in ninety days, in the vendor's currency.
        public var spend: Money<Charged>
        /// What a year costs more than at the reference.
        public var yearlyDifference: Money<Charged>

        public init(
            service: String, sku: String, name: String?, kind: String, measure: UnitMeasure,
            unitPrice: Double, referencePrice: Double, referenceVendor: String, spend: Money<Charged>,
            yearlyDifference: Money<Charged>
        ) {
            self.service = service
            self.sku = sku
            self.name = name
            self.kind = kind
            self.measure = measure
            self.unitPrice = unitPrice
            self.referencePrice = referencePrice
            self.referenceVendor = referenceVendor
            self.spend = spend
            self.yearlyDifference = yearlyDifference
        }

        /// How much more than the reference, as 0.12.
        public var excess: Double { unitPrice / referencePrice - 1 }

        /// Whether it costs more than twice the reference: rather another product than another price.
        ///
        /// It is shown, and counts nowhere.
        public var isLikelyOther: Bool { excess > 1 }
    }
}
