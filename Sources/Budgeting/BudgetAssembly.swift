import Billing
import Forecasting
import Statistics
import TimeSeries

/// Puts node forecasts together to a tree whose means add up.
struct BudgetAssembly {
    let tree: Tree
    let forecasts: [NodeForecast]
    let calibration: Calibration
    let window: ForecastWindow
    let start: CivilDate
    let currency: Currency
    let basis: CostBasis
    let period: ReportingPeriod
    let budgets: [Budget]

    /// The root with all its nodes.
    var root: BudgetNode {
        let reconciled = TreeReconciliation(
            parents: tree.nodes.map(\.parent), variances: forecasts.map(\.variance)
        ).reconciled(forecasts.map(\.mean))
        var root = self.node(0, reconciled)
        root.measuredCoverage = calibration.coverage
        return root
    }

    private func node(_ index: Int, _ reconciled: [Double]) -> BudgetNode {
        let children: [BudgetNode] = tree.children[index].map { self.node($0, reconciled) }
        let forecast = forecasts[index]
        let mean =
            children.isEmpty
            ? leafMean(forecast, reconciled[index])
            : children.reduce(Money<Charged>.zero) { $0 + $1.mean }
        let complete = forecast.complete.approximate
        let centre = mean.approximate
        let ownMean = complete + forecast.mean
        let totals = calibration.scale.calibrated(forecast.remainders).map { remainder in
            let total = centre + (complete + remainder - ownMean)
            return forecast.isNonNegative ? max(total, forecast.actualToDate.approximate) : total
        }
        let budget = budgets.amount(of: tree.nodes[index].scope, for: period, in: currency)
        var node = BudgetNode(
            scope: tree.nodes[index].scope, period: period.description, currency: currency, basis: basis,
            actualToDate: forecast.actualToDate, p10: quantile(totals, 0.1, forecast),
            p50: quantile(totals, 0.5, forecast), p90: quantile(totals, 0.9, forecast), mean: mean,
            budget: budget,
            children: children)
        if let budget {
            let limit = budget.approximate
            node.probabilityOverrun = Double(totals.count { $0 > limit }) / Double(max(1, totals.count))
            node.crossingDay = crossingDay(forecast, limit: limit, shift: centre - ownMean)
        }
        return node
    }

    private func leafMean(_ forecast: NodeForecast, _ remainder: Double) -> Money<Charged> {
        let mean = forecast.complete + Money(modelled: remainder)
        return forecast.isNonNegative ? max(mean, forecast.actualToDate) : mean
    }

    private func quantile(_ totals: [Double], _ p: Double, _ forecast: NodeForecast) -> Money<Charged> {
        // A period that is over has one possible total, which is known exactly.
        window.horizon == 0 ? forecast.actualToDate : Money(modelled: totals.quantile(p))
    }

    /// The first day on which the running total, in the middle of the futures, is above the limit.
    private func crossingDay(_ forecast: NodeForecast, limit: Double, shift: Double) -> CivilDate? {
        let first = window.period.clamped(to: 0..<window.origin)
        if let day = forecast.cumulativeComplete.firstIndex(where: { $0 > limit }) {
            return start.advanced(by: first.lowerBound + day)
        }
        let complete = forecast.complete.approximate
        let steps = Double(max(1, forecast.cumulativeMedian.count))
        let crossing = forecast.cumulativeMedian.indices.first { step in
            complete + forecast.cumulativeMedian[step] + shift * Double(step + 1) / steps > limit
        }
        return crossing.map { start.advanced(by: window.origin + window.steps.lowerBound + $0) }
    }
}
