import Decomposition
import TestKit
import Testing
import TimeSeries

@Suite struct MSTLTests {
    @Test func partsEqualThoseOfStatsmodels() throws {
        let fixture = try DecompositionFixture.read()
        for expected in fixture.cases where expected.settings.periods.count > 1 {
            let y = try #require(fixture.series[expected.series])
            let parts = try expected.settings.mstl.decompose(.of(y))
            #expect(distance(parts.trend, expected.trend, of: y) <= 1e-8)
            for (k, season) in parts.seasonal.enumerated() {
                #expect(season.period == Double(expected.settings.periods[k]))
                #expect(distance(season.values, expected.seasonal[k], of: y) <= 1e-8)
            }
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
}
