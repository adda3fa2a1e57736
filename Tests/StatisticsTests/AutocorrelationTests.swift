import Statistics
import TestKit
import Testing

@Suite struct AutocorrelationTests {
    @Test func agreesWithStatsmodels() throws {
        for item in try DescriptiveFixture.load().cases {
            guard let expected = item.autocorrelations else { continue }
            let got = item.values.autocorrelations(through: expected.count - 1)
            #expect(isClose(got, expected, .reference), "\(item.name)")
            for lag in expected.indices {
                #expect(isClose(item.values.autocorrelation(lag: lag), expected[lag], .reference))
            }
        }
    }

    @Test func aWeekRepeats() {
        let values = (0..<700).map { Double($0 % 7) }
        #expect(values.autocorrelation(lag: 7) > 0.98)
        #expect(values.autocorrelation(lag: 3) < 0)
    }

    @Test func constantValuesHaveNone() {
        #expect([0.1, 0.1, 0.1].autocorrelation(lag: 1) == 0)
        #expect([4].autocorrelations(through: 0) == [0])
    }
}
