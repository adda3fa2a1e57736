internal import Billing
internal import Foundation
internal import TimeSeries
internal import UnitEconomics

/// One part of the bill against one driver.
struct UnitCostRow: Sendable {
    let scope: Scope
    let currency: Currency
    let driver: String
    let frequency: Frequency
    let days: Range<CivilDate>
    let relation: Result<CostRelation, NoRelation>
    let unitCost: UnitCost?
    var overlap: DriverOverlap?

    /// Days of a period, on average.
    private var daysPerPeriod: Double {
        switch frequency {
        case .weekly: 7
        case .monthly: 365.2425 / 12
        default: 1
        }
    }

    /// The relation, if there is one.
    var found: CostRelation? { try? relation.get() }
    /// Fixed cost of a day.
    var fixedPerDay: Double? { found.map { $0.fixed.value / daysPerPeriod } }
    /// Money a day that a drift of the unit cost adds; `nil` without one, or without a relation.
    var driftPerDay: Double? {
        guard found != nil, let unitCost, unitCost.hasDrifted, let before = unitCost.before else {
            return nil
        }
        return (unitCost.now - before) * unitCost.driverNow / daysPerPeriod
    }
    /// Why there is no relation; `nil` if there is one.
    var reason: String? {
        guard case .failure(let reason) = relation else { return nil }
        return reason.description
    }

    /// What a reader should know before using the numbers, one sentence each.
    var notes: [String] {
        var notes: [String] = []
        if let overlap { notes.append(overlap.sentence(for: driver)) }
        if let day = found?.driverRebasedOn {
            notes.append("\(driver) counts something else since \(day); what was before is not used")
        }
        if let days = found?.costShiftedOn, !days.isEmpty {
            notes.append(
                "the cost stepped to another level on \(days.map(\.description).joined(separator: ", "))")
        }
        if driftPerDay != nil, let change = unitCost?.change {
            notes.append("unit cost moved by \(UnitCostText.percent(change)) while \(driver) did not")
        }
        return notes
    }
}

/// Numbers of unit costs as texts.
enum UnitCostText {
    /// Money that a model made, with so many significant digits and at least two decimals: `0.0000021734`.
    static func money(_ value: Double, digits: Int = 9) -> String {
        guard value.isFinite, abs(value) < 1e20 else { return "0.00" }
        let exponent = value == 0 ? 0 : Int(log10(abs(value)).rounded(.down))
        let decimals = min(18, max(2, digits - 1 - exponent))
        return Decimal18(units: Int128((value * 1e18).rounded())).rounded(decimals: decimals)
    }

    /// A number without a unit, to so many decimals.
    static func number(_ value: Double, decimals: Int = 3) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "0" }
        return Decimal18(units: Int128((value * 1e18).rounded())).rounded(decimals: decimals)
    }

    /// A share as percent with its sign: `+4.1%`.
    static func percent(_ share: Double) -> String {
        (share > 0 ? "+" : "") + number(100 * share, decimals: 1) + "%"
    }

    /// A value and its interval: `0.81 (0.70–0.92)`.
    static func estimate(_ estimate: Estimate, decimals: Int = 2) -> String {
        let (low, high) = (estimate.interval.lowerBound, estimate.interval.upperBound)
        return number(estimate.value, decimals: decimals)
            + " (\(number(low, decimals: decimals))–\(number(high, decimals: decimals)))"
    }
}

extension UnitCostRow: Encodable {
    private enum Key: String, CodingKey {
        case scope, currency, basis, driver, frequency, from, to, related, reason, fixedPerDay, fixedShare
        case fixedShareInterval, marginalCost, marginalCostInterval, unitCost, unitCostBefore, driverPerPeriod
        case driverChange, hasDrifted, driftPerDay, elasticity, elasticityInterval, lag, lags, explainedShare
        case periodsUsed, driverRebasedOn, notes
    }

    /// Every key is there; what is not known is `null`.
    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(scope, forKey: .scope)
        try json.encode(currency, forKey: .currency)
        try json.encode(CostBasis.effectiveCost, forKey: .basis)
        try json.encode(driver, forKey: .driver)
        try json.encode(frequency.description, forKey: .frequency)
        try json.encode(days.lowerBound, forKey: .from)
        try json.encode(days.upperBound.advanced(by: -1), forKey: .to)
        try json.encode(found != nil, forKey: .related)
        try json.encode(reason, forKey: .reason)
        try encodeRelation(&json)
        let money = { (value: Double) in UnitCostText.money(value) }
        try json.encode((unitCost?.now).map(money), forKey: .unitCost)
        try json.encode((unitCost?.before).map(money), forKey: .unitCostBefore)
        try json.encode(unitCost?.driverNow, forKey: .driverPerPeriod)
        try json.encode(unitCost?.driverChange, forKey: .driverChange)
        try json.encode(unitCost?.hasDrifted, forKey: .hasDrifted)
        try json.encode(driftPerDay.map(money), forKey: .driftPerDay)
        try json.encode(notes, forKey: .notes)
    }

    private func encodeRelation(_ json: inout KeyedEncodingContainer<Key>) throws {
        let ends = { (estimate: Estimate) in [estimate.interval.lowerBound, estimate.interval.upperBound] }
        try json.encode(fixedPerDay.map { UnitCostText.money($0) }, forKey: .fixedPerDay)
        try json.encode(found?.fixedShare.value, forKey: .fixedShare)
        try json.encode((found?.fixedShare).map(ends), forKey: .fixedShareInterval)
        try json.encode((found?.marginal.value).map { UnitCostText.money($0) }, forKey: .marginalCost)
        try json.encode(
            (found?.marginal).map { ends($0).map { UnitCostText.money($0) } }, forKey: .marginalCostInterval)
        try json.encode(found?.elasticity?.value, forKey: .elasticity)
        try json.encode((found?.elasticity).map(ends), forKey: .elasticityInterval)
        try json.encode(found?.lag, forKey: .lag)
        try json.encode(found?.lags, forKey: .lags)
        try json.encode(found?.explainedShare, forKey: .explainedShare)
        try json.encode(found?.periodsUsed, forKey: .periodsUsed)
        try json.encode(found?.driverRebasedOn, forKey: .driverRebasedOn)
    }
}
