import Billing
import Budgeting
import LedgerKit
import TestKit
import Testing
import TimeSeries

/// Laws on random estates seen through three crossed trees.
@Suite struct CrossedForecastTests {
    private static let start = CivilDate("2025-03-01") ?? CivilDate(dayNumber: 0)
    private static let team = Dimension("SubAccountId")

    /// A row of an estate.
    private struct Row {
        let day: Int
        let vendor: String
        let service: String
        let team: String?
        let cost: Money<Charged>
    }

    /// Random parts of many sizes, some new, some ended, some credits, some without a team.
    private static func rows(days: Int, parts: Int, seed: UInt64, scale: Double = 100) -> [Row] {
        var random = SplitMix64(seed: seed)
        var rows: [Row] = []
        for part in 0..<parts {
            let sign = part % 7 == 3 ? -0.2 : 1.0
            let size = scale * random.uniform() * random.uniform() * sign
            let begin = part % 5 == 4 ? Int(Double(days) * random.uniform()) : 0
            let end = part % 6 == 5 ? begin + Int(Double(days - begin) * random.uniform()) : days
            let team = part % 4 == 0 ? nil : "T\(part % 3)"
            for day in begin..<max(begin, end) {
                let cost = Money<Charged>(modelled: size * (0.8 + 0.4 * random.uniform()))
                rows.append(
                    Row(day: day, vendor: "V\(part % 3)", service: "S\(part / 3 % 4)", team: team, cost: cost)
                )
            }
        }
        return rows
    }

    private static func ledger(_ rows: [Row]) -> Ledger {
        var ledger = Ledger()
        for row in rows {
            ledger.add(
                day: start.advanced(by: row.day), vendor: row.vendor, service: row.service, cost: row.cost,
                row.team.map { ["SubAccountId": $0] } ?? [:])
        }
        return ledger
    }

    private static func trees() throws -> [TreeDefinition] {
        [
            TreeDefinition(name: "vendors", dimensions: [.serviceProvider, .service]),
            try TreeDefinition(
                name: "org",
                nodes: [
                    .init(name: "Products"),
                    .init(name: "Payments", parent: "Products", scopes: [Scope([team: "T1"])]),
                    .init(name: "Search", parent: "Products", scopes: [Scope([team: "T2"])]),
                    .init(name: "Nothing yet", scopes: [Scope([team: "T9"])]),
                ]),
            TreeDefinition(name: "services", dimensions: [.service]),
        ]
    }

