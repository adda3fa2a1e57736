public import Billing
import Statistics
import TimeSeries

/// Where every part of the bill lands if a scenario comes true, beside the forecast without it.
public struct ScenarioForecast: Sendable {
    public var scenario: String
    public var currency: Currency
    /// The nodes of each tree, in the order of ``BudgetNode/flattened``.
    public var trees: [[ScenarioNode]]
    /// What each change by itself adds to the whole bill in the first period, in the order of the changes.
    public var contributions: [Contribution]
    /// What the scenario adds to each leaf in the first period; every difference is the exact sum of these.
    public var leafDifferences: [Money<Charged>]

    /// What one change adds.
    public struct Contribution: Sendable, Hashable, Codable {
        public var change: String
        public var difference: Money<Charged>

        public init(change: String, difference: Money<Charged>) {
            self.change = change
            self.difference = difference
        }
    }
}

/// One part of the bill with and without a scenario.
public struct ScenarioNode: Sendable, Hashable, Codable {
    public var tree: String?
    public var scope: Scope
    public var name: String?
    /// Steps below the root.
    public var level: Int
    /// The period asked for, then the quarters after it.
    public var periods: [ScenarioOutcome]
}

/// A period with and without a scenario.
public struct ScenarioOutcome: Sendable, Hashable, Codable {
    public var period: String
    public var base: Landing
    public var scenario: Landing
    /// The scenario's mean less the base's: the exact sum of the children's.
    public var difference: Money<Charged>
    public var budget: Money<Charged>?
    public var baseOverrun: Double?
    public var scenarioOverrun: Double?

    /// Where a total ends.
    public struct Landing: Sendable, Hashable, Codable {
        public var p10: Money<Charged>
        public var p50: Money<Charged>
        public var p90: Money<Charged>
        public var mean: Money<Charged>
    }
}

extension Scenario {
    /// What the scenario makes of a forecast: exact differences at every node of every tree.
    ///
    /// Means change by what the changes add to each leaf. Ranges move with them and widen in proportion to what is still to come;
    /// where a driver's growth is uncertain, `drawCount` futures mix its spread with the forecast's own.
    ///
    /// - Parameters:
    ///   - forecast: The forecast with ``placeholders`` beside the plan's changes.
    ///   - drawCount: Possible futures of the drivers.
    ///   - seed: Of these futures.
    /// - Returns: Every node with and without the scenario.
    public func applied(to forecast: BudgetForecast, drawCount: Int = 1000, seed: UInt64 = 1)
        -> ScenarioForecast
    {
        let own = expectedChanges(drawCount: drawCount, seed: seed).filter {
            $0.applies(in: forecast.currency)
        }
        let periods = [forecast.period] + forecast.later
        let flattened = forecast.trees.map(\.flattened)
        var trees = zip(forecast.shapes, flattened).map { shape, nodes in
            zip(shape.nodes, nodes).map {
                ScenarioNode(tree: shape.name, scope: $1.scope, name: $1.name, level: $0.level, periods: [])
            }
        }
        var first: (contributions: [ScenarioForecast.Contribution], leaves: [Money<Charged>])?
        for (place, period) in periods.enumerated() {
            let effect = ScenarioEffect(
                forecast, own, over: period.days,
                spreads: spreads(forecast, period.days, own, drawCount, seed))
            if first == nil { first = (effect.contributions, effect.leaves) }
            for tree in trees.indices {
                for node in trees[tree].indices {
                    if let outcome = effect.outcome(tree, node, of: flattened[tree][node], place) {
                        trees[tree][node].periods.append(outcome)
                    }
                }
            }
        }
        return ScenarioForecast(
            scenario: name, currency: forecast.currency, trees: trees,
            contributions: first?.contributions ?? [],
            leafDifferences: first?.leaves ?? [])
    }

    /// What each uncertain driver adds to each leaf for one unit of size, and its sizes around their mean.
    private func spreads(
        _ forecast: BudgetForecast, _ days: Range<CivilDate>, _ own: [PlannedChange], _ drawCount: Int,
        _ seed: UInt64
    ) -> [ScenarioEffect.Spread] {
        drivers.filter(\.isUncertain).flatMap { driver -> [ScenarioEffect.Spread] in
            let unit = driver.changes(sizes: driver.responses.map { _ in 1 })
            let others = forecast.changes + own.filter { change in !unit.contains { $0.name == change.name } }
            let parts = (others + unit).contributions(
                of: forecast.leaves, over: days, origin: forecast.origin)
            let forms = driver.responses.map { driver.sizes($0.form, drawCount: drawCount, seed: seed) }
            return zip(forms, parts.suffix(unit.count)).map { form, leaves in
                ScenarioEffect.Spread(
                    perUnit: forecast.rollup(leaves.map(\.approximate)),
                    deviations: form.draws.map { $0 - form.mean })
            }
        }.joined
    }
}

extension [ScenarioEffect.Spread] {
    /// One spread for all that move together.
    fileprivate var joined: [ScenarioEffect.Spread] {
        reduce(into: []) { joined, spread in
            guard let same = joined.firstIndex(where: { $0.deviations == spread.deviations }) else {
                joined.append(spread)
                return
            }
            for tree in spread.perUnit.indices {
                for node in spread.perUnit[tree].indices {
                    joined[same].perUnit[tree][node] += spread.perUnit[tree][node]
                }
            }
        }
    }
}
