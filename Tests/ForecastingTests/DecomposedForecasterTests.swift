import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct DecomposedForecasterTests {
    @Test func withDriftItIsStlfOfR() throws {
        for (name, c) in try ARIMAFixture.load().hybrids {
            let periods = c.periods ?? c.period.map { [$0] }
            let method = DecomposedForecaster(periods: periods, rest: RandomWalkWithDrift())
            let model = try method.fit(Series(daily: c.values))
            #expect(isClose(model.forecast(horizon: 24), c.drift, .reference), "\(name)")
        }
    }

    @Test func withExponentialSmoothingItIsStlfOfR() throws {
        for (name, c) in try ARIMAFixture.load().hybrids {
            guard let ets = c.ets, let period = c.period else { continue }
            let method = DecomposedForecaster(periods: [period], rest: AutoETS(period: 1))
            let next = try method.fit(Series(daily: c.values)).forecast(horizon: 24)
            // Two optima of equal likelihood: a hundredth of the size, not a digit of the search.
            for (a, b) in zip(next, ets) { #expect(abs(a - b) < 0.01 * abs(b), "\(name) \(a) \(b)") }
        }
    }

    @Test func factorsSuitASeasonThatGrowsWithTheLevel() throws {
        let y = (0..<96).map { (100 + Double($0)) * [1.2, 0.8, 1.1, 0.9][$0 % 4] }
        let next = (96..<104).map { (100 + Double($0)) * [1.2, 0.8, 1.1, 0.9][$0 % 4] }
        let method = DecomposedForecaster(periods: [4], rest: RandomWalkWithDrift(), kind: .multiplicative)
        let model = try method.fit(Series(daily: y))
        for (a, b) in zip(model.forecast(horizon: 8), next) { #expect(abs(a / b - 1) < 0.02) }
    }

    @Test func withoutASeasonThatFitsTheRestIsAll() throws {
        let y = try Series(daily: [3, 4, 5, 9, 2])
        let model = try DecomposedForecaster(periods: [7], rest: Naive()).fit(y)
        #expect(model.forecast(horizon: 2) == [2, 2] && model.cycles.isEmpty)
    }
}
