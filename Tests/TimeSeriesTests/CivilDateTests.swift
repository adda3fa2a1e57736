import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct CivilDateTests {
    @Test func everyDayOfFourCenturiesFollowsTheOneBefore() throws {
        var date = try day("1800-01-01")
        let end = try day("2200-12-31")
        var (year, month, dayOfMonth, weekday) = (1800, 1, 1, 3)
        while date <= end {
            #expect(date.components == (year, month, dayOfMonth) && date.weekday == weekday)
            #expect(CivilDate(year: year, month: month, day: dayOfMonth) == date)
            date = date.advanced(by: 1)
            weekday = weekday % 7 + 1
            dayOfMonth += 1
            if dayOfMonth > CivilDate.days(inMonth: month, year: year) {
                (dayOfMonth, month) = (1, month + 1)
                if month > 12 { (month, year) = (1, year + 1) }
            }
        }
    }

    @Test func theEpochIsAThursday() throws {
        #expect(try day("1970-01-01").dayNumber == 0 && day("1970-01-01").weekday == 4)
        #expect(try day("1969-12-31").dayNumber == -1)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-01", "0000-01-01", "26-01-01", "2026-1-1", "2026-01-01 ",
        "2026/01/01",
        "", "２０２６-01-01", "-001-01-01", "2026-01-0a",
    ]) func otherTextIsNoDay(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test func textAndJSONGoThereAndBack() throws {
        for text in ["0001-01-01", "2024-02-29", "9999-12-31"] {
            #expect(try day(text).description == text)
            let coded = try JSONEncoder().encode([day(text)])
            #expect(String(decoding: coded, as: UTF8.self) == "[\"\(text)\"]")
            #expect(try JSONDecoder().decode([CivilDate].self, from: coded) == [day(text)])
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CivilDate].self, from: Data("[\"2026-02-30\"]".utf8))
        }
    }

    @Test func weekdaysAreFound() throws {
        let thursday = try day("2026-01-01")
        #expect(thursday.onOrAfter(weekday: 4) == thursday)
        #expect(thursday.onOrAfter(weekday: 3) == thursday.advanced(by: 6))
    }
}

@Suite struct TimestampTests {
    @Test(arguments: [
        ("2026-06-14", "2026-06-14"), ("2026-06-14T00:00:00Z", "2026-06-14"),
        ("2026-06-14 13:05", "2026-06-14T13:05:00"),
        ("2026-06-14T13:05:09.123456Z", "2026-06-14T13:05:09"),
        ("2026-06-14T00:30:00+08:00", "2026-06-13T16:30:00"),
        ("2026-06-14T23:30-0130", "2026-06-15T01:00:00"), ("2026-06-14T24:00", "2026-06-15"),
        ("1969-12-31T23:59:59", "1969-12-31T23:59:59"),
    ]) func isoTextIsRead(text: String, expected: String) {
        #expect(Timestamp(text)?.description == expected)
    }

    @Test(arguments: [
        "", "2026-06-14T", "2026-06-14T25:00", "2026-06-14T10:60", "2026-06-14T10:00:61",
        "2026-06-14T10:00Zx",
        "2026-06-14X10:00", "2026-06-14T1:00", "2026-06-14T10:00+8", "14/06/2026", "2026-06-14T10:00é",
    ]) func otherTextIsNoTime(text: String) {
        #expect(Timestamp(text) == nil)
    }
}

@Suite struct FrequencyTests {
    @Test func monthsKeepTheirDayOrTheirEnd() throws {
        let last = Timestamp(try day("2026-01-31"))
        #expect(Frequency.monthly.timestamp(last, advancedBy: 1).description == "2026-02-28")
        #expect(Frequency.monthly.timestamp(last, advancedBy: 25).description == "2028-02-29")
        let february = Timestamp(try day("2026-02-28"))
        #expect(Frequency.monthly.timestamp(february, advancedBy: 1).description == "2026-03-31")
        let middle = Timestamp(try day("2026-01-30"))
        #expect(Frequency.monthly.timestamp(middle, advancedBy: 1).description == "2026-02-28")
        #expect(Frequency.monthly.timestamp(middle, advancedBy: 2).description == "2026-03-30")
        #expect(Frequency.quarterly.timestamp(middle, advancedBy: -1).description == "2025-10-30")
    }

    @Test(arguments: [Frequency.hourly, .seconds(900), .daily, .weekly, .monthly, .quarterly, .yearly])
    func stepsUndoTimestamps(frequency: Frequency) throws {
        let start = Timestamp(try day("2025-01-31"))
        for count in 0..<40 {
            #expect(frequency.steps(from: start, to: frequency.timestamp(start, advancedBy: count)) == count)
        }
        #expect(
            frequency.steps(from: start, to: Timestamp(secondsSinceEpoch: start.secondsSinceEpoch + 1)) == nil
        )
        #expect(Frequency(frequency.description) == frequency)
    }

    @Test func timesAfterTheYear9999StillCount() throws {
        let end = Timestamp(try day("9999-12-01"))
        #expect(Frequency.monthly.timestamp(end, advancedBy: 2).day.components == (10_000, 2, 1))
        #expect(try #require(ReportingPeriod("9999")).end.year == 10_000)
    }

    @Test(arguments: ["", "0s", "-1s", "day", "1.5mo", "9999999999s"]) func otherTextIsNoFrequency(
        text: String
    ) {
        #expect(Frequency(text) == nil)
    }

    @Test func usualPeriodsFitTheFrequency() {
        #expect(Frequency.daily.usualPeriods == [7] && Frequency.hourly.usualPeriods == [24, 168])
        #expect(Frequency.monthly.usualPeriods == [12] && Frequency.yearly.usualPeriods == [])
        #expect(Frequency.quarterly.usualPeriods == [4])
    }
}

@Suite struct BillingPeriodTests {
    @Test func monthsFollowEachOther() throws {
        let december = try #require(BillingPeriod("2025-12"))
        #expect(december.advanced(by: 1).description == "2026-01")
        #expect(december.advanced(by: -12).description == "2024-12")
        #expect(try december.days == day("2025-12-01")..<day("2026-01-01"))
        #expect(try BillingPeriod(containing: day("2025-12-31")) == december)
        #expect(december < december.advanced(by: 1))
    }

    @Test(arguments: ["2025-13", "2025-1", "202512", "", "2025-12-01"]) func otherTextIsNoMonth(text: String)
    {
        #expect(BillingPeriod(text) == nil)
    }
}
