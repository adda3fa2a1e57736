import Billing
import Statistics
import TimeSeries

/// What a scenario does to every node in one period.
struct ScenarioEffect {
    /// What an uncertain driver adds at every node.
    struct Spread {
        /// Money for one unit of size, by tree and node.
        var perUnit: [[Double]]
        /// Sizes in each possible future, less their mean.
        let deviations: [Double]
    }

    /// What is added to each leaf.
    let leaves: [Money<Charged>]
    /// What each change adds in all.
    let contributions: [ScenarioForecast.Contribution]
    private let differences: [[Money<Charged>]]
    private let spreads: [Spread]
    /// Standard normal numbers of the forecast's own possible futures, in no order.
    private let own: [Double]

    /// Ranges widen in proportion to the mean, at most so many times.
    private static let mostWidening = 3.0
    private static let futureCount = 1000

    init(
        _ forecast: BudgetForecast, _ changes: [PlannedChange], over days: Range<CivilDate>, spreads: [Spread]
    ) {
        let all = forecast.changes + changes
        let with = all.contributions(of: forecast.leaves, over: days, origin: forecast.origin)
        let without = forecast.changes.deltas(of: forecast.leaves, over: days, origin: forecast.origin)
        leaves = without.indices.map { leaf in
            with.reduce(Money<Charged>.zero) { $0 + $1[leaf] } - without[leaf]
        }
        contributions = zip(changes, with.suffix(changes.count)).map {
            ScenarioForecast.Contribution(change: $0.title, difference: $1.reduce(.zero, +))
        }
        differences = forecast.rollup(leaves)
        self.spreads = spreads
        let count = spreads.first?.deviations.count ?? Self.futureCount
        var random = SplitMix64(seed: 0x5CE9)
        own = (0..<count).map { Normal.quantile((Double($0) + 0.5) / Double(count)) }.shuffled(using: &random)
    }

    /// A node's period with and without the scenario; `nil` if the forecast does not have the period.
    func outcome(_ tree: Int, _ node: Int, of base: BudgetNode, _ place: Int) -> ScenarioOutcome? {
        guard place == 0 || base.outlook.indices.contains(place - 1) else { return nil }
        let later = place == 0 ? nil : base.outlook[place - 1]
        let landing = ScenarioOutcome.Landing(
            p10: later?.p10 ?? base.p10, p50: later?.p50 ?? base.p50, p90: later?.p90 ?? base.p90,
            mean: later?.mean ?? base.mean)
        let difference = differences[tree][node]
        var outcome = ScenarioOutcome(
            period: later?.period ?? base.period, base: landing, scenario: landing, difference: difference,
            budget: place == 0 ? base.budget : nil, baseOverrun: place == 0 ? base.probabilityOverrun : nil,
            scenarioOverrun: place == 0 ? base.probabilityOverrun : nil)
        let parts = spreads.filter { $0.perUnit[tree][node] != 0 }
        guard difference != .zero || !parts.isEmpty else { return outcome }
        let actual = place == 0 ? base.actualToDate.approximate : 0
        let range = NodeRange(
            landing, actual: actual, difference: difference.approximate, limit: Self.mostWidening)
        outcome.scenario.mean = landing.mean + difference
        let futures = range.futures(own, parts.map { ($0.perUnit[tree][node], $0.deviations) })
        if parts.isEmpty {
            outcome.scenario.p10 = range.moved(landing.p10)
            outcome.scenario.p50 = range.moved(landing.p50)
            outcome.scenario.p90 = range.moved(landing.p90)
        } else {
            let quantiles = futures.quantiles([0.1, 0.5, 0.9])
            outcome.scenario.p10 = Money(modelled: quantiles[0])
            outcome.scenario.p50 = Money(modelled: quantiles[1])
            outcome.scenario.p90 = Money(modelled: quantiles[2])
        }
        if let budget = outcome.budget {
            let limit = budget.approximate
            outcome.scenarioOverrun = Double(futures.count { $0 > limit }) / Double(max(1, futures.count))
        }
        return outcome
    }
}

/// A node's range while it moves.
private struct NodeRange {
    let landing: ScenarioOutcome.Landing
    let actual: Double
    let difference: Double
    let width: Double

    init(_ landing: ScenarioOutcome.Landing, actual: Double, difference: Double, limit: Double) {
        self.landing = landing
        self.actual = actual
        self.difference = difference
        let rest = landing.mean.approximate - actual
        width = rest > 0 && rest + difference > 0 ? min((rest + difference) / rest, limit) : 1
    }

    /// A total after the move: around the new mean, wider in proportion, not below what is charged if it was not before.
    func moved(_ total: Money<Charged>) -> Money<Charged> { Money(modelled: moved(total.approximate)) }

    private func moved(_ total: Double) -> Double {
        let mean = landing.mean.approximate
        let moved = mean + difference + width * (total - mean)
        return landing.p10.approximate >= actual ? max(actual, moved) : moved
    }

    /// Totals in possible futures: the forecast's own, taken as normal on either side of its middle, with those of drivers.
    func futures(_ own: [Double], _ drivers: [(perUnit: Double, deviations: [Double])]) -> [Double] {
        let middle = landing.p50.approximate
        let below = (middle - landing.p10.approximate) / Normal.quantile(0.9)
        let above = (landing.p90.approximate - middle) / Normal.quantile(0.9)
        return own.indices.map { future in
            let z = own[future]
            let more = drivers.reduce(0) { $0 + $1.perUnit * $1.deviations[future] }
            return moved(middle + z * (z < 0 ? below : above)) + more
        }
    }
}
