import Billing
import Budgeting
import LedgerKit
import TestKit
import Testing
import TimeSeries

@Suite struct BudgetForecasterTests {
    private static let start = CivilDate("2025-01-01") ?? CivilDate(dayNumber: 0)
    private static let bill = TreeDefinition(name: "bill", dimensions: [.serviceProvider, .service])

    /// Two vendors of two services each, weekly shape, a little noise; the second vendor grows.
    private static func ledger(days: Int, seed: UInt64 = 1) -> Ledger {
        var random = SplitMix64(seed: seed)
        var ledger = Ledger()
        for day in 0..<days {
            for vendor in 0..<2 {
                for service in 0..<2 {
                    let weekday = start.advanced(by: day).weekday
                    let base = Double(100 * (service + 1)) * (weekday >= 6 ? 0.7 : 1)
                    let growth = vendor == 1 ? 1 + 0.001 * Double(day) : 1
                    let cost = base * growth * (0.97 + 0.06 * random.uniform())
                    ledger.add(
                        day: start.advanced(by: day), vendor: "V\(vendor)", service: "S\(service)",
                        cost: Money(modelled: cost))
                }
            }
        }
        return ledger
    }

    private static func forecast(
        _ ledger: Ledger, run: String, period: String, budgets: [Budget] = [],
        trees: [TreeDefinition] = [bill]
    ) throws -> BudgetForecast {
        let plan = BudgetPlan(budgets: budgets)
        let currency = try #require(Currency("USD"))
        let period = try #require(plan.calendar.period(named: period))
        let run = try #require(CivilDate(run))
        let forecaster = BudgetForecaster(trees: trees, plan: plan, pathCount: 200)
        return try #require(forecaster.forecast(ledger, currency: currency, period: period, run: run))
    }

    private static func root(_ ledger: Ledger, run: String, period: String, budgets: [Budget] = []) throws
        -> BudgetNode
    { try forecast(ledger, run: run, period: period, budgets: budgets).trees[0] }

    @Test func theRangeIsInOrderAndNotBelowWhatIsSpent() throws {
        let root = try Self.root(Self.ledger(days: 320), run: "2025-11-10", period: "2025-Q4")
        #expect(root.flattened.count == 7)
        for node in root.flattened {
            #expect(node.p10 <= node.p50 && node.p50 <= node.p90)
            #expect(node.p10 >= node.actualToDate && node.mean >= node.actualToDate)
            #expect(node.p10 < node.p90)
        }
    }

    @Test func aQuarterThatIsOverIsWhatWasCharged() throws {
        let root = try Self.root(Self.ledger(days: 320), run: "2025-11-10", period: "2025-Q3")
        for node in root.flattened {
            #expect(node.p10 == node.actualToDate && node.mean == node.actualToDate && node.p90 == node.mean)
            #expect(node.provisionalFrom == nil && node.completedToDate == node.actualToDate)
        }
    }

    @Test func theForecastIsCloseToWhatCame() throws {
        let truth = try Self.root(Self.ledger(days: 370), run: "2026-01-04", period: "2025-Q4")
        let root = try Self.root(Self.ledger(days: 370), run: "2025-11-10", period: "2025-Q4")
        #expect(abs(root.mean.approximate / truth.actualToDate.approximate - 1) < 0.02)
    }

    @Test func theNextFourQuartersFollow() throws {
        let root = try Self.root(Self.ledger(days: 320), run: "2025-11-10", period: "2025-11")
        #expect(root.outlook.map(\.period) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"])
        for quarter in root.outlook {
            #expect(quarter.p10 < quarter.p50 && quarter.p50 < quarter.p90 && quarter.p10 > .zero)
        }
        let widths = root.outlook.map { ($0.p90 - $0.p10).approximate / $0.p50.approximate }
        #expect(widths[3] > widths[0])
    }

    @Test func nothingAfterTheRunIsRead() throws {
        let long = try Self.root(Self.ledger(days: 370), run: "2025-11-10", period: "2025-Q4")
        let short = try Self.root(Self.ledger(days: 313), run: "2025-11-10", period: "2025-Q4")
        #expect(long == short)
    }

    @Test func aSmallBudgetIsSurelyOverrunAndALargeOneIsNot() throws {
        let currency = try #require(Currency("USD"))
        let small = Budget(
            scope: Scope([.serviceProvider: "V0"]), period: "2025-Q4", amount: Money(5000), currency: currency
        )
        let large = Budget(
            scope: Scope([.serviceProvider: "V1"]), period: "2025-Q4", amount: Money(1_000_000),
            currency: currency)
        let root = try Self.root(
            Self.ledger(days: 320), run: "2025-11-10", period: "2025-Q4", budgets: [small, large])
        let (over, under) = (root.children[0], root.children[1])
        #expect(over.probabilityOverrun == 1)
        #expect(over.crossingDay.map { $0.description < "2025-11-10" } == true)
        #expect(over.meanMinusBudget == over.mean - Money(5000))
        let overrun = try #require(over.expectedOverrun)
        #expect(abs(overrun.approximate / (over.mean - Money(5000)).approximate - 1) < 0.02)
        #expect(under.probabilityOverrun == 0 && under.crossingDay == nil && under.expectedOverrun == .zero)
        #expect(root.budget == nil && root.probabilityOverrun == nil && root.expectedOverrun == nil)
    }

    @Test func aBudgetInTheMiddleIsPassedNearTheEnd() throws {
        let currency = try #require(Currency("USD"))
        let ledger = Self.ledger(days: 320)
        let free = try Self.root(ledger, run: "2025-11-10", period: "2025-Q4")
        let amount = Money<Charged>(modelled: free.p50.approximate * 0.99)
        let budget = Budget(scope: .total, period: "2025-Q4", amount: amount, currency: currency)
        let root = try Self.root(ledger, run: "2025-11-10", period: "2025-Q4", budgets: [budget])
        let odds = try #require(root.probabilityOverrun)
        #expect(0.5 < odds)
        let day = try #require(root.crossingDay)
        #expect("2025-12-29" <= day.description && day.description <= "2025-12-31")
    }

    @Test func monthlyBudgetsFillAQuarter() throws {
        let currency = try #require(Currency("USD"))
        let quarter = try #require(ReportingPeriod("2025-Q4"))
        let months = ["2025-10", "2025-11", "2025-12"].map {
            Budget(scope: .total, period: $0, amount: Money(10), currency: currency)
        }
        #expect(months.amount(of: .total, for: quarter, in: currency) == Money(30))
        #expect(months.dropLast().amount(of: .total, for: quarter, in: currency) == nil)
    }

    @Test func oneDayOfHistoryIsEnoughForAnAnswer() throws {
        let root = try Self.root(Self.ledger(days: 1), run: "2025-01-02", period: "2025-01")
        #expect(root.mean > root.actualToDate)
        #expect(root.measuredCoverage == nil && root.coverageCount == nil)
        #expect(root.historyDays == 1)
    }

    @Test func noChargesNoForecast() throws {
        let period = BudgetPeriod(try #require(ReportingPeriod("2025-Q4")))
        let currency = try #require(Currency("USD"))
        let forecast = BudgetForecaster(trees: [Self.bill]).forecast(
            Ledger(), currency: currency, period: period, run: Self.start)
        #expect(forecast == nil)
    }
}
