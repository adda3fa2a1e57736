import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

struct SimpleFixture: Decodable {
    struct Sparse: Decodable {
        let y: [Double]
        let croston, crostonSBA, tsb, adida, imapa: Double
    }

    struct Plain: Decodable {
        let mean, lower, upper: [Double]
    }

    let intermittent: [Sparse]
    let y: [Double]
    let plain: [String: Plain]
    let upperInR: [String: [Double]]

    static func read() throws -> SimpleFixture {
        try Fixture.json("simple.json", in: .module, as: SimpleFixture.self)
    }
}

@Suite struct IntermittentTests {
    private func series(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    private func rate(_ method: Intermittent.Method, _ y: [Double], _ size: Double = 0.1, _ gap: Double = 0.1)
        throws -> Double
    {
        try Intermittent(method, smoothing: .fixed(size: size, gap: gap)).fit(series(y)).rate
    }

    @Test func ratesAreThoseOfStatsforecast() throws {
        for c in try SimpleFixture.read().intermittent {
            #expect(isClose(try rate(.croston, c.y), c.croston, .reference))
            #expect(isClose(try rate(.crostonSBA, c.y), c.crostonSBA, .reference))
            #expect(isClose(try rate(.tsb, c.y, 0.2, 0.15), c.tsb, .reference))
            // Both search a weight by golden sections or parabolas.
            #expect(isClose(try rate(.adida, c.y), c.adida, .optimum))
            #expect(isClose(try rate(.imapa, c.y), c.imapa, .optimum))
        }
    }

    @Test func totalsOfPathsHaveTheMeanAndTheSpreadOfTheDemand() throws {
        var generator = SplitMix64(seed: 4)
        let y = (0..<2000).map { _ in generator.uniform() < 0.2 ? 5 + 10 * generator.uniform() : 0 }
        let model = try Intermittent(.crostonSBA, smoothing: .fixed(size: 0.01, gap: 0.01)).fit(series(y))
        let totals = model.samplePaths(horizon: 60, count: 4000, seed: 1).totals(over: 0..<60)
        let mean = totals.reduce(0, +) / 4000
        #expect(abs(mean / (60 * model.rate) - 1) < 0.05)
        // Binomial demand of sizes 10 ± 2.9: variance of a step 0.2 · (100 + 8.3) − 4, and of the rate.
        let variance = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000
        #expect((0.7...1.6).contains(variance / (60 * 17.7)))
    }

    @Test func rangesOfTotalsHoldWhatTheyPromise() throws {
        var hits = 0
        for seed in 1...200 {
            var generator = SplitMix64(seed: UInt64(seed))
            let y = (0..<210).map { _ in generator.uniform() < 0.15 ? 1 + 20 * generator.uniform() : 0 }
            let model = try Intermittent().fit(series(Array(y[..<180])))
            let totals = model.samplePaths(horizon: 30, count: 400, seed: 1).totals(over: 0..<30).sorted()
            hits += (totals[40]...totals[359]).contains(y[180...].reduce(0, +)) ? 1 : 0
        }
        #expect((0.72...0.9).contains(Double(hits) / 200))
    }

    @Test func whatHasStoppedFadesByTSBOnly() throws {
        let alive = (0..<120).map { $0 % 4 == 0 ? 8.0 : 0 }
        let dead = alive + [Double](repeating: 0, count: 60)
        #expect(try rate(.croston, dead) == rate(.croston, alive))
        #expect(try rate(.tsb, dead) < 0.01 * rate(.tsb, alive))
    }

    @Test func theChosenWeightForecastsSumsNoWorseThanTheUsualOne() throws {
        var generator = SplitMix64(seed: 9)
        // Demand trebles in the middle: a weight of a tenth is too slow.
        let y = (0..<400).map { i in generator.uniform() < (i < 200 ? 0.1 : 0.3) ? 10.0 : 0 }
        let chosen = try Intermittent(.tsb).fit(series(y)).rate
        #expect((2.0...4.5).contains(chosen))
    }

    @Test func oneDemandAndNoneAreForecast() throws {
        let one = try Intermittent().fit(series([0, 0, 6, 0, 0]))
        #expect(one.rate > 0 && one.rate < 6)
        #expect(one.samplePaths(horizon: 20, count: 50, seed: 1).values.allSatisfy { $0 >= 0 && $0.isFinite })
        let none = try Intermittent().fit(series([0, 0, 0]))
        #expect(
            none.rate == 0 && none.samplePaths(horizon: 4, count: 3, seed: 1).values.allSatisfy { $0 == 0 })
        #expect(try Intermittent().fit(series([-4, 0, -4, 0, -4])).rate < 0)
    }
}
