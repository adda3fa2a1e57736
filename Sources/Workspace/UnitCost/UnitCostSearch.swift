internal import Billing
internal import TimeSeries
internal import UnitEconomics

/// Compares parts of the bill with drivers.
struct UnitCostSearch {
    let cube: CostCube
    let drivers: [DriverTable]
    /// The calendars of a part of the bill.
    let calendars: @Sendable (Scope) -> [HolidayCalendar]
    /// What all parts share: it is part of what a driver must fit.
    let scope: Scope

    /// One row a part and driver that can be compared, the largest cost first.
    func rows() -> [UnitCostRow] {
        let nodes = cube.nodes(by: Array(cube.dimensions.indices)).map { node in
            (node: node, cost: cube.dailyCosts(ofLeaves: node.leaves))
        }.sorted { left, right in
            let (a, b) = (left.cost.reduce(.zero, +), right.cost.reduce(.zero, +))
            return a != b ? a > b : left.node.scope < right.node.scope
        }
        return parallelMap(nodes) { node, cost in
            rows(of: Scope(values(of: node.scope, within: scope)), cost: cost.map(\.approximate))
        }.flatMap(\.self)
    }

    private func values(of part: Scope, within whole: Scope) -> [Billing.Dimension: String?] {
        var values: [Billing.Dimension: String?] = [:]
        for (dimension, value) in whole.values + part.values { values[dimension] = .some(value) }
        return values
    }

    private func rows(of scope: Scope, cost: [Double]) -> [UnitCostRow] {
        let model = CostDriverModel(calendars: calendars(scope))
        var prepared: [Frequency: PreparedHistory] = [:]
        var related: [(row: Int, driver: CostDriverModel.RelatedDriver)] = []
        var rows: [UnitCostRow] = []
        for table in drivers {
            guard let grid = grid(table.frequency),
                let history = table.history(for: scope, from: grid.start, periods: grid.periods)
            else { continue }
            let costs = prepared[table.frequency] ?? model.prepare(costHistory(cost, table.frequency, grid))
            prepared[table.frequency] = costs
            let measured = model.prepare(history)
            let relation = model.relation(of: costs, to: measured)
            let found = try? relation.get()
            if let found, table.frequency == .daily {
                let driver = CostDriverModel.RelatedDriver(
                    name: table.name, history: measured, relation: found)
                related.append((rows.count, driver))
            }
            rows.append(
                UnitCostRow(
                    scope: scope, currency: cube.currency, driver: table.name, frequency: table.frequency,
                    days: cube.days, relation: relation,
                    unitCost: UnitCost(cost: costs.history, driver: history, lag: found?.lag ?? 0)))
        }
        if let daily = prepared[.daily] {
            let overlaps = model.overlaps(of: daily, among: related.map(\.driver))
            for (row, _) in related { rows[row].overlap = overlaps[rows[row].driver] }
        }
        return rows
    }

    // MARK: Periods

    private struct Grid {
        let start: CivilDate
        let periods: Int
    }

    /// The whole periods within the days of the bill; `nil` if there is none.
    private func grid(_ frequency: Frequency) -> Grid? {
        let days = cube.days
        switch frequency {
        case .weekly:
            let first = drivers.first { $0.frequency == .weekly }?.days?.lowerBound ?? days.lowerBound
            let ahead = (first.dayNumber - days.lowerBound.dayNumber) % 7
            let start = days.lowerBound.advanced(by: ahead < 0 ? ahead + 7 : ahead)
            let periods = start.distance(to: days.upperBound) / 7
            return periods > 0 ? Grid(start: start, periods: periods) : nil
        case .monthly:
            let lower = BillingPeriod(containing: days.lowerBound)
            let first = lower.start == days.lowerBound ? lower : lower.advanced(by: 1)
            var periods = 0
            while first.advanced(by: periods + 1).start <= days.upperBound { periods += 1 }
            return periods > 0 ? Grid(start: first.start, periods: periods) : nil
        default: return Grid(start: days.lowerBound, periods: cube.dayCount)
        }
    }

    private func costHistory(_ cost: [Double], _ frequency: Frequency, _ grid: Grid) -> MeasuredHistory {
        let first = cube.days.lowerBound
        let values = (0..<grid.periods).map { i -> Double? in
            let edges = [i, i + 1].map {
                first.distance(to: frequency.timestamp(Timestamp(grid.start), advancedBy: $0).day)
            }
            return cost[edges[0]..<edges[1]].reduce(0, +)
        }
        return MeasuredHistory(start: grid.start, frequency: frequency, values: values)
    }
}
