import Detection
import Forecasting
import TestKit
import Testing
import TimeSeries

@Suite struct CostDetectorTests {
    private func noise(_ n: Int, seed: UInt64, level: Double = 1000, spread: Double = 0.05) throws -> Series {
        var generator = SplitMix64(seed: seed)
        let values = (0..<n).map { i -> Double in
            var sum = -6.0
            for _ in 0..<12 { sum += generator.uniform() }
            return level * (i % 7 >= 5 ? 0.6 : 1) * (1 + spread * sum)
        }
        return try Series(daily: values, from: #require(CivilDate("2025-01-06")))
    }

    @Test func nothingDependsOnTheFuture() throws {
        let series = try noise(300, seed: 1)
        let detector = CostDetector()
        let whole = detector.scan(series)
        for cut in [1, 40, 150, 260] {
            var poisoned = series.values
            for i in cut..<poisoned.count { poisoned[i] = Double(i * 7919 % 13) * 1e7 - 3e7 }
            let scan = detector.scan(try Series(daily: poisoned, from: series.start.day))
            #expect(Array(scan.score[..<cut]) == Array(whole.score[..<cut]))
            #expect(Array(scan.expected[..<min(300, cut + 1)]) == Array(whole.expected[..<min(300, cut + 1)]))
        }
    }

    @Test func scoresDoNotChangeWithTheCurrencyUnit() throws {
        let series = try noise(400, seed: 2)
        let detector = CostDetector()
        let scan = detector.scan(series)
        for unit in [0x1p-20, 0x1p30] {
            let other = detector.scan(try series.map { $0 * unit })
            #expect(isClose(other.score, scan.score, .rounding))
            #expect(isClose(other.expected, scan.expected.map { $0 * unit }, .reference))
        }
    }

    @Test func aPlantedSpikeIsFoundMoreOftenTheLargerItIs() throws {
        var found: [Int] = []
        for size in [0.02, 0.15, 0.3, 1.0] {
            var hits = 0
            for seed in 0..<40 {
                var values = try noise(200, seed: UInt64(seed)).values
                values[180] *= 1 + size
                let series = try Series(daily: values, from: #require(CivilDate("2025-01-06")))
                if try CostDetector().score(series)[180].isAnomaly { hits += 1 }
            }
            found.append(hits)
        }
        #expect(found == found.sorted() && found[0] <= 2 && found[3] == 40)
    }

    @Test func unusableInputGetsQuietScores() throws {
        let inputs: [[Double]] = [
            [0], [5], [-3, -3], Array(repeating: 0, count: 100), Array(repeating: 7, count: 100),
            Array(repeating: 1e12, count: 60), Array(repeating: -40, count: 60), [0, 0, 0, 1e-9, 0],
        ]
        for values in inputs {
            let series = try Series(daily: values, from: #require(CivilDate("2026-02-20")))
            let scores = try CostDetector().score(series)
            #expect(scores.count == values.count)
            #expect(scores.allSatisfy { (0...1).contains($0.score) && $0.expected.isFinite && !$0.isAnomaly })
        }
    }
}
