import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

/// Ranges and totals of `auto` on simulated histories whose law is known, within the limits of chance.
@Suite struct CalibrationTests {
    private let monday: CivilDate

    init() throws {
        monday = try #require(CivilDate("2025-01-06"))
    }

    /// Bell-shaped noise of unit variance.
    private struct Noise {
        var generator: SplitMix64

        mutating func next() -> Double {
            (0..<12).reduce(-6) { sum, _ in sum + generator.uniform() }
        }
    }

    private struct Hits {
        var days = 0
        var held = [0, 0]
        var totals = 0
        var totalsHeld = [0, 0]

        func share(_ k: Int) -> Double { Double(held[k]) / Double(days) }
        func totalShare(_ k: Int) -> Double { Double(totalsHeld[k]) / Double(totals) }
    }

    /// Draws series, hides the last 30 values and counts those and the totals within the ranges of 80 and 95 %.
    private func measure(
        series: Int, count: Int, only days: (CivilDate) -> Bool = { _ in true },
        _ draw: (Int, inout Noise) -> [Double]
    ) throws -> Hits {
        var hits = Hits()
        for k in 0..<series {
            var noise = Noise(generator: SplitMix64(seed: UInt64(1000 + k)))
            let all = draw(count + 30, &noise)
            let model = try AutoForecaster().fit(Series(daily: Array(all[..<count]), from: monday))
            let paths = model.samplePaths(horizon: 30, count: 300, seed: UInt64(k))
            let forecast = Forecast(
                mean: model.forecast(horizon: 30), paths: paths, coverages: [0.8, 0.95])
            for step in 0..<30 where days(monday.advanced(by: count + step)) {
                hits.days += 1
                for (i, range) in forecast.intervals.enumerated()
                where range.lower[step] <= all[count + step] && all[count + step] <= range.upper[step] {
                    hits.held[i] += 1
                }
            }
            let sorted = paths.totals(over: 0..<30).sorted()
            let total = all[count...].reduce(0, +)
            hits.totals += 1
            for (i, cut) in [30, 7].enumerated() where sorted[cut] <= total && total <= sorted[299 - cut] {
                hits.totalsHeld[i] += 1
            }
        }
        return hits
    }

    @Test func steadyCostsHoldWhatIsPromised() throws {
        let hits = try measure(series: 120, count: 364) { n, noise in
            var e = 0.0
            return (0..<n).map { i in
                e = 0.4 * e + 0.04 * noise.next()
                return (i % 7 >= 5 ? 70 : 100) * (1 + 0.0005 * Double(i)) * exp(e)
            }
        }
        #expect((0.77...0.85).contains(hits.share(0)) && (0.92...0.98).contains(hits.share(1)))
        // Four standard errors of 120.
        #expect((0.66...0.94).contains(hits.totalShare(0)) && hits.totalShare(1) > 0.87)
    }

    @Test func wanderingLevelsHoldWhatIsPromised() throws {
        let hits = try measure(series: 120, count: 280) { n, noise in
            var level = 0.0
            return (0..<n).map { _ in
                level += 0.015 * noise.next()
                return 100 * exp(level + 0.03 * noise.next())
            }
        }
        #expect((0.72...0.9).contains(hits.share(0)) && hits.share(1) > 0.89)
        #expect((0.66...0.94).contains(hits.totalShare(0)) && hits.totalShare(1) > 0.87)
    }

    @Test func quartersOfDaysHoldAsMuchAsYears() throws {
        let hits = try measure(series: 120, count: 90) { n, noise in
            (0..<n).map { ($0 % 7 >= 5 ? 70 : 100) * exp(0.05 * noise.next()) }
        }
        #expect((0.77...0.91).contains(hits.share(0)) && hits.share(1) > 0.92)
    }

    @Test func chargesThatVaryHaveRangesOfTheirOwn() throws {
        // A charge on the first of the month, large by 20 % or small: before, only the ordinary day's noise was said.
        var calls = 0
        let hits = try measure(series: 90, count: 400, only: { $0.day == 1 }) { n, noise in
            calls += 1
            return (0..<n).map { i in
                let usual = 100 * exp(0.03 * noise.next())
                return usual + (monday.advanced(by: i).day == 1 ? 200 * exp(0.2 * noise.next()) : 0)
            }
        }
        #expect(hits.days == calls)
        #expect((0.66...0.95).contains(hits.share(0)) && hits.share(1) > 0.85)
    }

    @Test func jumpsOfThePastMayComeAgain() throws {
        func reach(_ jumps: Int) throws -> Double {
            var noise = Noise(generator: SplitMix64(seed: 3))
            let values = (0..<420).map { i in
                let level = (0..<jumps).reduce(0.0) { $0 + (i >= 100 * ($1 + 1) ? 0.5 : 0) }
                return 100 * exp(level + 0.02 * noise.next())
            }
            let model = try AutoForecaster().fit(Series(daily: values, from: monday))
            let last = model.samplePaths(horizon: 84, count: 2000, seed: 1).values(at: 83).sorted()
            return log(last[1980] / last[1000])
        }
        let (without, with) = (try reach(0), try reach(3))
        #expect(without < 0.3 && with > 0.3)
    }

    @Test func aDoubtfulChargeNeverMakesCostsNegative() throws {
        var noise = Noise(generator: SplitMix64(seed: 8))
        let values = (0..<400).map { i in
            monday.advanced(by: i).day == 1 ? 5 * (1 + 0.9 * sin(Double(i))) : 100 * exp(0.03 * noise.next())
        }
        let model = try AutoForecaster().fit(Series(daily: values, from: monday))
        #expect(model.samplePaths(horizon: 60, count: 500, seed: 2).values.allSatisfy { $0 >= 0 })
    }

    @Test func yearsWidenWithTheHorizonAndScaleWithTheUnit() throws {
        var noise = Noise(generator: SplitMix64(seed: 6))
        var level = 100.0
        let values = (0..<20).map { _ in
            level *= exp(0.04 + 0.05 * noise.next())
            return level
        }
        func ranges(_ unit: Double) throws -> Forecast.Interval {
            let history = try Series(
                start: Timestamp(monday), frequency: .yearly, values: values.map { unit * $0 })
            return try AutoForecaster().fit(history).forecast(horizon: 6, coverages: [0.8]).intervals[0]
        }
        let plain = try ranges(1)
        let widths = (0..<6).map { log(plain.upper[$0] / plain.lower[$0]) }
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 })
        for unit in [1e12, 1e-9] {
            let other = try ranges(unit)
            #expect(isClose(other.upper.map { $0 / unit }, plain.upper, .optimum))
        }
    }
}
