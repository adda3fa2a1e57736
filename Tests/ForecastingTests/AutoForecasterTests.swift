import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct AutoForecasterTests {
    private let monday: CivilDate

    init() throws {
        monday = try #require(CivilDate("2025-01-06"))
    }

    private func noisy(_ n: Int, seed: UInt64 = 1, _ shape: (Int) -> Double) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<n).map { shape($0) * (0.98 + 0.04 * generator.uniform()) }
    }

    private func forecast(_ values: [Double], horizon: Int, effects: CalendarEffects? = nil) throws
        -> [Double]
    {
        try AutoForecaster(effects: effects).fit(Series(daily: values, from: monday)).forecast(
            horizon: horizon)
    }

    @Test func kindsAreToldApart() throws {
        var generator = SplitMix64(seed: 4)
        let weekdays = (0..<140).map { $0 % 7 >= 5 ? 0.0 : 100 + generator.uniform() }
        let random = (0..<140).map { _ in generator.uniform() < 0.5 ? 0 : 10 + generator.uniform() }
        let expected: [(HistoryKind, [Double])] = [
            (.dead, [0]), (.dead, Array(repeating: 9, count: 60) + Array(repeating: 0, count: 28)),
            (.constant, [4, 4, 4, 4]), (.new, [1, 2, 3]), (.intermittent, random), (.regular, weekdays),
            (.stepping, (0..<140).map { $0 < 70 ? 10 : 20 }), (.regular, noisy(140) { _ in 50 }),
        ]
        for (kind, values) in expected {
            #expect(HistoryKind(try Series(daily: values, from: monday)) == kind)
        }
    }

    @Test func aFitFromYesterdayForecastsWhatAColdOneDoes() throws {
        var generator = SplitMix64(seed: 11)
        var level = 100.0
        let values = (0..<400).map { i in
            level *= 1 + 0.04 * (generator.uniform() - 0.5)
            return level * (i % 7 >= 5 ? 0.7 : 1) * (0.97 + 0.06 * generator.uniform())
        }
        let method = AutoForecaster()
        let today = try Series(daily: values, from: monday)
        let yesterday = try method.fit(today[0..<399])
        let cold = try method.fit(today).forecast(horizon: 30, coverages: [0.8])
        let warm = try method.fit(today, startingFrom: yesterday).forecast(horizon: 30, coverages: [0.8])
        for step in 0..<30 {
            let width = cold.intervals[0].upper[step] - cold.intervals[0].lower[step]
            #expect(abs(warm.mean[step] - cold.mean[step]) < 0.02 * width)
        }
        // Nothing of a constant can be started from.
        let constant = try method.fit(Series(daily: Array(repeating: 3, count: 40), from: monday))
        #expect(try method.fit(today, startingFrom: constant).forecast(horizon: 30) == cold.mean)
    }

    @Test func aChargeOnTheFirstOfTheMonthComesAgain() throws {
        let days = (0..<300).map { monday.advanced(by: $0) }
        let values = noisy(300) { days[$0].day == 1 ? 900 : 100 }
        let forecast = try forecast(values, horizon: 60)
        for (step, value) in forecast.enumerated() {
            let isFirst = monday.advanced(by: 300 + step).day == 1
            #expect(isFirst ? (700...1100).contains(value) : (90...110).contains(value))
        }
    }

    @Test func aLevelShiftIsFollowedAndTheWeekKept() throws {
        let values = noisy(200) { ($0 >= 180 ? 300 : 100) * ($0 % 7 >= 5 ? 0.5 : 1) }
        let forecast = try forecast(values, horizon: 14)
        for (step, value) in forecast.enumerated() {
            #expect(abs(value / ((200 + step) % 7 >= 5 ? 150 : 300) - 1) < 0.1)
        }
    }

    @Test func oneOutlierOfYesterdayHardlyMovesTheForecast() throws {
        let values = noisy(200) { $0 == 199 ? 1000 : 100 }
        #expect(try forecast(values, horizon: 7).allSatisfy { $0 < 130 })
    }

    @Test func aHolidayHasTheEffectItHadBefore() throws {
        let holidays = Set([40, 90, 150, 205].map { monday.advanced(by: $0) })
        let effects = CalendarEffects(days: monday..<monday.advanced(by: 400)) {
            holidays.contains($0) ? "feast" : nil
        }
        let values = noisy(200) { holidays.contains(monday.advanced(by: $0)) ? 40 : 100 }
        let forecast = try forecast(values, horizon: 10, effects: effects)
        #expect((40...65).contains(forecast[5]) && (90...110).contains(forecast[4]))
    }

    @Test func creditsStayNegativeAndHugeValuesFinite() throws {
        #expect(try forecast(noisy(60) { _ in -50 }, horizon: 5).allSatisfy { (-60 ... -40).contains($0) })
        #expect(
            try forecast(noisy(60) { _ in 1e12 }, horizon: 5).allSatisfy { (0.9e12...1.1e12).contains($0) })
    }

    @Test func rangesHoldAboutWhatTheyPromise() throws {
        var hits = 0
        for seed in 1...12 {
            let values = noisy(228, seed: UInt64(seed)) { $0 % 7 >= 5 ? 60 : 100 }
            let series = try Series(daily: values, from: monday)
            let backtest = Backtest(AutoForecaster(), on: series, .init(horizon: 28, folds: 1))
            hits += backtest.coverage.first?.hits ?? 0
        }
        #expect((0.7...0.95).contains(Double(hits) / (12 * 28)))
    }
}
