import Billing
import Budgeting
import Testing
import TimeSeries

@Suite struct BudgetPlanTests {
    private let usd: Currency
    private let calendar = FiscalCalendar()

    init() throws {
        usd = try #require(Currency("USD"))
    }

    private func budget(_ period: String, _ amount: Int, version: Int = 0, carryOver: Double? = nil) -> Budget
    {
        var budget = Budget(
            target: .scope(.total), period: period, amount: Money(amount), currency: usd, version: version)
        budget.carryOver = carryOver
        return budget
    }

    private func amount(_ plan: BudgetPlan, _ period: String) throws -> Money<Charged>? {
        plan.amount(of: .total, for: try #require(calendar.period(named: period)), in: usd)
    }

    @Test func partsFillAPeriodWithoutGap() throws {
        let plan = BudgetPlan(budgets: [
            budget("2026-Q1", 30), budget("2026-04", 10), budget("2026-05", 10), budget("2026-06", 10),
            budget("2026-H", 9), budget("2026-Q3", 40),
        ])
        #expect(try amount(plan, "2026-Q2") == Money(30))
        #expect(try amount(plan, "2026") == nil)
        let half = try #require(FiscalCalendar().period(named: "2026-01-01..2026-09-30"))
        #expect(plan.amount(of: .total, for: half, in: usd) == Money(100))
        #expect(plan.amount(of: .total, for: half, in: try #require(Currency("CNY"))) == nil)
    }

    @Test func theSameDaysUnderAnotherNameAreTheSamePeriod() throws {
        let plan = BudgetPlan(budgets: [budget("FY2027-Q1", 5)], calendar: FiscalCalendar(firstMonth: 4))
        #expect(try amount(plan, "2026-Q2") == Money(5))
    }

    @Test func theNewestApprovedVersionThatSpeaksOfAThingCounts() throws {
        let days = try ["2026-01-10", "2026-02-10"].map { try #require(CivilDate($0)) }
        var withdrawn = budget("2026-Q3", 0, version: 2)
        withdrawn.isWithdrawn = true
        let plan = BudgetPlan(
            budgets: [
                budget("2026-Q1", 1), budget("2026-Q1", 10, version: 1), budget("2026-Q2", 20, version: 1),
                budget("2026-Q1", 11, version: 2), budget("2026-Q1", 12, version: 3),
                budget("2026-Q3", 30, version: 1), withdrawn,
            ],
            versions: [
                PlanVersion(number: 1, approvedBy: "Ann", approvedOn: days[0]),
                PlanVersion(number: 2, approvedBy: "Ann", approvedOn: days[1]), PlanVersion(number: 3),
            ])
        func amounts(_ day: CivilDate) throws -> [String?] {
            try ["2026-Q1", "2026-Q2", "2026-Q3"].map { try amount(plan.inForce(on: day), $0)?.description }
        }
        #expect(try amounts(days[0].advanced(by: -1)) == ["1.00", nil, nil])
        #expect(try amounts(days[0]) == ["10.00", "20.00", "30.00"])
        #expect(try amounts(days[1].advanced(by: -1)) == ["10.00", "20.00", "30.00"])
        #expect(try amounts(days[1]) == ["11.00", "20.00", nil])
        #expect(try amount(plan.asOf(version: 3), "2026-Q1") == Money(12))
    }

    @Test func aNewerVersionsMonthsReplaceAnOlderQuarter() throws {
        let months = ["2026-01", "2026-02", "2026-03"].map { budget($0, 7, version: 2) }
        #expect(
            try amount(BudgetPlan(budgets: [budget("2026-Q1", 30, version: 1)] + months), "2026-Q1")
                == Money(21))
        #expect(
            try amount(BudgetPlan(budgets: [budget("2026-Q1", 30, version: 2)] + months), "2026-Q1")
                == Money(30))
    }

    @Test func changesAreReplacedByName() throws {
        let day = try #require(CivilDate("2026-05-01"))
        func change(_ name: String?, _ version: Int) -> PlannedChange {
            var change = PlannedChange(
                kind: .launch, scope: .total, days: day..<day.advanced(by: 1), effect: .factor(1),
                author: "Ann")
            (change.name, change.version) = (name, version)
            return change
        }
        let plan = BudgetPlan(
            changes: [change("a", 1), change(nil, 1), change(nil, 1), change("a", 2), change("a", 3)],
            versions: [
                PlanVersion(number: 1, approvedBy: "Ann", approvedOn: day),
                PlanVersion(number: 2, approvedBy: "Ann", approvedOn: day),
            ])
        #expect(plan.inForce(on: day).changes.map(\.version) == [1, 1, 2])
    }

    @Test func aReserveIsHeldBesideWhatIsAllotted() throws {
        let period = try #require(calendar.period(named: "2026-Q1"))
        let node = BudgetTarget.node(tree: "org", name: "Retail")
        let plan = BudgetPlan(
            budgets: [budget("2026-Q1", 100)],
            reserves: [
                Reserve(target: .scope(.total), period: "2026-02", amount: Money(5), currency: usd),
                Reserve(target: node, period: "2026-Q1", amount: Money(7), currency: usd),
            ])
        let whole = try #require(plan.amount(of: .scope(.total), for: period, in: usd))
        #expect(whole == BudgetAmount(allotted: Money(100), reserve: Money(5)))
        #expect(whole.total == Money(105))
        #expect(plan.amount(of: node, for: period, in: usd)?.total == Money(7))
    }

    /// What is carried into 2026-04 when the months before cost so much of 100 each.
    private func carried(_ costs: [Int?], share: Double, reserve: Int = 0) throws -> Money<Charged> {
        let months = ["2026-01", "2026-02", "2026-03", "2026-04"]
        let plan = BudgetPlan(
            budgets: months.map { budget($0, 100, carryOver: share) },
            reserves: months.map {
                Reserve(target: .scope(.total), period: $0, amount: Money(reserve), currency: usd)
            })
        let april = try #require(calendar.period(named: "2026-04"))
        let amount = plan.amount(of: .scope(.total), for: april, in: usd) { period in
            months.firstIndex(of: period.name).flatMap { costs.indices.contains($0) ? costs[$0] : nil }.map {
                Money($0)
            }
        }
        return try #require(amount).carriedIn
    }

    @Test func carryOverIsExactAndCapped() throws {
        #expect(try carried([nil, nil, 70], share: 1) == Money(30))
        #expect(try carried([nil, nil, 70], share: 0.2) == Money(20))
        #expect(try carried([nil, nil, 130], share: 1) == Money(-30))
        #expect(try carried([nil, nil, 130], share: 0.1) == Money(-10))
        #expect(try carried([100, 90, 100], share: 1) == Money(10))
        #expect(try carried([60, 80, 130], share: 1) == Money(30))
        #expect(try carried([nil, nil, nil], share: 1) == .zero)
        #expect(try carried([nil, nil, 70], share: 0) == .zero)
    }

    @Test func aReserveCoversOverspendingBeforeItIsCarried() throws {
        #expect(try carried([nil, nil, 130], share: 1, reserve: 20) == Money(-10))
        #expect(try carried([nil, nil, 130], share: 1, reserve: 50) == .zero)
        #expect(try carried([nil, nil, 70], share: 1, reserve: 50) == Money(30))
    }

    @Test func whatIsCarriedOverManyPeriodsIsTheRunningRest() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<50 {
            let costs = (0..<3).map { _ in Int(random.next() % 200) }
            let rest = costs.reduce(0) { max(-100, min(100, $0 + 100 - $1)) }
            #expect(try carried(costs, share: 1) == Money(rest))
        }
    }
}
