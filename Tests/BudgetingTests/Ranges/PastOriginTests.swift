import Budgeting
import Testing
import TimeSeries

@Suite struct PastOriginTests {
    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test func theRestOfAQuarterMovesToOtherMonths() throws {
        let today = try date("2026-07-16")
        let origins = PastOrigin.monthly(
            before: today, within: try date("2025-09-01")..<today, least: 60, limit: 18)
        #expect(origins.map(\.day.description).first == "2026-06-16")
        #expect(origins.map(\.day.description).last == "2025-11-16")
        let rest = try date("2026-07-16")..<date("2026-10-01")
        #expect(origins[0].moved(rest) == (try date("2026-06-16")..<date("2026-09-01")))
        let next = try date("2026-10-01")..<date("2027-01-01")
        #expect(origins[1].moved(next) == (try date("2026-08-01")..<date("2026-11-01")))
    }

    @Test func theEndOfLongMonthsMovesToTheEndOfShortOnes() throws {
        let today = try date("2026-03-31")
        let origin = try #require(
            PastOrigin.monthly(before: today, within: try date("2025-01-01")..<today).first)
        #expect(origin.day == (try date("2026-02-28")))
        #expect(
            origin.moved(try date("2026-03-31")..<date("2026-04-01"))
                == (try date("2026-02-28")..<date("2026-03-01")))
    }

    @Test func aShortHistoryHasNoOrigins() throws {
        let today = try date("2026-03-31")
        #expect(PastOrigin.monthly(before: today, within: try date("2026-02-01")..<today).isEmpty)
        #expect(PastOrigin.monthly(before: today, within: try date("2025-02-01")..<today, limit: 0).isEmpty)
    }

    @Test func yearsArePassed() throws {
        let today = try date("2026-01-11")
        let origin = try #require(
            PastOrigin.monthly(before: today, within: try date("2024-01-01")..<today, limit: 14).last)
        #expect(origin.day == (try date("2024-11-11")) && origin.months == 14)
    }
}
