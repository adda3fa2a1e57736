internal import Billing
internal import Budgeting
internal import TimeSeries
internal import UnitEconomics

/// How parts of the bill follow drivers, as far as their past says so.
struct DriverRelations {
    private let rows: [UnitCostRow]
    private let parts: [Scope]

    /// Days of history that are looked at, and days at its end whose charges may still arrive.
    private static let (historyDays, arrivingDays) = (365, 3)

    init(
        _ ledger: Ledger, run: CivilDate, dimensions: [Billing.Dimension], drivers: [DriverTable],
        calendars: @escaping @Sendable (Scope) -> [HolidayCalendar], currencies: [Currency]
    ) {
        let end = run.advanced(by: -Self.arrivingDays)
        let start = max(ledger.days?.lowerBound ?? end, end.advanced(by: -Self.historyDays))
        guard start < end, !drivers.isEmpty else {
            (rows, parts) = ([], [])
            return
        }
        var filter = ChargeFilter.usage
        filter.knownOn = run
        let cubes = currencies.map { currency in
            CostCube(
                ledger, by: dimensions, days: start..<end, basis: .effectiveCost, currency: currency,
                filter: filter)
        }
        rows = cubes.flatMap { cube in
            UnitCostSearch(cube: cube, drivers: drivers, calendars: calendars, scope: .total).rows()
        }
        parts = cubes.flatMap { cube in
            cube.nodes(by: Array(cube.dimensions.indices)).map(\.scope)
        }
    }

    /// A driver with the answer of every part of the bill, and a sentence about where they are from.
    ///
    /// A part whose cost follows the driver answers with its variable share; others with the elasticity that was given, if one
    /// was.
    func answered(_ driver: ScenarioDraft.Driver) -> (growth: DriverGrowth, note: String) {
        var growth = driver.growth
        let known = rows.filter { $0.driver == growth.driver && driver.scope.contains($0.scope) }
            .compactMap { row in row.found.map { (scope: row.scope, fixed: $0.fixedShare.value) } }
        growth.responses = known.map {
            .init(scope: $0.scope, form: .variableShare(min(1, max(0, 1 - $0.fixed))))
        }
        let covered = Set(known.map(\.scope))
        let others = parts.filter { driver.scope.contains($0) && !covered.contains($0) }
        if let elasticity = driver.elasticity {
            let scopes = covered.isEmpty ? [driver.scope] : others
            growth.responses += scopes.map { .init(scope: $0, form: .elasticity(elasticity)) }
        }
        let rest =
            driver.elasticity.map {
                "the rest answers by the elasticity \(UnitCostText.number($0, decimals: 2))"
            }
            ?? "the rest does not answer"
        let found =
            parts.isEmpty
            ? "no part of the bill is known to follow it"
            : "\(known.count) of \(parts.count) parts of the bill follow it by their past "
                + "(outlay unit-cost --driver \(growth.driver))"
        return (growth, "\(growth.driver): \(found); \(rest).")
    }
}
