import Decomposition
import TestKit
import Testing
import TimeSeries

@Suite struct STLTests {
    @Test func partsEqualThoseOfRAndStatsmodels() throws {
        let fixture = try DecompositionFixture.read()
        for expected in fixture.cases where expected.settings.periods.count == 1 {
            let y = try #require(fixture.series[expected.series])
            let parts = try expected.settings.stl.decompose(.of(y))
            let label = Comment(rawValue: "\(expected.program) \(expected.series) \(expected.settings)")
            #expect(distance(parts.trend, expected.trend, of: y) <= 1e-8, label)
            #expect(distance(parts.seasonal[0].values, expected.seasonal[0], of: y) <= 1e-8, label)
            let off = zip(parts.weights, expected.weights).map { abs($0 - $1) }.max() ?? 0
            #expect(off <= 1e-8, label)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func partsSumToTheSeries(seed: UInt64) throws {
        let series = try randomSeries(count: 100 + Int(seed), period: 7, seed: seed)
        let parts = try STL(period: 7).decompose(series)
        for i in 0..<series.count {
            let sum = parts.trend[i] + parts.seasonal[0].values[i] + parts.remainder[i]
            #expect(isClose(sum, series.values[i], .rounding))
        }
        #expect(parts.observed == series)
    }

    @Test func partsScaleWithTheSeries() throws {
        let series = try randomSeries(count: 90, period: 12, seed: 4)
        var stl = STL(period: 12)
        stl.iterations = .robust
        let parts = try stl.decompose(series)
        let scaled = try stl.decompose(series.map { 1024 * $0 })
        #expect(scaled.trend == parts.trend.map { 1024 * $0 })
        #expect(scaled.seasonal[0].values == parts.seasonal[0].values.map { 1024 * $0 })
        #expect(scaled.weights == parts.weights)
    }

    @Test func aLineIsAllTrend() throws {
        let line = try Series.of((0..<50).map { 3 + 2 * Double($0) })
        let parts = try STL(period: 7).decompose(line)
        #expect(isClose(parts.trend, line.values, .reference))
        #expect(parts.trendStrength > 0.999)
    }

    @Test func aPeriodicSeasonIsTheSameInEveryCycle() throws {
        var stl = STL(period: 5)
        stl.seasonalWindow = .periodic
        let season = try stl.decompose(randomSeries(count: 43, period: 5, seed: 9)).seasonal[0].values
        #expect((0..<38).allSatisfy { season[$0] == season[$0 + 5] })
    }

    @Test func tooShortSaysWhatItNeeds() throws {
        let error = #expect(throws: DecompositionError.tooShort(needed: 14, got: 13)) {
            try STL(period: 7).decompose(.of([Double](repeating: 1, count: 13)))
        }
        #expect(
            error?.description
                == "needs 14 observations, got 13; use a longer history or a shorter season")
        #expect(try STL(period: 7).decompose(.of([Double](repeating: 1, count: 14))).trend.count == 14)
    }

    @Test func weightsAreOneWithoutRobustness() throws {
        let parts = try STL(period: 7).decompose(randomSeries(count: 60, period: 7, seed: 5))
        #expect(parts.weights.allSatisfy { $0 == 1 })
    }

    @Test func roundingErrorsKeepTheirWeight() throws {
        var stl = STL(period: 7)
        stl.iterations = .robust
        let constant = try stl.decompose(.of([Double](repeating: 0.1, count: 60)))
        #expect(constant.weights.allSatisfy { $0 > 0.999 })
        let zero = try stl.decompose(.of([Double](repeating: 0, count: 60)))
        #expect(zero.weights.allSatisfy { $0 == 1 } && zero.trend.allSatisfy { $0 == 0 })
    }

    @Test func outliersLoseTheirWeight() throws {
        var values = try randomSeries(count: 84, period: 7, seed: 6).values
        values[40] += 500
        var stl = STL(period: 7)
        stl.iterations = .robust
        let parts = try stl.decompose(.of(values))
        #expect(parts.weights[40] == 0)
        #expect(abs(parts.remainder[40] - 500) < 5)
    }

    @Test func aHugeValueLeavesNoTraceFarAway() throws {
        let clean = try randomSeries(count: 140, period: 7, seed: 7)
        var values = clean.values
        values[10] = 1e15
        let far = 100..<140
        let expected = try STL(period: 7).decompose(clean)
        let parts = try STL(period: 7).decompose(.of(values))
        // Trend windows of two passes do not reach that far; season windows of 11 weeks do not either.
        #expect(isClose(Array(parts.trend[far]), Array(expected.trend[far]), .reference))
    }
}
