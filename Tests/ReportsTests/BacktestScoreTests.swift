import Billing
import Reports
import TestKit
import Testing

@Suite struct BacktestScoreTests {
    @Test func scoreCountsIncidentsAndMoney() throws {
        let score = try #require(Sample.backtest.score)
        #expect(score.found == 3)
        #expect(score.incidents == 4)
        #expect(score.money.map(\.currency) == [Sample.cny, Sample.usd])
        #expect(score.money.map(\.found) == [Sample.money("570910.57"), .zero])
        #expect(score.money.map(\.all) == [Sample.money("570910.57"), Sample.money("9120.4")])
        #expect(score.falsePerWeek == 7.0 / 60)
        #expect(score.medianDelayDays == 1)
    }

    @Test func withoutLabelsThereIsNoScore() {
        var report = Sample.backtest
        report.isLabelled = false
        #expect(report.score == nil)
        #expect(report.html(language: .english).contains("no labels to score them"))
    }

    @Test func nothingFoundHasNoDelay() throws {
        var report = Sample.backtest
        report.incidents = report.incidents.map { incident in
            var copy = incident
            copy.foundOn = nil
            return copy
        }
        let score = try #require(report.score)
        #expect(score.medianDelayDays == nil)
        #expect(score.money.allSatisfy { $0.share == 0 })
        #expect(report.markdown(language: .english).contains("missed"))
    }
}
