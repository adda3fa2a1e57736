import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct CalendarTermsTests {
    private func history(_ first: String, days: Int) throws -> Series {
        try Series(daily: [Double](repeating: 1, count: days), from: #require(CivilDate(first)))
    }

    private func column(_ name: String, _ terms: CalendarTerms, _ history: Series) throws -> [Double] {
        let j = try #require(terms.names.firstIndex(of: name), "\(name) in \(terms.names)")
        return terms.columns(over: history, 0..<history.count)[j]
    }

    private func reason(_ name: String, _ terms: CalendarTerms) -> CalendarTerms.LeftOut.Reason? {
        terms.leftOut.first { $0.name == name }?.reason
    }

    /// The days on which a column is not 0, from `first` on.
    private func days(_ name: String, _ terms: CalendarTerms, _ history: Series) throws -> [String] {
        let values = try column(name, terms, history)
        return values.indices.filter { values[$0] != 0 }.map { history.timestamp($0).description }
    }

    @Test func holidaysAreNamedAfterTheirFamilyAndCountry() throws {
        let history = try history("2024-01-01", days: 731)
        let terms = CalendarTerms([.holidays("CN")], over: history)
        #expect(
            terms.names == [
                "CN Spring Festival", "CN New Year's Day", "CN Qingming", "CN Dragon Boat Festival",
                "CN Labour Day", "CN National Day", "CN holiday weekend",
                "CN adjusted working day",
            ])
        // In 2025 Mid-Autumn was given off with National Day, so that it occurs once and nothing else does.
        #expect(reason("CN Mid-Autumn Festival", terms) == .seldom(occurrences: 1, needed: 2))
        #expect(terms.leftOut.count == 1)
        #expect(
            try days("CN National Day", terms, history) == [
                "2024-10-01", "2024-10-02", "2024-10-03", "2024-10-04", "2024-10-07", "2025-10-01",
                "2025-10-02",
                "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08",
            ])
        #expect(
            try days("CN adjusted working day", terms, history).prefix(2) == ["2024-02-04", "2024-02-18"])
    }

    @Test func rareHolidaysShareAColumn() throws {
        let history = try history("2025-01-01", days: 365)
        let terms = CalendarTerms([.holidays("DE")], over: history)
        #expect(terms.names.first == "DE other holidays")
        #expect(
            reason("DE Christmas Day", terms) == .pooled(into: "DE other holidays"))
        let shared = try days("DE other holidays", terms, history)
        #expect(shared.contains("2025-12-25") && shared.contains("2025-05-29"))
        #expect(!shared.contains("2025-05-30"))
        #expect(try days("DE bridge day", terms, history) == ["2025-05-02", "2025-05-30"])
    }

    @Test func aSingleOccurrenceIsLeftOutAndSaidSo() throws {
        let history = try history("2025-01-01", days: 120)
        let terms = CalendarTerms([.lunarNewYear], over: history)
        #expect(terms.names.isEmpty)
        #expect(terms.columns(over: history, 0..<5).isEmpty)
        #expect(terms.leftOut.count == 7)
        #expect(
            reason("lunar New Year day", terms) == .seldom(occurrences: 1, needed: 2))
        let once = CalendarTerms([.lunarNewYear], over: history, minimumOccurrences: 1)
        #expect(once.names.first == "lunar New Year −14" && once.names.count == 7)
    }

    @Test func lunarHatsAddUpToOneBetweenTheirOuterKnots() throws {
        let history = try history("2023-06-01", days: 700)
        let terms = CalendarTerms([.lunarNewYear], over: history)
        let columns = terms.columns(over: history, 0..<history.count)
        for i in 0..<history.count {
            guard let place = LunarNewYear.position(of: history.timestamp(i).day) else { continue }
            let sum = columns.reduce(0) { $0 + $1[i] }
            if -14...15 ~= place { #expect(isClose(sum, 1, .rounding)) }
            if place <= -21 || place >= 23 { #expect(sum == 0) }
        }
        // 10 February 2024 and 29 January 2025.
        let onTheDay = try column("lunar New Year day", terms, history)
        #expect(onTheDay.indices.filter { onTheDay[$0] == 1 } == [254, 608])
    }

    @Test func promotionsRiseToTheirMainDay() throws {
        let history = try history("2024-01-01", days: 731)
        let terms = CalendarTerms([.promotions([.double11, .blackFriday])], over: history)
        #expect(
            terms.names == [
                "11.11", "11.11 on 1 November", "11.11 on 11 November", "Black Friday",
                "Black Friday on Friday",
                "Black Friday on Cyber Monday",
            ])
        let slope = try column("11.11", terms, history)
        // 20 October is day 293 of a leap year.
        #expect(slope[292] == 0 && slope[293] > 0 && slope[293 + 22] == 1 && slope[293 + 24] == 0)
        #expect((293..<315).allSatisfy { slope[$0] < slope[$0 + 1] })
        #expect(
            try days("Black Friday on Cyber Monday", terms, history) == ["2024-12-02", "2025-12-01"])
    }

    @Test func theTurnOfTheMonthKnowsWorkingDays() throws {
        let history = try history("2025-09-01", days: 91)
        let terms = CalendarTerms([.monthTurn, .holidays("CN")], over: history, minimumOccurrences: 1)
        // National Day lasts to 8 October; 1 November is a Saturday.
        #expect(
            try days("first working day of month", terms, history) == [
                "2025-09-01", "2025-10-09", "2025-11-03",
            ])
        #expect(
            try days("turn of month", terms, history).prefix(8) == [
                "2025-09-01", "2025-09-02", "2025-09-03", "2025-09-29", "2025-09-30", "2025-10-01",
                "2025-10-02",
                "2025-10-03",
            ])
    }

    @Test func billingDaysStayWithinTheMonth() throws {
        let history = try history("2025-01-01", days: 120)
        let terms = CalendarTerms([.monthTurn, .billingDays([15, 31, -3])], over: history)
        #expect(reason("day 31 of month", terms) == .equals("last day of month"))
        #expect(
            try days("day −3 of month", terms, history) == [
                "2025-01-29", "2025-02-26", "2025-03-29", "2025-04-28",
            ])
        #expect(
            try days("last day of month", terms, history) == [
                "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30",
            ])
        #expect(terms.blockNames.last == "billing days")
    }

    @Test func hoursInDayFollowTheClock() throws {
        let history = try history("2024-01-01", days: 731)
        let american = CalendarTerms([.hoursInDay(.unitedStates)], over: history)
        #expect(
            try days("US hours in day", american, history) == [
                "2024-03-10", "2024-11-03", "2025-03-09", "2025-11-02",
            ])
        let european = CalendarTerms([.hoursInDay(.europeanUnion)], over: history)
        #expect(
            try days("EU hours in day", european, history) == [
                "2024-03-31", "2024-10-27", "2025-03-30", "2025-10-26",
            ])
        #expect(try column("EU hours in day", european, history).min() == -1.0 / 24)
    }

    @Test func theFutureHasTheColumnsOfTheHistory() throws {
        let whole = try history("2022-01-01", days: 1200)
        let blocks: [CalendarTerms.Block] = [
            .holidays("US"), .holidays("SG"), .lunarNewYear, .promotions(Promotion.allCases), .monthTurn,
        ]
        let past = whole[0..<1000]
        let terms = CalendarTerms(blocks, over: past)
        let future = terms.columns(over: past, 1000..<1200)
        let all = terms.columns(over: whole, 0..<1200)
        #expect(future == all.map { Array($0[1000...]) })
        #expect(Set(terms.names).count == terms.names.count)
        #expect(terms == CalendarTerms(blocks, over: past))
    }

    @Test func longValuesHaveTheMeanOfTheirDaysAndShortOnesTheirDay() throws {
        let start = Timestamp(try #require(CivilDate("2025-09-01")))
        let monthly = try Series(start: start, frequency: .monthly, values: [1, 1, 1])
        let terms = CalendarTerms([.holidays("CN")], over: monthly, minimumOccurrences: 1)
        let october = try column("CN National Day", terms, monthly)
        #expect(october == [0, 6.0 / 31, 0])
        let hourly = try Series(
            start: Timestamp(secondsSinceEpoch: start.secondsSinceEpoch + 6 * 3600), frequency: .hourly,
            values: [Double](repeating: 1, count: 60))
        let firsts = CalendarTerms([.monthTurn], over: hourly, minimumOccurrences: 1)
        let first = try column("first day of month", firsts, hourly)
        #expect(first == (0..<60).map { $0 < 18 ? 1 : 0 })
    }
}
