internal import Columnar

/// Which columns of a file hold what a charge is made of.
struct FOCUSLayout: Sendable {
    /// The four times of a charge, in the order in which they are read.
    enum Time: Int, CaseIterable {
        case chargeStart, chargeEnd, billingStart, knownOn

        var column: String {
            switch self {
            case .chargeStart: "ChargePeriodStart"
            case .chargeEnd: "ChargePeriodEnd"
            case .billingStart: "BillingPeriodStart"
            case .knownOn: "x_ExportTime"
            }
        }
    }

    /// The six numbers of a charge, in the order in which they are read.
    enum Number: Int, CaseIterable {
        case billed, effective, contracted, list, pricingQuantity, consumedQuantity

        var column: String {
            switch self {
            case .billed: "BilledCost"
            case .effective: "EffectiveCost"
            case .contracted: "ContractedCost"
            case .list: "ListCost"
            case .pricingQuantity: "PricingQuantity"
            case .consumedQuantity: "ConsumedQuantity"
            }
        }
    }

    /// The names a column has had, newest first: the first that is not null counts.
    static let formerNames: [String: [String]] = [
        "ServiceProviderName": ["ProviderName", "PublisherName"],
        "InvoiceIssuerName": ["ServiceProviderName", "ProviderName", "PublisherName"],
    ]

    /// For each of ``Ledger/textColumns``, the columns of the file to take it from, first choice first.
    let texts: [[Int]]
    /// The column of each ``Time``.
    let times: [Int?]
    /// The column of each ``Number``.
    let numbers: [Int?]
    /// The names in the file.
    let names: [String]
    /// The version that the columns tell.
    let version: FOCUSVersion

    /// Finds the columns in a file.
    ///
    /// - Throws: ``BillingError/missingColumns(path:columns:)`` naming every column that must be there and is not.
    init(path: String, names: [String]) throws(BillingError) {
        var indexOf: [String: Int] = [:]
        for (i, name) in names.enumerated() where indexOf.updateValue(i, forKey: name) != nil {
            if FOCUSLayout.isRead(name) { throw .duplicateColumn(path: path, column: name) }
        }
        let missing = FOCUSLayout.mandatory.filter { alternatives in
            !alternatives.contains { indexOf[$0] != nil }
        }
        guard missing.isEmpty else {
            throw .missingColumns(path: path, columns: missing.map { $0.joined(separator: " or ") })
        }
        self.names = names
        texts = Ledger.textColumns.map { name in
            ([name] + (FOCUSLayout.formerNames[name] ?? [])).compactMap { indexOf[$0] }
        }
        times = Time.allCases.map { indexOf[$0.column] }
        numbers = Number.allCases.map { indexOf[$0.column] }
        version = FOCUSVersion(columns: Set(names))
    }

    /// Columns without which a charge means nothing; one of each group must be there.
    private static let mandatory = [
        ["BilledCost"], ["EffectiveCost"], ["BillingAccountId"], ["BillingCurrency"], ["BillingPeriodStart"],
        ["ChargeCategory"], ["ChargePeriodStart"], ["ChargePeriodEnd"],
        ["ServiceProviderName", "ProviderName", "PublisherName"], ["ServiceName"],
    ]

    private static func isRead(_ name: String) -> Bool {
        Ledger.textColumns.contains(name) || Time.allCases.contains { $0.column == name }
            || Number.allCases.contains { $0.column == name }
    }

    /// Why a file is no bill although it is a table: another FOCUS data set, or no FOCUS at all; `nil` if it may be one.
    static func otherDataSet(_ names: [String]) -> String? {
        let names = Set(names)
        guard !names.contains("BilledCost") else { return nil }
        if names.contains("ContractCommitmentId") {
            return "FOCUS Contract Commitment data set, which is not a bill"
        }
        if names.contains("InvoiceDetailId") { return "FOCUS Invoice Detail data set, which is not a bill" }
        if names.contains("BillingPeriodStatus") {
            return "FOCUS Billing Period data set, which is not a bill"
        }
        return nil
    }

    /// Whether a table looks like nothing that FOCUS describes.
    static func isForeign(_ names: [String]) -> Bool {
        Set(names).isDisjoint(with: ["BilledCost", "ChargeCategory", "ChargePeriodStart", "BillingCurrency"])
    }
}
