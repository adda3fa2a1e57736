public import Billing
public import TimeSeries

/// How good forecasts of the quarters before would have been, each made again from what was known then.
public struct TrackRecord: Sendable {
    /// The forecaster whose record it is; its trees say which parts of the bill are looked at.
    public var forecaster: BudgetForecaster
    /// Quarters that are looked back on.
    public var quarters: Int
    /// Months into a quarter after which forecasts are made.
    public var months: [Int]

    /// Days of history without which no forecast is asked for.
    static let leastHistory = 56

    /// A record of the last quarters, with forecasts made on their first day and after one and two months.
    public init(_ forecaster: BudgetForecaster, quarters: Int = 4, months: [Int] = [0, 1, 2]) {
        self.forecaster = forecaster
        self.quarters = quarters
        self.months = months
    }

    /// The forecasts of the quarters that were over before `run`, the newest quarter first, then by day and part of the bill.
    ///
    /// - Parameters:
    ///   - ledger: All charges; each forecast reads only what was known on its day.
    ///   - currency: The currency of the trees.
    ///   - run: The day of the run: what came is what is known on it.
    /// - Returns: One a node of the first tree, which is one by dimensions, quarter and day; none where there was too little history.
    /// - Complexity: As many forecasts of the trees as there are quarters and days.
    public func forecasts(_ ledger: Ledger, currency: Currency, run: CivilDate) -> [PastForecast] {
        guard let first = ledger.days?.lowerBound else { return [] }
        var past: [PastForecast] = []
        var quarter = forecaster.plan.calendar.quarter(containing: run.advanced(by: -1))
        if quarter.end > run { quarter = previous(quarter) }
        for _ in 0..<quarters {
            let days = months.map { madeOn($0, in: quarter) }
                .filter { first.distance(to: $0) >= TrackRecord.leastHistory }
            guard !days.isEmpty else { break }
            let bill = CostCube(
                ledger, by: dimensions, days: quarter.days, basis: forecaster.basis, currency: currency,
                filter: ChargeFilter.all.known(on: run))
            for day in days {
                let forecast = forecaster.forecast(ledger, currency: currency, period: quarter, run: day)
                past += (forecast?.trees.first?.flattened ?? []).map { node in
                    PastForecast(
                        scope: node.scope, period: quarter.name, madeOn: day,
                        daysKnown: quarter.start.distance(to: day), p10: node.p10, p50: node.p50,
                        p90: node.p90, mean: node.mean, actual: bill.total(of: node.scope))
                }
            }
            quarter = previous(quarter)
        }
        return past
    }

    private var dimensions: [Dimension] { forecaster.trees.first?.dimensions ?? [] }

    private func previous(_ quarter: BudgetPeriod) -> BudgetPeriod {
        forecaster.plan.calendar.quarter(containing: quarter.start.advanced(by: -1))
    }

    private func madeOn(_ months: Int, in quarter: BudgetPeriod) -> CivilDate {
        let month = BillingPeriod(containing: quarter.start).advanced(by: months)
        return month.start.advanced(by: quarter.start.day - 1)
    }
}

extension CostCube {
    /// What all days of a part of the bill cost.
    fileprivate func total(of part: Scope) -> Money<Charged> {
        let all = Array(dimensions.indices)
        let leaves = (0..<leafCount).filter { part.contains(scope(ofLeaf: $0, in: all)) }
        return dailyCosts(ofLeaves: leaves).reduce(.zero, +)
    }
}
