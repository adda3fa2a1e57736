import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct ConformalScaleTests {
    /// Totals spread evenly over −1…1, truths over `reach` times that.
    private func past(_ n: Int, reach: Double) -> [ConformalScale.Outcome] {
        var generator = SplitMix64(seed: 11)
        let totals = (0...200).map { 100 + Double($0 - 100) / 100 }
        return (0..<n).map { _ in
            .init(pathTotals: totals, actual: 100 + reach * (2 * generator.uniform() - 1))
        }
    }

    @Test func withoutPastNothingChanges() {
        let scale = ConformalScale.identity
        #expect(scale.factor == 1 && scale.coverageBefore == nil)
        #expect(isClose(scale.quantile(0.9, of: [1, 2, 3]), 2.8, .rounding))
    }

    @Test func narrowRangesAreWidenedAndWideOnesNarrowed() throws {
        let wide = ConformalScale(past(200, reach: 0.5))
        let narrow = ConformalScale(past(200, reach: 2))
        #expect(wide.factor < 0.7 && narrow.factor > 1.7)
        #expect(try #require(narrow.coverageBefore) < 0.5)
        #expect((0.7...0.9).contains(try #require(narrow.coverageAfter)))
    }

    @Test func fewPastForecastsMoveLittle() {
        #expect(
            abs(ConformalScale(past(2, reach: 2)).factor - 1)
                < abs(ConformalScale(past(60, reach: 2)).factor - 1))
    }

    @Test func calibratedTotalsKeepTheirMiddleAndOrder() {
        let scale = ConformalScale(past(100, reach: 2))
        let totals = scale.calibrated([1, 2, 3, 4, 9])
        #expect(totals[2] == 3 && totals == totals.sorted() && totals[4] > 9)
    }
}
