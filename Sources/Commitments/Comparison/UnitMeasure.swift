/// What prices of different vendors are compared by.
public enum UnitMeasure: String, Sendable, Hashable, Codable, CaseIterable {
    case vCPUHour = "vCPU-hour"
    case gibHour = "GiB-hour"
    case gpuHour = "GPU-hour"
    case gbMonth = "GB-month"
    case gbTransferred = "GB"
    case millionTokens = "million tokens"
    case millionRequests = "million requests"
}

/// What one pricing unit of a SKU holds: so much of a measure, of some kind of product.
public struct SKUSpecification: Sendable, Hashable, Codable {
    /// Products of one kind are compared, such as `Compute`.
    public var kind: String
    public var measure: UnitMeasure
    /// Measures in one `PricingUnit`.
    public var amount: Double
    /// Memory a vCPU or GPU has, in GiB, where known: what quality is adjusted for.
    public var gibPerUnit: Double?

    public init(kind: String, measure: UnitMeasure, amount: Double, gibPerUnit: Double? = nil) {
        self.kind = kind
        self.measure = measure
        self.amount = amount
        self.gibPerUnit = gibPerUnit
    }
}

/// What a SKU is, where the bill does not say it: for one SKU, or all of a service in a unit.
public struct SKUMapping: Sendable, Hashable, Codable {
    public var vendor: String?
    public var service: String?
    public var sku: String?
    /// `PricingUnit`.
    public var unit: String?
    /// What people call it.
    public var name: String?
    public var vCPUs: Double?
    public var memoryGiB: Double?
    public var gpus: Double?
    /// The kind it is compared in; the bill's service category if not given.
    public var kind: String?
    /// The measure and how much of it a pricing unit holds, where it is no machine.
    public var measure: UnitMeasure?
    public var amount: Double?

    /// A mapping of everything that it does not narrow down.
    public init(
        vendor: String? = nil, service: String? = nil, sku: String? = nil, unit: String? = nil
    ) {
        self.vendor = vendor
        self.service = service
        self.sku = sku
        self.unit = unit
    }

    /// Whether it speaks of a SKU.
    func fits(_ text: SKUText) -> Bool {
        (vendor == nil || vendor == text.vendor) && (service == nil || service == text.service)
            && (sku == nil || sku == text.sku) && (unit == nil || unit == text.unit)
    }
}

/// What a bill says about a SKU.
public struct SKUText: Sendable, Hashable {
    public var vendor: String
    public var service: String
    public var category: String
    public var sku: String
    public var unit: String
    public var resourceType: String
    /// `SkuMeter`, if the ledger or a catalogue has it.
    public var meter: String
    /// `SkuPriceDetails`, JSON.
    public var details: String

    public init(
        vendor: String, service: String, category: String, sku: String, unit: String,
        resourceType: String = "", meter: String = "", details: String = ""
    ) {
        self.vendor = vendor
        self.service = service
        self.category = category
        self.sku = sku
        self.unit = unit
        self.resourceType = resourceType
        self.meter = meter
        self.details = details
    }
}

/// What vendors' price sheets say about SKUs, by `SkuId`: what the lake does not keep.
public struct SKUCatalogue: Sendable, Hashable {
    /// `SkuMeter` and `SkuPriceDetails`.
    public struct Entry: Sendable, Hashable {
        public var meter: String
        public var details: String

        public init(meter: String, details: String) {
            self.meter = meter
            self.details = details
        }
    }

    public var entries: [String: Entry]

    public init(_ entries: [String: Entry] = [:]) {
        self.entries = entries
    }
}
