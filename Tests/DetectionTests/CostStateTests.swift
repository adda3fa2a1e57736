import Detection
import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct CostStateTests {
    private func cost(_ days: Int, seed: UInt64 = 3) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<days).map { ($0 % 7 >= 5 ? 60 : 100) * (0.95 + 0.1 * random.uniform()) }
    }

    @Test func valueByValueIsTheSameAsAllAtOnce() throws {
        let start = try #require(CivilDate("2025-01-06"))
        var values = cost(500)
        values[300] = 400
        for i in 400..<500 { values[i] *= 2 }
        let effects = CalendarEffects(days: start..<start.advanced(by: 500)) { $0.day == 11 ? "fair" : nil }
        let detector = CostDetector(effects: effects)
        let series = try Series(daily: values, from: start)
        var state = detector.state(from: series.start)
        let scan = detector.scan(series)
        for (i, all) in try detector.score(series).enumerated() {
            let next = state.next
            let one = state.take(values[i])
            #expect(one == all && one.score == scan.score[i] && one.expected == scan.expected[i])
            #expect(i == 0 || next.expected == one.expected)
            #expect(state.count == i + 1)
        }
    }

    @Test func aMissingDayHasNoScoreAndTeachesNothing() throws {
        let start = Timestamp(try #require(CivilDate("2025-01-06")))
        let values = cost(200)
        var state = CostDetector().state(from: start)
        for value in values[..<150] { state.take(value) }
        let before = state.next.expected
        // A week without data: the weekday stays right, and the level is where it was.
        for _ in 0..<7 { state.skip() }
        #expect(state.count == 157 && isClose(state.next.expected, before, .rounding))
        for value in values[157...] { #expect(!state.take(value).isAnomaly) }
    }

    @Test func aCopyIsAPlaceToComeBackTo() throws {
        var state = CostDetector().state(from: Timestamp(try #require(CivilDate("2025-01-06"))))
        let values = cost(120)
        for value in values[..<100] { state.take(value) }
        var provisional = state
        #expect(provisional.take(30).isAnomaly)
        #expect(!state.take(values[100]).isAnomaly && state.next != provisional.next)
    }

    @Test func nothingIsExpectedBeforeTheFirstCost() {
        var state = CostDetector().state()
        #expect(state.next.expected == 0)
        for _ in 0..<10 { #expect(!state.take(0).isAnomaly) }
        #expect(!state.take(5).isAnomaly && state.next.expected == 5)
    }
}
