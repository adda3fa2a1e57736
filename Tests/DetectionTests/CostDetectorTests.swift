import Detection
import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct CostDetectorTests {
    private func noise(_ n: Int, seed: UInt64, level: Double = 1000, spread: Double = 0.05) throws -> Series {
        var generator = SplitMix64(seed: seed)
        let values = (0..<n).map { i -> Double in
            var sum = -6.0
            for _ in 0..<12 { sum += generator.uniform() }
            return level * (i % 7 >= 5 ? 0.6 : 1) * (1 + spread * sum)
        }
        return try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    @Test func nothingDependsOnTheFuture() throws {
        let series = try noise(300, seed: 1)
        let detector = CostDetector()
        let whole = detector.scan(series)
        for cut in [1, 40, 150, 260] {
            var poisoned = series.values
            for i in cut..<poisoned.count { poisoned[i] = Double(i * 7919 % 13) * 1e7 - 3e7 }
            let scan = detector.scan(try Series(daily: poisoned, from: series.start.day))
            #expect(Array(scan.score[..<cut]) == Array(whole.score[..<cut]))
            #expect(Array(scan.expected[..<min(300, cut + 1)]) == Array(whole.expected[..<min(300, cut + 1)]))
        }
    }

    @Test func scoresDoNotChangeWithTheCurrencyUnit() throws {
        let series = try noise(400, seed: 2)
        let detector = CostDetector()
        let scan = detector.scan(series)
        for unit in [0x1p-20, 0x1p30] {
            let other = detector.scan(try series.map { $0 * unit })
            #expect(isClose(other.score, scan.score, .rounding))
            #expect(isClose(other.expected, scan.expected.map { $0 * unit }, .reference))
        }
    }

    @Test func aPlantedSpikeIsFoundMoreOftenTheLargerItIs() throws {
        var found: [Int] = []
        for size in [0.02, 0.15, 0.3, 1.0] {
            var hits = 0
            for seed in 0..<40 {
                var values = try noise(200, seed: UInt64(seed)).values
                values[180] *= 1 + size
                let series = try Series(daily: values, from: #require(CivilDate("2025-01-06")))
                if try CostDetector().score(series)[180].isAnomaly { hits += 1 }
            }
            found.append(hits)
        }
        #expect(found == found.sorted() && found[0] <= 1 && found[3] == 40)
    }

    @Test func unusableInputGetsQuietScores() throws {
        let inputs: [[Double]] = [
            [0], [5], [-3, -3], [1, 2, 4, 8, 16, 32, 64, 128], [0, 9, 0, 0, 9, 0, 9],
            (0..<20).map { Double($0 * $0) }, Array(repeating: 0, count: 100),
            Array(repeating: 7, count: 100),
            Array(repeating: 1e12, count: 60), Array(repeating: -40, count: 60), [0, 0, 0, 1e-9, 0],
        ]
        for values in inputs {
            let series = try Series(daily: values, from: #require(CivilDate("2026-02-20")))
            let scores = try CostDetector().score(series)
            #expect(scores.count == values.count)
            #expect(scores.allSatisfy { (0...1).contains($0.score) && $0.expected.isFinite && !$0.isAnomaly })
        }
    }

    @Test func aLevelShiftIsFollowedWithinDays() throws {
        var values = try noise(200, seed: 3).values
        for i in 150..<200 { values[i] *= 2 }
        let series = try Series(daily: values, from: #require(CivilDate("2025-01-06")))
        let scan = CostDetector().scan(series)
        let shift = try #require(scan.shifts.first)
        #expect(scan.shifts.count == 1 && shift.start == 150 && shift.found == 152)
        #expect(abs(shift.after / shift.before / 2 - 1) < 0.2)
        #expect(scan.score[150] > 0.9985 && scan.score[165...].allSatisfy { $0 < 0.9985 })
    }

    @Test func theEndOfAnIncidentIsNoSecondAlarm() throws {
        for (size, length) in [(1.5, 9), (0.6, 12), (2.0, 20)] {
            var values = try noise(240, seed: 9).values
            for i in 150..<150 + length { values[i] *= size }
            let scores = try CostDetector().score(
                Series(daily: values, from: #require(CivilDate("2025-01-06"))))
            #expect(scores[150...152].contains { $0.isAnomaly })
            #expect(!scores[(150 + length)...].contains { $0.isAnomaly }, "\(size)")
        }
    }

    @Test func theQuietEndOfAYearIsExpected() throws {
        let first = try #require(CivilDate("2024-03-04"))
        var values = try noise(700, seed: 10, spread: 0.02).values
        for i in values.indices {
            let day = first.advanced(by: i)
            if day.month == 12, day.day >= 24 { values[i] *= 0.75 }
        }
        let detector = CostDetector()
        let scores = try detector.score(Series(daily: values, from: first))
        let years = ["2024-12-24", "2025-12-24"].compactMap { CivilDate($0).map { first.distance(to: $0) } }
        for start in years { #expect(!scores[start..<start + 14].contains { $0.isAnomaly }) }
        // The same drop in June is an alarm, and twice the cost at Christmas is one too.
        #expect(
            try detector.score(Series(daily: values, from: first.advanced(by: 170))).contains { $0.isAnomaly }
        )
        for day in years {
            var doubled = values
            doubled[day + 2] *= 2.7
            #expect(try detector.score(Series(daily: doubled, from: first))[day + 2].isAnomaly)
        }
    }

    @Test func aChargeMayBeAShareOfItsWeekday() throws {
        let first = try #require(CivilDate("2025-01-06"))
        var values = try noise(400, seed: 11, spread: 0.02).values
        for i in values.indices where first.advanced(by: i).day == 1 { values[i] *= 3 }
        let scores = try CostDetector().score(Series(daily: values, from: first))
        #expect(!scores[120...].contains { $0.isAnomaly })
    }

    @Test func aSlowLeakShowsInTheGrowth() throws {
        var values = try noise(200, seed: 4, spread: 0.03).values
        for i in 160..<185 { values[i] *= 1 + 0.02 * Double(i - 159) }
        let scan = CostDetector().scan(try Series(daily: values, from: #require(CivilDate("2025-01-06"))))
        #expect(scan.growth[165..<186].contains { $0 > 4 })
    }

    @Test func aMonthlyChargeIsExpected() throws {
        let first = try #require(CivilDate("2025-01-06"))
        var values = try noise(300, seed: 5).values
        for i in values.indices where first.advanced(by: i).day == 17 { values[i] += 4000 }
        let scan = CostDetector().scan(try Series(daily: values, from: first))
        for i in 100..<300 where first.advanced(by: i).day == 17 {
            #expect(scan.score[i] < 0.9985 && scan.expected[i] > 3500)
        }
    }

    @Test func aHolidayIsExpectedOnceItIsKnown() throws {
        let first = try #require(CivilDate("2025-01-06"))
        let holidays = Set([60, 95, 130, 166, 201].map { first.advanced(by: $0) })
        let effects = CalendarEffects(days: first..<first.advanced(by: 300)) {
            holidays.contains($0) ? "feast" : nil
        }
        var values = try noise(240, seed: 6).values
        for day in holidays { values[first.distance(to: day)] *= 0.5 }
        let series = try Series(daily: values, from: first)
        let (with, without) = (CostDetector(effects: effects).scan(series), CostDetector().scan(series))
        #expect(abs(with.deviation[201]) < 3 && abs(without.deviation[201]) > 4)
    }

    @Test func theExpectationFromAnOriginDoesNotFollowTheIncident() throws {
        var values = try noise(160, seed: 7).values
        let clean = values
        for i in 140..<160 { values[i] *= 3 }
        let series = try Series(daily: values, from: #require(CivilDate("2025-01-06")))
        let (expected, deviation) = CostDetector().expectation(of: series, from: 140, horizon: 20)
        #expect(expected.count == 20 && deviation.allSatisfy { $0 > 0 })
        for i in 0..<20 { #expect(abs(expected[i] / clean[140 + i] - 1) < 0.25) }
        #expect(isClose(expected[0], CostDetector().scan(series).expected[140], .rounding))
    }
}
