import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct ForecasterContractTests {
    /// Every method of the house; a new one joins here.
    static let methods: [any Forecaster] = [
        Naive(), RandomWalkWithDrift(), HistoricAverage(), WindowAverage(window: 28),
        SeasonalWindowAverage(window: 1), SeasonalWindowAverage(window: 4), SeasonalNaive(), ETS(),
        ETS(.simple), AutoETS(), AutoETS(forms: ETSForm.nightly),
        Theta(.classic), Theta(.standard), Theta(.optimized), Theta(.dynamicStandard),
        Theta(.dynamicOptimized), CES(), CES([.none]), CES(bounds: .stable), FLAIR(),
        SeasonalAutoregression(), Intermittent(),
        Intermittent(.crostonSBA), Intermittent(.tsb), ARIMA(ARIMAOrder(0, 1, 1)),
        ARIMA(ARIMAOrder(1, 0, 0)), AutoARIMA(), RegressionWithARMAErrors([], period: 7),
        HarmonicRegression(), DecomposedForecaster(rest: ETS(.simple)),
        DecomposedForecaster(rest: AutoARIMA(period: 1)), AutoForecaster(),
    ]

    /// Those that say that a constant more in all values is a constant more in the forecast.
    static let shifting: [any Forecaster] = [
        Naive(), RandomWalkWithDrift(), HistoricAverage(), WindowAverage(window: 28),
        SeasonalWindowAverage(window: 4), SeasonalNaive(), ETS(transform: .identity),
        Theta(.classic, season: .additive), Theta(season: .additive),
    ]

    private func week(_ n: Int, seed: UInt64) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<n).map { 100 * ($0 % 7 >= 5 ? 0.7 : 1) * (0.9 + 0.2 * generator.uniform()) }
    }

    private func series(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    private func history(_ n: Int, seed: UInt64) throws -> Series { try series(week(n, seed: seed)) }

    /// Means of the next 35 days and their ranges at 95 %; `nil` where the history is too short.
    private func forecast(_ method: some Forecaster, _ values: [Double]) throws -> Forecast? {
        let history = try series(values)
        do {
            return try method.fit(history).forecast(horizon: 35, coverages: [0.95], paths: 200)
        } catch ForecastingError.tooShort(let needed, let got) {
            #expect(got == values.count && got < needed && needed <= 6, "\(method)")
            return nil
        }
    }

    @Test func forecastsScaleWithTheData() throws {
        let series = try history(200, seed: 1)
        for method in Self.methods {
            let model = try method.fit(series)
            let large = try method.fit(series.map { $0 * 1024 })
            #expect(
                isClose(
                    large.forecast(horizon: 30), model.forecast(horizon: 30).map { $0 * 1024 }, .optimum),
                "\(method)")
        }
    }

    @Test func addingAConstantShiftsTheForecastWhereTheMethodSaysSo() throws {
        let plain = try history(200, seed: 6)
        let shifted = try plain.map { $0 + 500 }
        for method in Self.shifting {
            let before = try method.fit(plain).forecast(horizon: 30)
            let after = try method.fit(shifted).forecast(horizon: 30)
            for (a, b) in zip(before, after) { #expect(abs(a + 500 - b) < 0.05, "\(method)") }
        }
    }

    @Test func equalSeedsGiveEqualPaths() throws {
        let series = try history(200, seed: 2)
        for method in Self.methods {
            let model = try method.fit(series)
            let paths = model.samplePaths(horizon: 20, count: 50, seed: 9)
            #expect(paths == model.samplePaths(horizon: 20, count: 50, seed: 9), "\(method)")
            #expect(paths != model.samplePaths(horizon: 20, count: 50, seed: 10), "\(method)")
        }
    }

    @Test func pathsOfCostStayAtZeroOrAbove() throws {
        var generator = SplitMix64(seed: 3)
        let values = (0..<120).map { _ in generator.uniform() < 0.5 ? 0 : 20 * generator.uniform() }
        let series = try series(values)
        for method in Self.methods {
            let model = try method.fit(series)
            #expect(
                model.samplePaths(horizon: 40, count: 100, seed: 1).values.allSatisfy { $0 >= 0 },
                "\(method)")
            #expect(model.forecast(horizon: 40).allSatisfy { $0 >= 0 }, "\(method)")
        }
    }

    @Test func rangesDoNotNarrowWithTheHorizon() throws {
        for method in Self.methods {
            let forecast = try #require(try forecast(method, week(364, seed: 7)))
            let widths = zip(forecast.intervals[0].lower, forecast.intervals[0].upper).map { $1 - $0 }
            let (first, last) = (widths[..<14].reduce(0, +), widths[21...].reduce(0, +))
            #expect(last > 0.9 * first && first > 0, "\(method)")
        }
    }

    @Test func whatComesAfterTheOriginIsNotRead() throws {
        let whole = try history(300, seed: 8)
        let poisoned = try series(Array(whole.values[..<200]) + [Double](repeating: 1e9, count: 100))
        for method in Self.methods {
            let model = try method.fit(whole[0..<200])
            let other = try method.fit(poisoned[0..<200])
            #expect(model.forecast(horizon: 20) == other.forecast(horizon: 20), "\(method)")
        }
    }

    @Test func anyHistoryIsForecastWithFiniteNumbers() throws {
        let inputs: [[Double]] = [
            [5], [0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Array(repeating: 3, count: 90), [1, 2], [3, 1, 2],
            [1, 0, 0, 7, 0, 2], [-5, -6, -4, -5, -7, -5, -6, -5],
            Array(repeating: 1e12, count: 40) + [2e12], Array(repeating: 10, count: 60) + [30],
            week(120, seed: 1).map { $0 * 1e12 }, week(120, seed: 1).map { $0 * 1e-9 },
        ]
        for method in Self.methods {
            for values in inputs {
                guard let forecast = try forecast(method, values) else { continue }
                #expect(forecast.mean.count == 35 && forecast.mean.allSatisfy(\.isFinite), "\(method)")
                #expect(
                    forecast.intervals.allSatisfy { zip($0.lower, $0.upper).allSatisfy { $0 <= $1 } },
                    "\(method)")
                let top = 50 * (values.map(abs).max() ?? 0)
                #expect(forecast.intervals[0].upper.allSatisfy { $0 <= top }, "\(method) \(values.prefix(8))")
            }
        }
    }

    @Test func aRefundAndAStepAreSurvived() throws {
        var refund = week(200, seed: 4)
        refund[150] = -500
        let step = week(200, seed: 5).enumerated().map { $0 < 190 ? $1 : 3 * $1 }
        for method in Self.methods {
            let calm = try #require(try forecast(method, week(200, seed: 4)))
            let refunded = try #require(try forecast(method, refund))
            let stepped = try #require(try forecast(method, step))
            #expect(refunded.mean.allSatisfy { (30...150).contains($0) }, "\(method)")
            #expect(stepped.mean.allSatisfy { (50...450).contains($0) }, "\(method)")
            func width(_ forecast: Forecast) -> Double {
                zip(forecast.intervals[0].lower, forecast.intervals[0].upper).reduce(0) { $0 + $1.1 - $1.0 }
            }
            #expect(width(refunded) < 8 * width(calm), "\(method) \(width(refunded) / width(calm))")
        }
    }
}
