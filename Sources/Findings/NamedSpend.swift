internal import Billing
internal import TimeSeries

/// The resources, or where the bill names none the SKUs, that a cause is made of when they are new or have vanished.
struct NamedSpend: Sendable {
    /// Parts of the cause by name, largest first; empty where it is no new or vanished spend.
    let parts: [(scope: Scope, impact: Money<Charged>)]

    private struct Total {
        var before: Int128 = 0
        var after: Int128 = 0
    }

    /// Days before the episode that say what was there.
    private static let comparedDays = 28
    /// Names at most.
    private static let limit = 3

    /// Looks for the names of a cause.
    ///
    /// Money of a new name is its exact cost; that of a vanished one is minus its average day before × the days. Names that come
    /// while others go, as of machines that are replaced, explain nothing.
    init(_ ledger: Ledger, _ view: EstateView, cause: Finding.Contribution, days: Range<Int>) {
        let first = view.date(days.lowerBound).dayNumber
        let range = first - Self.comparedDays..<view.date(days.upperBound).dayNumber
        let rows = PriceEffect.rows(ledger, view, scope: cause.scope, days: range)
        let resources = ledger.codes(of: Dimension("ResourceId"))
        let isNamed = rows.contains { resources.codes[$0] != 0 }
        let (dimension, column) =
            isNamed ? (Dimension("ResourceId"), resources) : (.sku, ledger.codes(of: .sku))
        let costs = ledger.costs(view.settings.basis)
        var totals: [UInt32: Total] = [:]
        for row in rows where column.codes[row] != 0 {
            if Int(ledger.chargeStart[row]) < first {
                totals[column.codes[row], default: Total()].before += costs[row]
            } else {
                totals[column.codes[row], default: Total()].after += costs[row]
            }
        }
        let come = totals.filter { $0.value.before == 0 && $0.value.after > 0 }.mapValues(\.after)
        let gone = totals.filter { $0.value.after == 0 && $0.value.before > 0 }.mapValues { total in
            -Money<Charged>(units: total.before)
                .scaled(by: Int128(days.count), over: Int128(Self.comparedDays)).units
        }
        let (own, other) = cause.impact > .zero ? (come, gone) : (gone, come)
        let sum = abs(own.values.reduce(0, +).nearestDouble)
        let back = abs(other.values.reduce(0, +).nearestDouble)
        guard cause.impact != .zero, sum >= 0.6 * abs(cause.impact.units.nearestDouble), back < 0.3 * sum
        else {
            parts = []
            return
        }
        let largest = own.sorted {
            ($1.value.magnitude, column.values[Int($0.key) - 1])
                < ($0.value.magnitude, column.values[Int($1.key) - 1])
        }
        parts = largest.prefix(Self.limit).map { code, units in
            var values: [Dimension: String?] = [dimension: .some(column.values[Int(code) - 1])]
            for (other, value) in cause.scope.values { values[other] = .some(value) }
            return (Scope(values), Money(units: units))
        }
    }
}
