import Detection
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct NoveltyScanTests {
    private func scored(_ values: [Double], period: Int = 1) -> [ScoredValue] {
        var scan = NoveltyScan(period: period)
        return values.map { scan.take($0) }
    }

    @Test func unitLevelAndSignDoNotCount() {
        let values = gaussianNoise(1500, seed: 1).enumerated().map { $1 + ($0 == 900 ? 12 : 0) }
        let one = scored(values, period: 24).map(\.score)
        for (scale, level) in [(1e9, 3e9), (1e-9, 0), (-1, 0), (-1e12, 1e12)] {
            let other = scored(values.map { level + scale * $0 }, period: 24).map(\.score)
            #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-3 }, "\(scale) \(level)")
        }
    }

    @Test func nothingLaterIsUsed() {
        let values = gaussianNoise(800, seed: 2)
        let poisoned = Array(values[..<500]) + [Double](repeating: 1e9, count: 300)
        #expect(scored(values, period: 12)[..<500] == scored(poisoned, period: 12)[..<500])
    }

    @Test func noiseIsSeldomAnomalous() {
        var count = 0
        for seed in 1...40 {
            count += scored(gaussianNoise(4000, seed: UInt64(seed))).count(where: \.isAnomaly)
        }
        #expect(count <= 320, "\(count) in 160,000 values: promised are two in 1,000")
    }

    @Test func aLargerSpikeScoresMore() {
        let values = gaussianNoise(1000, seed: 3)
        var last = -1.0
        for size in [4.0, 6, 8, 12, 16, 32, 100, 1e6] {
            var spiked = values
            spiked[800] += size
            let score = scored(spiked)[800].score
            #expect(score >= last, "\(size)")
            last = score
        }
        #expect(last > 0.8)
    }

    @Test func anIncidentIsOneAnomaly() {
        var values = gaussianNoise(1500, seed: 4)
        for i in 1000..<1200 { values[i] += 15 }
        let anomalies = scored(values).indices.filter { scored(values)[$0].isAnomaly }
        #expect(anomalies.filter { 1000..<1200 ~= $0 }.first == 1000)
        #expect(anomalies.filter { 1000..<1200 ~= $0 }.count <= 3)
    }

    @Test func aHoleBetweenTwoModesIsNew() {
        var values = gaussianNoise(1500, seed: 5).enumerated().map { 0.2 * $1 + ($0 / 50 % 2 == 0 ? 10 : 50) }
        values[1300] = 30
        let scores = scored(values)
        #expect(scores[1300].isAnomaly)
        #expect(scores[1200..<1300].allSatisfy { !$0.isAnomaly })
    }

    @Test func degenerateSeriesAreScored() {
        for value in [0.0, 7, -1e12, 1e-9] {
            #expect(
                scored([Double](repeating: value, count: 300)).allSatisfy { $0.score == 0 && !$0.isAnomaly })
        }
        #expect(scored([3])[0].score == 0)
        var flat = [Double](repeating: 5, count: 400)
        flat[300] = 5.1
        #expect(scored(flat)[300].isAnomaly, "the first change of what never changed")
    }

    @Test func gapsTeachNothing() {
        let values = gaussianNoise(600, seed: 6)
        var (whole, gappy) = (NoveltyScan(), NoveltyScan())
        for value in values {
            let expected = whole.take(value).score
            let missing = gappy.skip()
            #expect(missing.score == 0 && !missing.isAnomaly)
            #expect(gappy.take(value).score == expected)
        }
    }

    @Test func theSeasonIsExpected() throws {
        let day = (0..<24).map { 10 + 8 * sin(2 * .pi * Double($0) / 24) }
        let values = gaussianNoise(24 * 30, seed: 7).enumerated().map { day[$0 % 24] + 0.1 * $1 }
        let late = scored(values, period: 24)[480...]
        #expect(zip(late, values[480...]).allSatisfy { abs($0.expected - $1) < 2 })
        let inside = zip(late, values[480...]).count { $0.lower...$0.upper ~= $1 }
        #expect(inside > 220)
    }
}
