public import TimeSeries

/// Charges aggregated by their periods and dimensions, column by column: what the lake keeps and everything else reads.
///
/// Row *i* stands for `rowCount[i]` charges that agree in every text column and date. The same key may stand in several
/// rows: readers add up.
public struct Ledger: Sendable {
    /// A column of texts as codes into its distinct values; code 0 is null, code *k* is `values[k − 1]`.
    public struct TextColumn: Sendable {
        /// The distinct values.
        public var values: [String] = []
        /// One code a row.
        public var codes: [UInt32] = []

        /// An empty column.
        public init() {}

        /// The text of row `i`, or `nil` for null.
        public subscript(i: Int) -> String? { codes[i] == 0 ? nil : values[Int(codes[i]) - 1] }
    }

    /// A column of decimals in 10⁻¹⁸ that may be null.
    public struct QuantityColumn: Sendable {
        /// The values; meaningless where `isKnown` is false.
        public var units: [Int128] = []
        /// Whether the row has a value: null is not 0.
        public var isKnown: [Bool] = []

        /// An empty column.
        public init() {}
    }

    /// The text columns in the order of the lake's files: FOCUS 1.4 names.
    ///
    /// `Tags` is JSON with sorted keys.
    public static let textColumns = [
        "ServiceProviderName", "InvoiceIssuerName", "BillingAccountId", "BillingCurrency", "SubAccountId",
        "SubAccountName", "RegionId", "ServiceCategory", "ServiceName", "SkuId", "SkuPriceId", "ResourceId",
        "ResourceType", "ChargeCategory", "ChargeClass", "ChargeFrequency", "PricingCategory", "PricingUnit",
        "ConsumedUnit", "CommitmentDiscountId", "CommitmentDiscountCategory", "CommitmentDiscountStatus",
        "CommitmentDiscountType", "InvoiceId", "Tags",
    ]

    /// The text columns, in the order of ``textColumns``.
    public var text: [TextColumn]
    /// First day of the charge period.
    public var chargeStart: [Int32] = []
    /// Day after the last of the charge period; at least one day after the start.
    public var chargeEnd: [Int32] = []
    /// First day of the billing period.
    public var billingStart: [Int32] = []
    /// The day on which the charge became known, where the bill says so (see ``unknownDay``).
    public var knownOn: [Int32] = []
    /// The four costs, in 10⁻¹⁸ units of the row's `BillingCurrency`.
    public var billedCost: [Int128] = []
    public var effectiveCost: [Int128] = []
    public var contractedCost: [Int128] = []
    public var listCost: [Int128] = []
    /// Quantity in `PricingUnit`.
    public var pricingQuantity = QuantityColumn()
    /// Quantity in `ConsumedUnit`.
    public var consumedQuantity = QuantityColumn()
    /// Charges that were added up in the row.
    public var rowCount: [Int64] = []

    /// Stands in ``knownOn`` for a charge whose bill does not say when it became known: it counts as known always.
    public static let unknownDay = Int32.min

    /// A ledger without charges.
    public init() {
        text = Ledger.textColumns.map { _ in TextColumn() }
    }

    /// Number of rows.
    public var count: Int { chargeStart.count }

    /// The text column with this FOCUS name, or `nil` if the ledger does not keep it.
    public func column(_ name: String) -> TextColumn? {
        Ledger.textColumns.firstIndex(of: name).map { text[$0] }
    }

    /// The costs of a basis, one a row, in 10⁻¹⁸.
    public func costs(_ basis: CostBasis) -> [Int128] {
        switch basis {
        case .billedCost: billedCost
        case .effectiveCost: effectiveCost
        case .contractedCost: contractedCost
        case .listCost: listCost
        }
    }

    /// From the first day charged for to the day after the last; `nil` without charges.
    public var days: Range<CivilDate>? {
        guard let first = chargeStart.min(), let end = chargeEnd.max() else { return nil }
        return CivilDate(dayNumber: Int(first))..<CivilDate(dayNumber: Int(end))
    }

    /// The currencies of the charges, in order of code.
    public var currencies: [Currency] {
        guard let column = column("BillingCurrency") else { return [] }
        return Set(column.codes).compactMap { $0 == 0 ? nil : Currency(column.values[Int($0) - 1]) }.sorted()
    }

    /// Adds all rows of another ledger.
    public mutating func append(_ other: Ledger) {
        for column in text.indices {
            var codeOf: [String: UInt32] = [:]
            for (i, value) in text[column].values.enumerated() { codeOf[value] = UInt32(i + 1) }
            var mapped: [UInt32] = [0]
            for value in other.text[column].values {
                if let code = codeOf[value] {
                    mapped.append(code)
                } else {
                    text[column].values.append(value)
                    mapped.append(UInt32(text[column].values.count))
                }
            }
            text[column].codes.append(contentsOf: other.text[column].codes.lazy.map { mapped[Int($0)] })
        }
        chargeStart += other.chargeStart
        chargeEnd += other.chargeEnd
        billingStart += other.billingStart
        knownOn += other.knownOn
        billedCost += other.billedCost
        effectiveCost += other.effectiveCost
        contractedCost += other.contractedCost
        listCost += other.listCost
        pricingQuantity.units += other.pricingQuantity.units
        pricingQuantity.isKnown += other.pricingQuantity.isKnown
        consumedQuantity.units += other.consumedQuantity.units
        consumedQuantity.isKnown += other.consumedQuantity.isKnown
        rowCount += other.rowCount
    }
}
