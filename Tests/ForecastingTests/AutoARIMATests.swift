import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct AutoARIMATests {
    @Test func differencesAreThoseOfR() throws {
        for (name, c) in try ARIMAFixture.load().automatic {
            let order = try AutoARIMA(period: c.period).fit(Series(daily: c.values)).order
            #expect(order.seasonal.differences == c.seasonalDifferences, "\(name)")
            #expect(order.regular.differences == c.differences, "\(name)")
        }
    }

    @Test func theCriterionIsNotAboveThatOfR() throws {
        for (name, c) in try ARIMAFixture.load().automatic {
            let model = try AutoARIMA(period: c.period).fit(Series(daily: c.values))
            // The search ends where no neighbour is better; a path of its own may end a little higher.
            #expect(model.aicc < c.aicc + 0.5, "\(name) \(model.order) \(model.aicc) \(c.order) \(c.aicc)")
        }
    }

    @Test func anOrderThatMadeTheSeriesIsFound() throws {
        var generator = SplitMix64(seed: 11)
        var y = [0.0, 0.0]
        for _ in 0..<600 {
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() }
            y.append(1.2 * y[y.count - 1] - 0.5 * y[y.count - 2] + noise)
        }
        let model = try AutoARIMA(period: 1).fit(Series(daily: Array(y.dropFirst(100))))
        #expect(model.order == ARIMAOrder(2, 0, 0))
        #expect(abs(model.coefficients.ar[0] - 1.2) < 0.1 && abs(model.coefficients.ar[1] + 0.5) < 0.1)
    }

    @Test func aHistoryTooLongForTheExactSearchIsStillFittedExactly() throws {
        var generator = SplitMix64(seed: 12)
        let y = (0..<1500).map { i in
            100 + (i % 24 < 8 ? 10 : 0) + (i % 168 < 48 ? -5 : 0) + 4 * generator.uniform()
        }
        let model = try AutoARIMA(period: 24).fit(Series(daily: y))
        let again = try ARIMA(model.order, hasConstant: model.coefficients.constant != nil).fit(
            Series(daily: y))
        #expect(model.logLikelihood > again.logLikelihood - 0.01 * Double(y.count))
        #expect(model.forecast(horizon: 48).allSatisfy { (80...130).contains($0) })
    }

    @Test func constantsAndLinesGoOn() throws {
        let constant = try AutoARIMA(period: 7).fit(Series(daily: Array(repeating: 5, count: 40)))
        #expect(constant.forecast(horizon: 3) == [5, 5, 5])
        let line = try AutoARIMA(period: 7).fit(Series(daily: (0..<40).map { 3 * Double($0) }))
        #expect(isClose(line.forecast(horizon: 2), [120, 123], .optimum))
    }
}
