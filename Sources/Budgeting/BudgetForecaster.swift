public import Billing
import Forecasting
public import TimeSeries

/// Forecasts where every node of some trees over the bill will land in a period and in the next four quarters.
///
///     let forecast = BudgetForecaster(trees: trees, plan: plan)
///         .forecast(ledger, currency: usd, period: quarter, run: day)
///
/// Every part of the bill that a node stands for is forecast on its own history as possible futures. The means are made to
/// agree over all trees by weighted least squares and become exact money at the leaves; what is planned is added there. A
/// node's range is the range of its own total, calibrated on the bill's own past and moved to the agreed mean.
public struct BudgetForecaster: Sendable {
    /// What the bill is broken down by; at least one tree.
    public var trees: [TreeDefinition]
    /// Budgets and what is known to come, as they count for the run.
    public var plan: BudgetPlan
    public var basis: CostBasis
    /// Possible futures of the largest parts; small ones have a quarter as many.
    public var pathCount: Int
    /// Days of history that are looked at.
    public var historyDays: Int
    /// Parts that have a method chosen for them; still smaller ones are forecast by weekday means.
    public var carefulParts: Int

    /// The longest time ahead: a period has to end within so many days of the run.
    public static let longestHorizon = 1_100

    /// A forecaster of trees on effective cost.
    ///
    /// - Precondition: At least one tree and one path.
    public init(
        trees: [TreeDefinition], plan: BudgetPlan = BudgetPlan(), basis: CostBasis = .effectiveCost,
        pathCount: Int = 400, historyDays: Int = 730, carefulParts: Int = 12_000
    ) {
        precondition(!trees.isEmpty && pathCount >= 1, "at least one tree and one path")
        self.trees = trees
        self.plan = plan
        self.basis = basis
        self.pathCount = pathCount
        self.historyDays = historyDays
        self.carefulParts = carefulParts
    }

    /// How far a forecast is: parts that are done, of all.
    public typealias Progress = (_ done: Int, _ total: Int) -> Void

    /// The forecast of all trees; `nil` if nothing is charged in the currency before the run.
    ///
    /// - Parameters:
    ///   - ledger: All charges; only those known on `run` are read.
    ///   - currency: The currency of the trees.
    ///   - period: What is forecast; past, running or to come.
    ///   - run: The day of the run: days before it are known, as far as they are complete.
    ///   - progress: Called now and then on the calling thread.
    /// - Returns: The trees with the leaves that they share.
    /// - Precondition: The period ends within ``longestHorizon`` days of the run.
    /// - Complexity: Some milliseconds a part; 10,000 parts of two years take some 20 s on two cores.
    public func forecast(
        _ ledger: Ledger, currency: Currency, period: BudgetPeriod, run: CivilDate,
        progress: Progress = { _, _ in }
    ) -> BudgetForecast? {
        precondition(run.distance(to: period.end) <= Self.longestHorizon, "a period that ends in time")
        guard let charged = ledger.days, charged.lowerBound < run else { return nil }
        let start = max(charged.lowerBound, min(run.advanced(by: -historyDays), period.start))
        let changes = plan.changes(in: currency)
        func cube(_ ledger: Ledger) -> CostCube {
            CostCube(
                ledger, by: dimensions(changes), days: start..<run, basis: basis, currency: currency,
                filter: ChargeFilter.all.known(on: run))
        }
        let bill = BillLeaves(
            charged: cube(ledger), accrued: cube(Arrears(ledger, before: run).accruals), changes: changes)
        guard bill.hasCharges else { return nil }
        let curve = ledger.latenessCurve(before: run, in: currency, basis: basis)
        let later = plan.calendar.following(plan.calendar.quarter(containing: run.advanced(by: -1)), count: 4)
        let days = ForecastDays(
            start: start, origin: max(start.advanced(by: 1), curve.provisionalDays(before: run).lowerBound),
            known: run, period: period.days, later: later.map(\.days))
        let shapes = trees.map { BudgetTree($0, leaves: bill.scopes) }
        let parts = PartForecasts(
            bill: bill, shapes: shapes, days: days, curve: curve, forecaster: self, progress: progress)
        let outlook = PlannedOutlook(parts, changes: changes)
        let calibration = RangeCalibration(
            PastTotals(bill: bill, parts: parts.parts, names: parts.names, days: days).outcomes(
                sizes: parts.sizes),
            on: days.date(days.origin))
        return BudgetAssembly(
            parts: parts, outlook: outlook, calibration: calibration, plan: plan, currency: currency,
            basis: basis,
            period: period, later: later
        ).forecast(run: run, changes: changes)
    }

    /// What leaves have to be told apart by: all that a tree or a planned change looks at.
    private func dimensions(_ changes: [PlannedChange]) -> [Dimension] {
        let read = trees.flatMap(\.dimensions) + changes.flatMap(\.dimensions)
        var seen: Set<Dimension> = []
        return read.filter { seen.insert($0).inserted }
    }
}

extension PlannedChange {
    /// The dimensions that it tells parts of the bill apart by.
    fileprivate var dimensions: [Dimension] {
        switch effect {
        case .move(let target, _), .copy(let target, _): scope.dimensions + target.dimensions
        case .factor, .amount, .monthly, .minimum: scope.dimensions
        }
    }
}
