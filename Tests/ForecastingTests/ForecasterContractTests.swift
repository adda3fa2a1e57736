import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct ForecasterContractTests {
    /// Every method of the house; a new one joins here.
    static let methods: [any Forecaster] = [SeasonalNaive(), ETS(), AutoForecaster()]

    private func history(_ n: Int, seed: UInt64) throws -> Series {
        var generator = SplitMix64(seed: seed)
        let values = (0..<n).map { 100 * ($0 % 7 >= 5 ? 0.7 : 1) * (0.9 + 0.2 * generator.uniform()) }
        return try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    @Test func forecastsScaleWithTheData() throws {
        let series = try history(200, seed: 1)
        for method in Self.methods {
            let model = try method.fit(series)
            let large = try method.fit(series.map { $0 * 1024 })
            #expect(
                isClose(large.forecast(horizon: 30), model.forecast(horizon: 30).map { $0 * 1024 }, .optimum))
        }
    }

    @Test func equalSeedsGiveEqualPaths() throws {
        let series = try history(200, seed: 2)
        for method in Self.methods {
            let model = try method.fit(series)
            let paths = model.samplePaths(horizon: 20, count: 50, seed: 9)
            #expect(paths == model.samplePaths(horizon: 20, count: 50, seed: 9))
            #expect(paths != model.samplePaths(horizon: 20, count: 50, seed: 10))
        }
    }

    @Test func pathsOfCostStayAtZeroOrAbove() throws {
        var generator = SplitMix64(seed: 3)
        let values = (0..<120).map { _ in generator.uniform() < 0.5 ? 0 : 20 * generator.uniform() }
        let series = try Series(daily: values, from: #require(CivilDate("2025-01-06")))
        for method in Self.methods {
            let model = try method.fit(series)
            #expect(model.samplePaths(horizon: 40, count: 100, seed: 1).values.allSatisfy { $0 >= 0 })
            #expect(model.forecast(horizon: 40).allSatisfy { $0 >= 0 })
        }
    }

    @Test func anyHistoryIsForecastWithFiniteNumbers() throws {
        let inputs: [[Double]] = [
            [5], [0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Array(repeating: 3, count: 90),
            [-5, -6, -4, -5, -7, -5, -6, -5],
            Array(repeating: 1e12, count: 40) + [2e12], Array(repeating: 10, count: 60) + [30],
        ]
        for method in Self.methods {
            for values in inputs {
                let series = try Series(daily: values, from: #require(CivilDate("2026-02-20")))
                guard let model = try? method.fit(series) else {
                    #expect(method is ETS && values.count < 4)
                    continue
                }
                let forecast = model.forecast(horizon: 35, coverages: [0.8, 0.95], paths: 60)
                #expect(forecast.mean.count == 35 && forecast.mean.allSatisfy(\.isFinite))
                #expect(forecast.intervals.allSatisfy { zip($0.lower, $0.upper).allSatisfy { $0 <= $1 } })
            }
        }
    }
}
