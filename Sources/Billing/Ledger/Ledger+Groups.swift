public import TimeSeries

/// Charges that share some values, added up over some days.
public struct ChargeGroup: Sendable, Hashable {
    /// The values shared.
    public let scope: Scope
    /// Their cost on the basis asked for.
    public let cost: Money<Charged>
    /// Quantity in pricing units where every charge has one in the same unit, else `nil`.
    public let pricingQuantity: Decimal18?
    /// Consumed quantity, where any charge has one, else `nil`.
    public let consumedQuantity: Decimal18?
    /// Days on which a charge starts, first to last.
    public let activeDays: ClosedRange<CivilDate>
    /// Number of different days on which a charge starts.
    public let activeDayCount: Int
}

extension Ledger {
    /// Adds up the charges that start within `days` and pass `filter`, by the values of some dimensions; largest cost
    /// first, ties in order of scope.
    public func groups(
        by dimensions: [Dimension], days: Range<CivilDate>, basis: CostBasis, currency: Currency,
        filter: ChargeFilter
    ) -> [ChargeGroup] {
        let columns = dimensions.map { codes(of: $0) }
        let passes = rows(passing: filter, in: currency)
        let range = Int32(days.lowerBound.dayNumber)..<Int32(days.upperBound.dayNumber)
        let units = codes(of: Dimension("PricingUnit")).codes
        var index = CombinationIndex(columns)
        var sums: [GroupSum] = []
        let costs = costs(basis)
        for row in 0..<count where passes[row] && range.contains(chargeStart[row]) {
            let group = index.index(ofRow: row)
            if sums.count < index.count { sums.append(GroupSum()) }
            sums[group].add(self, row, costs[row], unit: units[row])
        }
        return sums.indices.map { group in
            let row = index.firstRow[group]
            let values = columns.indices.map { (dimensions[$0], columns[$0][row]) }
            return sums[group].group(Scope(Dictionary(values) { first, _ in first }))
        }.sorted { ($1.cost, $0.scope) < ($0.cost, $1.scope) }
    }

    /// The rows that start within `days`, with the same columns of distinct values.
    public func starting(within days: Range<CivilDate>) -> Ledger {
        let range = Int32(days.lowerBound.dayNumber)..<Int32(days.upperBound.dayNumber)
        let rows = chargeStart.indices.filter { range.contains(chargeStart[$0]) }
        func pick<Value>(_ values: [Value]) -> [Value] { rows.map { values[$0] } }
        var part = Ledger()
        for column in text.indices {
            part.text[column].values = text[column].values
            part.text[column].codes = pick(text[column].codes)
        }
        part.chargeStart = pick(chargeStart)
        part.chargeEnd = pick(chargeEnd)
        part.billingStart = pick(billingStart)
        part.knownOn = pick(knownOn)
        part.billedCost = pick(billedCost)
        part.effectiveCost = pick(effectiveCost)
        part.contractedCost = pick(contractedCost)
        part.listCost = pick(listCost)
        part.pricingQuantity.units = pick(pricingQuantity.units)
        part.pricingQuantity.isKnown = pick(pricingQuantity.isKnown)
        part.consumedQuantity.units = pick(consumedQuantity.units)
        part.consumedQuantity.isKnown = pick(consumedQuantity.isKnown)
        part.rowCount = pick(rowCount)
        return part
    }
}

/// What is added up for one group.
private struct GroupSum {
    var cost: Int128 = 0
    var pricing: Int128 = 0
    var consumed: Int128 = 0
    var unit: UInt32?
    var isPricingKnown = true
    var isConsumedKnown = false
    var days: Set<Int32> = []

    mutating func add(_ ledger: Ledger, _ row: Int, _ cost: Int128, unit: UInt32) {
        self.cost += cost
        days.insert(ledger.chargeStart[row])
        isPricingKnown =
            isPricingKnown && ledger.pricingQuantity.isKnown[row] && (self.unit == nil || self.unit == unit)
        self.unit = unit
        if ledger.pricingQuantity.isKnown[row] { pricing += ledger.pricingQuantity.units[row] }
        if ledger.consumedQuantity.isKnown[row] {
            isConsumedKnown = true
            consumed += ledger.consumedQuantity.units[row]
        }
    }

    func group(_ scope: Scope) -> ChargeGroup {
        let first = CivilDate(dayNumber: Int(days.min() ?? 0))
        let last = CivilDate(dayNumber: Int(days.max() ?? 0))
        return ChargeGroup(
            scope: scope, cost: Money(units: cost),
            pricingQuantity: isPricingKnown ? Decimal18(units: pricing) : nil,
            consumedQuantity: isConsumedKnown ? Decimal18(units: consumed) : nil,
            activeDays: first...last, activeDayCount: days.count)
    }
}
