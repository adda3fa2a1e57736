import Forecasting
import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct GlobalLinearModelTests {
    private let monday: CivilDate

    init() throws {
        monday = try #require(CivilDate("2024-01-01"))
    }

    /// Series of very different sizes with the same week.
    private func estate(_ count: Int, days: Int, noise: Double = 0.1) throws -> [Series] {
        var generator = SplitMix64(seed: 12)
        return try (0..<count).map { k in
            var size = 1.0
            for _ in 0..<k { size *= 3 }
            let values = (0..<days).map { i -> Double in
                size * (i % 7 >= 5 ? 60 : 100) * (1 + noise * (generator.uniform() - 0.5))
            }
            return try Series(daily: values, from: monday)
        }
    }

    @Test func whatSeriesHaveInCommonIsForecastForAShortOne() throws {
        let pooled = try GlobalLinearModel.fit(estate(8, days: 300))
        let short = try Series(
            daily: (0..<35).map { $0 % 7 >= 5 ? 6.0 : 10 }, from: monday)
        for (step, value) in pooled.model(for: short).forecast(horizon: 40).enumerated() {
            #expect(abs(value / (step % 7 >= 5 ? 6 : 10) - 1) < 0.15)
        }
    }

    @Test func theMapSolvesTheNormalEquations() throws {
        // Two values known, one ahead, no penalty to speak of: a slow twin by hand.
        var generator = SplitMix64(seed: 3)
        var y = [1.0, 1.2]
        for _ in 0..<400 { y.append(0.6 * y[y.count - 1] + 0.2 * y[y.count - 2] + 0.3 * generator.uniform()) }
        let series = try Series(daily: y, from: monday)
        let settings = GlobalLinearModel.Settings(context: 2, horizon: 1, stride: 1, penalty: 1e-9, passes: 0)
        let model = try GlobalLinearModel.fit([series], settings: settings)
        let said = model.model(for: series).forecast(horizon: 1)
        let truth = 0.6 * y[y.count - 1] + 0.2 * y[y.count - 2] + 0.15
        #expect(abs(said[0] - truth) < 0.05)
        #expect(model.coefficients.rows == 3 && model.coefficients.columns == 1)
    }

    @Test func nothingFromTheEndOnIsRead() throws {
        let whole = try estate(6, days: 250)
        let end = whole[0].timestamp(200)
        let poisoned = try whole.map { one in
            try Series(daily: one.values[..<200] + [Double](repeating: 1e9, count: 50), from: monday)
        }
        let first = try GlobalLinearModel.fit(whole, before: end)
        let second = try GlobalLinearModel.fit(poisoned, before: end)
        #expect(first.coefficients == second.coefficients && first.windowCount == second.windowCount)
        let history = try Series(daily: Array(whole[0].values[..<200]), from: monday)
        #expect(
            first.model(for: history).forecast(horizon: 10)
                == second.model(for: history).forecast(horizon: 10))
    }

    @Test func aBrokenSeriesHardlyMovesTheOthers() throws {
        var all = try estate(8, days: 300)
        let clean = try GlobalLinearModel.fit(all).model(for: all[0]).forecast(horizon: 14)
        var generator = SplitMix64(seed: 1)
        all.append(
            try Series(
                daily: (0..<300).map { _ in generator.uniform() < 0.1 ? 1e6 * generator.uniform() : 1 },
                from: monday))
        let dirty = try GlobalLinearModel.fit(all).model(for: all[0]).forecast(horizon: 14)
        for (a, b) in zip(clean, dirty) { #expect(abs(a / b - 1) < 0.1) }
    }

    @Test func forecastsScaleWithTheUnitAndPathsStayAtZeroOrAbove() throws {
        let all = try estate(6, days: 200, noise: 0.8)
        let model = try GlobalLinearModel.fit(all)
        let forecast = model.model(for: all[1]).forecast(horizon: 60)
        let large = try model.model(for: all[1].map { $0 * 1024 }).forecast(horizon: 60)
        #expect(isClose(large, forecast.map { $0 * 1024 }, .reference))
        let paths = model.model(for: all[1]).samplePaths(horizon: 60, count: 100, seed: 2)
        #expect(paths.values.allSatisfy { $0 >= 0 && $0.isFinite })
        #expect(paths == model.model(for: all[1]).samplePaths(horizon: 60, count: 100, seed: 2))
    }

    @Test func tooFewWindowsSaysWhatItNeeds() throws {
        let one = try estate(1, days: 100)
        #expect(throws: ForecastingError.tooShort(needed: 57, got: 9)) { try GlobalLinearModel.fit(one) }
    }
}
