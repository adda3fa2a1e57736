import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

/// `auto` on histories of hours, of weeks and of what lies between.
@Suite struct AutoHoursTests {
    private func series(_ values: [Double], _ frequency: Frequency = .hourly) throws -> Series {
        try Series(start: Timestamp(secondsSinceEpoch: 1_736_121_600), frequency: frequency, values: values)
    }

    private func forecast(_ values: [Double], horizon: Int, _ frequency: Frequency = .hourly) throws
        -> [Double]
    {
        try AutoForecaster().fit(series(values, frequency)).forecast(horizon: horizon)
    }

    /// Offices: days of one shape, weekends of another, a level that wanders.
    private func hours(_ n: Int, seed: UInt64, wander: Double = 0.004) -> [Double] {
        var generator = SplitMix64(seed: seed)
        var level = 4.0
        return (0..<n).map { hour in
            level += wander * (generator.uniform() - 0.5)
            let isWeekend = hour % 168 >= 120
            let wave = (isWeekend ? 0.1 : 0.5) * sin(2 * Double.pi * Double(hour) / 24)
            return exp(level + wave - (isWeekend ? 0.4 : 0) + 0.04 * (generator.uniform() - 0.5))
        }
    }

    private func error(_ forecast: [Double], _ real: [Double]) -> Double {
        zip(forecast, real).reduce(0) { $0 + abs($1.0 / $1.1 - 1) } / Double(forecast.count)
    }

    @Test func hoursFollowDaysAndWeeks() throws {
        for seed in 1...5 {
            let all = hours(1068, seed: UInt64(seed))
            let (known, real) = (Array(all[..<900]), Array(all[900...]))
            #expect(try error(forecast(known, horizon: 168), real) < 0.025)
        }
    }

    @Test func twoWeeksOfHoursHaveTheirDays() throws {
        let all = hours(300, seed: 3).prefix(264)
        let (known, real) = (Array(all[..<240]), Array(all[240...]))
        #expect(try error(forecast(known, horizon: 24), real) < 0.06)
    }

    @Test func anyLengthOfHoursIsForecast() throws {
        let all = hours(700, seed: 7)
        for n in [1, 2, 5, 24, 47, 48, 49, 71, 72, 73, 167, 168, 336, 503, 504, 505, 700] {
            let forecast = try forecast(Array(all[..<n]), horizon: 200)
            #expect(forecast.allSatisfy { (5...200).contains($0) }, "\(n) hours")
        }
    }

    @Test func hoursScaleAndNeverFallBelowZero() throws {
        let plain = hours(600, seed: 8)
        let large = try forecast(plain.map { $0 * 1024 }, horizon: 48)
        #expect(isClose(large, try forecast(plain, horizon: 48).map { $0 * 1024 }, .reference))
        let gappy = plain.enumerated().map { $0.offset % 24 < 6 ? 0 : $0.element }
        #expect(try forecast(gappy, horizon: 400).allSatisfy { $0 >= 0 })
    }

    @Test func aChanceWeekIsNotTakenForASeason() throws {
        // A wandering level without any day or week: what is forecast stays near the last value.
        for seed in 1...4 {
            var generator = SplitMix64(seed: UInt64(seed))
            var level = 100.0
            let values = (0..<800).map { _ -> Double in
                level += generator.uniform() - 0.5
                return level
            }
            #expect(try forecast(values, horizon: 24).allSatisfy { abs($0 - level) < 3 })
        }
    }

    @Test func weeksOfAYearComeAgain() throws {
        var generator = SplitMix64(seed: 9)
        let all = (0..<325).map {
            100 * (1 + 0.3 * sin(2 * Double.pi * Double($0) / 52)) * (0.98 + 0.04 * generator.uniform())
        }
        let forecast = try forecast(Array(all[..<312]), horizon: 13, .weekly)
        #expect(error(forecast, Array(all[312...])) < 0.05)
    }

    @Test func aSpikeOfTheLastHourAndARefundHardlyMoveTheForecast() throws {
        let all = hours(748, seed: 11)
        let (known, real) = (Array(all[..<700]), Array(all[700...]))
        for place in [699, 690, 670] {
            var spiked = known
            spiked[place] *= 10
            #expect(try error(forecast(spiked, horizon: 48), real) < 0.1, "\(place)")
        }
        var refunded = known
        refunded[695] = -500
        #expect(try error(forecast(refunded, horizon: 48), real) < 0.15)
    }
}
