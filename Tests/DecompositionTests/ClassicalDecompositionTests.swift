import Decomposition
import TestKit
import Testing
import TimeSeries

@Suite struct ClassicalDecompositionTests {
    @Test func partsEqualThoseOfStatsmodels() throws {
        let fixture = try DecompositionFixture.read()
        for expected in fixture.classical {
            let y = try #require(fixture.series[expected.series])
            let parts = try ClassicalDecomposition(period: expected.period).decompose(.of(y))
            let half = expected.period / 2
            let inner = Array(parts.trend[half..<y.count - half])
            #expect(isClose(inner, expected.trend, .reference), "\(expected.series)")
            #expect(isClose(parts.seasonal[0].values, expected.seasonal, .reference), "\(expected.series)")
        }
    }

    @Test func aLineGoesOnAtBothEnds() throws {
        let line = try Series.of((0..<40).map { 5 - 0.5 * Double($0) })
        let parts = try ClassicalDecomposition(period: 12).decompose(line)
        #expect(isClose(parts.trend, line.values, .rounding))
        #expect(isClose(parts.remainder, [Double](repeating: 0, count: 40), .rounding))
    }

    @Test func tooShortSaysWhatItNeeds() throws {
        #expect(throws: DecompositionError.tooShort(needed: 24, got: 23)) {
            try ClassicalDecomposition(period: 12).decompose(.of([Double](repeating: 1, count: 23)))
        }
        #expect(
            try ClassicalDecomposition(period: 12).decompose(randomSeries(count: 24, period: 12, seed: 1))
                .trend.count == 24)
    }
}
