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
        var sums: [[UInt32]: GroupSum] = [:]
        let costs = costs(basis)
        for row in 0..<count where passes[row] && range.contains(chargeStart[row]) {
            sums[columns.map { $0.codes[row] }, default: GroupSum()].add(
                self, row, costs[row], unit: units[row])
        }
        return sums.map { key, sum in
            var scope: [Dimension: String?] = [:]
            for (d, code) in key.enumerated() {
                scope[dimensions[d]] = .some(code == 0 ? nil : columns[d].values[Int(code) - 1])
            }
            return sum.group(Scope(scope))
        }.sorted { ($1.cost, $0.scope) < ($0.cost, $1.scope) }
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
