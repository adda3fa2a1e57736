import Detection
import Foundation
import Testing
import TimeSeries

/// Nothing is found in pure noise beyond the promised rate.
@Suite struct CostNoiseTests {
    /// Alarms a series-year after the first 90 of 540 days, days in a row as one.
    private func alarms(_ value: (Int, inout SplitMix64) -> Double) throws -> Double {
        var alarms = 0
        let start = try #require(CivilDate("2025-01-06"))
        for seed in 0..<80 {
            var random = SplitMix64(seed: UInt64(seed) * 104_729 + 5)
            let values = (0..<540).map { value($0, &random) }
            let scores = try CostDetector().score(Series(daily: values, from: start))
            var last = -10
            for day in 90..<540 where scores[day].isAnomaly {
                if day - last > 2 { alarms += 1 }
                last = day
            }
        }
        return Double(alarms) / 80 / 450 * 365.25
    }

    private func week(_ day: Int) -> Double { day % 7 >= 5 ? 0.6 : 1 }

    /// A score of 0.9985 promises an alarm in 667 days at most, 0.55 a year; 80 series leave a standard error of 0.07.
    private static let promised = 0.55 + 0.15

    @Test func gaussianNoiseIsQuiet() throws {
        for spread in [0.05, 0.2] {
            let rate = try alarms { day, random in 1000 * week(day) * (1 + spread * random.normal()) }
            #expect(rate < Self.promised, "\(spread)")
        }
    }

    @Test func lognormalNoiseIsQuiet() throws {
        #expect(try alarms { day, random in 1000 * week(day) * exp(0.3 * random.normal()) } < Self.promised)
    }

    @Test func autoregressiveNoiseIsQuiet() throws {
        var state = 0.0
        let rate = try alarms { day, random in
            state = (day == 0 ? 0 : 0.7 * state) + 0.05 * random.normal()
            return 1000 * week(day) * exp(state)
        }
        #expect(rate < Self.promised)
    }

    @Test func heavyTailsAlarmAtMostTwiceAsOften() throws {
        // Student with four degrees of freedom: one day in 300 is off by more than five spreads.
        let rate = try alarms { day, random in
            let squares = (0..<4).reduce(0.0) { sum, _ in sum + pow(random.normal(), 2) }
            return 1000 * week(day) * (1 + 0.05 * random.normal() / (squares / 4).squareRoot())
        }
        #expect(rate < 2 * Self.promised)
    }

    @Test func randomIdleDaysAreQuiet() throws {
        let rate = try alarms { _, random in
            random.uniform() < 1.0 / 3 ? 1000 * exp(0.3 * random.normal()) : 0
        }
        #expect(rate < Self.promised)
    }

    @Test func aWeeklyJobThatIsMissedNowAndThenIsQuiet() throws {
        let rate = try alarms { day, random in
            day % 7 == 2 && random.uniform() < 0.98 ? 1000 * exp(0.1 * random.normal()) : 0
        }
        #expect(rate < 0.1)
    }
}

extension SplitMix64 {
    /// A number of the standard normal distribution, by Box and Muller.
    fileprivate mutating func normal() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
    }
}
