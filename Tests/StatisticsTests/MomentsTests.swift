import Statistics
import TestKit
import Testing
import TimeSeries

@Suite struct MomentsTests {
    @Test func agreesWithNumPyAndSciPy() throws {
        let fixture = try DescriptiveFixture.load()
        for item in fixture.cases {
            #expect(isClose(item.values.mean(), item.mean, .rounding), "\(item.name)")
            if let variance = item.variance {
                #expect(isClose(item.values.variance(), variance, .reference), "\(item.name)")
                #expect(isClose(item.values.standardDeviation(), variance.squareRoot(), .reference))
            }
            if let skewness = item.skewness {
                #expect(isClose(item.values.skewness(), skewness, .reference), "\(item.name)")
            }
        }
        let (left, right) = (fixture.cases[2].values.prefix(64), fixture.cases[3].values)
        #expect(isClose(Array(left).correlation(with: right), fixture.correlation, .rounding))
    }

    @Test func equalValuesHaveThatMeanAndNoSpread() {
        for value in [0.1, -1e9 / 3, 1e300] {
            for count in 2...40 {
                let values = [Double](repeating: value, count: count)
                #expect(values.mean() == value)
                #expect(values.variance() == 0)
                #expect(values.skewness() == 0)
                #expect(values.correlation(with: values) == 0)
            }
        }
    }

    @Test func shiftAndScaleFollow() {
        var generator = SplitMix64(seed: 2)
        let values = (0..<200).map { _ in generator.uniform() }
        let moved = values.map { 4 * $0 - 7 }
        #expect(isClose(moved.mean(), 4 * values.mean() - 7, .rounding))
        #expect(isClose(moved.variance(), 16 * values.variance(), .rounding))
        #expect(isClose(moved.skewness(), values.skewness(), .reference))
        #expect(isClose(values.correlation(with: moved), 1, .rounding))
        #expect(isClose(values.correlation(with: moved.map { -$0 }), -1, .rounding))
    }

    @Test func weightsCountLikeRepeats() {
        #expect(isClose([1, 2, 5].mean(weights: [2, 0, 1]), [1, 1, 5].mean(), .rounding))
    }

    @Test func oneValueHasAMean() {
        #expect([3.5].mean() == 3.5)
        #expect([Double.infinity, 1].mean() == .infinity)
    }
}
