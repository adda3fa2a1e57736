import TestKit
import Testing
import TimeSeries

@Suite struct ReportingPeriodTests {
    @Test(arguments: ["2026-07", "2026-Q3", "2026", "0001-01", "9999-Q4"]) func textGoesThereAndBack(
        text: String
    ) {
        #expect(ReportingPeriod(text)?.description == text)
    }

    @Test(arguments: [
        "", "26", "2026-Q0", "2026-Q5", "2026-q3", "2026-13", "2026Q3", "2026/Q3", "0000", "2026-7", "20ab",
    ])
    func otherTextIsNone(text: String) {
        #expect(ReportingPeriod(text) == nil)
    }

    @Test func aQuarterHasItsDaysAndMonths() throws {
        let quarter = try #require(ReportingPeriod("2026-Q3"))
        #expect(try quarter.days == day("2026-07-01")..<day("2026-10-01"))
        #expect(quarter.billingPeriods.map(\.description) == ["2026-07", "2026-08", "2026-09"])
        #expect(quarter.advanced(by: 2).description == "2027-Q1")
        #expect(try ReportingPeriod(containing: day("2026-09-30"), granularity: .quarter) == quarter)
    }

    @Test func everyDayIsInItsPeriods() throws {
        for date in try day("2023-12-25")..<day("2024-03-05") {
            for granularity in ReportingPeriod.Granularity.allCases {
                #expect(ReportingPeriod(containing: date, granularity: granularity).days.contains(date))
            }
        }
    }
}
