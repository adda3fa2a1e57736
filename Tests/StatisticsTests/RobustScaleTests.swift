import Statistics
import TestKit
import Testing
import TimeSeries

@Suite struct RobustScaleTests {
    @Test func agreesWithSciPy() throws {
        for item in try DescriptiveFixture.load().cases {
            #expect(isClose(item.values.medianAbsoluteDeviation(), item.mad, .rounding), "\(item.name)")
            #expect(isClose(item.values.robustScale(), 1.4826 * item.mad, .rounding), "\(item.name)")
        }
    }

    @Test func outliersDoNotMoveItFar() {
        var generator = SplitMix64(seed: 4)
        var values = (0..<101).map { _ in Normal.quantile(generator.uniform() * 0.999 + 0.0005) }
        let clean = values.robustScale()
        for i in 0..<20 { values[i] = 1e9 }
        #expect(values.robustScale() < 2 * clean)
        #expect(clean > 0.7 && clean < 1.3)
    }

    @Test func mostlyEqualValuesHaveNoScale() {
        #expect([5, 5, 5, 9].robustScale() == 0)
        #expect([5].robustScale() == 0)
    }
}
