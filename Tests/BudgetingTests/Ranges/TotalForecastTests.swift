import Budgeting
import Testing
import TimeSeries

@Suite struct TotalForecastTests {
    private static let start = CivilDate(dayNumber: 20_000)

    private func forecast(_ values: [Double], length: Int = 30) throws -> TotalForecast? {
        let origin = Self.start.advanced(by: values.count)
        return TotalForecast(
            node: "n", history: try Series(daily: values, from: Self.start), origin: origin,
            days: origin..<origin.advanced(by: length), pathTotals: [1, 2])
    }

    @Test func theLevelIsThatOfTheLastFourWeeks() throws {
        let values = [Double](repeating: 9, count: 100) + [Double](repeating: -2, count: 28)
        let total = try #require(try forecast(values))
        #expect(total.level == 60 && total.horizon == 30 && total.lead == 0)
    }

    @Test func aPartThatRestsHasATenthOfItsYear() throws {
        let values = [Double](repeating: 10, count: 100) + [Double](repeating: 0, count: 28)
        let total = try #require(try forecast(values))
        #expect(isNear(total.level, 30 * 0.1 * 1000 / 128))
    }

    @Test func nothingToCalibrateIsNil() throws {
        #expect(try forecast([Double](repeating: 0, count: 50)) == nil)
        #expect(try forecast([Double](repeating: 5, count: 50), length: 0) == nil)
    }

    private func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-9 }
}
