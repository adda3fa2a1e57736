import TestKit
import Testing
import TimeSeries

@Suite struct SeriesTests {
    @Test func onlyFiniteValuesMakeASeries() throws {
        let start = try day("2026-01-01")
        #expect(throws: TimeSeriesError.empty) { try Series(daily: [], from: start) }
        #expect(throws: TimeSeriesError.notFinite(at: Timestamp(start.advanced(by: 1)))) {
            try Series(daily: [1, .nan], from: start)
        }
        #expect(throws: TimeSeriesError.self) { try Series(daily: [1, 2], from: start).map { $0 / 0 } }
    }

    @Test func aWindowKeepsItsTimes() throws {
        let series = try Series(daily: [1, 2, 3, 4], from: day("2026-02-27"))
        let window = series[2..<4]
        #expect(try window.start == Timestamp(day("2026-03-01")) && window.values == [3, 4])
        #expect(window.end == series.end)
    }

    @Test func weeksAndMonthsHoldWholeOnesOnly() throws {
        // 2026-01-01 is a Thursday.
        let series = try Series(daily: [Double](repeating: 1, count: 89), from: day("2026-01-01"))
        let weeks = try series.weeks()
        #expect(try weeks.start == Timestamp(day("2026-01-05")) && weeks.frequency == .weekly)
        #expect(weeks.values == [Double](repeating: 7, count: 12))
        let months = try series.calendarMonths()
        #expect(months.values == [31, 28] && months.frequency == .monthly)
        #expect(try series[1..<89].calendarMonths().values == [28])
        #expect(try series.calendarMonths(by: .mean).values == [1, 1])
        #expect(throws: TimeSeriesError.empty) { try series[3..<9].weeks() }
        #expect(throws: TimeSeriesError.empty) { try series[1..<30].calendarMonths() }
    }

    @Test func hoursBecomeWholeDays() throws {
        let start = try #require(Timestamp("2026-01-01T22:00"))
        let hours = try Series(start: start, frequency: .hourly, values: (0..<51).map { _ in 2 })
        let days = try hours.calendarDays()
        #expect(try days == Series(daily: [48, 48], from: day("2026-01-02")))
    }

    @Test(arguments: [1, 2, 5, 30]) func rollingWindowsEqualTheirObviousTwins(width: Int) throws {
        var random = SplitMix64(seed: UInt64(width))
        let values = (0..<30).map { _ in (10 * random.uniform()).rounded() }
        let series = try Series(daily: values, from: day("2026-01-01"))
        let windows = (width...30).map { Array(values[$0 - width..<$0]) }
        #expect(
            isClose(
                series.rollingMeans(width: width), windows.map { $0.reduce(0, +) / Double(width) }, .rounding)
        )
        let medians = windows.map { window in
            let sorted = window.sorted()
            return (sorted[width / 2] + sorted[(width - 1) / 2]) / 2
        }
        #expect(series.rollingMedians(width: width) == medians)
    }
}

@Suite struct PanelTests {
    @Test func seriesKeepTheirOrder() throws {
        let series = try Series(daily: [1], from: day("2026-01-01"))
        var panel = Panel()
        for id in ["b", "a", "c", "a"] { panel[id] = series }
        #expect(panel.ids == ["b", "a", "c"] && panel.count == 3)
        panel["a"] = nil
        panel["x"] = nil
        #expect(panel.ids == ["b", "c"] && panel["a"] == nil && panel["b"] == series)
        #expect(panel.map { id, series in "\(id)\(series.count)" } == ["b1", "c1"])
    }
}

@Suite struct ParallelMapTests {
    @Test(arguments: [nil, 1, 2, 3, 4, 64]) func resultsAreEqualForEveryWidth(width: Int?) {
        let results = parallelMap(Array(0..<257), width: width) { (seed: Int) -> Double in
            var random = SplitMix64(seed: UInt64(seed))
            return (0..<seed).reduce(0) { sum, _ in sum + random.uniform() }
        }
        let expected = (0..<257).map { (seed: Int) -> Double in
            var random = SplitMix64(seed: UInt64(seed))
            return (0..<seed).reduce(0) { sum, _ in sum + random.uniform() }
        }
        #expect(results == expected)
    }

    @Test func nothingGivesNothing() {
        #expect(parallelMap([Int](), width: 4) { $0 }.isEmpty)
    }
}

@Suite struct SplitMix64Tests {
    /// First numbers for seed 1234567 of the public-domain C code by Sebastiano Vigna.
    @Test func numbersAreThoseOfTheReferenceCode() {
        var random = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(expected.allSatisfy { $0 == random.next() })
        #expect((0..<1000).allSatisfy { _ in 0..<1 ~= random.uniform() })
    }
}
