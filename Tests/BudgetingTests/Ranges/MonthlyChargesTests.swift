import Budgeting
import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct MonthlyChargesTests {
    private static let start = CivilDate("2026-01-01") ?? CivilDate(dayNumber: 0)

    private static func history(days: Int, _ value: (CivilDate) -> Double) throws -> Series {
        try Series(daily: (0..<days).map { value(start.advanced(by: $0)) }, from: start)
    }

    @Test func aCreditOnTheFifteenthComesAgain() throws {
        let model = try #require(MonthlyCharges(try Self.history(days: 131) { $0.day == 15 ? -70 : 0 }))
        #expect(model.days == [15])
        // From 12 May on: the fifteenths of May and June.
        let forecast = model.forecast(horizon: 40)
        #expect(forecast.indices.filter { forecast[$0] != 0 } == [3, 34])
        #expect(forecast[3] == -70)
        let paths = model.samplePaths(horizon: 40, count: 20, seed: 1)
        #expect(paths.totals(over: 0..<40).allSatisfy { $0 == -140 })
    }

    @Test func theLastOfAMonthIsTheLastOfEveryMonth() throws {
        let model = try #require(
            MonthlyCharges(try Self.history(days: 140) { $0.day == $0.daysInMonth || $0.day == 1 ? 9 : 0 }))
        #expect(model.days == [1, 31])
        let forecast = model.forecast(horizon: 20)
        #expect(forecast.indices.filter { forecast[$0] != 0 } == [10, 11])
    }

    @Test func amountsAreThoseOfTheLastMonths() throws {
        let history = try Self.history(days: 190) { $0.day == 3 ? Double($0.month) : 0 }
        let model = try #require(MonthlyCharges(history))
        #expect(model.amounts == [[2, 3, 4, 5, 6, 7]])
        let paths = model.samplePaths(horizon: 31, count: 200, seed: 2).totals(over: 0..<31)
        #expect(Set(paths) == [2, 3, 4, 5, 6, 7])
        #expect(
            model.samplePaths(horizon: 31, count: 5, seed: 2)
                == model.samplePaths(horizon: 31, count: 5, seed: 2))
    }

    @Test func oneChargeOnAnotherDayIsOneOff() throws {
        let history = try Self.history(days: 131) {
            $0.day == 15 ? -70 : $0.month == 4 && $0.day == 20 ? -9000 : 0
        }
        let model = try #require(MonthlyCharges(history))
        #expect(model.forecast(horizon: 30).reduce(0, +) == -70)
    }

    @Test func otherHistoriesAreNotOfThisSort() throws {
        #expect(try MonthlyCharges(Self.history(days: 131) { _ in 5 }) == nil)
        #expect(try MonthlyCharges(Self.history(days: 131) { _ in 0 }) == nil)
        #expect(try MonthlyCharges(Self.history(days: 131) { $0.weekday == 1 ? 5 : 0 }) == nil)
        #expect(try MonthlyCharges(Self.history(days: 20) { $0.day == 15 ? 5 : 0 }) == nil)
        // It has stopped.
        #expect(try MonthlyCharges(Self.history(days: 131) { $0.day == 15 && $0.month < 3 ? 5 : 0 }) == nil)
    }
}
