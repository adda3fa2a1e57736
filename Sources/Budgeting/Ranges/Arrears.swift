public import Billing
import Statistics
public import TimeSeries

/// Charges for whole months that a bill brings when the month is over, as taxes and some support fees are.
///
///     let accrued = Arrears(ledger, before: run).added(to: ledger)
///
/// Until they come, a running month looks cheaper than it will be. What was charged in arrears for each of the last three months,
/// or two, is accrued for the month that is open: as the middle of its shares of what those months were billed or, where amounts
/// vary less than shares, as the newest amount for the days that are delivered. The share of what is bought for more than a month falls
/// on the day of the purchase. Corrections are left out: they come once.
public struct Arrears: Sendable {
    /// Charges that stand for those to come, each known on the day of the run.
    public let accruals: Ledger

    /// Months that shares are learned from, and the least of them.
    private static let months = 3, leastMonths = 2

    /// Learns from what was known on a day.
    ///
    /// - Complexity: O(rows).
    public init(_ ledger: Ledger, before run: CivilDate) {
        let bases = MonthlyBases(ledger, before: run)
        var accruals = Ledger()
        for index in accruals.text.indices { accruals.text[index].values = ledger.text[index].values }
        for item in ArrearsSeries.all(ledger, before: run) {
            let closed = Self.closed(item)
            guard let last = closed.last, closed.count >= Self.leastMonths,
                last.advanced(by: 2) >= bases.yesterday
            else { continue }
            let rule = AccrualRule(item, closed, bases)
            var month = last.advanced(by: 1)
            while month <= bases.yesterday {
                for accrual in rule.accruals(for: month, bases) {
                    accruals.add(accrual, like: item.newestRow, of: ledger, month: month, knownOn: run)
                }
                month = month.advanced(by: 1)
            }
        }
        self.accruals = accruals
    }

    /// The ledger with the accruals.
    public func added(to ledger: Ledger) -> Ledger {
        guard accruals.count > 0 else { return ledger }
        var all = ledger
        all.append(accruals)
        return all
    }

    /// The newest months without a gap, oldest first.
    private static func closed(_ item: ArrearsSeries) -> [BillingPeriod] {
        guard let last = item.costs.keys.max() else { return [] }
        return (0..<months).map { last.advanced(by: -$0) }.prefix { item.costs[$0] != nil }.reversed()
    }
}

/// An amount for some days, by basis in the order of all cases.
private struct Accrual {
    let days: Range<CivilDate>
    let amounts: [Double]
}

/// How a charge in arrears follows from its last months.
private struct AccrualRule {
    private let account: BilledAccount
    /// Middle share of what is billed, by basis; `nil` where the amount is fixed.
    private let shares: [Double]?
    private let newest: [Double]

    init(_ item: ArrearsSeries, _ closed: [BillingPeriod], _ bases: MonthlyBases) {
        account = item.account
        newest = closed.last.flatMap { item.costs[$0] } ?? []
        let amounts = closed.map { item.costs[$0] ?? [] }
        let whole = closed.map { bases.base(of: item.account, in: $0).total }
        guard whole.allSatisfy({ $0 > 0 }) else {
            shares = nil
            return
        }
        let byMonth = zip(amounts, whole).map { costs, base in costs.map { $0 / base } }
        // Billed cost decides; it is the first of the bases.
        let isFixed = Self.spread(amounts.map { $0[0] }) < Self.spread(byMonth.map { $0[0] })
        shares = isFixed ? nil : newest.indices.map { basis in byMonth.map { $0[basis] }.median() }
    }

    /// The largest less the smallest over the middle.
    private static func spread(_ values: [Double]) -> Double {
        let middle = abs(values.median())
        let ends = (values.max() ?? 0) - (values.min() ?? 0)
        return middle > 0 ? ends / middle : ends > 0 ? .infinity : 0
    }

    func accruals(for month: BillingPeriod, _ bases: MonthlyBases) -> [Accrual] {
        let base = bases.base(of: account, in: month)
        let delivered = base.delivered
        let passed = month.start..<month.start.advanced(by: delivered)
        guard let shares else {
            let share = Double(delivered) / Double(month.start.daysInMonth)
            return [Accrual(days: passed, amounts: newest.map { $0 * share })]
        }
        let billed = base.daily[..<delivered].reduce(0, +)
        let running = Accrual(days: passed, amounts: shares.map { $0 * billed })
        return [running]
            + base.bought.sorted { $0.key < $1.key }.map { day, cost in
                Accrual(days: day..<day.advanced(by: 1), amounts: shares.map { $0 * cost })
            }
    }
}

extension Ledger {
    /// Adds a row that is like one of another ledger with the same text values, for other days and amounts.
    fileprivate mutating func add(
        _ accrual: Accrual, like row: Int, of other: Ledger, month: BillingPeriod, knownOn run: CivilDate
    ) {
        guard !accrual.days.isEmpty else { return }
        let units = accrual.amounts.map { Money<Charged>(modelled: min(max($0, -1e17), 1e17)).units }
        for index in text.indices { text[index].codes.append(other.text[index].codes[row]) }
        chargeStart.append(Int32(accrual.days.lowerBound.dayNumber))
        chargeEnd.append(Int32(accrual.days.upperBound.dayNumber))
        billingStart.append(Int32(month.start.dayNumber))
        knownOn.append(Int32(run.dayNumber))
        billedCost.append(units[0])
        effectiveCost.append(units[1])
        contractedCost.append(units[2])
        listCost.append(units[3])
        pricingQuantity.units.append(0)
        pricingQuantity.isKnown.append(false)
        consumedQuantity.units.append(0)
        consumedQuantity.isKnown.append(false)
        rowCount.append(1)
    }
}
