import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct MethodVerdictTests {
    /// Scores of a method whose forecasts of `series` × `origins` windows of 2 values are off by `error`.
    private func score(
        _ name: String, series: Int = 3, origins: Int = 5, failures: Int = 0, error: (Int, Int) -> Double
    ) throws -> MethodScore {
        var score = MethodScore(name, coverages: [0.8])
        for i in 0..<series {
            for k in 0..<origins {
                let mean = [10 + error(i, k), 10 - error(i, k)]
                let range = { Forecast.Interval(coverage: $0, lower: [9, 11], upper: [9, 11]) }
                let forecast = Forecast(
                    mean: mean, intervals: ([0.8] + ForecastScore.decileCoverages).map(range))
                let one = try #require(
                    ForecastScore(forecast, actual: [10, 10], history: [1, 2, 3], period: 1))
                score.add(one, series: i, span: (2 * k)..<(2 * k + 2))
            }
        }
        for _ in 0..<failures { score.addFailure() }
        return score
    }

    @Test func theLowestErrorIsTrustedAndTheNextIsTested() throws {
        let good = try score("good") { 1 + 0.01 * Double($0 + $1) }
        let bad = try score("bad") { 2 + 0.02 * Double($0 * $1) }
        let verdict = try #require(MethodVerdict([bad, good]))
        #expect(verdict.trusted.name == "good" && verdict.next?.name == "bad")
        #expect(verdict.isSignificant && verdict.peers.isEmpty)
        #expect(isClose(verdict.comparison?.meanDifference ?? 0, 1.03 - 2.04, .rounding))
        #expect(MethodVerdict.ranking([bad, good]).map(\.name) == ["good", "bad"])
    }

    @Test func chanceIsNotCalledSkill() throws {
        let one = try score("one") { $0 + $1 == 2 ? 1 : 1.5 }
        let other = try score("other") { $0 + $1 == 3 ? 1 : 1.5 }
        let verdict = try #require(MethodVerdict([one, other]))
        #expect(!verdict.isSignificant)
        #expect(verdict.peers.map(\.name) == [verdict.next?.name])
    }

    @Test func aMethodThatFailsIsNotTrustedWhileAnotherDoesNot() throws {
        let fails = try score("fails", failures: 2) { _, _ in 1 }
        let works = try score("works") { _, _ in 2 }
        let verdict = try #require(MethodVerdict([fails, works]))
        #expect(verdict.trusted.name == "works" && verdict.next?.name == "fails")
        #expect(MethodVerdict([]) == nil)
        #expect(MethodVerdict([MethodScore("none", coverages: [])]) == nil)
    }

    @Test func measuresOfAForecastByHand() throws {
        let ends = [0.8, 0, 0.2, 0.4, 0.6, 0.8].map {
            Forecast.Interval(coverage: $0, lower: [4, 4, 0], upper: [4, 4, 0])
        }
        let forecast = Forecast(mean: [4, 4, 0], intervals: ends)
        let score = try #require(
            ForecastScore(
                forecast, actual: [6, 4, 1e9], isObserved: [true, true, false], history: [1, 3, 5], period: 1)
        )
        // The loss of a sure forecast is half its error, on the mean over the quantiles; the scale is 2.
        #expect(isClose(score.scaledPinball ?? 0, 0.5 * 2 / 2 / 2, .rounding))
        #expect(isClose(score.point.mase ?? 0, 0.5, .rounding))
        #expect(score.absoluteError == 2 && score.error == -2 && score.size == 10)
        #expect(score.intervals.count == 1 && score.intervals[0].hits == 1 && score.intervals[0].count == 2)
        let gap = ForecastScore(
            forecast, actual: [6, 4, 1], isObserved: [false, false, false], history: [1, 3], period: 1)
        #expect(gap == nil)
    }

    @Test func pooledMeasuresWeighMoneyOrForecasts() throws {
        var score = MethodScore("m", coverages: [])
        for (mean, actual) in [(2.0, 1.0), (110.0, 100.0)] {
            let ranges = ForecastScore.decileCoverages.map {
                Forecast.Interval(coverage: $0, lower: [mean], upper: [mean])
            }
            let one = try #require(
                ForecastScore(
                    Forecast(mean: [mean], intervals: ranges), actual: [actual], history: [1, 2], period: 1))
            score.add(one, series: Int(actual), span: 0..<1)
        }
        #expect(isClose(score.wape ?? 0, 11 / 101.0, .rounding))
        #expect(isClose(score.bias ?? 0, 11 / 101.0, .rounding))
        #expect(isClose(score.mase ?? 0, 5.5, .rounding))
        #expect(score.series == 2 && score.forecasts == 2 && score.millisecondsPerForecast == nil)
    }

    @Test func rangesThatHoldTooLittleAreNamed() throws {
        let wrong = try score("wrong", series: 10, origins: 10) { _, _ in 1 }
        #expect(wrong.narrowRanges.map(\.coverage) == [0.8])
        #expect(wrong.coverage[0].measuredCoverage == 0)
    }
}
