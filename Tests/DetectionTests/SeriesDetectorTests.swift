import Detection
import Foundation
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

    @Test func whatAGapIsFilledWithDoesNotMatter() throws {
        let start = Timestamp(try #require(CivilDate("2026-03-02")))
        for (frequency, seconds) in [(Frequency.hourly, 3600), (.daily, 86_400)] {
            let entries = gaussianNoise(400, seed: 9).enumerated().map { i, noise in
                let time = Timestamp(secondsSinceEpoch: start.secondsSinceEpoch + seconds * i)
                return Observations.Entry(time, i % 50 < 3 ? nil : 100 + noise)
            }
            let observations = try Observations(entries)
            let zero = try observations.series(frequency: frequency, filling: .zero)
            let line = try observations.series(frequency: frequency, filling: .linear)
            for mode in SeriesDetector.Mode.allCases {
                let scores = try SeriesDetector(mode: mode).score(zero)
                let others = try SeriesDetector(mode: mode).score(line)
                #expect(scores == others)
                #expect(scores.indices.allSatisfy { zero.isObserved[$0] || !scores[$0].isAnomaly })
            }
        }
    }

    @Test func aBatchFindsAnOddShapeWithOrdinaryValues() throws {
        let start = Timestamp(try #require(CivilDate("2026-03-02")))
        let values = gaussianNoise(24 * 60, seed: 10).enumerated().map { i, noise -> Double in
            let shape = sin(2 * .pi * Double(i) / 24)
            return 100 + 20 * (960..<984 ~= i ? -shape : shape) + noise
        }
        let scores = try SeriesDetector(mode: .batch).score(
            Series(start: start, frequency: .hourly, values: values))
        let most = try #require(scores.indices.max { scores[$0].score < scores[$1].score })
        #expect(900..<1044 ~= most)
        #expect(scores[most].score > 0.5)
    }

    @Test func aSequenceIsScoredLikeASeries() throws {
        let values = gaussianNoise(700, seed: 11)
        let start = Timestamp(try #require(CivilDate("2026-03-02")))
        let series = try Series(start: start, frequency: .seconds(300), values: values)
        for mode in SeriesDetector.Mode.allCases {
            let sequence = try SeriesDetector(mode: mode).score(sequence: values)
            #expect(try sequence.map(\.score) == SeriesDetector(mode: mode).score(series).map(\.score))
        }
        let hourly = try Series(start: start, frequency: .hourly, values: values)
        #expect(
            try SeriesDetector().score(sequence: values, frequency: .hourly) == SeriesDetector().score(hourly)
        )
        #expect(try SeriesDetector(mode: .batch).score(sequence: []).isEmpty)
    }

    @Test func anHourThatDepartsFromItsSeasonIsFoundOnline() throws {
        var generator = SplitMix64(seed: 12)
        let values = (0..<1200).map { i -> Double in
            let isNight = i % 24 < 8 && !(1008..<1014 ~= i)
            return (isNight ? 20 : 60) * (0.95 + 0.1 * generator.uniform())
        }
        let start = Timestamp(try #require(CivilDate("2026-03-02")))
        let scores = try SeriesDetector().score(Series(start: start, frequency: .hourly, values: values))
        let anomalies = scores.indices.filter { scores[$0].isAnomaly }
        #expect(anomalies.contains { 1008..<1014 ~= $0 }, "a night as busy as a day")
        #expect(anomalies.filter { $0 > 300 && !(1008..<1018 ~= $0) }.count <= 2)
    }
}
