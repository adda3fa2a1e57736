import Forecasting
import Statistics
import TestKit
import Testing
import TimeSeries

@Suite struct ForecastRangesTests {
    @Test func rangesAreTheQuantilesOfEachStep() {
        var random = SplitMix64(seed: 8)
        for (horizon, count) in [(1, 1), (3, 2), (8, 3), (9, 7), (17, 64), (30, 101), (5, 500)] {
            // Few distinct values, so that ties are sorted too.
            let values = (0..<(horizon * count)).map { _ in (20 * random.uniform()).rounded() - 10 }
            let paths = SamplePaths(horizon: horizon, count: count, values: values)
            let coverages = [0, 0.5, 0.8, 0.95, 0.999]
            let forecast = Forecast(
                mean: [Double](repeating: 0, count: horizon), paths: paths, coverages: coverages)
            for (coverage, range) in zip(coverages, forecast.intervals) {
                for step in 0..<horizon {
                    let all = paths.values(at: step)
                    #expect(range.lower[step] == all.quantile((1 - coverage) / 2))
                    #expect(range.upper[step] == all.quantile((1 + coverage) / 2))
                }
            }
        }
    }

    @Test func infinitePathsStayInfinite() {
        let paths = SamplePaths(horizon: 1, count: 3, values: [.infinity, .infinity, -1])
        let range = Forecast(mean: [0], paths: paths, coverages: [0.5]).intervals[0]
        #expect(range.upper[0] == .infinity)
    }
}
