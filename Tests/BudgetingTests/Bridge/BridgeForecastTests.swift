import Billing
import Budgeting
import LedgerKit
import TestKit
import Testing
import TimeSeries

/// Bridges that end at a forecast or start from a budget.
@Suite struct BridgeForecastTests {
    private static let trees = [
        TreeDefinition(name: "vendors", dimensions: [.serviceProvider, .service]),
        TreeDefinition(name: "accounts", dimensions: [.subAccount]),
    ]
    private static let from = BudgetPeriod(
        name: "2026-Q1", days: CivilDate(dayNumber: 20_454)..<CivilDate(dayNumber: 20_544))

    /// Half a year of two vendors; from the tenth of May on, one service of the second costs more.
    private static func ledger() throws -> Ledger {
        var random = SplitMix64(seed: 9)
        var ledger = Ledger()
        let first = try #require(CivilDate("2025-12-01"))
        let rise = try #require(CivilDate("2026-05-10"))
        for offset in 0..<172 {
            let day = first.advanced(by: offset)
            for part in 0..<4 {
                let quantity = Int128(900 + random.next() % 200)
                let price: Int128 = part == 3 && day >= rise ? 3 : 2
                ledger.add(
                    BillRow(
                        day: day.description, vendor: "V\(part / 2)", service: "S\(part)", quantity: quantity,
                        list: quantity * price * 2, contracted: quantity * price, cost: quantity * price,
                        texts: ["SubAccountId": "A\(part % 3)"]))
            }
            if day.day == 1 {
                ledger.add(
                    BillRow(
                        day: day.description, vendor: "V0", service: "Tax", list: 70, contracted: 70,
                        cost: 70,
                        texts: ["ChargeCategory": "Tax"]))
            }
        }
        return ledger
    }

    private static func forecast(_ ledger: Ledger, _ plan: BudgetPlan = BudgetPlan()) throws -> BudgetForecast
    {
        let currency = try #require(Currency("USD"))
        let period = try #require(plan.calendar.period(named: "2026-Q2"))
        let run = try #require(CivilDate("2026-05-22"))
        return try #require(
            BudgetForecaster(trees: trees, plan: plan, pathCount: 100)
                .forecast(ledger, currency: currency, period: period, run: run))
    }

    @Test func bridgesEndAtTheMeansOfTheForecast() throws {
        let ledger = try Self.ledger()
        let forecast = try Self.forecast(ledger)
        let bridges = VarianceAnalysis(trees: Self.trees).bridges(ledger, from: Self.from, to: forecast)
        #expect(bridges.count == 2 && bridges.allSatisfy { $0.addsUp })
        for (bridge, root) in zip(bridges, forecast.trees) {
            #expect(bridge.to.kind == .forecast)
            #expect(bridge.flattened.map(\.to.amount) == root.flattened.map(\.mean))
            #expect(bridge.flattened.map(\.scope) == root.flattened.map(\.scope))
        }
    }

    @Test func whatIsStillToComeHasTheNewestPrices() throws {
        let ledger = try Self.ledger()
        let forecast = try Self.forecast(ledger)
        let bridge = try #require(
            VarianceAnalysis(trees: Self.trees).bridges(ledger, from: Self.from, to: forecast).first)
        // 52 of 91 days at 3 instead of 2, on 1,000 a day: the mean quantity of both quarters times the mean rise.
        let rise = bridge.amount(of: .listPrice).approximate
        #expect(abs(rise / 52_000 - 1) < 0.05, "\(rise)")
        #expect(bridge.parts.first { $0.cause == .listPrice }?.contributors.map(\.scope[.service]) == ["S3"])
        let usage = bridge.amount(of: .usage).approximate
        #expect(abs(usage) < 0.05 * bridge.to.amount.approximate, "\(usage)")
        #expect(bridge.amount(of: .new) == .zero && bridge.amount(of: .unmetered) == .zero)
    }

    @Test func plannedChangesArePartsOfTheirOwn() throws {
        let ledger = try Self.ledger()
        let days = try #require(CivilDate("2026-06-01"))..<PlannedChange.openEnd
        let change = PlannedChange(
            kind: .launch, scope: Scope([.serviceProvider: "V1"]), days: days,
            effect: .monthly(Money(9000)), author: "ana", note: "launch")
        let plan = BudgetPlan(changes: [change])
        let (base, planned) = (try Self.forecast(ledger), try Self.forecast(ledger, plan))
        let analysis = VarianceAnalysis(trees: Self.trees)
        let bridges = analysis.bridges(ledger, from: Self.from, to: planned)
        #expect(bridges.allSatisfy { $0.addsUp })
        let root = try #require(bridges.first)
        let without = try #require(analysis.bridges(ledger, from: Self.from, to: base).first)
        #expect(root.amount(of: .plannedChange) == planned.trees[0].mean - base.trees[0].mean)
        #expect(root.amount(of: .plannedChange) == Money(9000))
        #expect(root.parts.first { $0.cause == .plannedChange }?.contributors.first?.note == change.title)
        #expect(root.amount(in: .price) == without.amount(in: .price))
    }

    @Test func aBudgetIsLeftByWayOfTheLastPeriod() throws {
        let ledger = try Self.ledger()
        let forecast = try Self.forecast(ledger)
        let scope = Scope([.serviceProvider: "V1"])
        let bridge = try #require(
            VarianceAnalysis(trees: Self.trees).bridges(ledger, from: Self.from, to: forecast) { target in
                target == .scope(scope) ? Money(1000) : nil
            }.first)
        #expect(bridge.addsUp && bridge.via == nil)
        let node = bridge.children[1]
        let last = try #require(node.via)
        #expect(node.scope == scope && node.from.kind == .budget && node.from.amount == Money(1000))
        #expect(last.kind == .actual && last.period == "2026-Q1")
        #expect(node.amount(of: .budgetedGrowth) == last.amount - Money(1000))
        #expect(node.parts.reduce(.zero) { $0 + $1.amount } == node.to.amount - Money(1000))
    }

    @Test func onlyTheAskedPartIsBridged() throws {
        let ledger = try Self.ledger()
        let forecast = try Self.forecast(ledger)
        let scope = Scope([.serviceProvider: "V1"])
        let bridge = try #require(
            VarianceAnalysis(trees: [Self.trees[0]], scope: scope)
                .bridges(ledger, from: Self.from, to: forecast).first)
        #expect(bridge.addsUp && bridge.to.amount == forecast.trees[0].children[1].mean)
    }
}
