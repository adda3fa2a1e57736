import Budgeting
import Foundation
import Testing
import TimeSeries

@Suite struct FiscalCalendarTests {
    private func days(_ name: String, _ calendar: FiscalCalendar) -> String? {
        calendar.period(named: name).map { "\($0.start) \($0.end.advanced(by: -1))" }
    }

    @Test(arguments: [
        ("2026-Q3", "2026-07-01 2026-09-30"), ("2026-07", "2026-07-01 2026-07-31"),
        ("2026", "2026-01-01 2026-12-31"), ("FY2027", "2026-04-01 2027-03-31"),
        ("FY2027-Q1", "2026-04-01 2026-06-30"), ("FY2027-Q4", "2027-01-01 2027-03-31"),
        ("FY2027-H2", "2026-10-01 2027-03-31"), ("FY2027-M12", "2027-03-01 2027-03-31"),
        ("2026-07-06..2026-08-02", "2026-07-06 2026-08-02"),
    ])
    func namesHaveTheirDays(name: String, expected: String) {
        #expect(days(name, FiscalCalendar(firstMonth: 4)) == expected)
    }

    @Test(arguments: [
        "", "FY", "FY27", "FY2027-Q5", "FY2027-Q0", "FY2027-M13", "FY2027-M1", "FY2027-X1", "FY2027-",
        "2026-Q5",
        "2026-13", "2026-08-02..2026-07-06", "2026-07-06..", "fy2027", "FY2027-Q１", "FY0000",
    ])
    func otherNamesSayNothing(name: String) {
        #expect(FiscalCalendar(firstMonth: 4).period(named: name) == nil)
    }

    @Test func aFiscalYearMayBeNamedByItsStart() {
        let calendar = FiscalCalendar(firstMonth: 4, naming: .start)
        #expect(days("FY2026-Q1", calendar) == "2026-04-01 2026-06-30")
        #expect(calendar.quarter(containing: CivilDate(dayNumber: 20_500)).name == "FY2025-Q4")
    }

    @Test func withoutAFiscalYearItsNamesAreTheCalendars() throws {
        let calendar = FiscalCalendar()
        #expect(calendar.period(named: "FY2026-Q3") == calendar.period(named: "2026-Q3"))
        #expect(calendar.quarter(containing: try #require(CivilDate("2026-08-15"))).name == "2026-Q3")
    }

    @Test(arguments: 1...12) func everyDayIsInOneQuarterAndQuartersFollowEachOther(firstMonth: Int) throws {
        let calendar = FiscalCalendar(firstMonth: firstMonth)
        var day = try #require(CivilDate("2023-11-20"))
        var quarter = calendar.quarter(containing: day)
        for _ in 0..<900 {
            #expect(quarter.days.contains(day))
            #expect(calendar.period(named: quarter.name) == quarter)
            day = day.advanced(by: 1)
            let next = calendar.quarter(containing: day)
            if next != quarter {
                #expect(next.start == quarter.end)
                #expect(calendar.following(quarter, count: 1) == [next])
                #expect(calendar.preceding(next) == quarter)
            }
            quarter = next
        }
        #expect((quarter.start.month - firstMonth + 12) % 3 == 0)
    }

    @Test func periodsFollowEachOtherInTheirKind() throws {
        let calendar = FiscalCalendar(firstMonth: 10)
        let month = try #require(calendar.period(named: "2026-11"))
        #expect(calendar.following(month, count: 3).map(\.name) == ["2026-12", "2027-01", "2027-02"])
        let year = try #require(calendar.period(named: "FY2027"))
        #expect(calendar.following(year, count: 2).map(\.name) == ["FY2028", "FY2029"])
        let half = try #require(calendar.period(named: "FY2027-H2"))
        #expect(calendar.following(half, count: 1).map(\.name) == ["FY2028-H1"])
    }

    @Test func customPeriodsFollowByTheirDaysThenByTheirLength() throws {
        let text = { (name: String) throws -> BudgetPeriod in
            let span = try #require(FiscalCalendar().period(named: name))
            return BudgetPeriod(name: "w" + String(span.start.day), days: span.days)
        }
        let first = try text("2026-06-01..2026-06-28")
        let second = try text("2026-06-29..2026-07-26")
        let calendar = FiscalCalendar(custom: [second, first])
        #expect(calendar.following(first, count: 2).map(\.name) == ["w29", "2026-07-27..2026-08-23"])
        #expect(calendar.preceding(second) == first)
        #expect(calendar.period(named: "w1") == first)
    }

    @Test func aPeriodIsWrittenWithBothItsDays() throws {
        let period = BudgetPeriod(try #require(ReportingPeriod("2026-Q3")))
        let data = try JSONEncoder().encode(period)
        #expect(try JSONDecoder().decode(BudgetPeriod.self, from: data) == period)
        #expect(String(decoding: data, as: UTF8.self).contains("2026-09-30"))
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                BudgetPeriod.self, from: Data(#"{"name":"x","from":"2026-02-01","to":"2026-01-01"}"#.utf8))
        }
    }
}
