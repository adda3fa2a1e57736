/// The text columns of a bill: FOCUS 1.2 names.
enum TextColumn: Int, CaseIterable, Sendable {
    case providerName, publisherName, invoiceIssuerName, invoiceId
    case billingAccountId, billingAccountName, billingAccountType
    case subAccountId, subAccountName, subAccountType
    case chargeCategory, chargeClass, chargeDescription, chargeFrequency
    case pricingCategory, pricingUnit, pricingCurrency, billingCurrency, consumedUnit
    case serviceName, serviceCategory, serviceSubcategory
    case skuId, skuMeter, skuPriceId, skuPriceDetails
    case resourceId, resourceName, resourceType, regionId, regionName, availabilityZone
    case commitmentDiscountId, commitmentDiscountName, commitmentDiscountCategory, commitmentDiscountType
    case commitmentDiscountStatus, commitmentDiscountUnit
    case capacityReservationId, capacityReservationStatus, tags
}

/// The decimal columns of a bill.
enum DecimalColumn: Int, CaseIterable, Sendable {
    case billedCost, effectiveCost, listCost, contractedCost, listUnitPrice, contractedUnitPrice
    case pricingQuantity, pricingCurrencyContractedUnitPrice, pricingCurrencyEffectiveCost
    case pricingCurrencyListUnitPrice, consumedQuantity, commitmentDiscountQuantity
}

/// The time columns of a bill.
enum TimeColumn: Int, CaseIterable, Sendable {
    case billingPeriodStart, billingPeriodEnd, chargePeriodStart, chargePeriodEnd, exportTime
}

/// A column of the files, in their order: the 57 of FOCUS 1.2 and when the row was delivered.
enum BillColumn: Sendable {
    case text(TextColumn)
    case decimal(DecimalColumn)
    case time(TimeColumn)

    static let all: [BillColumn] = [
        .text(.providerName), .text(.publisherName), .text(.invoiceIssuerName), .text(.invoiceId),
        .text(.billingAccountId), .text(.billingAccountName), .text(.billingAccountType),
        .text(.subAccountId), .text(.subAccountName), .text(.subAccountType),
        .time(.billingPeriodStart), .time(.billingPeriodEnd), .time(.chargePeriodStart),
        .time(.chargePeriodEnd), .time(.exportTime),
        .text(.chargeCategory), .text(.chargeClass), .text(.chargeDescription), .text(.chargeFrequency),
        .decimal(.billedCost), .decimal(.effectiveCost), .decimal(.contractedCost), .decimal(.listCost),
        .decimal(.contractedUnitPrice), .decimal(.listUnitPrice), .text(.pricingCategory),
        .decimal(.pricingQuantity), .text(.pricingUnit), .text(.pricingCurrency),
        .decimal(.pricingCurrencyContractedUnitPrice), .decimal(.pricingCurrencyEffectiveCost),
        .decimal(.pricingCurrencyListUnitPrice), .text(.billingCurrency),
        .decimal(.consumedQuantity), .text(.consumedUnit),
        .text(.serviceName), .text(.serviceCategory), .text(.serviceSubcategory),
        .text(.skuId), .text(.skuMeter), .text(.skuPriceId), .text(.skuPriceDetails),
        .text(.resourceId), .text(.resourceName), .text(.resourceType),
        .text(.regionId), .text(.regionName), .text(.availabilityZone),
        .text(.commitmentDiscountId), .text(.commitmentDiscountName), .text(.commitmentDiscountCategory),
        .text(.commitmentDiscountType), .text(.commitmentDiscountStatus),
        .decimal(.commitmentDiscountQuantity), .text(.commitmentDiscountUnit),
        .text(.capacityReservationId), .text(.capacityReservationStatus), .text(.tags),
    ]

    /// The name in the header: FOCUS 1.2, and `x_ExportTime`.
    var name: String {
        let swift =
            switch self {
            case .text(let column): "\(column)"
            case .decimal(let column): "\(column)"
            case .time(.exportTime): "x_ExportTime"
            case .time(let column): "\(column)"
            }
        return swift.hasPrefix("x_") ? swift : swift.prefix(1).uppercased() + swift.dropFirst()
    }
}
