import Billing
import Budgeting
import LedgerKit
import Testing
import TimeSeries

@Suite struct ScenarioTests {
    private static let start = CivilDate("2025-01-01") ?? CivilDate(dayNumber: 0)
    private static let run = start.advanced(by: 400)
    private static let team = Dimension.tag("team")
    private let usd: Currency
    private let ledger: Ledger

    /// 400 days of two vendors with two services each.
    init() throws {
        usd = try #require(Currency("USD"))
        var random = SplitMix64(seed: 7)
        var ledger = Ledger()
        for day in 0..<400 {
            for vendor in 0..<2 {
                for service in 0..<2 {
                    let cost = Double(100 * (1 + vendor + 2 * service)) * (0.95 + 0.1 * random.uniform())
                    ledger.add(
                        day: Self.start.advanced(by: day), vendor: "V\(vendor)", service: "S\(service)",
                        cost: Money(modelled: cost))
                }
            }
        }
        self.ledger = ledger
    }

    private func answer(_ scenario: Scenario, plan: BudgetPlan = BudgetPlan(), draws: Int = 1000) throws
        -> (BudgetForecast, ScenarioForecast)
    {
        let trees = [
            TreeDefinition(name: "usual", dimensions: [.serviceProvider, .service]),
            TreeDefinition(name: "crossed", dimensions: [.service]),
        ]
        let period = BudgetPeriod(try #require(ReportingPeriod("2026-Q1")))
        let forecast = try #require(
            BudgetForecaster(trees: trees, plan: plan.adding(scenario.placeholders), pathCount: 100)
                .forecast(ledger, currency: usd, period: period, run: Self.run))
        return (forecast, scenario.applied(to: forecast, drawCount: draws))
    }

    private func change(_ effect: PlannedChange.Effect, of scope: Scope = .total) -> PlannedChange {
        PlannedChange(
            kind: .priceChange, scope: scope, days: Self.run..<PlannedChange.openEnd, effect: effect,
            author: "Ann")
    }

    private func growth(_ growth: DriverGrowth.Growth, share: Double = 1) -> Scenario {
        Scenario(
            name: "g",
            drivers: [
                DriverGrowth(
                    driver: "orders", growth: growth, days: Self.run..<PlannedChange.openEnd,
                    responses: [.init(scope: .total, form: .variableShare(share))])
            ])
    }

    @Test func nothingThatChangesChangesNothing() throws {
        let other = Scope([.serviceProvider: "V1"])
        let scenarios = [
            Scenario(name: "none"), Scenario(name: "one", changes: [change(.factor(1))]),
            Scenario(
                name: "zero",
                changes: [
                    change(.move(to: other, share: 0), of: Scope([.serviceProvider: "V0"])),
                    change(.monthly(.zero)),
                ]),
            growth(.fixed(0)), growth(.triangular(low: 0, likely: 0, high: 0)),
        ]
        for scenario in scenarios {
            let answer = try answer(scenario).1
            for outcome in answer.trees.joined().flatMap(\.periods) {
                #expect(outcome.difference == .zero && outcome.base == outcome.scenario)
                #expect(outcome.baseOverrun == outcome.scenarioOverrun)
            }
        }
    }

    @Test func placeholdersLeaveTheForecastAsItIs() throws {
        let scenario = Scenario(
            name: "x",
            changes: [change(.factor(3)), change(.amount(Money(5))), change(.minimum(Money(1_000_000)))])
        let (with, _) = try answer(scenario)
        let (without, _) = try answer(Scenario(name: "none"))
        #expect(with.trees == without.trees)
    }

