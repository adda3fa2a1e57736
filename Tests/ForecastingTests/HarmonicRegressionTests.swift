import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct HarmonicRegressionTests {
    @Test func aYearThatIsNotWholeAndAWeekAreFound() throws {
        var generator = SplitMix64(seed: 2)
        func level(_ t: Int) -> Double {
            100 + 20 * sin(2 * Double.pi * Double(t) / 365.25) + (t % 7 >= 5 ? -10 : 0)
        }
        let y = (0..<1100).map { level($0) + 2 * generator.uniform() - 1 }
        let model = try HarmonicRegression(periods: [7, 365.25]).fit(Series(daily: y))
        let next = model.forecast(horizon: 90)
        let errors = next.enumerated().map { abs($1 - level(1100 + $0)) }
        #expect(errors.reduce(0, +) / 90 < 0.5)
        #expect(model.regressorNames.contains("sin 1/365.25") && model.regressorNames.contains("sin 3/7"))
        #expect(!model.regressorNames.contains("sin 9/365.25"))
    }

    @Test func aSeasonThatDoesNotFitTwiceIsLeftOut() throws {
        let y = (0..<50).map { Double($0 % 7) }
        let model = try HarmonicRegression(periods: [7, 365.25]).fit(Series(daily: y))
        #expect(model.regressorNames.allSatisfy { $0.hasSuffix("/7") })
        #expect(isClose(model.forecast(horizon: 7), (50..<57).map { Double($0 % 7) }, .optimum))
    }
}
