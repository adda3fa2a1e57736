import Decomposition
import TestKit
import Testing
import TimeSeries

@Suite struct MSTLTests {
    @Test(arguments: ["stl.json", "mstl.json"]) func partsEqualThoseOfForecastAndStatsmodels(file: String)
        throws
    {
        let fixture = try DecompositionFixture.read(file)
        for expected in fixture.cases where expected.settings.periods.count > 1 {
            let y = try #require(fixture.series[expected.series])
            let parts = try expected.settings.mstl.decompose(.of(y))
            let label = Comment(rawValue: "\(expected.program) \(expected.series)")
            #expect(distance(parts.trend, expected.trend, of: y) <= 1e-8, label)
            #expect(parts.seasonal.map(\.period) == expected.settings.periods.map(Double.init), label)
            for (season, values) in zip(parts.seasonal, expected.seasonal) {
                #expect(distance(season.values, values, of: y) <= 1e-8, label)
            }
            let off = zip(parts.weights, expected.weights).map { abs($0 - $1) }.max() ?? 0
            #expect(off <= 1e-8, label)
        }
    }

    @Test func oneSeasonIsSTL() throws {
        let series = try randomSeries(count: 80, period: 7, seed: 3)
        #expect(try MSTL(periods: [7]).decompose(series) == STL(period: 7).decompose(series))
    }

    @Test func partsSumToTheSeries() throws {
        let series = try randomSeries(count: 200, period: 12, seed: 8)
        let parts = try MSTL(periods: [12, 30]).decompose(series)
        for i in 0..<series.count {
            let sum = parts.seasonal.reduce(parts.trend[i] + parts.remainder[i]) { $0 + $1.values[i] }
            #expect(isClose(sum, series.values[i], .rounding))
        }
    }

    @Test func seasonsThatDoNotFitTwiceAreLeftOut() throws {
        let series = try randomSeries(count: 100, period: 7, seed: 8)
        #expect(try MSTL(periods: [90, 7]).decompose(series).seasonal.map(\.period) == [7])
        #expect(throws: DecompositionError.tooShort(needed: 120, got: 100)) {
            try MSTL(periods: [90, 60]).decompose(series)
        }
    }

    @Test func twoYearsHoldAWeekAndAYear() throws {
        let series = try randomSeries(count: 730, period: 7, seed: 11)
        #expect(try MSTL(periods: [7, 365.25]).decompose(series).seasonal.map(\.period) == [7, 365.25])
        #expect(try MSTL(periods: [7, 365.25]).decompose(series[0..<729]).seasonal.map(\.period) == [7])
        #expect(throws: DecompositionError.tooShort(needed: 730, got: 729)) {
            try MSTL(periods: [365.25]).decompose(series[0..<729])
        }
    }

    @Test func withoutAGapItIsThatOfTheSeries() throws {
        let series = try randomSeries(count: 200, period: 12, seed: 12)
        let all = [Bool](repeating: true, count: 200)
        let mstl = MSTL(periods: [12, 30.5])
        #expect(try mstl.decompose(series, isObserved: all) == mstl.decompose(series))
    }

    @Test func whatAGapWasFilledWithDoesNotMatter() throws {
        let series = try randomSeries(count: 240, period: 12, seed: 13)
        var isObserved = [Bool](repeating: true, count: 240)
        for i in [0, 40, 41, 42, 100, 239] { isObserved[i] = false }
        let other = try Series.of(series.values.indices.map { isObserved[$0] ? series.values[$0] : -1e6 })
        let mstl = MSTL(periods: [7, 30.4375])
        let parts = try mstl.decompose(series, isObserved: isObserved)
        #expect(try mstl.decompose(other, isObserved: isObserved) == parts)
        for i in 0..<240 {
            let sum = parts.seasonal.reduce(parts.trend[i] + parts.remainder[i]) { $0 + $1.values[i] }
            #expect(isClose(sum, parts.observed.values[i], .rounding))
            #expect(isObserved[i] || (parts.remainder[i] == 0 && parts.weights[i] == 0))
        }
    }

    @Test func nothingObservedIsRefused() throws {
        let series = try randomSeries(count: 100, period: 7, seed: 14)
        #expect(throws: DecompositionError.tooShort(needed: 7, got: 0)) {
            try MSTL(periods: [7, 30]).decompose(series, isObserved: [Bool](repeating: false, count: 100))
        }
    }
}
