import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct BenchmarkModelTests {
    private let fixture: SimpleFixture

    init() throws {
        fixture = try SimpleFixture.read()
    }

    private func series(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    private func fitted() throws -> [String: BenchmarkModel] {
        let history = try series(fixture.y)
        return [
            "naive": try Naive().fit(history), "drift": try RandomWalkWithDrift().fit(history),
            "average": try HistoricAverage().fit(history),
            "seasonalNaive": try SeasonalWindowAverage(period: 7, window: 1).fit(history),
            "window": try WindowAverage(window: 10).fit(history),
            "seasonalWindow": try SeasonalWindowAverage(period: 7, window: 3).fit(history),
        ]
    }

    @Test func forecastsAndRangesAreThoseOfStatsforecast() throws {
        for (name, model) in try fitted() {
            let reference = try #require(fixture.plain[name])
            #expect(isClose(model.forecast(horizon: 16), reference.mean, .reference), "\(name)")
            guard !reference.lower.isEmpty else { continue }
            let range = model.normalInterval(coverage: 0.8, horizon: 16)
            #expect(isClose(range.lower, reference.lower, .reference), "\(name)")
            #expect(isClose(range.upper, reference.upper, .reference), "\(name)")
        }
    }

    @Test func rangesAreThoseOfR() throws {
        let models = try fitted()
        let season = try #require(models["seasonalNaive"]).normalInterval(coverage: 0.8, horizon: 16)
        #expect(isClose(season.upper, try #require(fixture.upperInR["seasonalNaive"]), .reference))
        // R takes a degree of freedom off the errors for the drift.
        let drift = try #require(models["drift"])
        let (mean, range) = (
            drift.forecast(horizon: 16), drift.normalInterval(coverage: 0.8, horizon: 16)
        )
        let freedom = (Double(fixture.y.count - 1) / Double(fixture.y.count - 2)).squareRoot()
        let upper = zip(mean, range.upper).map { $0 + freedom * ($1 - $0) }
        #expect(isClose(upper, try #require(fixture.upperInR["drift"]), .reference))
    }

    @Test func pathsHaveTheSpreadOfTheFormula() throws {
        // Of a random walk: where a season is left in the errors, blocks of them know better than the formula.
        var generator = SplitMix64(seed: 8)
        var level = 50.0
        let walk = (0..<400).map { _ -> Double in
            level += 2 * generator.uniform() - 1
            return level
        }
        let history = try series(walk)
        let noise = try series((0..<180).map { _ in 50 + generator.uniform() })
        let models: [String: BenchmarkModel] = [
            "naive": try Naive().fit(history), "drift": try RandomWalkWithDrift().fit(history),
            "average": try HistoricAverage().fit(noise),
            "seasonalNaive": try SeasonalWindowAverage(period: 7, window: 1).fit(history),
            "window": try WindowAverage(window: 10).fit(noise),
        ]
        for (name, model) in models {
            let paths = model.samplePaths(horizon: 16, count: 4000, seed: 3)
            let spread = model.deviations(horizon: 16)
            for step in [0, 6, 15] {
                let values = paths.values(at: step)
                let mean = values.reduce(0, +) / 4000
                let own = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000).squareRoot()
                #expect((0.7...1.3).contains(own / spread[step]), "\(name) \(step)")
            }
        }
    }

    @Test func shortHistoriesAreForecastByWhatThereIs() throws {
        let one = try series([5])
        #expect(try Naive().fit(one).forecast(horizon: 2) == [5, 5])
        #expect(try RandomWalkWithDrift().fit(one).forecast(horizon: 2) == [5, 5])
        #expect(try SeasonalWindowAverage(window: 4).fit(one).forecast(horizon: 2) == [5, 5])
        #expect(try WindowAverage(window: 9).fit(series([1, 3])).forecast(horizon: 1) == [2])
    }

    @Test func costDoesNotDriftBelowZero() throws {
        let model = try RandomWalkWithDrift().fit(series([9, 7, 5, 3, 1]))
        #expect(model.forecast(horizon: 3) == [0, 0, 0])
    }
}
