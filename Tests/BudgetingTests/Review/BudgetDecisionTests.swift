import Billing
import Budgeting
import Testing
import TimeSeries

@Suite struct BudgetDecisionTests {
    private let quarter = BudgetPeriod(
        ReportingPeriod(containing: CivilDate(dayNumber: 20_640), granularity: .quarter))

    private func node(
        _ service: String?, mean: String, p90: String, budget: String?, odds: Double?,
        _ children: [BudgetNode] = []
    ) throws -> BudgetNode {
        let money = { (text: String) throws -> Money<Charged> in try #require(Money(text)) }
        var node = BudgetNode(
            scope: service.map { Scope([.service: $0]) } ?? .total, period: quarter.name,
            currency: try #require(Currency("CNY")), basis: .effectiveCost, actualToDate: .zero,
            p10: .zero, p50: try money(mean), p90: try money(p90), mean: try money(mean), children: children)
        node.budget = try budget.map(money)
        node.probabilityOverrun = odds
        return node
    }

    @Test func overrunSaysWhatHasToGoEachDay() throws {
        let run = quarter.end.advanced(by: -10)
        let root = try node(nil, mean: "1100", p90: "1180", budget: "1000", odds: 0.9)
        let decision = try #require(BudgetDecision.decisions(in: root, period: quarter, run: run).first)
        #expect(decision.kind == .overrun)
        #expect(decision.money.description == "100.00")
        #expect(decision.perDay.description == "10.00")
        #expect(decision.safeBudget.description == "1180.00")
        #expect(decision.daysLeft == 10)
    }

    @Test func parentIsNotNamedBesideTheChildThatExplainsIt() throws {
        let over = try node("db", mean: "700", p90: "750", budget: "610", odds: 0.95)
        let kept = try node("vm", mean: "400", p90: "440", budget: "390", odds: 0.4)
        let root = try node(nil, mean: "1100", p90: "1180", budget: "1000", odds: 0.9, [over, kept])
        let named = BudgetDecision.decisions(in: root, period: quarter, run: quarter.start)
        #expect(named.map(\.scope) == [over.scope])
    }

    @Test func parentIsNamedWhereItsChildrenDoNotExplainIt() throws {
        let over = try node("db", mean: "620", p90: "750", budget: "610", odds: 0.6)
        let root = try node(nil, mean: "1100", p90: "1180", budget: "1000", odds: 0.9, [over])
        let named = BudgetDecision.decisions(in: root, period: quarter, run: quarter.start)
        #expect(named.map(\.scope) == [root.scope, over.scope])
    }

    @Test func moneyThatIsLeftCanBeGivenBack() throws {
        let root = try node(nil, mean: "800", p90: "850", budget: "1000", odds: 0.01)
        let decision = try #require(
            BudgetDecision.decisions(in: root, period: quarter, run: quarter.start).first)
        #expect(decision.kind == .release)
        #expect(decision.money.description == "150.00")
        #expect(decision.perDay == .zero)
    }

    @Test func periodThatIsOverAsksForNothing() throws {
        let root = try node(nil, mean: "1100", p90: "1180", budget: "1000", odds: 1)
        #expect(BudgetDecision.decisions(in: root, period: quarter, run: quarter.end).isEmpty)
    }

    @Test func nodeWithoutBudgetAsksForNothing() throws {
        let root = try node(nil, mean: "1100", p90: "1180", budget: nil, odds: nil)
        #expect(BudgetDecision.decisions(in: root, period: quarter, run: quarter.start).isEmpty)
    }

    @Test func budgetOfZeroIsPassedByAnySpend() throws {
        let root = try node(nil, mean: "5", p90: "6", budget: "0", odds: 1)
        let decision = try #require(
            BudgetDecision.decisions(in: root, period: quarter, run: quarter.start).first)
        #expect(decision.money.description == "5.00")
    }
}
