import TestKit
import Testing
import TimeSeries

/// Entries on days, `nil` for a known gap.
func observations(_ rows: [(String, Double?)]) throws -> Observations {
    try Observations(rows.map { text, value in .init(try #require(Timestamp(text)), value) })
}

/// Observations of 1, 2, 3, … at these times.
func counted(_ times: [String]) throws -> Observations {
    try observations(times.enumerated().map { ($1, Double($0 + 1)) })
}

@Suite struct ObservationsTests {
    @Test func orderDoesNotMatter() throws {
        let forward = try counted(["2026-01-01", "2026-01-02", "2026-01-03"])
        let backward = try Observations(forward.entries.reversed())
        #expect(forward == backward)
        #expect(try forward.series().series.values == [1, 2, 3])
    }

    @Test func duplicatesAreFound() throws {
        #expect(throws: TimeSeriesError.duplicate(at: Timestamp(try day("2026-01-02")))) {
            try counted(["2026-01-02", "2026-01-03", "2026-01-02"])
        }
    }

    @Test func nothingIsAnError() {
        #expect(throws: TimeSeriesError.empty) { try Observations([]) }
        #expect(throws: TimeSeriesError.empty) {
            try observations([("2026-01-01", .nan), ("2026-01-02", nil)])
        }
    }

    @Test(arguments: [
        (["2026-01-01", "2026-01-02", "2026-01-04"], Frequency.daily),
        (["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09", "2026-01-12"], .daily),
        (["2026-01-05", "2026-01-12", "2026-02-09"], .weekly),
        (["2026-01-01", "2026-02-01", "2026-04-01"], .monthly),
        (["2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28"], .monthly),
        (["2025-01-30", "2025-02-28", "2025-03-30"], .monthly),
        (["2025-03-31", "2025-06-30", "2025-09-30"], .quarterly),
        (["2020-07-01", "2021-07-01", "2023-07-01"], .yearly),
        (["2026-01-01T00:00", "2026-01-01T01:00", "2026-01-01T04:00"], .hourly),
        (["2026-01-01T00:15", "2026-01-01T00:30"], .seconds(900)),
        (["2026-01-01", "2026-01-04"], .seconds(3 * 86_400)),
    ]) func theFrequencyIsToldFromTheTimes(times: [String], expected: Frequency) throws {
        let rows = try counted(times)
        #expect(try rows.inferredFrequency() == expected)
        let series = try rows.series().series
        #expect(series.timestamp(0).description == Timestamp(times[0])?.description)
        #expect(try series.timestamp(series.count - 1) == #require(Timestamp(times[times.count - 1])))
    }

    @Test func oneTimeHasNoFrequency() throws {
        let one = try counted(["2026-01-01"])
        let error = #expect(throws: TimeSeriesError.frequencyUnknown(observations: 1)) { try one.series() }
        #expect(
            error?.description == "needs 2 observations to tell the frequency, got 1; name the frequency")
        #expect(try one.series(frequency: .daily).series.values == [1])
    }

    @Test func jitterIsIrregular() throws {
        let jitter = try counted([
            "2026-01-01T00:00:00", "2026-01-01T01:00:07", "2026-01-01T02:00:01", "2026-01-01T03:00:00",
        ])
        #expect(throws: TimeSeriesError.self) { try jitter.inferredFrequency() }
        let off = try counted(["2026-01-01", "2026-01-02T12:00", "2026-01-03"])
        #expect(throws: TimeSeriesError.irregular(at: try #require(Timestamp("2026-01-02T12:00")))) {
            try off.series(frequency: .daily)
        }
    }

    @Test(
        arguments: [
            (GapFilling.linear, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            (.zero, [1, 2, 3, 4, 0, 0, 7, 8, 9, 10]), (.last, [1, 2, 3, 4, 4, 4, 7, 8, 9, 10]),
            (.seasonal(period: 3), [1, 2, 3, 4, 2, 3, 7, 8, 9, 10]),
            (.seasonal(period: 5), [1, 2, 3, 4, 10, 1, 7, 8, 9, 10]),
            (.seasonal(period: 20), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ] as [(GapFilling, [Double])]) func gapsAreFilledByTheNamedPolicy(
            filling: GapFilling, expected: [Double]
        ) throws
    {
        let rows = (1...10).map { (i: Int) -> (String, Double?) in
            ("2026-01-\(i < 10 ? "0" : "")\(i)", i == 5 ? nil : Double(i))
        }
        let filled = try observations(rows.filter { $0.0 != "2026-01-06" }).series(filling: filling)
        #expect(filled.series.values == expected)
        #expect(filled.filledCount == 2 && filled.longestGap == 2 && filled.trimmedCount == 0)
        #expect(!filled.isObserved[4] && !filled.isObserved[5] && filled.isObserved[6])
    }

    @Test func gapsAtTheEndsAreLeftOut() throws {
        let filled = try observations([
            ("2026-01-01", nil), ("2026-01-02", 5), ("2026-01-03", 6), ("2026-01-04", .infinity),
        ]).series()
        #expect(try filled.series == Series(daily: [5, 6], from: day("2026-01-02")))
        #expect(filled.trimmedCount == 2 && filled.filledCount == 0)
    }

    @Test func longGapsAreNotFilled() throws {
        let rows = try counted(["2026-01-01", "2026-01-02", "2026-01-10"])
        let error = TimeSeriesError.gapTooLong(from: Timestamp(try day("2026-01-03")), length: 7, allowed: 6)
        #expect(throws: error) { try rows.series(maximumGap: 6) }
        #expect(try rows.series(maximumGap: 7).series.count == 10)
    }

    @Test func absurdDatesDoNotAllocateTheUniverse() throws {
        let centuries = try counted(["0001-01-01", "9999-12-31"])
        #expect(throws: TimeSeriesError.tooLong(length: 87_649_393, allowed: 12_000)) {
            try observations([("0001-01-01", 1), ("9999-12-31T00:00", 2)]).series(frequency: .hourly)
        }
        #expect(throws: TimeSeriesError.self) { try centuries.series(frequency: .daily) }
        #expect(try centuries.series().series.count == 2, "two points are their own grid")
        #expect(throws: TimeSeriesError.self) {
            try counted(["0001-01-01", "2026-01-01", "2026-01-02"]).series()
        }
    }
}

