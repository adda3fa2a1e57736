import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

private struct ThetaFixture: Decodable {
    struct Model: Decodable {
        let alpha, theta, level, squares: Double
        let forecast: [Double]
    }

    struct Classic: Decodable {
        let alpha, sigma2: Double
        let forecast: [Double]
    }

    struct Case: Decodable {
        let y, indices: [Double]
        let period: Int
        let kind: String
        let models: [String: Model]
        let thetaf: Classic
    }

    let program: String
    let cases: [Case]
}

@Suite struct ThetaTests {
    private let cases: [ThetaFixture.Case]
    private let names: [(String, Theta.Variant)] = [
        ("STM", .standard), ("OTM", .optimized), ("DSTM", .dynamicStandard), ("DOTM", .dynamicOptimized),
    ]

    init() throws {
        cases = try Fixture.json("theta.json", in: .module, as: ThetaFixture.self).cases
    }

    private func series(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    @Test func theTestForASeasonAndItsIndicesAreThoseOfStatsforecast() {
        for c in cases {
            let season = SeasonalAdjustment(testing: c.y, period: c.period)
            #expect(season.indices.isEmpty == (c.kind == "none"))
            #expect((season.kind == .multiplicative) == (c.kind == "multiplicative"))
            #expect(isClose(season.indices, c.indices, .reference))
        }
    }

    @Test func givenParametersGiveTheErrorsAndForecastsOfStatsforecast() throws {
        for c in cases {
            let season = SeasonalAdjustment(testing: c.y, period: c.period)
            for (name, variant) in names {
                let reference = try #require(c.models[name])
                let model = ThetaModel(
                    ThetaParameters(
                        alpha: reference.alpha, theta: reference.theta, level: reference.level),
                    variant: variant, adjustment: season, over: c.y)
                #expect(isClose(model.sumOfSquares, reference.squares, .reference))
                let signed = zip(model.forecast(horizon: 18), reference.forecast).filter { $1 > 0 }
                #expect(isClose(signed.map(\.0), signed.map(\.1), .reference))
            }
        }
    }

    @Test func theFitIsNoWorseThanThatOfStatsforecast() throws {
        for c in cases {
            for (name, variant) in names {
                let reference = try #require(c.models[name])
                let model = try Theta(variant, period: c.period).fit(series(c.y))
                #expect(model.sumOfSquares <= reference.squares * (1 + 1e-6), "\(name)")
            }
        }
    }

    @Test func classicIsThetafOfR() throws {
        // R takes any season off by factors, and its search may stop early: the last but two differ.
        for c in cases where c.kind != "additive" {
            let model = try Theta(.classic, period: c.period).fit(series(c.y))
            let squares = c.thetaf.sigma2 * Double(c.y.count - 2)
            #expect(model.sumOfSquares <= squares * (1 + 1e-6))
            guard abs(model.parameters.alpha - c.thetaf.alpha) < 2e-3 else { continue }
            for (ours, theirs) in zip(model.forecast(horizon: 18), c.thetaf.forecast) where theirs > 0 {
                #expect(abs(ours - theirs) < 3e-3 * abs(theirs))
            }
        }
    }

    /// The grid with exact inner solutions against a slow search of all three parameters.
    @Test func noOtherParametersFitBetter() throws {
        var generator = SplitMix64(seed: 3)
        for trial in 0..<6 {
            var level = 50.0
            let y = (0..<40).map { i -> Double in
                level += generator.uniform() - 0.4
                return level + (trial % 2 == 0 ? 0.2 * Double(i) : 0) + 2 * generator.uniform()
            }
            let best = try Theta().fit(series(y))
            for _ in 0..<400 {
                let near = ThetaParameters(
                    alpha: min(
                        0.99, max(0.1, best.parameters.alpha + 0.2 * (generator.uniform() - 0.5))),
                    theta: max(1, best.parameters.theta * (0.5 + generator.uniform())),
                    level: best.parameters.level + 4 * (generator.uniform() - 0.5))
                let other = ThetaModel(near, variant: .dynamicOptimized, over: y)
                #expect(best.sumOfSquares <= other.sumOfSquares * (1 + 1e-9))
            }
        }
    }

    @Test func addingAConstantShiftsTheForecastWithoutAMultiplicativeSeason() throws {
        var generator = SplitMix64(seed: 8)
        let y = (0..<80).map { 5 + 0.1 * Double($0) + generator.uniform() }
        for variant in Theta.Variant.allCases {
            let model = try Theta(variant, period: 1).fit(series(y)).forecast(horizon: 12)
            let shifted = try Theta(variant, period: 1).fit(series(y.map { $0 + 1000 })).forecast(
                horizon: 12)
            #expect(isClose(shifted, model.map { $0 + 1000 }, .optimum))
        }
    }

    @Test func aLineIsContinuedByTheOptimisedModels() throws {
        let y = (0..<50).map { 3 + 2 * Double($0) }
        for variant in [Theta.Variant.optimized, .dynamicOptimized] {
            let forecast = try Theta(variant).fit(series(y)).forecast(horizon: 5)
            #expect(isClose(forecast, (50..<55).map { 3 + 2 * Double($0) }, .optimum))
        }
    }

    @Test func tooShortSaysWhatItNeeds() throws {
        let history = try series([1, 2, 3])
        #expect(throws: ForecastingError.tooShort(needed: 4, got: 3)) { try Theta().fit(history) }
    }
}
