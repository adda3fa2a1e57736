/// Rows of a bill, column by column.
struct BillBatch: Sendable {
    /// Stands for null in a decimal column.
    static let null = Int64.min

    /// Codes of texts; 0 is null.
    private(set) var texts: [[UInt32]] = TextColumn.allCases.map { _ in [] }
    /// Decimals in 10⁻⁹.
    private(set) var decimals: [[Int64]] = DecimalColumn.allCases.map { _ in [] }
    /// Seconds since 1970-01-01.
    private(set) var times: [[Int]] = TimeColumn.allCases.map { _ in [] }

    /// The line that each row belongs to.
    private var keys: [Int] = []

    /// Number of rows.
    var count: Int { keys.count }

    /// Adds a row of the line `key` with the texts that stand in `templates` from `offset` on.
    mutating func append(_ row: BillRow, _ templates: [UInt32], at offset: Int, key: Int) {
        keys.append(key)
        for k in texts.indices { texts[k].append(templates[offset + k]) }
        for k in decimals.indices { decimals[k].append(row.decimals[k]) }
        for k in times.indices { times[k].append(row.times[k]) }
    }

    /// Changes a text of the last row.
    mutating func set(_ column: TextColumn, _ code: UInt32) {
        texts[column.rawValue][count - 1] = code
    }

    /// Brings the rows of each line together, in the order in which they came: equal texts in a row take little space.
    ///
    /// - Parameter keyCount: All keys are below it.
    mutating func sort(keys keyCount: Int) {
        var next = [Int](repeating: 0, count: keyCount + 1)
        for key in keys { next[key + 1] += 1 }
        for key in 1...keyCount { next[key] += next[key - 1] }
        let places = keys.map { key in
            next[key] += 1
            return next[key] - 1
        }
        func moved<Value>(_ values: [Value]) -> [Value] {
            var copy = values
            for (i, place) in places.enumerated() { copy[place] = values[i] }
            return copy
        }
        for k in texts.indices { texts[k] = moved(texts[k]) }
        for k in decimals.indices { decimals[k] = moved(decimals[k]) }
        for k in times.indices { times[k] = moved(times[k]) }
        keys = moved(keys)
    }

    /// Removes all rows and keeps the memory.
    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        for k in texts.indices { texts[k].removeAll(keepingCapacity: true) }
        for k in decimals.indices { decimals[k].removeAll(keepingCapacity: true) }
        for k in times.indices { times[k].removeAll(keepingCapacity: true) }
    }
}

/// The numbers and times of one row.
struct BillRow: Sendable {
    fileprivate(set) var decimals = InlineArray<12, Int64>(repeating: BillBatch.null)
    fileprivate(set) var times = InlineArray<5, Int>(repeating: 0)

    /// A row with its times in days since 1970-01-01; the charge may have hours.
    init(billing: Range<Int>, charge: Range<Int>, exported: Int) {
        times[TimeColumn.billingPeriodStart.rawValue] = billing.lowerBound * 86_400
        times[TimeColumn.billingPeriodEnd.rawValue] = billing.upperBound * 86_400
        times[TimeColumn.chargePeriodStart.rawValue] = charge.lowerBound
        times[TimeColumn.chargePeriodEnd.rawValue] = charge.upperBound
        times[TimeColumn.exportTime.rawValue] = exported
    }

    subscript(column: DecimalColumn) -> Int64 {
        get { decimals[column.rawValue] }
        set { decimals[column.rawValue] = newValue }
    }

    /// Sets the prices (10⁻⁶), the quantity (10⁻³) and the costs that follow from them.
    mutating func setPrices(list: Int64, contracted: Int64, millis: Int64) {
        self[.pricingQuantity] = millis * 1_000_000
        self[.listUnitPrice] = list * 1000
        self[.contractedUnitPrice] = contracted * 1000
        self[.pricingCurrencyListUnitPrice] = list * 1000
        self[.pricingCurrencyContractedUnitPrice] = contracted * 1000
        self[.listCost] = millis * list
        self[.contractedCost] = millis * contracted
    }

    /// Sets the price 1 and a quantity that is money (10⁻⁹).
    mutating func setMoney(_ nanos: Int64) {
        setPrices(list: 1_000_000, contracted: 1_000_000, millis: 0)
        self[.pricingQuantity] = nanos
        self[.listCost] = nanos
        self[.contractedCost] = nanos
    }

    /// Sets what the invoice asks for and what was used (10⁻⁹).
    mutating func setCosts(billed: Int64, effective: Int64) {
        self[.billedCost] = billed
        self[.effectiveCost] = effective
        self[.pricingCurrencyEffectiveCost] = effective
    }
}
