import Statistics
import TestKit
import Testing
import TimeSeries

@Suite struct SumTests {
    @Test func emptySumIsZero() {
        #expect(([] as [Double]).sum() == 0)
        #expect(CompensatedSum().value == 0)
    }

    @Test func cancellationKeepsTheSmallTerm() {
        #expect([1, 1e100, 1, -1e100].sum() == 2)
        #expect([1e16, 1, 1, 1, 1, -1e16].sum() == 4)
        var running = CompensatedSum()
        for term in [1, 1e100, 1, -1e100] { running.add(term) }
        #expect(running.value == 2)
    }

    @Test func agreesWithTheExactSumOfPython() throws {
        for item in try DescriptiveFixture.load().cases {
            #expect(isClose(item.values.sum(), item.sum, .rounding), "\(item.name)")
        }
    }

    @Test func orderHardlyMatters() {
        var generator = SplitMix64(seed: 1)
        for count in [1, 3, 4, 5, 1000] {
            let values = (0..<count).map { _ in (generator.uniform() - 0.5) * 1e12 + 1e-3 }
            #expect(isClose(values.sum(), Array(values.reversed()).sum(), .rounding))
            var running = CompensatedSum()
            for value in values { running.add(value) }
            #expect(isClose(values.sum(), running.value, .rounding))
        }
    }

    @Test func infiniteAndNaNStayWhatTheyAre() {
        #expect([1, .infinity, 2].sum() == .infinity)
        #expect([1, 2, 3, -.infinity, 2].sum() == -.infinity)
        #expect([1, .nan].sum().isNaN)
        #expect([.infinity, -.infinity].sum().isNaN)
    }
}
