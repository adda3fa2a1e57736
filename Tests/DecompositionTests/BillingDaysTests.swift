import Decomposition
import TestKit
import Testing
import TimeSeries

@Suite struct BillingDaysTests {
    /// A year of days with a week, noise of about 1 and what `charge` adds.
    private func series(seed: UInt64, days: Int = 365, charge: (CivilDate) -> Double) throws -> Series {
        var random = SplitMix64(seed: seed)
        let start = try #require(CivilDate("2025-01-01"))
        return try Series(
            daily: (0..<days).map { i in
                let noise = (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() }
                let day = start.advanced(by: i)
                return 50 + (day.weekday <= 5 ? 3 : -7) + noise + charge(day)
            }, from: start)
    }

    @Test func chargesOnFixedDaysAreFound() throws {
        let daily = try series(seed: 1) { day in
            day.day == 5 ? 30 : day.day == 20 ? -12 : day.day == day.daysInMonth ? 18 : 0
        }
        #expect(try BillingDays.found(in: daily, periods: [7]) == [5, -1, 20])
    }

    @Test(arguments: 2...12 as ClosedRange<UInt64>) func noiseAndSpikesHaveNone(seed: UInt64) throws {
        let daily = try series(seed: seed) { [40, 41, 170, 300].contains($0.dayNumber % 365) ? 60 : 0 }
        #expect(try BillingDays.found(in: daily, periods: [7]).isEmpty)
    }

    @Test func twoMonthsAreTooFewAndConstantsHaveNone() throws {
        let short = try series(seed: 1, days: 59) { $0.day == 5 ? 30 : 0 }
        #expect(try BillingDays.found(in: short, periods: [7]).isEmpty)
        #expect(try BillingDays.found(in: .of([Double](repeating: 3, count: 200)), periods: [7]).isEmpty)
        #expect(throws: DecompositionError.tooShort(needed: 14, got: 10)) {
            try BillingDays.found(in: .of([Double](repeating: 3, count: 10)), periods: [7])
        }
    }
}
