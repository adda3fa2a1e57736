import Forecasting
import TestKit
import Testing
import TimeSeries

/// What a bill does to a history, and the sensible forecast for it.
@Suite struct RobustnessTests {
    private let monday: CivilDate

    init() throws {
        monday = try #require(CivilDate("2025-01-06"))
    }

    /// A steady cost of 100 a day with a weekend and 4 % of noise.
    private func steady(_ n: Int, seed: UInt64 = 7) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<n).map { 100 * ($0 % 7 >= 5 ? 0.8 : 1) * (0.96 + 0.08 * generator.uniform()) }
    }

    private func forecast(_ values: [Double]) throws -> Forecast {
        try AutoForecaster().fit(Series(daily: values, from: monday)).forecast(
            horizon: 30, coverages: [0.8, 0.95], paths: 200)
    }

    private func month(_ forecast: Forecast) -> Double { forecast.mean.reduce(0, +) }

    private func width(_ forecast: Forecast) -> Double {
        zip(forecast.intervals[1].lower, forecast.intervals[1].upper).reduce(0) { $0 + $1.1 - $1.0 }
    }

    @Test func oneRefundMovesNeitherMiddleNorWidth() throws {
        let plain = try forecast(steady(365))
        var refunded = steady(365)
        refunded[340] = -500
        let other = try forecast(refunded)
        #expect(abs(month(other) / month(plain) - 1) < 0.03)
        #expect(width(other) < 1.5 * width(plain))
    }

    @Test func aStepOfTenDaysAgoIsTheNewLevel() throws {
        let values = steady(365)
        let forecast = try forecast(values.indices.map { $0 >= 355 ? 3 * values[$0] : values[$0] })
        #expect((0.85...1.15).contains(month(forecast) / (3 * 94.3 * 30)))
    }

    @Test func aServiceThatStoppedAMonthAgoStaysAtZero() throws {
        let forecast = try forecast(steady(300) + Array(repeating: 0, count: 30))
        #expect(month(forecast) == 0 && forecast.intervals[1].lower.allSatisfy { $0 >= 0 })
    }

    @Test func fourDaysWithoutCostAreAGap() throws {
        var values = steady(365)
        for i in 330..<334 { values[i] = 0 }
        let forecast = try forecast(values)
        #expect((0.95...1.05).contains(month(forecast) / (94.3 * 30)))
        #expect(width(forecast) < 1.5 * width(try self.forecast(steady(365))))
    }

    @Test(arguments: 1...8) func aFewDaysGiveTheirLevelAndAWideRange(count: Int) throws {
        let forecast = try forecast(steady(count))
        #expect(forecast.mean.allSatisfy { (60...130).contains($0) })
        #expect(
            zip(forecast.intervals[0].lower, forecast.intervals[0].upper).allSatisfy { $0 < $1 && $0 >= 0 })
    }

    @Test func zerosStayZeroAndConstantsConstant() throws {
        let nothing = try forecast(Array(repeating: 0, count: 100))
        #expect(nothing.mean.allSatisfy { $0 == 0 } && nothing.intervals[1].upper.allSatisfy { $0 == 0 })
        let constant = try forecast(Array(repeating: 42, count: 100))
        #expect(constant.mean.allSatisfy { $0 == 42 })
    }

    @Test func hugeAndTinyUnitsGiveTheSameShape() throws {
        let plain = try forecast(steady(365))
        for unit in [1e12, 1e-9] {
            let other = try forecast(steady(365).map { $0 * unit })
            #expect(isClose(other.mean.map { $0 / unit }, plain.mean, .optimum))
            #expect(isClose(other.intervals[0].upper.map { $0 / unit }, plain.intervals[0].upper, .optimum))
        }
    }

    @Test func rangesWidenWithTheHorizon() throws {
        var generator = SplitMix64(seed: 3)
        var level = 100.0
        let walk = (0..<365).map { _ in
            level *= 0.97 + 0.06 * generator.uniform()
            return level
        }
        let range = try forecast(walk).intervals[0]
        let widths = [0..<7, 7..<14, 21..<28].map { days in
            days.reduce(0) { $0 + range.upper[$1] - range.lower[$1] }
        }
        #expect(widths[0] < widths[1] && widths[1] < widths[2])
    }

    @Test func theRangeOfATotalIsNotTheSumOfRanges() throws {
        let model = try AutoForecaster().fit(Series(daily: steady(365), from: monday))
        let paths = model.samplePaths(horizon: 30, count: 400, seed: 1)
        let totals = paths.totals(over: 0..<30).sorted()
        let range = Forecast(mean: model.forecast(horizon: 30), paths: paths, coverages: [0.8]).intervals[0]
        let sum = zip(range.lower, range.upper).reduce(0) { $0 + $1.1 - $1.0 }
        #expect(totals[360] - totals[40] < 0.7 * sum)
    }

    @Test func growthThatKeepsToALineGoesOnAndGrowthThatStoppedDoesNot() throws {
        let noise = steady(730)
        let growing = noise.indices.map { noise[$0] * (1 + 0.001 * Double($0)) }
        #expect((0.95...1.06).contains(month(try forecast(growing)) / (94.3 * 30 * 1.745)))
        let stopped = noise.indices.map { noise[$0] * (1 + 0.001 * Double(min($0, 400))) }
        #expect((0.95...1.05).contains(month(try forecast(stopped)) / (94.3 * 30 * 1.4)))
    }

    @Test func aNewServiceFillsUpAlongItsCurve() throws {
        let noise = steady(90)
        func level(_ day: Int) -> Double { 1 / (1 + power(0.88, Double(day - 30))) }
        func power(_ base: Double, _ exponent: Double) -> Double {
            var value = 1.0
            for _ in 0..<Int(abs(exponent)) { value *= base }
            return exponent < 0 ? 1 / value : value
        }
        let values = (0..<45).map { noise[$0] * level($0) }
        let forecast = try forecast(Array(repeating: 0, count: 60) + values)
        #expect((0.85...1.15).contains(month(forecast) / (94.3 * 30)))
    }

    @Test func oneDayAWeekGoesOnAlongItsLine() throws {
        // Growth of two years looks like the start of an S-curve where only weeks are counted.
        let noise = steady(728)
        let values = noise.indices.map { $0 % 7 == 4 ? noise[$0] * (1 + 0.002 * Double($0)) : 0 }
        let forecast = try forecast(values)
        #expect(forecast.mean.indices.allSatisfy { (728 + $0) % 7 == 4 || forecast.mean[$0] == 0 })
        #expect((0.93...1.07).contains(month(forecast) / (100 * 4 * 2.49)))
    }

    @Test func aFloatingHolidayComesAgainOnItsWeekday() throws {
        // The fourth Thursday of November 2025 and 2026; forecast from 17 November 2027.
        let start = try #require(CivilDate("2025-11-03"))
        let holidays = ["2025-11-27", "2026-11-26"].compactMap { CivilDate($0) }
        let noise = steady(744)
        let values = noise.indices.map { holidays.contains(start.advanced(by: $0)) ? 40 : noise[$0] }
        let forecast = try AutoForecaster().fit(Series(daily: values, from: start)).forecast(horizon: 14)
        let day = try #require(CivilDate("2027-11-25"))
        let step = start.advanced(by: 744).distance(to: day)
        #expect((35...60).contains(forecast[step]) && (85...110).contains(forecast[step - 1]))
    }

    @Test func costThatGoesOnAfterALongSilenceStartsAnew() throws {
        let values = steady(200).map { 10 * $0 } + Array(repeating: 0, count: 60) + steady(60)
        #expect((0.9...1.1).contains(month(try forecast(values)) / (94.3 * 30)))
    }

    @Test func monthsQuartersAndYearsCarryTheirSeasonAndTrend() throws {
        let start = Timestamp(monday)
        var generator = SplitMix64(seed: 2)
        let months = (0..<96).map { 100 + Double($0) + ($0 % 12 == 11 ? 40 : 0) + 2 * generator.uniform() }
        let model = try AutoForecaster().fit(Series(start: start, frequency: .monthly, values: months))
        let next = model.forecast(horizon: 12)
        #expect((225...250).contains(next[11]) && (190...205).contains(next[0]))
        let years = (0..<12).map { 100 + 10 * Double($0) + generator.uniform() }
        let yearly = try AutoForecaster().fit(Series(start: start, frequency: .yearly, values: years))
        #expect((225...265).contains(yearly.forecast(horizon: 4)[3]))
    }
}
