import Billing
import Forecasting
import Statistics
import TimeSeries

/// Possible futures of what a vendor would charge at today's contracted prices, without commitments.
struct VendorDemand: Sendable {
    /// The first day ahead.
    let start: CivilDate
    /// Possible futures, day by day.
    let paths: SamplePaths

    /// Days of history that a vendor needs.
    static let leastDays = 28

    /// Forecasts `horizon` days from a vendor's daily contracted cost.
    init(_ costs: [Money<Charged>], from start: CivilDate, vendor: String, horizon: Int, pathCount: Int)
        throws(CommitmentError)
    {
        let values = costs.map(\.approximate)
        let first = values.firstIndex { $0 != 0 } ?? values.count
        let used = Array(values[first...])
        guard used.count >= VendorDemand.leastDays,
            let history = try? Series(daily: used, from: start.advanced(by: first)),
            let model = try? AutoForecaster().fit(history)
        else { throw .tooShort(vendor: vendor, needed: VendorDemand.leastDays, got: used.count) }
        self.start = start.advanced(by: values.count)
        paths = model.samplePaths(horizon: horizon, count: pathCount, seed: 1)
    }

    /// The totals of whole months ahead, for at most `count` months.
    func months(_ count: Int) -> [VendorPack.Step] {
        var month = BillingPeriod(containing: start)
        if month.start < start { month = month.advanced(by: 1) }
        return (0..<count).compactMap { offset in
            let period = month.advanced(by: offset)
            let steps = start.distance(to: period.start)..<start.distance(to: period.end)
            guard steps.upperBound <= paths.horizon else { return nil }
            let totals = paths.totals(over: steps)
            return VendorPack.Step(
                month: period.description, p10: Money(modelled: totals.quantile(0.1)),
                p50: Money(modelled: totals.quantile(0.5)), p90: Money(modelled: totals.quantile(0.9)),
                mean: Money(modelled: totals.mean()))
        }
    }

    /// What to commit over `days` days for a discount, and what comes of it.
    ///
    /// Paying (1 − d)·c for a commitment that covers demand c, and the full price above it, costs least in the mean at the
    /// d-quantile of demand: the newsvendor's answer.
    func commitment(discount: Double, days: Int) -> VendorPack.Commitment {
        let demand = paths.totals(over: 0..<days)
        let covered = demand.quantile(discount)
        let shortfalls = demand.map { max(0, covered - $0) }
        let price = 1 - discount
        let cost = demand.map { price * covered + max(0, $0 - covered) }
        return VendorPack.Commitment(
            discount: discount, commit: Money(modelled: price * covered),
            probabilityShortfall: Double(shortfalls.count { $0 > 0 }) / Double(demand.count),
            expectedShortfall: Money(modelled: price * shortfalls.mean()),
            expectedSaving: Money(modelled: demand.mean() - cost.mean()))
    }
}
