import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct BacktestTests {
    private func series(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    @Test func noForecastReadsWhatComesAfterItsOrigin() throws {
        var generator = SplitMix64(seed: 5)
        let values = (0..<150).map { _ in 10 + generator.uniform() }
        let settings = Backtest.Settings(horizon: 10, folds: 3)
        let whole = Backtest(AutoForecaster(), on: try series(values), settings)
        for fold in whole.folds {
            let poisoned = values[..<fold.origin] + Array(repeating: 1e9, count: 150 - fold.origin)
            let other = Backtest(AutoForecaster(), on: try series(Array(poisoned)), settings)
            #expect(other.folds.contains { $0.origin == fold.origin && $0.forecast == fold.forecast })
        }
        #expect(whole.folds.map(\.origin) == [120, 130, 140])
    }

    @Test func pointMeasuresByHand() {
        let accuracy = PointAccuracy(forecast: [12, 8], actual: [10, 10], history: [1, 2, 4, 7], period: 1)
        #expect(isClose(accuracy.mase ?? 0, 1, .rounding))
        #expect(isClose(accuracy.rmsse ?? 0, (4 / (14.0 / 3)).squareRoot(), .rounding))
        #expect(isClose(accuracy.wape ?? 0, 0.2, .rounding))
        #expect(isClose(accuracy.bias ?? 1, 0, .rounding))
        #expect(isClose(accuracy.sMAPE, (400.0 / 22 + 400.0 / 18) / 2, .rounding))
        let flat = PointAccuracy(forecast: [1], actual: [0], history: [3, 3], period: 7)
        #expect(flat.mase == nil && flat.rmsse == nil && flat.wape == nil)
    }

    @Test func intervalMeasuresByHand() {
        let interval = Forecast.Interval(coverage: 0.8, lower: [0, 0], upper: [10, 10])
        let accuracy = IntervalAccuracy(interval, actual: [5, 12], history: [0, 2], period: 1)
        #expect(accuracy.hits == 1 && accuracy.measuredCoverage == 0.5)
        #expect(isClose(accuracy.msis ?? 0, (20 + 10 * 2) / 2.0 / 2, .rounding))
        // By scipy 1.x: binomtest(1, 2).proportion_ci(0.95, "wilson").
        #expect(isClose(accuracy.wilsonInterval.lowerBound, 0.094_531_2, .printed(decimals: 6)))
    }

    @Test func pinballLossOfACertainForecastIsTheMeanOfItsErrors() {
        let paths = SamplePaths(horizon: 1, count: 3, values: [4, 4, 4])
        #expect(isClose(PinballLoss.mean(paths, actual: [6]), 1, .rounding))
        #expect(isClose(PinballLoss.mean(paths, actual: [4]), 0, .rounding))
    }
}
