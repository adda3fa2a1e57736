import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

private struct CESFixture: Decodable {
    struct Model: Decodable {
        let a0, a1, b0, b1, squares, aicc: Double
        let forecast: [Double]
    }

    struct Case: Decodable {
        let y: [Double]
        let period: Int
        let models: [String: Model]
    }

    let program: String
    let cases: [Case]
}

@Suite struct CESTests {
    private let cases: [CESFixture.Case]

    init() throws {
        cases = try Fixture.json("ces.json", in: .module, as: CESFixture.self).cases
    }

    private func series(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    /// Six digits of statsforecast's single precision, after a hundred steps of a recursion.
    private func isNear(_ a: Double, _ b: Double, _ size: Double) -> Bool { abs(a - b) < 2e-4 * size }

    @Test func givenParametersGiveTheErrorsAndForecastsOfStatsforecast() throws {
        for c in cases {
            let size = c.y.map(abs).max() ?? 0
            for (name, reference) in c.models {
                let season = try #require(CES.Season(rawValue: name))
                let parameters = CESParameters(
                    a0: reference.a0, a1: reference.a1, b0: reference.b0, b1: reference.b1)
                let model = CESModel(parameters, season: season, period: c.period, over: c.y)
                #expect(isNear(model.sumOfSquares / reference.squares, 1, 1), "\(name) \(c.period)")
                for (ours, theirs) in zip(model.forecast(horizon: 14), reference.forecast) where theirs > 0 {
                    #expect(isNear(ours, theirs, size), "\(name) \(c.period)")
                }
            }
        }
    }

    @Test func theFitIsNoWorseThanThatOfStatsforecast() throws {
        for c in cases {
            for (name, reference) in c.models {
                let season = try #require(CES.Season(rawValue: name))
                let model = try CES([season], period: c.period, bounds: .stable).fit(series(c.y))
                #expect(model.sumOfSquares <= reference.squares * (1 + 1e-5), "\(name) \(c.period)")
            }
        }
    }

    @Test func noNearParametersFitBetter() throws {
        var generator = SplitMix64(seed: 5)
        var level = 40.0
        let noise = (0..<90).map { _ -> Double in
            level += generator.uniform() - 0.5
            return level + 3 * generator.uniform()
        }
        for season in CES.Season.allCases {
            let height = season == .none ? 0.0 : 10
            let y = noise.indices.map { noise[$0] + height * sin(Double($0) * 2 * .pi / 7) }
            let best = try CES([season], period: 7, bounds: .stable).fit(series(y))
            for _ in 0..<200 {
                var near = best.parameters
                near.a0 += 0.02 * (generator.uniform() - 0.5)
                near.a1 += 0.02 * (generator.uniform() - 0.5)
                near.b0 = max(0, near.b0 + 0.02 * (generator.uniform() - 0.5))
                near.b1 += 0.02 * (generator.uniform() - 0.5)
                let other = CESModel(near, season: season, period: 7, over: y)
                #expect(best.sumOfSquares <= other.sumOfSquares * (1 + 1e-3), "\(season)")
            }
        }
    }

    @Test func theBestModelIsTheOneWithTheLeastAICc() throws {
        var generator = SplitMix64(seed: 6)
        let y = (0..<120).map { 40 + 10 * sin(Double($0) * 2 * .pi / 7) + 3 * generator.uniform() }
        let best = try CES(period: 7).fit(series(y))
        let each = try CES.Season.allCases.map { try CES([$0], period: 7).fit(series(y)).aicc }
        let least = try #require(each.min())
        #expect(best.season != .none && isClose(best.aicc, least, .optimum))
    }

    @Test func aSteadyModelNeitherFadesNorGrowsWithoutEnd() throws {
        var generator = SplitMix64(seed: 7)
        // A collapse, of which the free model makes a fall to nothing.
        let y = (0..<200).map { ($0 < 190 ? 100 : 60) + 2 * generator.uniform() }
        let forecast = try CES(period: 1).fit(series(y)).forecast(horizon: 200)
        #expect(forecast.allSatisfy { (18...190).contains($0) })
    }

    @Test func tooShortSaysWhatItNeeds() throws {
        let history = try series([1, 2, 3])
        #expect(throws: ForecastingError.tooShort(needed: 5, got: 3)) { try CES().fit(history) }
        #expect(throws: ForecastingError.tooShort(needed: 14, got: 9)) {
            try CES([.simple]).fit(series([1, 2, 3, 4, 5, 6, 7, 8, 9]))
        }
    }
}
