import Decomposition
import Foundation
import TestKit
import Testing
import TimeSeries

/// Decompositions by R and statsmodels; see `Fixtures/classical.py`.
private struct ClassicalFixture: Decodable {
    struct Case: Decodable {
        let program: String
        let kind: String
        let series: String
        let period: Int
        let trend: [Double]
        let seasonal: [Double]
        let remainder: [Double]
    }

    let series: [String: [Double]]
    let cases: [Case]
}

@Suite struct ClassicalDecompositionTests {
    @Test func partsEqualThoseOfRAndStatsmodels() throws {
        let fixture = try Fixture.json("classical.json", in: .module, as: ClassicalFixture.self)
        for expected in fixture.cases {
            let y = try #require(fixture.series[expected.series])
            let method = ClassicalDecomposition(period: expected.period)
            let inner = expected.period / 2..<y.count - expected.period / 2
            let label = Comment(rawValue: "\(expected.program) \(expected.kind) \(expected.series)")
            if expected.kind == "additive" {
                let parts = try method.decompose(.of(y))
                #expect(distance(Array(parts.trend[inner]), expected.trend, of: y) <= 1e-8, label)
                #expect(distance(parts.seasonal[0].values, expected.seasonal, of: y) <= 1e-8, label)
                #expect(distance(Array(parts.remainder[inner]), expected.remainder, of: y) <= 1e-8, label)
            } else {
                let parts = try method.factors(of: .of(y))
                #expect(distance(Array(parts.trend[inner]), expected.trend, of: y) <= 1e-8, label)
                #expect(isClose(parts.seasonal[0].values, expected.seasonal, .reference), label)
                #expect(isClose(Array(parts.remainder[inner]), expected.remainder, .reference), label)
            }
        }
    }

    @Test func aLineGoesOnAtBothEnds() throws {
        let line = try Series.of((0..<40).map { 5 - 0.5 * Double($0) })
        let parts = try ClassicalDecomposition(period: 12).decompose(line)
        #expect(isClose(parts.trend, line.values, .rounding))
        #expect(isClose(parts.remainder, [Double](repeating: 0, count: 40), .rounding))
    }

    @Test func factorsMultiplyToTheSeriesAndStayPositive() throws {
        // Falls to a hundredth: a straight line would go below 0 at the end.
        let shape = [0.8, 1.1, 1.4, 0.7, 1.0, 1.2, 0.8]
        let falling = try Series.of((0..<63).map { exp(5 - 0.075 * Double($0)) * shape[$0 % 7] })
        let parts = try ClassicalDecomposition(period: 7).factors(of: falling)
        for i in 0..<falling.count {
            let product = parts.trend[i] * parts.seasonal[0].values[i] * parts.remainder[i]
            #expect(isClose(product, falling.values[i], .rounding))
            #expect(parts.trend[i] > 0)
        }
        // Means over a falling week are not its middle: a tenth is what the method leaves.
        #expect(parts.remainder.allSatisfy { abs($0 - 1) < 0.1 })
        let adjusted = zip(parts.trend, parts.remainder).map { $0 * $1 }
        #expect(isClose(parts.seasonallyAdjusted, adjusted, .rounding))
    }

    @Test func valuesOfZeroOrLessHaveNoFactors() throws {
        var values = try randomSeries(count: 28, period: 7, seed: 2).values
        values[9] = 0
        let error = #expect(throws: DecompositionError.self) {
            try ClassicalDecomposition(period: 7).factors(of: .of(values))
        }
        #expect(
            error?.description
                == "needs values above 0 for parts that are multiplied, got 0 or less at 2024-10-13; decompose it "
                + "additively")
    }

    @Test func tooShortSaysWhatItNeeds() throws {
        let short = try Series.of([Double](repeating: 1, count: 23))
        #expect(throws: DecompositionError.tooShort(needed: 24, got: 23)) {
            try ClassicalDecomposition(period: 12).decompose(short)
        }
        #expect(throws: DecompositionError.tooShort(needed: 24, got: 23)) {
            try ClassicalDecomposition(period: 12).factors(of: short)
        }
        #expect(
            try ClassicalDecomposition(period: 12).decompose(randomSeries(count: 24, period: 12, seed: 1))
                .trend.count == 24)
    }
}
