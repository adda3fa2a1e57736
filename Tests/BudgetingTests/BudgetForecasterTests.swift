import Billing
import Budgeting
import LedgerKit
import TestKit
import Testing
import TimeSeries

@Suite struct BudgetForecasterTests {
    private static let start = CivilDate("2025-01-01") ?? CivilDate(dayNumber: 0)

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

    private static func forecast(_ ledger: Ledger, run: String, period: String, budgets: [Budget] = []) throws
        -> BudgetNode
    {
        let period = try #require(ReportingPeriod(period))
        let run = try #require(CivilDate(run))
        let currency = try #require(Currency("USD"))
        return try #require(
            BudgetForecaster(pathCount: 200).forecast(
                ledger, currency: currency, period: period, run: run, budgets: budgets))
    }

    @Test func meansAddUpExactlyAtEveryNode() throws {
        let root = try Self.forecast(Self.ledger(days: 320), run: "2025-11-10", period: "2025-Q4")
        #expect(root.flattened.count == 7)
        for node in root.flattened where !node.children.isEmpty {
            #expect(node.mean == node.children.reduce(.zero) { $0 + $1.mean })
            #expect(node.actualToDate == node.children.reduce(.zero) { $0 + $1.actualToDate })
        }
    }

    @Test func theRangeIsInOrderAndNotBelowWhatIsSpent() throws {
        let root = try Self.forecast(Self.ledger(days: 320), run: "2025-11-10", period: "2025-Q4")
        for node in root.flattened {
            #expect(node.p10 <= node.p50 && node.p50 <= node.p90)
            #expect(node.p10 >= node.actualToDate && node.mean >= node.actualToDate)
        }
        let coverage = try #require(root.measuredCoverage)
        #expect(0.5...1 ~= coverage)
    }

    @Test func aQuarterThatIsOverIsWhatWasCharged() throws {
        let ledger = Self.ledger(days: 320)
        let root = try Self.forecast(ledger, run: "2025-11-10", period: "2025-Q3")
        #expect(root.p10 == root.actualToDate && root.mean == root.actualToDate && root.p90 == root.mean)
    }

    @Test func theForecastIsCloseToWhatCame() throws {
        let truth = try Self.forecast(Self.ledger(days: 370), run: "2026-01-04", period: "2025-Q4")
        let root = try Self.forecast(Self.ledger(days: 370), run: "2025-11-10", period: "2025-Q4")
        let error = abs(root.mean.approximate / truth.actualToDate.approximate - 1)
        #expect(error < 0.02)
    }

    @Test func nothingAfterTheRunIsRead() throws {
        let long = try Self.forecast(Self.ledger(days: 370), run: "2025-11-10", period: "2025-Q4")
        let short = try Self.forecast(Self.ledger(days: 313), run: "2025-11-10", period: "2025-Q4")
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
        let root = try Self.forecast(
            Self.ledger(days: 320), run: "2025-11-10", period: "2025-Q4", budgets: [small, large])
        #expect(root.children[0].probabilityOverrun == 1)
        #expect(root.children[0].crossingDay.map { $0.description < "2025-11-10" } == true)
        #expect(root.children[1].probabilityOverrun == 0 && root.children[1].crossingDay == nil)
        #expect(root.budget == nil && root.probabilityOverrun == nil)
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
        let root = try Self.forecast(Self.ledger(days: 1), run: "2025-01-02", period: "2025-01")
        #expect(root.mean > root.actualToDate)
    }

    @Test func noChargesNoForecast() throws {
        let period = try #require(ReportingPeriod("2025-Q4"))
        let currency = try #require(Currency("USD"))
        let node = BudgetForecaster().forecast(
            Ledger(), currency: currency, period: period, run: Self.start, budgets: [])
        #expect(node == nil)
    }
}
