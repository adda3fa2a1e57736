import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct PanelDieboldMarianoTests {
    private typealias Difference = PanelDieboldMariano.Difference

    /// 40 series at 8 origins, 10 apart; what is common to all series at an origin has deviation `common`.
    private func panel(common: Double, mean: Double, seed: UInt64) -> [Difference] {
        var random = SplitMix64(seed: seed)
        let shocks = (0..<8).map { _ in common * (random.uniform() - 0.5) }
        return (0..<40).flatMap { series in
            shocks.indices.map { k in
                Difference(
                    series: series, span: (10 * k)..<(10 * k + 10),
                    value: mean + shocks[k] + random.uniform() - 0.5)
            }
        }
    }

    @Test func oneSeriesIsTheTestOverItsOrigins() {
        let values = [0.3, -0.1, 0.4, 0.2, 0.1]
        let panel = PanelDieboldMariano(
            values.enumerated().map {
                Difference(series: 7, span: $0.offset..<($0.offset + 1), value: $0.element)
            })
        #expect(panel.overSeries == nil)
        #expect(panel.overOrigins == DieboldMariano(differences: values, weights: .bartlett))
        #expect(panel.pValue == panel.overOrigins?.pValue)
    }

    @Test func forecastsThatOverlapAreCorrectedForIt() {
        let values = [0.3, 0.2, 0.4, -0.2, -0.1, -0.3, 0.2, 0.4]
        let panel = PanelDieboldMariano(
            values.enumerated().map {
                Difference(series: 0, span: $0.offset * 10..<($0.offset * 10 + 25), value: $0.element)
            })
        #expect(
            panel.overOrigins == DieboldMariano(differences: values, horizon: 3, weights: .bartlett))
    }

    @Test func aTimeThatSuitsAllSeriesIsNoSkill() throws {
        var (claims, rashClaims) = (0, 0)
        for seed in 0..<40 {
            let test = PanelDieboldMariano(panel(common: 4, mean: 0, seed: UInt64(seed)))
            if try #require(test.pValue) < 0.05 { claims += 1 }
            if try #require(test.overSeries).pValue < 0.05 { rashClaims += 1 }
        }
        #expect(claims <= 5)
        // 40 series make the test over series alone sure of nearly every panel.
        #expect(rashClaims >= 30)
    }

    @Test func skillIsFound() throws {
        let test = PanelDieboldMariano(panel(common: 0.1, mean: -0.2, seed: 3))
        #expect(test.meanDifference < 0)
        #expect(try #require(test.pValue) < 0.001)
        #expect(try #require(test.overSeries).count == 40 && #require(test.overOrigins).count == 8)
    }

    @Test func oneDifferenceProvesNothing() {
        let test = PanelDieboldMariano([Difference(series: 0, span: 0..<1, value: 3)])
        #expect(test.meanDifference == 3 && test.pValue == nil)
    }

    @Test func unequalGroupsKeepTheMeanOfAll() {
        let all = [(0, 0, 1.0), (0, 1, 2.0), (1, 0, 6.0)].map {
            Difference(series: $0.0, span: $0.1..<($0.1 + 1), value: $0.2)
        }
        let test = PanelDieboldMariano(all)
        #expect(isClose(test.meanDifference, 3, .rounding))
        #expect(isClose(test.overSeries?.meanDifference ?? 0, 3, .rounding))
        #expect(isClose(test.overOrigins?.meanDifference ?? 0, 3, .rounding))
    }
}
