import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

private struct ETSFixture: Decodable {
    struct Case: Decodable {
        let y: [Double]
        let period: Int
        let trend: Bool
        let alpha, beta, gamma, phi, level, slope: Double
        let season, errors, forecast: [Double]
        let sse, bestSSE: Double
    }

    let program: String
    let cases: [Case]
}

@Suite struct ETSTests {
    private let cases: [ETSFixture.Case]

    init() throws {
        cases = try Fixture.json("ets.json", in: .module, as: ETSFixture.self).cases
    }

    @Test func givenParametersGiveTheErrorsAndForecastsOfStatsmodels() {
        for c in cases {
            let model = ETSModel(
                ETSParameters(
                    alpha: c.alpha, beta: c.beta, gamma: c.gamma, phi: c.phi, level: c.level, trend: c.slope,
                    season: c.season), over: c.y)
            #expect(isClose(model.sumOfSquares, c.sse, .reference))
            #expect(isClose(model.errors, c.errors, .reference))
            #expect(isClose(model.forecast(horizon: 20), c.forecast, .reference))
        }
    }

    @Test func theFitIsNoWorseThanThatOfStatsmodels() throws {
        for c in cases {
            let series = try Series(daily: c.y, from: #require(CivilDate("2025-01-06")))
            let model = try ETS(
                trend: c.trend ? .present : .absent, season: c.period > 1 ? .present : .absent,
                period: c.period,
                transform: .identity
            ).fit(series)
            // The optimum by maximum likelihood of the other program, which bounds its parameters as we do.
            #expect(model.sumOfSquares <= c.bestSSE * (1 + 1e-6), "\(model.sumOfSquares) \(c.bestSSE)")
        }
    }

    @Test func tooShortSaysWhatItNeeds() throws {
        let series = try Series(daily: [1, 2, 3], from: #require(CivilDate("2025-01-06")))
        #expect(throws: ForecastingError.tooShort(needed: 4, got: 3)) { try ETS().fit(series) }
        #expect(
            ForecastingError.tooShort(needed: 4, got: 3).description
                == "needs 4 observations, got 3; use a longer history or a simpler method")
    }
}
