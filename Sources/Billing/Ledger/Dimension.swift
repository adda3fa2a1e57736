/// What charges can be told apart by: a FOCUS column (1.4 spelling) or the value of a tag.
public struct Dimension: Sendable, Hashable, Comparable {
    /// The FOCUS column, or `tag:KEY`.
    public let name: String

    /// The dimension with this name: a FOCUS column or `tag:KEY`.
    public init(_ name: String) {
        self.name = name
    }

    /// The value of a tag.
    public static func tag(_ key: String) -> Dimension { Dimension("tag:" + key) }

    /// The tag's key if this is the value of a tag.
    public var tagKey: String? { name.hasPrefix("tag:") ? String(name.dropFirst(4)) : nil }

    public static let serviceProvider = Dimension("ServiceProviderName")
    public static let service = Dimension("ServiceName")
    public static let region = Dimension("RegionId")
    public static let subAccount = Dimension("SubAccountId")
    public static let sku = Dimension("SkuId")
    public static let skuPrice = Dimension("SkuPriceId")
    public static let resource = Dimension("ResourceId")
    public static let chargeCategory = Dimension("ChargeCategory")

    public static func < (left: Dimension, right: Dimension) -> Bool { left.name < right.name }
}

extension Dimension: CustomStringConvertible {
    public var description: String { name }
}
