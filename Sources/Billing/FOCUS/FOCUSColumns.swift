/// The columns of Cost and Usage and the version that brought them.
enum FOCUSColumns {
    private static let byVersion: [FOCUSVersion: [String]] = [
        .focus10: [
            "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency",
            "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription",
            "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "CommitmentDiscountCategory",
            "CommitmentDiscountId", "CommitmentDiscountName", "CommitmentDiscountStatus",
            "CommitmentDiscountType", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
            "ContractedUnitPrice", "EffectiveCost", "InvoiceIssuerName", "ListCost", "ListUnitPrice",
            "PricingCategory", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "RegionId",
            "RegionName", "ResourceId", "ResourceName", "ResourceType", "ServiceCategory", "ServiceName",
            "SkuId", "SkuPriceId", "SubAccountId", "SubAccountName", "Tags",
        ],
        .focus11: [
            "CapacityReservationId", "CapacityReservationStatus", "CommitmentDiscountQuantity",
            "CommitmentDiscountUnit", "ServiceSubcategory", "SkuMeter", "SkuPriceDetails",
        ],
        .focus12: [
            "BillingAccountType", "InvoiceId", "PricingCurrency", "PricingCurrencyContractedUnitPrice",
            "PricingCurrencyEffectiveCost", "PricingCurrencyListUnitPrice", "SubAccountType",
        ],
        .focus13: [
            "AllocatedMethodDetails", "AllocatedMethodId", "AllocatedResourceId", "AllocatedResourceName",
            "AllocatedTags", "ContractApplied", "HostProviderName", "ServiceProviderName",
        ],
        .focus14: ["CommitmentProgramEligibilityDetails", "InvoiceDetailId"],
    ]

    /// All columns of all versions.
    static let all = Set(byVersion.values.joined())

    /// Whether a file of a version should have a column.
    static func isExpected(_ column: String, in version: FOCUSVersion) -> Bool {
        FOCUSVersion.allCases.contains { since in
            since.rawValue <= version.rawValue && byVersion[since]?.contains(column) == true
        }
    }
}
