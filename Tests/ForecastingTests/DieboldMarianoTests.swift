import Forecasting
import Foundation
import TestKit
import Testing

@Suite struct DieboldMarianoTests {
    private struct Reference: Decodable {
        struct Case: Decodable {
            let a: [Double]
            let b: [Double]
            let horizon: Int
            let bartlett: Bool
            let statistic: Double
            let p: Double
            let less: Double
        }
        let cases: [Case]
    }

    @Test func statisticsAndChancesAreThoseOfR() throws {
        let cases = try Fixture.json("dm.json", in: .module, as: Reference.self).cases
        #expect(cases.count == 17)
        for item in cases {
            let test = DieboldMariano(
                losses: item.a, against: item.b, horizon: item.horizon,
                weights: item.bartlett ? .bartlett : .rectangular)
            #expect(isClose(test.statistic, item.statistic, .reference))
            #expect(isClose(test.pValue, item.p, .reference))
            #expect(isClose(test.pValueOfLess, item.less, .reference))
        }
    }

    @Test func equalLossesAreNoDifference() {
        let test = DieboldMariano(losses: [1, 2, 3], against: [1, 2, 3])
        #expect(test.statistic == 0 && test.pValue == 1 && test.pValueOfLess == 0.5)
    }

    @Test func aDifferenceThatNeverChangesIsCertain() {
        let test = DieboldMariano(losses: [2, 3, 4], against: [1, 2, 3])
        #expect(test.meanDifference == 1 && test.statistic == .infinity && test.pValue == 0)
    }

    @Test func swappingTheMethodsTurnsTheSign() {
        let (a, b) = ([1.0, 4, 2, 8, 5, 7], [2.0, 3, 3, 5, 6, 1])
        let (one, other) = (
            DieboldMariano(losses: a, against: b, horizon: 2),
            DieboldMariano(losses: b, against: a, horizon: 2)
        )
        #expect(isClose(one.statistic, -other.statistic, .rounding))
        #expect(isClose(one.pValueOfLess + other.pValueOfLess, 1, .rounding))
    }
}
