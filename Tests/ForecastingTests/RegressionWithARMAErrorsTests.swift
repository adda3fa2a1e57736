import Forecasting
import Foundation
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct RegressionWithARMAErrorsTests {
    @Test func likelihoodCoefficientsAndForecastsAreThoseOfR() throws {
        for c in try ARIMAFixture.load().regression {
            let model = try fit(c)
            #expect(model.logLikelihood > c.logLikelihood - 1e-6 * abs(c.logLikelihood), "\(c)")
            #expect(isClose(model.coefficients.regression, c.coefficients.regression, .optimum), "\(c)")
            #expect(isClose(model.forecast(horizon: 12), c.forecast, .optimum), "\(c)")
            let relative = model.variances(horizon: 12).map { $0 / model.variance }
            #expect(isClose(relative, c.relativeVariances, .optimum), "\(c)")
        }
    }

    private func fit(_ c: ARIMAFixture.Case) throws -> ARIMAModel {
        let order = c.orders
        precondition(c.constant == (order.differences == 0), "a mean where no differences are taken")
        return try RegressionWithARMAErrors(c.regressors, errors: order).fit(c.series())
    }

    @Test func sinesOfOurOwnSpanThoseOfR() throws {
        let c = try #require(ARIMAFixture.load().regression.first { $0.name == "nottem" })
        let model = try RegressionWithARMAErrors(
            [.fourier(Fourier(period: 12, pairs: 3))], errors: c.orders
        ).fit(c.series())
        #expect(isClose(model.forecast(horizon: 12), c.forecast, .optimum))
        #expect(
            model.regressorNames == ["sin 1/12", "cos 1/12", "sin 2/12", "cos 2/12", "sin 3/12", "cos 3/12"])
    }

    @Test func aDriverIsFoundInSmoothNoise() throws {
        var generator = SplitMix64(seed: 3)
        let orders = (0..<320).map { _ in 50 + 20 * generator.uniform() }
        var noise = 0.0
        let cost = orders.prefix(300).map { value in
            noise = 0.8 * noise + generator.uniform() - 0.5
            return 100 + 0.5 * value + noise
        }
        let model = try RegressionWithARMAErrors([.values(name: "orders", orders)]).fit(Series(daily: cost))
        #expect(abs(model.coefficients.regression[0] - 0.5) < 0.01)
        let next = model.forecast(horizon: 20)
        for step in 0..<20 { #expect(abs(next[step] - 100 - 0.5 * orders[300 + step]) < 3) }
    }

    @Test func aColumnThatOthersExplainGetsNothing() throws {
        var generator = SplitMix64(seed: 4)
        let x = (0..<80).map { _ in generator.uniform() }
        let y = try Series(daily: x.map { 5 + 2 * $0 + 0.1 * generator.uniform() })
        let once = RegressionWithARMAErrors([.values(name: "x", x)], errors: ARIMAOrder(0, 0, 0))
        let twice = RegressionWithARMAErrors(
            [.values(name: "x", x), .values(name: "again", x.map { 3 * $0 })], errors: ARIMAOrder(0, 0, 0))
        let (a, b) = (try once.fit(y), try twice.fit(y))
        #expect(isClose(a.forecast(horizon: 3), b.forecast(horizon: 3), .reference))
        #expect(b.freedom == a.freedom && b.coefficients.regression[1] == 0)
    }

    @Test func eventsOfACalendarCount() throws {
        let start = try #require(CivilDate("2025-01-01"))
        let days = start..<start.advanced(by: 240)
        let effects = CalendarEffects(days: days) { $0.day == 10 ? "sale" : $0.day == 20 ? "close" : nil }
        var generator = SplitMix64(seed: 6)
        let y = (0..<200).map { i in
            let event = effects.event(on: start.advanced(by: i))
            return 100 + (event == 1 ? 40.0 : event == 2 ? -30 : 0) + generator.uniform()
        }
        let model = try RegressionWithARMAErrors([.events(effects)]).fit(Series(daily: y, from: start))
        #expect(model.regressorNames == ["sale", "close"])
        let next = model.forecast(horizon: 40)
        for step in next.indices {
            let event = effects.event(on: start.advanced(by: 200 + step))
            #expect(abs(next[step] - (event == 1 ? 140.5 : event == 2 ? 70.5 : 100.5)) < 1)
        }
    }

    @Test func aDriverThatDoesNotCoverTheHistorySaysWhatItNeeds() throws {
        let y = try Series(daily: (0..<30).map { Double($0 % 5) })
        #expect(throws: ForecastingError.missingRegressor(number: 1, needed: 30, got: 2)) {
            try RegressionWithARMAErrors([.values(name: "orders", [1, 2])]).fit(y)
        }
    }
}
