import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct FLAIRTests {
    private func series(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    @Test func aShapeOnAStandingLevelComesAgainExactly() throws {
        let week = [1.0, 2, 3, 4, 5, 2, 1]
        let model = try FLAIR().fit(series((0..<140).map { 10 * week[$0 % 7] }))
        #expect(model.period == 7)
        #expect(isClose(model.forecast(horizon: 14), (0..<14).map { 10 * week[$0 % 7] }, .reference))
        #expect(isClose(model.shape, week.map { $0 * 7 / 18 }, .reference))
    }

    @Test func growthGoesOnAndIsNoYearlyWave() throws {
        var generator = SplitMix64(seed: 2)
        let truth = (0..<820).map { (i: Int) -> Double in
            let line = 100 + 0.2 * Double(i)
            return i % 7 >= 5 ? line - 20 : line
        }
        let y = truth[..<730].map { $0 * (0.98 + 0.04 * generator.uniform()) }
        let forecast = try FLAIR().fit(series(y)).forecast(horizon: 90)
        for (ours, real) in zip(forecast, truth[730...]) { #expect(abs(ours / real - 1) < 0.1) }
    }

    @Test func aYearlyWaveIsFoundBesideTheTrend() throws {
        var generator = SplitMix64(seed: 3)
        let truth = (0..<820).map { (i: Int) -> Double in
            let angle = 2 * Double.pi * Double(i) / 364
            return 200 + 0.1 * Double(i) + 60 * sin(angle)
        }
        let y = truth[..<730].map { $0 * (0.97 + 0.06 * generator.uniform()) }
        let forecast = try FLAIR().fit(series(y)).forecast(horizon: 90)
        let error = zip(forecast, truth[730...]).reduce(0.0) { $0 + abs($1.0 - $1.1) }
        let naive = truth[730...].reduce(0.0) { $0 + abs($1 - truth[729]) }
        #expect(error < 0.5 * naive)
    }

    @Test func hoursAreFoldedByTheSeasonThatExplainsThem() throws {
        var generator = SplitMix64(seed: 4)
        func hourly(_ shape: (Int) -> Double) throws -> Series {
            let y = (0..<2016).map { shape($0) * (0.95 + 0.1 * generator.uniform()) }
            return try Series(
                start: Timestamp(secondsSinceEpoch: 1_736_121_600), frequency: .hourly, values: y)
        }
        func wave(_ i: Int) -> Double { 30 * sin(2 * Double.pi * Double(i) / 24) }
        let days = try hourly { 50 + wave($0) }
        let weeks = try hourly { 50 + wave($0) * ($0 % 168 < 120 ? 1 : 0.1) }
        #expect(try FLAIR().fit(days).period == 24)
        #expect(try FLAIR().fit(weeks).period == 168)
    }

    @Test func pathsHoldTheirShareOfTheFuture() throws {
        var hits = 0
        for seed in 1...30 {
            var generator = SplitMix64(seed: UInt64(seed))
            var level = 100.0
            let y = (0..<224).map { i -> Double in
                if i % 7 == 0 { level *= 0.96 + 0.08 * generator.uniform() }
                return level * (i % 7 >= 5 ? 0.6 : 1) * (0.9 + 0.2 * generator.uniform())
            }
            let model = try FLAIR().fit(series(Array(y[..<210])))
            let range = model.forecast(horizon: 14, coverages: [0.8], paths: 400).intervals[0]
            hits += (0..<14).count { (range.lower[$0]...range.upper[$0]).contains(y[210 + $0]) }
        }
        #expect((0.7...0.9).contains(Double(hits) / (30 * 14)))
    }

    @Test func zerosBeforeTheFirstValueAreNoHistory() throws {
        var generator = SplitMix64(seed: 6)
        let y = (0..<120).map { _ in 40 + generator.uniform() }
        let late = try FLAIR().fit(series([Double](repeating: 0, count: 300) + y))
        #expect(late.forecast(horizon: 30) == (try FLAIR().fit(series(y)).forecast(horizon: 30)))
    }

    @Test func tooShortSaysWhatItNeeds() throws {
        let history = try series([1, 2, 3, 4, 5])
        #expect(throws: ForecastingError.tooShort(needed: 6, got: 5)) { try FLAIR().fit(history) }
    }
}
