public import Billing
import Forecasting
public import TimeSeries

/// Forecasts where a tree over some dimensions of the bill will land in a period.
///
/// Every node is forecast on its own history as possible futures; the means are then made to add up by
/// ``TreeReconciliation``, and every node's range is its own total's range, moved to the reconciled mean and scaled to
/// hold 80 % of past totals.
public struct BudgetForecaster: Sendable {
    /// The tree's levels below the whole bill, in order.
    public var dimensions: [Dimension]
    public var basis: CostBasis
    /// Possible futures for each node.
    public var pathCount: Int
    /// Days of history that are looked at.
    public var historyDays: Int
    /// Past origins from which ranges are calibrated and coverage is measured.
    public var calibrationOrigins: Int

    /// A tree by vendor and service on effective cost.
    public init(
        dimensions: [Dimension] = [.serviceProvider, .service], basis: CostBasis = .effectiveCost,
        pathCount: Int = 400, historyDays: Int = 730, calibrationOrigins: Int = 8
    ) {
        self.dimensions = dimensions
        self.basis = basis
        self.pathCount = pathCount
        self.historyDays = historyDays
        self.calibrationOrigins = calibrationOrigins
    }

    /// The tree's root with all its nodes; `nil` if nothing is charged in the currency before the run.
    ///
    /// - Parameters:
    ///   - ledger: All charges; only those known on `run` are read.
    ///   - currency: The currency of the tree.
    ///   - period: What is forecast.
    ///   - run: The day of the run: days before it are known, as far as they are complete.
    ///   - budgets: Budgets of any scopes, periods and currencies.
    /// - Returns: The whole bill's node with its children.
    public func forecast(
        _ ledger: Ledger, currency: Currency, period: ReportingPeriod, run: CivilDate, budgets: [Budget]
    ) -> BudgetNode? {
        guard let charged = ledger.days, charged.lowerBound < run else { return nil }
        let start = max(charged.lowerBound, min(run.advanced(by: -historyDays), period.days.lowerBound))
        let cube = CostCube(
            ledger, by: dimensions, days: start..<run, basis: basis, currency: currency,
            filter: ChargeFilter.all.known(on: run))
        guard cube.leafCount > 0, cube.dayCount > 0 else { return nil }
        let lateness = ledger.lateness(before: run, basis: basis)
        let window = ForecastWindow(
            origin: max(1, cube.dayCount - max(0, lateness - 1)), known: cube.dayCount,
            period: start.distance(to: period.days.lowerBound)..<start.distance(to: period.days.upperBound))
        let tree = Tree(cube)
        let forecasts = nodeForecasts(tree, cube, window)
        let calibration = calibrate(tree, cube, window)
        return BudgetAssembly(
            tree: tree, forecasts: forecasts, calibration: calibration, window: window, start: start,
            currency: currency, basis: basis, period: period, budgets: budgets
        ).root
    }

    private func nodeForecasts(_ tree: Tree, _ cube: CostCube, _ window: ForecastWindow) -> [NodeForecast] {
        parallelMap(Array(tree.nodes.indices)) { node in
            NodeForecast(
                cube.dailyCosts(ofLeaves: tree.nodes[node].leaves), from: cube.days.lowerBound,
                window: window,
                pathCount: pathCount, seed: UInt64(node) &* 0x9E37_79B9)
        }
    }

    /// Forecasts the same number of days from past origins, for the root and its children, and compares.
    private func calibrate(_ tree: Tree, _ cube: CostCube, _ window: ForecastWindow) -> Calibration {
        let horizon = window.horizon
        guard horizon > 0 else { return Calibration([]) }
        let origins = (0..<calibrationOrigins).map { window.origin - horizon - 14 * $0 }.filter { $0 >= 60 }
        let nodes = tree.nodes.indices.filter { tree.nodes[$0].level <= 1 }
        let cases = parallelMap(nodes.flatMap { node in origins.map { (node, $0) } }) { node, origin in
            let costs = cube.dailyCosts(ofLeaves: tree.nodes[node].leaves)
            let truth = (origin..<origin + horizon).reduce(0.0) { $0 + costs[$1].approximate }
            guard costs[..<origin].contains(where: { $0 != .zero }) else { return Calibration.Case?.none }
            let past = NodeForecast(
                Array(costs[..<origin]), from: cube.days.lowerBound,
                window: ForecastWindow(origin: origin, known: origin, period: origin..<origin + horizon),
                pathCount: pathCount / 2, seed: UInt64(origin))
            return Calibration.Case(
                origin: origin, outcome: .init(pathTotals: past.remainders, actual: truth))
        }
        return Calibration(cases.compactMap(\.self))
    }
}
