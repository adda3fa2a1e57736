import Billing
import Budgeting
import LedgerKit
import Testing
import TimeSeries

@Suite struct TrackRecordTests {
    private func past(mean: String, actual: String, _ range: ClosedRange<Int> = 90...110) throws
        -> PastForecast
    {
        PastForecast(
            scope: .total, period: "2026-Q2", madeOn: CivilDate(dayNumber: 20_000), daysKnown: 0,
            p10: Money(range.lowerBound), p50: Money(100), p90: Money(range.upperBound),
            mean: try #require(Money(mean)), actual: try #require(Money(actual)))
    }

    @Test func errorIsAShareOfWhatCame() throws {
        #expect(try past(mean: "110", actual: "100").error == 0.1)
        #expect(try past(mean: "90", actual: "100").error == -0.1)
        #expect(try past(mean: "90", actual: "-100").error == 1.9)
        #expect(try past(mean: "90", actual: "0").error == nil)
        #expect(try past(mean: "90", actual: "0").maturity == nil)
    }

    @Test func rangeHoldsItsEnds() throws {
        #expect(try past(mean: "100", actual: "90").held)
        #expect(try past(mean: "100", actual: "110").held)
        #expect(try !past(mean: "100", actual: "110.01").held)
    }

    @Test func bandsAreThoseOfTheFramework() {
        #expect(ForecastMaturity(error: -0.12) == .run)
        #expect(ForecastMaturity(error: 0.121) == .walk)
        #expect(ForecastMaturity(error: -0.2) == .crawl)
        #expect(ForecastMaturity(error: 0.2001) == .below)
        #expect(ForecastMaturity.run < .walk && ForecastMaturity.crawl < .below)
    }

    /// Days of cost around 100 with a weekly rhythm; from `change` on three times as much.
    private func ledger(change: Int) -> Ledger {
        var random = SplitMix64(seed: 7)
        var ledger = Ledger()
        for i in 0..<320 {
            let day = CivilDate(dayNumber: start.dayNumber + i)
            let cost = (day.weekday > 5 ? 70 : 100) * (0.95 + 0.1 * random.uniform()) * (i < change ? 1 : 3)
            ledger.add(day: day, vendor: i % 2 == 0 ? "A" : "B", service: "s", cost: Money(modelled: cost))
        }
        return ledger
    }

    private let start = CivilDate("2025-01-01") ?? CivilDate(dayNumber: 0)

    private func record(_ ledger: Ledger) throws -> [PastForecast] {
        let tree = TreeDefinition(name: "vendors", dimensions: [.serviceProvider])
        let forecaster = BudgetForecaster(trees: [tree], pathCount: 100)
        return TrackRecord(forecaster, quarters: 2).forecasts(
            ledger, currency: try #require(Currency("USD")), run: start.advanced(by: 320))
    }

    @Test func whatCameIsTheExactCostOfThePeriod() throws {
        let ledger = ledger(change: 320)
        let record = try record(ledger)
        #expect(Set(record.map(\.period)) == ["2025-Q2", "2025-Q3"])
        #expect(record.count == 18)
        let third = try #require(ReportingPeriod("2025-Q3"))
        let actual = (0..<ledger.count).reduce(Money<Charged>.zero) { sum, row in
            third.days.contains(CivilDate(dayNumber: Int(ledger.chargeStart[row])))
                ? sum + Money(units: ledger.effectiveCost[row]) : sum
        }
        let totals = record.filter { $0.period == "2025-Q3" && $0.scope.isTotal }
        #expect(totals.allSatisfy { $0.actual == actual })
        #expect(totals.allSatisfy { abs($0.error ?? 1) < 0.05 })
    }

    @Test func pastForecastsKnowNothingOfWhatCameLater() throws {
        let change = 250
        let (quiet, loud) = try (record(ledger(change: 320)), record(ledger(change: change)))
        let early = quiet.indices.filter { quiet[$0].madeOn <= start.advanced(by: change) }
        #expect(!early.isEmpty)
        for i in early {
            #expect(quiet[i].madeOn == loud[i].madeOn && quiet[i].mean == loud[i].mean)
            #expect(quiet[i].p10 == loud[i].p10 && quiet[i].p90 == loud[i].p90)
        }
    }

    @Test func shortHistoryHasNoRecord() throws {
        var short = Ledger()
        for i in 0..<40 {
            short.add(day: start.advanced(by: i), vendor: "A", service: "s", cost: Money(10))
        }
        let tree = TreeDefinition(name: "vendors", dimensions: [.serviceProvider])
        let record = TrackRecord(BudgetForecaster(trees: [tree], pathCount: 50)).forecasts(
            short, currency: try #require(Currency("USD")), run: start.advanced(by: 40))
        #expect(record.isEmpty)
    }
}
