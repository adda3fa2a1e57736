/// A way in which a bill departs from FOCUS, or a value that was derived.
public enum ConformanceRule: String, Codable, Sendable, Hashable, CaseIterable {
    /// The text `NULL` stands for null.
    case nullAsText
    /// A value of a closed list is spelled differently.
    case spelling
    /// A value is not in its closed list.
    case unknownValue
    /// Tags are no JSON object and count as null.
    case tagsNotJSON
    /// A time has no zone and is read as UTC.
    case timeWithoutZone
    /// A column is neither FOCUS nor starts with `x_`.
    case strayColumn
    /// A column of the version is not there.
    case missingColumn
    /// `ServiceProviderName` comes from `ProviderName` or `PublisherName`.
    case providerDerived
    /// `InvoiceIssuerName` comes from the provider.
    case issuerDerived
    /// `EffectiveCost` is null and taken from `BilledCost`.
    case effectiveCostDerived
    /// `ContractedCost` is null and taken from `ListCost` (from `BilledCost` for credits, or without a list cost).
    case contractedCostDerived
    /// `ListCost` is null and taken from `ContractedCost`, or from `BilledCost` without it.
    case listCostDerived
    /// `ContractedCost` is 0 although the charge costs something: savings will look wrong.
    case contractedCostZero
    /// A purchase that covers later charges has an `EffectiveCost`: it counts twice with the charges it covers.
    case coveringPurchaseCounted
    /// A commitment covers the usage but `PricingCategory` is not `Committed`.
    case committedNotPriced
    /// A purchase says that it is usage-based.
    case purchaseUsageBased
    /// A correction of a charge period that the billing period has.
    case correctionOfOpenPeriod
    /// The bill names no provider or no billing account.
    case statementUnnamed
    /// A quantity is too large to be added up and counts as unknown.
    case quantityTooLarge

    /// What it means, in one sentence.
    public var meaning: String {
        switch self {
        case .nullAsText: "the text NULL stands for null"
        case .spelling: "a value of a closed list is spelled differently; read as FOCUS spells it"
        case .unknownValue: "a value is not in its closed list; kept as it is"
        case .tagsNotJSON: "tags are no JSON object; counted as null"
        case .timeWithoutZone: "a time has no zone; read as UTC"
        case .strayColumn: "a column is not in FOCUS and does not start with x_; ignored"
        case .missingColumn: "a column of FOCUS is not in the file; counted as null"
        case .providerDerived: "ServiceProviderName is taken from ProviderName or PublisherName"
        case .issuerDerived: "InvoiceIssuerName is taken from the provider"
        case .effectiveCostDerived: "EffectiveCost is null; taken from BilledCost"
        case .contractedCostDerived:
            "ContractedCost is null; taken from ListCost, for credits or without it from BilledCost"
        case .listCostDerived: "ListCost is null; taken from ContractedCost, without it from BilledCost"
        case .contractedCostZero: "ContractedCost is 0 though the charge costs something; savings look wrong"
        case .coveringPurchaseCounted:
            "a commitment purchase has an EffectiveCost; it counts twice with the charges that it covers"
        case .committedNotPriced: "a commitment covers the usage but PricingCategory is not Committed"
        case .purchaseUsageBased: "a purchase has ChargeFrequency Usage-Based"
        case .correctionOfOpenPeriod: "a correction is of the billing period that it is billed in"
        case .statementUnnamed: "the provider or the billing account is null"
        case .quantityTooLarge: "a quantity is too large to be added up; counted as unknown"
        }
    }
}

/// How often a ``ConformanceRule`` was broken, with one place to look at.
public struct ConformanceNote: Codable, Sendable, Hashable {
    /// The rule.
    public var rule: ConformanceRule
    /// The column, where the rule is about one.
    public var column: String?
    /// Rows (columns, for rules about columns).
    public var count: Int
    /// The first place: `bill.csv:17`.
    public var example: String
}

/// Counts notes as they come.
struct NoteCounter: Sendable {
    private struct Key: Hashable {
        let rule: ConformanceRule
        let column: String?
    }

    private var counts: [Key: (count: Int, example: String)] = [:]

    /// Counts `count` more; the first place stays the example.
    mutating func add(
        _ rule: ConformanceRule, column: String? = nil, count: Int = 1, at place: @autoclosure () -> String
    ) {
        guard count > 0 else { return }
        let key = Key(rule: rule, column: column)
        if let known = counts[key] {
            counts[key] = (known.count + count, known.example)
        } else {
            counts[key] = (count, place())
        }
    }

    /// Adds the counts of another counter; its examples come later than those at hand.
    mutating func merge(_ other: NoteCounter) {
        for (key, entry) in other.counts {
            add(key.rule, column: key.column, count: entry.count, at: entry.example)
        }
    }

    /// The notes in order of rule and column.
    var notes: [ConformanceNote] {
        let order = Dictionary(
            uniqueKeysWithValues: ConformanceRule.allCases.enumerated().map { ($1, $0) })
        return counts.map {
            ConformanceNote(
                rule: $0.key.rule, column: $0.key.column, count: $0.value.count, example: $0.value.example)
        }
        .sorted { (order[$0.rule] ?? 0, $0.column ?? "") < (order[$1.rule] ?? 0, $1.column ?? "") }
    }
}