    @Test func differencesAddUpExactlyOverEveryTree() throws {
        let v0 = Scope([.serviceProvider: "V0"])
        let scenario = Scenario(
            name: "all",
            changes: [
                change(.factor(1.07), of: Scope([.service: "S1"])), change(.monthly(Money(1234)), of: v0),
                change(.move(to: Scope([.serviceProvider: "V1"]), share: 0.3), of: v0),
                change(.copy(to: Scope([.serviceProvider: "V9"]), factor: 0.5), of: v0),
            ], drivers: growth(.triangular(low: 0, likely: 0.1, high: 0.5), share: 0.4).drivers)
        let (forecast, answer) = try answer(scenario)
        #expect(answer.trees.count == 2)
        for (nodes, root) in zip(answer.trees, forecast.trees) {
            let flat = root.flattened
            #expect(nodes.map(\.scope) == flat.map(\.scope))
            for place in nodes[0].periods.indices {
                let byScope = Dictionary(zip(flat, nodes).map { ($0, $1.periods[place]) }) { first, _ in first
                }
                for node in flat where !node.children.isEmpty {
                    let parts = node.children.compactMap { byScope[$0]?.difference }
                    #expect(parts.reduce(.zero, +) == byScope[node]?.difference)
                }
                for outcome in nodes.map({ $0.periods[place] }) {
                    #expect(outcome.scenario.mean - outcome.base.mean == outcome.difference)
                    #expect(
                        outcome.scenario.p10 <= outcome.scenario.p50
                            && outcome.scenario.p50 <= outcome.scenario.p90)
                }
            }
        }
        #expect(answer.trees[0][0].periods.map(\.difference) == answer.trees[1][0].periods.map(\.difference))
        #expect(answer.trees[0][0].periods[0].difference == answer.leafDifferences.reduce(.zero, +))
        #expect(
            answer.trees[0][0].periods[0].difference
                == answer.contributions.reduce(.zero) { $0 + $1.difference })
        #expect(
            answer.trees[0].contains {
                $0.scope == Scope([.serviceProvider: "V9"]) && $0.periods[0].difference > .zero
            })
    }

    @Test func aPriceRiseActsOnWhatIsStillToComeOnly() throws {
        let (forecast, answer) = try answer(Scenario(name: "up", changes: [change(.factor(1.1))]))
        let root = try #require(answer.trees.first?.first)
        let rest = (forecast.trees[0].mean - forecast.trees[0].actualToDate).approximate
        #expect(abs(root.periods[0].difference.approximate / rest - 0.1) < 0.01)
        let later = try #require(root.periods.dropFirst().first)
        #expect(abs(later.difference.approximate / later.base.mean.approximate - 0.1) < 1e-4)
        #expect(later.scenario.p10 > later.base.p10 && later.scenario.p90 > later.base.p90)
    }

    @Test func anUncertainDriverWidensTheRange() throws {
        let known = try answer(growth(.fixed(0.2))).1.trees[0][0].periods[1]
        let unknown = try answer(growth(.normal(mean: 0.2, deviation: 0.1))).1.trees[0][0].periods[1]
        let width = { (outcome: ScenarioOutcome) in (outcome.scenario.p90 - outcome.scenario.p10).approximate
        }
        #expect(abs(known.scenario.mean.approximate / unknown.scenario.mean.approximate - 1) < 1e-3)
        let mean = known.base.mean.approximate
        let expected = (pow2(width(known) / 2.563) + pow2(0.1 * mean)).squareRoot() * 2.563
        #expect(abs(width(unknown) / expected - 1) < 0.05)
    }

    private func pow2(_ value: Double) -> Double { value * value }

    @Test func theSameSeedGivesTheSameFutures() throws {
        let scenario = growth(.triangular(low: 0, likely: 0.1, high: 0.5))
        let (forecast, first) = try answer(scenario)
        #expect(scenario.applied(to: forecast).trees == first.trees)
        #expect(scenario.applied(to: forecast, seed: 2).trees != first.trees)
    }

    @Test func oddsMoveWithTheScenario() throws {
        let budget = Budget(scope: .total, period: "2026-Q1", amount: Money(100_000), currency: usd)
        let plan = BudgetPlan(budgets: [budget])
        let up = try answer(Scenario(name: "up", changes: [change(.factor(1.5))]), plan: plan).1.trees[0][0]
            .periods[0]
        #expect(up.budget == Money(100_000))
        let odds = try [up.baseOverrun, up.scenarioOverrun].map { try #require($0) }
        #expect(odds[0] < 0.2)
        #expect(odds[1] > 0.8)
    }

    @Test func drawsFollowTheirDistribution() {
        let triangular = DriverGrowth.Growth.triangular(low: -0.1, likely: 0.2, high: 0.4)
        let draws = triangular.draws(1000, seed: 3)
        let mean = draws.reduce(0, +) / 1000
        #expect(abs(mean - 0.5 / 3) < 1e-4)
        let limits = -0.1...0.4
        #expect(draws.allSatisfy { limits.contains($0) })
        #expect(draws != draws.sorted())
        let normal = DriverGrowth.Growth.normal(mean: 0.2, deviation: 0.1).draws(1000, seed: 3)
        let variance = normal.map { pow2($0 - 0.2) }.reduce(0, +) / 1000
        #expect(abs(variance.squareRoot() - 0.1) < 1e-3)
        #expect(DriverGrowth.Growth.normal(mean: 0, deviation: 5).draws(100, seed: 1).allSatisfy { $0 >= -1 })
        #expect(DriverGrowth.Growth.fixed(0.3).draws(2, seed: 1) == [0.3, 0.3])
        #expect(DriverGrowth.Growth.triangular(low: 1, likely: 1, high: 1).quantile(0.3) == 1)
    }

    @Test func anElasticityIsAPower() throws {
        var scenario = growth(.fixed(0.21))
        scenario.drivers[0].responses = [.init(scope: .total, form: .elasticity(0.5))]
        let later = try answer(scenario).1.trees[0][0].periods[1]
        #expect(abs(later.difference.approximate / later.base.mean.approximate - 0.1) < 1e-4)
    }
}
