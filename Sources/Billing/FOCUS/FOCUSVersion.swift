/// A version of the FOCUS specification, told by the columns of a file.
public enum FOCUSVersion: String, Sendable, Hashable, Codable, CaseIterable {
    case focus10 = "1.0"
    case focus11 = "1.1"
    case focus12 = "1.2"
    case focus13 = "1.3"
    case focus14 = "1.4"

    /// The oldest version that has all the columns that are there.
    public init(columns: Set<String>) {
        let isThere: ([String]) -> Bool = { $0.contains(where: columns.contains) }
        if isThere(["CommitmentProgramEligibilityDetails", "InvoiceDetailId"])
            || isThere(["ServiceProviderName"]) && !isThere(["ProviderName", "PublisherName"])
        {
            self = .focus14
        } else if isThere([
            "ServiceProviderName", "HostProviderName", "ContractApplied", "AllocatedMethodId",
            "AllocatedResourceId", "AllocatedTags",
        ]) {
            self = .focus13
        } else if isThere(["InvoiceId", "BillingAccountType", "SubAccountType", "PricingCurrency"]) {
            self = .focus12
        } else if isThere([
            "CapacityReservationId", "CommitmentDiscountQuantity", "SkuMeter", "SkuPriceDetails",
            "ServiceSubcategory",
        ]) {
            self = .focus11
        } else {
            self = .focus10
        }
    }
}

extension FOCUSVersion: CustomStringConvertible {
    public var description: String { rawValue }
}
