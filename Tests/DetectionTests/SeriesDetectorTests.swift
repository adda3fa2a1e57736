import Detection
import TestKit
import Testing
import TimeSeries

@Suite struct SeriesDetectorTests {
    private func hourly(_ n: Int, spikeAt spike: Int) throws -> Series {
        var generator = SplitMix64(seed: 8)
        let values = (0..<n).map { i -> Double in
            let base = i % 24 < 8 ? 20.0 : 60
            return (i == spike ? 4 : 1) * base * (0.9 + 0.2 * generator.uniform())
        }
        let start = Timestamp(try #require(CivilDate("2026-03-02")))
        return try Series(start: start, frequency: .hourly, values: values)
    }

    @Test func bothModesFindASpikeInHours() throws {
        let series = try hourly(500, spikeAt: 400)
        for mode in SeriesDetector.Mode.allCases {
            let scores = try SeriesDetector(mode: mode).score(series)
            #expect(scores[400].isAnomaly)
            let others = scores.indices.filter { scores[$0].isAnomaly && $0 != 400 }
            #expect(others.count <= 4, "\(mode) \(others)")
        }
    }

    @Test func aBatchFindsASpikeAtTheStart() throws {
        let series = try hourly(500, spikeAt: 10)
        #expect(try SeriesDetector(mode: .batch).score(series)[10].isAnomaly)
        #expect(try !SeriesDetector(mode: .online).score(series)[10].isAnomaly)
    }

    @Test func anyLengthAndFrequencyIsScored() throws {
        let start = Timestamp(try #require(CivilDate("2026-01-31")))
        for frequency in [Frequency.hourly, .daily, .weekly, .monthly, .yearly] {
            for n in [1, 2, 13, 60] {
                let values = (0..<n).map { Double($0 % 5) - 2 }
                let series = try Series(start: start, frequency: frequency, values: values)
                for mode in SeriesDetector.Mode.allCases {
                    let scores = try SeriesDetector(mode: mode).score(series)
                    #expect(scores.count == n && scores.allSatisfy { (0...1).contains($0.score) })
                }
            }
        }
    }
}
