import Detection
import Testing
import TimeSeries

/// Series that are often zero.
@Suite struct IntermittenceTests {
    /// A job on Wednesdays and Fridays.
    private func jobs(_ days: Int, size: Double = 100, seed: UInt64 = 1) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<days).map { $0 % 7 == 2 || $0 % 7 == 4 ? size * (0.9 + 0.2 * random.uniform()) : 0 }
    }

    private func scores(_ values: [Double]) throws -> [ScoredValue] {
        try CostDetector().score(Series(daily: values, from: #require(CivilDate("2025-01-06"))))
    }

    @Test func idleDaysAndJobsAreExpected() throws {
        #expect(try !scores(jobs(400)).contains { $0.isAnomaly })
    }

    @Test func aLargeJobIsFoundAndSoAreJobsOnTwoIdleDays() throws {
        var values = jobs(400)
        values[315] = 100  // A Monday: it happens.
        values[350] = 100  // A Monday and a Tuesday.
        values[351] = 100
        values[380] = 400  // A Wednesday.
        let scores = try scores(values)
        #expect(scores.indices.filter { scores[$0].isAnomaly } == [351, 352, 380])
    }

    @Test func missedJobsAddUp() throws {
        var values = jobs(400)
        for i in 300..<330 { values[i] = 0 }
        let found = try scores(values)
        // A missed Wednesday and Friday are little; the third in a row makes it an alarm.
        #expect(!found[300..<310].contains { $0.isAnomaly } && found[310].isAnomaly)
    }

    @Test func workEveryDayBecomesTheNewPattern() throws {
        var values = jobs(400)
        for i in 280..<400 { values[i] = 100 }
        let scores = try scores(values)
        let found = scores.indices.filter { scores[$0].isAnomaly }
        #expect(found.first == 281 && (found.last ?? 0) < 300, "\(found)")
    }

    @Test func theOldPatternIsRememberedForItsReturn() throws {
        var values = jobs(400)
        for i in 280..<296 { values[i] = 100 }
        let found = try scores(values)
        #expect(found[280..<290].contains { $0.isAnomaly } && !found[296...].contains { $0.isAnomaly })
    }

    @Test func chancesDoNotChangeWithTheUnit() throws {
        let (small, large) = (try scores(jobs(200, size: 0x1p-20)), try scores(jobs(200, size: 0x1p30)))
        for (a, b) in zip(small, large) { #expect(abs(a.score - b.score) < 1e-9) }
    }
}
