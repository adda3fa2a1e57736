internal import Columnar
internal import TimeSeries

/// What the rows of a batch must satisfy to count, and what is noted of those that do.
struct ChargeRules {
    /// Seconds of a day.
    static let day: Int64 = 86_400
    private static let earliest: Int64 = 946_684_800  // 2000-01-01
    private static let latest: Int64 = 4_133_980_800  // 2101-01-01
    /// No charge costs more: 10¹² units of currency.
    private static let largestCost: Int128 = 1_000_000_000_000 * 1_000_000_000_000_000_000

    /// Which of the categories a text is.
    private enum Category: UInt8 {
        case unknown, usage, purchase, tax, credit, adjustment
    }

    /// The costs of one row, with those that are derived.
    struct Costs {
        var billed: Int128 = 0
        var effective: Int128 = 0
        var contracted: Int128 = 0
        var list: Int128 = 0
    }

    /// Whether one of the costs is null and must be derived.
    static func derives(_ row: Int, _ batch: ChargeBatch) -> Bool {
        batch.numbers[1].states[row] == 0 || batch.numbers[2].states[row] == 0
            || batch.numbers[3].states[row] == 0
    }

    private let category: [Category]
    private let isCurrency: [Bool]
    private let isCorrection: [Bool]
    private let isUsageBased: [Bool]
    private let isCommitted: [Bool]
    private let commitmentColumn = Ledger.textColumns.firstIndex(of: "CommitmentDiscountId") ?? 0

    /// Rules for codes that stand for these texts.
    init(_ batch: ChargeBatch) {
        func texts(_ column: ClosedColumns) -> [String] { [""] + batch.closedTexts[column.rawValue] }
        let categories: [String: Category] = [
            "Usage": .usage, "Purchase": .purchase, "Tax": .tax, "Credit": .credit,
            "Adjustment": .adjustment,
        ]
        category = texts(.category).map { categories[$0] ?? .unknown }
        isCurrency = texts(.currency).map { Currency($0) != nil }
        isCorrection = texts(.chargeClass).map { $0 == "Correction" }
        isUsageBased = texts(.frequency).map { $0 == "Usage-Based" }
        isCommitted = texts(.pricingCategory).map { $0 == "Committed" }
    }

    /// Why a row cannot count; `nil` if it can.
    func failure(_ row: Int, _ batch: ChargeBatch) -> ChargeBatch.Failure? {
        func refuse(_ column: String, _ fault: String, _ got: String) -> ChargeBatch.Failure {
            .init(row: row, column: column, fault: fault, got: got)
        }
        for time in [FOCUSLayout.Time.chargeStart, .chargeEnd, .billingStart] {
            let seconds = batch.times[time.rawValue][row]
            if seconds == ChargeBatch.noTime { return refuse(time.column, "needs a time", "null") }
            guard ChargeRules.earliest..<ChargeRules.latest ~= seconds else {
                return refuse(time.column, "needs a time in 2000 to 2100", ChargeRules.text(seconds))
            }
        }
        let start = batch.times[0][row]
        let end = batch.times[1][row]
        if end <= start {
            return refuse(
                "ChargePeriodEnd", "needs an end after the start",
                "\(ChargeRules.text(start)) to \(ChargeRules.text(end))")
        }
        if batch.numbers[0].states[row] == 0 { return refuse("BilledCost", "needs a decimal", "null") }
        for k in 0..<4 where batch.numbers[k].units[row].magnitude > ChargeRules.largestCost.magnitude {
            let number = FOCUSLayout.Number.allCases[k]
            return refuse(
                number.column, "needs a cost within ±10¹²",
                Decimal18(units: batch.numbers[k].units[row]).description)
        }
        return closedFailure(row, batch, refuse)
    }

    private func closedFailure(
        _ row: Int, _ batch: ChargeBatch, _ refuse: (String, String, String) -> ChargeBatch.Failure
    ) -> ChargeBatch.Failure? {
        func got(_ column: ClosedColumns) -> String {
            let code = Int(batch.codes[column.index][row])
            return code == 0 ? "null" : "\"" + batch.closedTexts[column.rawValue][code - 1].prefix(40) + "\""
        }
        if !isCurrency[Int(batch.codes[ClosedColumns.currency.index][row])] {
            return refuse("BillingCurrency", "needs three capital letters", got(.currency))
        }
        if category[Int(batch.codes[ClosedColumns.category.index][row])] == .unknown {
            return refuse(
                "ChargeCategory", "needs Usage, Purchase, Tax, Credit or Adjustment", got(.category))
        }
        return nil
    }

    /// The four costs of a row that can count; what is null is derived, and noted.
    func costs(_ row: Int, _ batch: ChargeBatch, _ tally: inout RuleTally) -> Costs {
        var costs = Costs()
        costs.billed = batch.numbers[0].units[row]
        if batch.numbers[1].states[row] == 0 {
            costs.effective = costs.billed
            tally.count(.effectiveCostDerived, row)
        } else {
            costs.effective = batch.numbers[1].units[row]
        }
        let base = costs.billed == 0 ? costs.effective : costs.billed
        let hasContracted = batch.numbers[2].states[row] != 0
        let hasList = batch.numbers[3].states[row] != 0
        let contracted = batch.numbers[2].units[row]
        let list = batch.numbers[3].units[row]
        let isCredit = category[Int(batch.codes[ClosedColumns.category.index][row])] == .credit
        costs.contracted = hasContracted ? contracted : hasList && !isCredit ? list : base
        costs.list = hasList ? list : hasContracted ? contracted : base
        if !hasContracted { tally.count(.contractedCostDerived, row) }
        if !hasList { tally.count(.listCostDerived, row) }
        if hasContracted, contracted == 0, list != 0, costs.billed != 0 {
            tally.count(.contractedCostZero, row)
        }
        return costs
    }

    /// Notes where a row that counts departs from FOCUS.
    func note(_ row: Int, _ batch: ChargeBatch, _ costs: Costs, _ tally: inout RuleTally) {
        let category = category[Int(batch.codes[ClosedColumns.category.index][row])]
        let hasCommitment = batch.codes[commitmentColumn][row] != 0
        if hasCommitment, category == .purchase, costs.effective != 0 {
            tally.count(.coveringPurchaseCounted, row)
        }
        if hasCommitment, category == .usage,
            !isCommitted[Int(batch.codes[ClosedColumns.pricingCategory.index][row])]
        {
            tally.count(.committedNotPriced, row)
        }
        if category == .purchase, isUsageBased[Int(batch.codes[ClosedColumns.frequency.index][row])] {
            tally.count(.purchaseUsageBased, row)
        }
        if isCorrection[Int(batch.codes[ClosedColumns.chargeClass.index][row])],
            batch.times[0][row] >= batch.times[2][row]
        {
            tally.count(.correctionOfOpenPeriod, row)
        }
        if batch.codes[0][row] == 0 || batch.codes[2][row] == 0 { tally.count(.statementUnnamed, row) }
    }

    private static func text(_ seconds: Int64) -> String {
        Timestamp(secondsSinceEpoch: Int(seconds)).description
    }
}

/// Counts of rules within one batch.
struct RuleTally {
    private var counts: [ConformanceRule: (count: Int, first: Int)] = [:]

    mutating func count(_ rule: ConformanceRule, _ row: Int) {
        counts[rule, default: (0, row)].count += 1
    }

    /// Adds the counts to `notes`, with the place of the first row.
    func add(to notes: inout NoteCounter, place: (Int) -> String) {
        for (rule, entry) in counts { notes.add(rule, count: entry.count, at: place(entry.first)) }
    }
}