@Suite struct LongFormTests {
    @Test func badRowsAreGapsAndBadSeriesAreNamed() throws {
        var rows = LongForm()
        for (i, ds) in ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"].enumerated() {
            rows.append(id: "a", ds: ds, y: ["1", "NaN", " 3.5 ", "1e2"][i], line: i + 2)
            rows.append(id: "=b", ds: ds, y: ["1", "two", "", "4"][i], line: i + 6)
            rows.append(id: "c", ds: "yesterday", y: "1", line: i + 10)
            rows.append(id: "d", ds: "2026-01-01", y: "1", line: i + 14)
        }
        let (usable, unusable) = rows.resolved()
        #expect(usable.map(\.id) == ["a", "=b"])
        #expect(usable[0].filled.series.values == [1, 2.25, 3.5, 100])
        #expect(usable[1].filled.series.values == [1, 2, 3, 4])
        #expect(unusable.map(\.id) == ["c", "d"])
        #expect(try unusable.map(\.error) == [.empty, .duplicate(at: Timestamp(day("2026-01-01")))])
        #expect(rows.missingCount == 2 && rows.malformedCount == 5)
        #expect(
            rows.malformed.first?.description
                == "line 10: column ds cannot be read: yesterday; correct the value")
        #expect(rows.malformed.contains(.malformed(line: 7, column: "y", text: "two")))
    }

    @Test func onlyTheFirstBadRowsAreKept() {
        var rows = LongForm()
        for line in 2..<1002 { rows.append(id: "a", ds: "?", y: "1", line: line) }
        #expect(rows.malformedCount == 1000 && rows.malformed.count == LongForm.shownCount)
    }
}
