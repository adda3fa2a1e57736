import Statistics
import TestKit
import Testing
import TimeSeries

@Suite struct QuantileTests {
    @Test func agreesWithNumPy() throws {
        for item in try DescriptiveFixture.load().cases {
            let alone = item.probabilities.map { item.values.quantile($0) }
            #expect(isClose(alone, item.quantiles, .rounding), "\(item.name)")
            #expect(
                isClose(item.values.quantiles(item.probabilities), item.quantiles, .rounding), "\(item.name)")
        }
    }

    @Test func selectionEqualsSorting() {
        var generator = SplitMix64(seed: 3)
        for count in [1, 2, 16, 17, 18, 100, 1001] {
            for kinds in [2.0, 10, 1e9] {
                let values = (0..<count).map { _ in (generator.uniform() * kinds).rounded() }
                let sorted = values.sorted()
                for k in Set([0, count / 3, count / 2, count - 1]) {
                    let p = count == 1 ? 0 : Double(k) / Double(count - 1)
                    #expect(isClose(values.quantile(p), sorted[k], .rounding))
                }
            }
        }
    }

    @Test func hardOrdersAreSelectedToo() {
        let up = (0..<5000).map(Double.init)
        let organ = up.map { min($0, 4999 - $0) }
        #expect(up.median() == 2499.5)
        #expect(Array(up.reversed()).median() == 2499.5)
        #expect(organ.median() == 1249.5)
        #expect([Double](repeating: 2, count: 5000).median() == 2)
    }

    @Test func infinitiesAreOrderedAndNaNSpreads() {
        #expect([1, .infinity, .infinity].median() == .infinity)
        #expect([-.infinity, 1, 2].median() == 1)
        #expect([1, .nan, 2].median().isNaN)
        #expect([1, .nan].quantiles([0.1])[0].isNaN)
    }

    @Test func weightedMedianCountsWeights() {
        #expect([10, 1, 2].median(weights: [5, 1, 1]) == 10)
        #expect([3, 1, 2].median(weights: [1, 1, 1]) == 2)
        #expect([1, 2, 3, 4].median(weights: [1, 1, 1, 1]) == 2)
        #expect([1, 9].median(weights: [0, 3]) == 9)
    }

    @Test func aPlaceIsTheFirstThatIsNotBelow() {
        let sorted = [1.0, 2, 2, 2, 5]
        for value in [0.5, 1, 1.5, 2, 3, 5, 6] {
            #expect(sorted.place(ofSorted: value) == sorted.count { $0 < value })
        }
        #expect([Double]().place(ofSorted: 1) == 0)
    }
}
