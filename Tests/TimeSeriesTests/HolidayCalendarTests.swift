import Foundation
import TestKit
import Testing
import TimeSeries

/// Dates by other programs; see `Fixtures/calendars.py`.
struct CalendarFixture: Decodable {
    let lunarNewYear: [CivilDate]
    let holidays: [String: [CivilDate]]

    static func read(file: String = #filePath) throws -> CalendarFixture {
        let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures")
        return try JSONDecoder().decode(
            CalendarFixture.self, from: Data(contentsOf: folder.appending(path: "calendars.json")))
    }
}

func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

@Suite struct HolidayCalendarTests {
    @Test func unknownCodesHaveNoCalendar() {
        #expect(HolidayCalendar.named("XX") == nil)
        #expect(HolidayCalendar.codes.allSatisfy { HolidayCalendar.named($0)?.code == $0 })
        #expect(HolidayCalendar.named("cn")?.code == "CN")
    }

    @Test(arguments: ["US", "SG", "DE"]) func holidaysEqualThoseOfThePackageHolidays(code: String) throws {
        let theirs = try #require(CalendarFixture.read().holidays[code])
        let calendar = try #require(HolidayCalendar.named(code))
        let first = try #require(theirs.first).year
        let last = try #require(theirs.last).year
        let ours = try calendar.holidays(in: day("\(first)-01-01")..<day("\(last + 1)-01-01")).map(\.day)
        #expect(Set(ours).symmetricDifference(theirs).sorted() == [])
    }

    @Test func adjustedWorkdaysOfMainlandChinaAreHonoured() throws {
        let china = HolidayCalendar.mainlandChina
        let saturday = try day("2026-02-14")
        #expect(china.isWorkday(saturday) && china.isAdjustedWorkday(saturday))
        #expect(china.holiday(on: saturday) == nil)
        let tuesday = try day("2026-02-17")
        #expect(!china.isWorkday(tuesday))
        #expect(china.holiday(on: tuesday) == "Spring Festival")
        #expect(try !china.isWorkday(day("2026-03-07")), "an ordinary Saturday")
        #expect(try china.isWorkday(day("2026-03-09")), "an ordinary Monday")
    }

    @Test func daysOfDecemberMayBelongToTheNextYearsNotice() throws {
        let china = HolidayCalendar.mainlandChina
        #expect(try china.holiday(on: day("2022-12-31")) == "New Year's Day")
        #expect(try china.isAdjustedWorkday(day("2018-12-29")))
        #expect(try china.isAdjustedWorkday(day("2006-12-31")))
    }

    @Test func yearsWithoutANoticeAreExpectedByRule() throws {
        let china = HolidayCalendar.mainlandChina
        #expect(!china.settledYears.contains(2028))
        let eve = try #require(LunarNewYear.day(in: 2028)).advanced(by: -1)
        #expect((0..<8).allSatisfy { china.holiday(on: eve.advanced(by: $0)) == "Spring Festival" })
        #expect(china.holiday(on: eve.advanced(by: 8)) == nil)
        #expect(try china.holiday(on: day("2028-10-07")) == "National Day")
        #expect(try china.holiday(on: day("2028-10-08")) == "National Day", "Mid-Autumn is on 3 October")
        // Qingming 2029 is a Wednesday, Dragon Boat 2029 a Saturday with the Monday after it.
        #expect(try china.holiday(on: day("2029-04-04")) == "Qingming")
        #expect(try china.holiday(on: day("2029-06-18")) == "Dragon Boat Festival")
        #expect(try china.holidays(in: day("2029-01-01")..<day("2030-01-01")).count == 26)
    }

    @Test func outsideTheTableOnlyWeekendsAreKnown() throws {
        let china = HolidayCalendar.mainlandChina
        #expect(try china.isWorkday(day("1900-01-01")))
        #expect(try !china.isWorkday(day("2200-01-04")), "a Saturday")
    }

    @Test(.enabled(if: SharedData.folder != nil, "needs ../shared/data"))
    func mainlandChinaEqualsTheNotices() throws {
        let url = try #require(SharedData.folder).appending(path: "calendars/cn-statutory-days.csv")
        var kinds: [CivilDate: String] = [:]
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",")
            kinds[try day(String(fields[0]))] = String(fields[2])
        }
        let china = HolidayCalendar.mainlandChina
        for date in try day("2007-01-01")..<day("2027-01-01") {
            let kind = china.isAdjustedWorkday(date) ? "work" : china.holiday(on: date) == nil ? nil : "off"
            #expect(kind == kinds[date], "\(date)")
        }
    }
}

@Suite struct LunarNewYearTests {
    @Test func daysEqualThoseOfLunardate() throws {
        let theirs = try CalendarFixture.read().lunarNewYear
        #expect((1990..<2100).compactMap { LunarNewYear.day(in: $0) } == theirs)
        #expect(LunarNewYear.day(in: 1989) == nil && LunarNewYear.day(in: 2101) == nil)
    }

    @Test func positionsCountFromTheNearestNewYear() throws {
        #expect(try LunarNewYear.position(of: day("2026-02-17")) == 0)
        #expect(try LunarNewYear.position(of: day("2026-02-16")) == -1)
        #expect(try LunarNewYear.position(of: day("2025-12-31")) == -48)
        #expect(try LunarNewYear.position(of: day("1800-01-01")) == nil)
    }
}

@Suite struct PromotionTests {
    @Test func windowsHoldTheirPeaks() throws {
        for promotion in Promotion.allCases {
            for year in [2019, 2024, 2026] {
                let days = promotion.days(in: year)
                #expect(promotion.peakDays(in: year).allSatisfy { days.contains($0) })
            }
        }
        #expect(try Promotion.june18.days(in: 2026) == day("2026-05-31")..<day("2026-06-21"))
        #expect(try Promotion.double11.peakDays(in: 2026) == [day("2026-11-01"), day("2026-11-11")])
    }

    @Test func blackFridayFollowsTheFourthThursday() throws {
        #expect(try Promotion.blackFriday.peakDays(in: 2024) == [day("2024-11-29"), day("2024-12-02")])
        #expect(try Promotion.all(on: day("2025-11-28")) == [.blackFriday])
        #expect(try Promotion.all(on: day("2025-01-15")) == [])
    }
}
