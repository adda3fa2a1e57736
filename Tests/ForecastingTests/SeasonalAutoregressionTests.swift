import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

private struct AutoregressionFixture: Decodable {
    struct Case: Decodable {
        let y: [Double]
        let periods, lags: [Int]
        let coefficients, forecast: [Double]
    }
    let cases: [Case]
}

@Suite struct SeasonalAutoregressionTests {
    private let cases: [AutoregressionFixture.Case]

    init() throws {
        cases = try Fixture.json("autoregression.json", in: .module, as: AutoregressionFixture.self).cases
    }

    private func hourly(_ values: [Double]) throws -> Series {
        try Series(start: Timestamp(secondsSinceEpoch: 1_736_121_600), frequency: .hourly, values: values)
    }

    /// Days and weeks of one shape, with a little chance.
    private func hours(_ n: Int, seed: UInt64, chance: Double = 0.02) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<n).map {
            let wave = 1 + 0.4 * sin(2 * Double.pi * Double($0) / 24)
            return 100 * wave * ($0 % 168 >= 120 ? 0.6 : 1) * (1 + chance * (generator.uniform() - 0.5))
        }
    }

    @Test func coefficientsAndForecastsAreThoseOfARidgeOnLags() throws {
        for c in cases {
            let model = try SeasonalAutoregression(periods: c.periods).fit(hourly(c.y))
            #expect(model.lags == c.lags)
            #expect(isClose(model.coefficients, c.coefficients, .reference))
            #expect(isClose(model.forecast(horizon: 48), c.forecast, .reference))
        }
    }

    @Test func theSeasonsOfAnHourlySeriesAreTheDayAndTheWeek() throws {
        let values = hours(1100, seed: 1)
        let model = try SeasonalAutoregression().fit(hourly(Array(values[..<932])))
        #expect(model.lags.contains(24) && model.lags.contains(168) && model.isRatio)
        for (ours, real) in zip(model.forecast(horizon: 168), values[932...]) {
            #expect(abs(ours / real - 1) < 0.05)
        }
    }

    @Test func aWeekThatHasNotBeenSeenThriceIsNotRead() throws {
        let model = try SeasonalAutoregression().fit(hourly(hours(500, seed: 2)))
        #expect(model.lags.last == 49)
        #expect(try SeasonalAutoregression().fit(hourly(hours(60, seed: 2))).lags == [1, 2, 3])
    }

    @Test func aConstantStaysAndANewLevelIsNotForgottenAtOnce() throws {
        let flat = try SeasonalAutoregression().fit(hourly(Array(repeating: 7, count: 600)))
        #expect(isClose(flat.forecast(horizon: 400), Array(repeating: 7, count: 400), .rounding))
        let stepped = try SeasonalAutoregression().fit(hourly((0..<600).map { $0 < 500 ? 10 : 20 }))
        #expect(stepped.forecast(horizon: 24).allSatisfy { (18...22).contains($0) })
    }

    @Test func longForecastsOfWildHistoriesStayWithinHalfARange() throws {
        var generator = SplitMix64(seed: 5)
        var level = 0.0
        let values = (0..<700).map { _ -> Double in
            level += generator.uniform() - 0.5
            return level + (generator.uniform() < 0.01 ? 1e6 : 0)
        }
        let (low, high) = (try #require(values.min()), try #require(values.max()))
        let model = try SeasonalAutoregression().fit(hourly(values))
        let reach = (high - low) * 0.500_001
        #expect(model.forecast(horizon: 3000).allSatisfy { (low - reach...high + reach).contains($0) })
    }

    @Test func pathsHoldAboutTheirShareOfTheNextDay() throws {
        var hits = 0
        for seed in 1...20 {
            let values = hours(724, seed: UInt64(seed), chance: 0.2)
            let model = try SeasonalAutoregression().fit(hourly(Array(values[..<700])))
            let interval = try #require(
                model.forecast(horizon: 24, coverages: [0.8], paths: 300).intervals.first)
            for step in 0..<24
            where (interval.lower[step]...interval.upper[step]).contains(values[700 + step]) {
                hits += 1
            }
        }
        #expect((0.7...0.9).contains(Double(hits) / 480))
    }
}
