public import Forecasting
import Foundation
import Statistics
public import TimeSeries

/// What we may spend with a vendor over a contract's periods, as many possible futures.
public struct SpendOutlook: Sendable, Hashable {
    /// List spend of each future and period at today's prices: `values[path · horizon + period]`.
    public let demand: SamplePaths
    /// Where list prices may go; `nil` if they stay.
    public var prices: PriceOutlook?
    /// Where the best prices of the market may go, relative to today's list; `nil` if unknown.
    public var market: PriceOutlook?
    /// Part of the spend that is egress, 0…1.
    public var egressShare: Double
    /// What a year's wait for money costs us, as 0.08; 0 counts each payment in full.
    public var capitalCost: Double
    /// What is taken off the list price without the contract, 0…1.
    public var fallbackDiscount: Double

    /// An outlook from the list spend of each period.
    ///
    /// - Parameter demand: At least 2 paths, one step a period, each finite and at least 0; correlated as the futures are.
    /// - Throws: ``ContractError/tooFewPaths(needed:got:)``, ``ContractError/noPeriods``,
    ///   ``ContractError/notANumber(path:period:)``, ``ContractError/negativeSpend(path:period:value:)``.
    public init(demand: SamplePaths) throws(ContractError) {
        guard demand.count >= 2 else { throw .tooFewPaths(needed: 2, got: demand.count) }
        guard demand.horizon >= 1 else { throw .noPeriods }
        for (index, value) in demand.values.enumerated() {
            let (path, period) = (index / demand.horizon, index % demand.horizon)
            guard value.isFinite else { throw .notANumber(path: path, period: period) }
            guard value >= 0 else { throw .negativeSpend(path: path, period: period, value: value) }
        }
        self.demand = demand
        prices = nil
        market = nil
        egressShare = 0
        capitalCost = 0
        fallbackDiscount = 0
    }

    /// An outlook from daily list spend.
    ///
    /// - Parameters:
    ///   - daily: Futures of daily list spend at today's prices.
    ///   - firstDay: The day of their first step.
    ///   - contract: Its periods are summed; they must lie within the futures.
    /// - Throws: ``ContractError/endsBeforeStart(start:end:)``, ``ContractError/outlookTooShort(needed:got:)``, and as
    ///   ``init(demand:)``.
    public init(daily: SamplePaths, from firstDay: CivilDate, over contract: SpendContract)
        throws(ContractError)
    {
        guard contract.start < contract.end else {
            throw .endsBeforeStart(start: contract.start, end: contract.end)
        }
        let periods = contract.periodDays
        let lastDay = firstDay.advanced(by: daily.horizon)
        guard contract.start >= firstDay, contract.end <= lastDay else {
            throw .outlookTooShort(needed: contract.start..<contract.end, got: firstDay..<lastDay)
        }
        let totals = periods.map { days in
            daily.totals(
                over: firstDay.distance(to: days.lowerBound)..<firstDay.distance(to: days.upperBound))
        }
        let values = (0..<daily.count).flatMap { path in totals.map { $0[path] < 0 ? 0 : $0[path] } }
        try self.init(
            demand: SamplePaths(horizon: periods.count, count: daily.count, values: values))
    }

    /// The same outlook with every spend multiplied, as for a scenario.
    ///
    /// - Parameter factors: One a period, finite and at least 0.
    /// - Returns: The outlook with the same prices and shares.
    /// - Throws: ``ContractError/periodsDiffer(contract:outlook:)``, and as ``init(demand:)``.
    public func scaled(by factors: [Double]) throws(ContractError) -> SpendOutlook {
        guard factors.count == demand.horizon else {
            throw .periodsDiffer(contract: factors.count, outlook: demand.horizon)
        }
        let values = demand.values.indices.map { demand.values[$0] * factors[$0 % demand.horizon] }
        var scaled = try SpendOutlook(
            demand: SamplePaths(horizon: demand.horizon, count: demand.count, values: values))
        scaled.prices = prices
        scaled.market = market
        scaled.egressShare = egressShare
        scaled.capitalCost = capitalCost
        scaled.fallbackDiscount = fallbackDiscount
        return scaled
    }
}

/// Where a price level may go from today's 1, as a random walk with drift in logs.
public struct PriceOutlook: Sendable, Hashable, Codable {
    /// Expected change a year, as 0.03; above −1.
    public var drift: Double
    /// Standard deviation of a year's change in logs; 0 is certain.
    public var deviation: Double
    /// Seed of the random numbers.
    public var seed: UInt64

    /// A price outlook.
    public init(drift: Double, deviation: Double = 0, seed: UInt64 = 1) {
        self.drift = drift
        self.deviation = deviation
        self.seed = seed
    }

    /// The level in the middle of each period, laid out as ``SpendOutlook/demand``; its mean follows the drift.
    func levels(paths: Int, periods: Int, periodYears: Double) -> [Double] {
        var random = SplitMix64(seed: seed)
        var levels: [Double] = []
        levels.reserveCapacity(paths * periods)
        for _ in 0..<paths {
            var walk = 0.0
            var last = 0.0
            for period in 0..<periods {
                let time = (Double(period) + 0.5) * periodYears
                let scale = deviation * (time - last).squareRoot()
                let draw = deviation > 0 ? Normal.quantile(min(max(random.uniform(), 1e-12), 1 - 1e-12)) : 0
                walk += scale * draw - 0.5 * scale * scale
                levels.append(exp(walk + time * log1p(drift)))
                last = time
            }
        }
        return levels
    }
}