    private static func forecast(
        _ ledger: Ledger, day: Int, period: String, plan: BudgetPlan = BudgetPlan()
    ) throws -> BudgetForecast {
        let currency = try #require(Currency("USD"))
        let period = try #require(plan.calendar.period(named: period))
        let forecaster = BudgetForecaster(trees: try trees(), plan: plan, pathCount: 64)
        return try #require(
            forecaster.forecast(ledger, currency: currency, period: period, run: start.advanced(by: day)))
    }

    private static func expectLaws(_ forecast: BudgetForecast) {
        for (root, shape) in zip(forecast.trees, forecast.shapes) {
            let nodes = root.flattened
            #expect(nodes.map(\.scope) == shape.nodes.map(\.scope))
            for node in nodes {
                #expect(node.p10 <= node.p50 && node.p50 <= node.p90)
                #expect(node.outlook.allSatisfy { $0.p10 <= $0.p50 && $0.p50 <= $0.p90 })
                guard !node.children.isEmpty else { continue }
                #expect(node.mean == node.children.reduce(.zero) { $0 + $1.mean })
                #expect(node.actualToDate == node.children.reduce(.zero) { $0 + $1.actualToDate })
                let completed = node.children.reduce(Money<Charged>.zero) {
                    $0 + ($1.completedToDate ?? .zero)
                }
                #expect(node.completedToDate == completed)
                for quarter in node.outlook.indices {
                    #expect(
                        node.outlook[quarter].mean
                            == node.children.reduce(.zero) { $0 + $1.outlook[quarter].mean })
                }
            }
        }
        let roots = forecast.trees.map { [$0.mean, $0.p10, $0.p50, $0.p90, $0.actualToDate] }
        #expect(roots.allSatisfy { $0 == roots[0] })
        let sums = forecast.rollup(forecast.leafMeans)
        #expect(sums == forecast.trees.map { $0.flattened.map(\.mean) })
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func meansAddUpExactlyInEveryTree(seed: UInt64) throws {
        let rows = Self.rows(days: 130, parts: 26, seed: seed)
        Self.expectLaws(try Self.forecast(Self.ledger(rows), day: 130, period: "2025-Q3"))
    }

    @Test func onlyPartsThatWereEverBelowZeroCanEndBelowWhatIsSpent() throws {
        let rows = Self.rows(days: 130, parts: 26, seed: 7).filter { $0.cost > .zero }
        let forecast = try Self.forecast(Self.ledger(rows), day: 130, period: "2025-Q3")
        Self.expectLaws(forecast)
        for node in forecast.trees.flatMap(\.flattened) {
            #expect(node.p10 >= node.actualToDate && node.mean >= node.actualToDate)
            #expect(node.outlook.allSatisfy { $0.p10 >= .zero && $0.mean >= .zero })
        }
    }

    @Test func theOrderOfRowsChangesNothing() throws {
        let rows = Self.rows(days: 100, parts: 20, seed: 11)
        var random = SplitMix64(seed: 12)
        let shuffled = rows.map { ($0, random.uniform()) }.sorted { $0.1 < $1.1 }.map(\.0)
        let one = try Self.forecast(Self.ledger(rows), day: 100, period: "2025-Q2")
        let other = try Self.forecast(Self.ledger(shuffled), day: 100, period: "2025-Q2")
        #expect(one.trees == other.trees)
    }

    @Test func aPastPeriodIsExact() throws {
        let rows = Self.rows(days: 200, parts: 26, seed: 5)
        let forecast = try Self.forecast(Self.ledger(rows), day: 200, period: "2025-Q2")
        Self.expectLaws(forecast)
        let days =
            Self.start.distance(to: forecast.period.start)..<Self.start.distance(to: forecast.period.end)
        let truth = rows.filter { days.contains($0.day) }.reduce(Money<Charged>.zero) { $0 + $1.cost }
        #expect(forecast.trees[0].mean == truth && forecast.trees[0].p10 == truth)
    }

    @Test(arguments: [("one day", 1, 1.0), ("large", 60, 1e12), ("small", 60, 1e-3)])
    func anyHistoryHasAnAnswer(_ name: String, days: Int, scale: Double) throws {
        let rows = Self.rows(days: days, parts: 9, seed: 3, scale: scale)
        Self.expectLaws(try Self.forecast(Self.ledger(rows), day: days, period: "2025-Q2"))
    }

    @Test func creditsOnly() throws {
        let rows = Self.rows(days: 90, parts: 9, seed: 3).map {
            Row(day: $0.day, vendor: $0.vendor, service: $0.service, team: $0.team, cost: -$0.cost.magnitude)
        }
        let forecast = try Self.forecast(Self.ledger(rows), day: 90, period: "2025-Q2")
        Self.expectLaws(forecast)
        #expect(forecast.trees[0].mean < forecast.trees[0].actualToDate)
    }

    @Test func whatFitsNoNodeIsShownAsOther() throws {
        let rows = Self.rows(days: 60, parts: 12, seed: 2)
        let forecast = try Self.forecast(Self.ledger(rows), day: 60, period: "2025-Q2")
        let org = forecast.trees[1]
        #expect(org.children.map(\.name) == ["Products", "Nothing yet", "(other)"])
        #expect(org.children[0].children.map(\.name) == ["Payments", "Search"])
        let empty = org.children[1]
        #expect(empty.mean == .zero && empty.p90 == .zero && empty.historyDays == 0)
    }

    @Test func whatIsPlannedIsAddedExactly() throws {
        let rows = Self.rows(days: 60, parts: 12, seed: 2).filter { $0.cost > .zero }
        let base = try Self.forecast(Self.ledger(rows), day: 60, period: "2025-Q2")
        let first = try #require(CivilDate("2025-05-01"))
        let launch = PlannedChange(
            kind: .launch, scope: Scope([.serviceProvider: "V7", .service: "S1"]),
            days: first..<first.advanced(by: 31), effect: .amount(Money(1000)), author: "planner")
        let planned = try Self.forecast(
            Self.ledger(rows), day: 60, period: "2025-Q2", plan: BudgetPlan(changes: [launch]))
        Self.expectLaws(planned)
        #expect(planned.trees[0].mean == base.trees[0].mean + Money(1000))
        #expect(planned.trees[0].children.last?.mean == Money(1000))
        #expect(planned.trees[2].children.count == base.trees[2].children.count)
    }

    @Test func aContractsMinimumIsAFloor() throws {
        let rows = Self.rows(days: 60, parts: 12, seed: 2).filter { $0.cost > .zero }
        let june = try #require(CivilDate("2025-06-01"))
        let contract = PlannedChange(
            kind: .pin, scope: Scope([.serviceProvider: "V1"]), days: june..<june.advanced(by: 30),
            effect: .minimum(Money(500_000)), author: "procurement")
        let forecast = try Self.forecast(
            Self.ledger(rows), day: 60, period: "2025-06", plan: BudgetPlan(changes: [contract]))
        Self.expectLaws(forecast)
        #expect(forecast.trees[0].children[1].p10 >= Money(500_000))
        #expect(forecast.trees[1].p10 >= Money(500_000))
        #expect(forecast.trees[0].children[0].p10 < Money(500_000))
    }
}
