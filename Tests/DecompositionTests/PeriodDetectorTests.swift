import Decomposition
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct PeriodDetectorTests {
    private let detector = PeriodDetector()

    @Test func aSeasonUnderNoiseTrendStepAndOutliersIsFound() throws {
        for seed in 1...10 as ClosedRange<UInt64> {
            var noise = Noise(seed: seed)
            var chance = SplitMix64(seed: 100 + seed)
            let values = (0..<300).map { i -> Double in
                let season = i % 7 < 5 ? 2.0 : 0.0
                let step = i >= 180 ? 15.0 : 0.0
                let outlier = chance.uniform() < 0.03 ? 40.0 : 0.0
                return 100 + 0.05 * Double(i) + season + step + outlier + noise.next()
            }
            let found = try detector.detect(in: .of(values))
            #expect(found.map(\.period) == [7], "seed \(seed)")
            #expect(found.allSatisfy { (0...1).contains($0.strength) && $0.chance < detector.significance })
        }
    }

    @Test func aDayAndAWeekAreBothFound() throws {
        var noise = Noise(seed: 1)
        let values = (0..<24 * 7 * 6).map { i -> Double in
            let weekend = (i / 24) % 7 >= 5
            return 3 * sin(2 * .pi * Double(i) / 24) + (weekend ? -3 : 0) + noise.next()
        }
        #expect(try Set(detector.detect(in: .of(values)).map(\.wholePeriod)) == [24, 168])
    }

    @Test func aPeriodThatIsNotWholeIsFoundAsItIs() throws {
        var noise = Noise(seed: 2)
        let values = (0..<1100).map { 2 * sin(2 * .pi * Double($0) / 30.4375) + noise.next() }
        let found = try detector.detect(in: .of(values))
        #expect(found.count == 1 && abs((found.first?.period ?? 0) - 30.4375) < 0.1)
        #expect(found.first?.wholePeriod == 30)
    }

    @Test func aThirdMissingAndALongGapDoNotHideTheSeason() throws {
        var noise = Noise(seed: 3)
        var chance = SplitMix64(seed: 4)
        let day = CivilDate(dayNumber: 20_000)
        let entries = (0..<500).map { i -> Observations.Entry in
            let isLost = chance.uniform() < 0.3 || (200..<280).contains(i)
            let value = Double(i % 12) / 3 + noise.next()
            return .init(Timestamp(day.advanced(by: i)), isLost ? nil : value)
        }
        let filled = try Observations(entries).series(frequency: .daily)
        #expect(detector.detect(in: filled).map(\.period) == [12])
    }

    @Test func whatWasFilledInIsNotLookedAt() throws {
        var noise = Noise(seed: 5)
        let day = CivilDate(dayNumber: 20_000)
        let entries = (0..<400).map { i -> Observations.Entry in
            .init(
                Timestamp(day.advanced(by: i)),
                i % 10 == 9 || i % 4 == 1 ? nil : sin(Double(i)) + noise.next())
        }
        let observations = try Observations(entries)
        let linear = try observations.series(frequency: .daily, filling: .linear)
        let zero = try observations.series(frequency: .daily, filling: .zero)
        #expect(detector.detect(in: linear) == detector.detect(in: zero))
    }

    /// The settings promise 2 %; 300 series of six kinds give 6 on average.
    @Test func seriesWithoutASeasonHaveNone() throws {
        var wrong = 0
        for seed in 1...50 as ClosedRange<UInt64> {
            var noise = Noise(seed: 1000 + seed)
            let white = (0..<400).map { _ in noise.next() }
            var (walk, memory, level, last) = ([Double](), [Double](), 0.0, 0.0)
            for value in white {
                level += value
                last = 0.95 * last + value
                walk.append(level)
                memory.append(last)
            }
            let step = white.indices.map { white[$0] + ($0 < 170 ? 0 : 12) }
            let trend = white.indices.map { white[$0] + 0.1 * Double($0) }
            let bursts = white.indices.map {
                white[$0] + ((50..<60).contains($0) || (201..<209).contains($0) ? 15 : 0)
            }
            for values in [white, walk, memory, step, trend, bursts] {
                wrong += try detector.detect(in: .of(values)).isEmpty ? 0 : 1
            }
        }
        #expect(wrong <= 15)
    }

    @Test func theUnitOfTheSeriesDoesNotMatter() throws {
        let series = try randomSeries(count: 200, period: 7, seed: 1)
        let periods = detector.detect(in: series).map(\.period)
        #expect(periods == [7])
        for (factor, shift) in [(1e-9, 0), (1e12, 0), (1e3, 1e6), (-1, 0)] {
            let moved = try series.map { factor * $0 + shift }
            #expect(detector.detect(in: moved).map(\.period) == periods, "\(factor), \(shift)")
        }
    }

    @Test func extremeSeriesAreAnswered() throws {
        #expect(try detector.detect(in: .of([1])).isEmpty)
        #expect(try detector.detect(in: .of([Double](repeating: 5, count: 100))).isEmpty)
        #expect(try detector.detect(in: .of((0..<100).map { Double($0) })).isEmpty)
        #expect(try detector.detect(in: .of((0..<100).map { $0 == 50 ? 1e100 : 0 })).isEmpty)
        #expect(try detector.detect(in: .of((0..<11).map { Double($0 % 3) })).isEmpty)
        #expect(try detector.detect(in: .of((0..<120).map { Double($0 % 12) })).map(\.period) == [12])
    }

    @Test func onePeriodIsEnoughWhenAskedFor() throws {
        let values = (0..<1008).map { sin(2 * .pi * Double($0) / 24) + 2 * sin(2 * .pi * Double($0) / 168) }
        var first = detector
        first.maximumCount = 1
        #expect(try first.detect(in: .of(values)).count == 1)
    }

    @Test func fewerCyclesThanAskedForAreNotFound() throws {
        var noise = Noise(seed: 9)
        let values = (0..<100).map { 5 * sin(2 * .pi * Double($0) / 20) + noise.next() }
        #expect(try detector.detect(in: .of(values)).map(\.period) == [20])
        var strict = detector
        strict.minimumCycles = 6
        #expect(try !strict.detect(in: .of(values)).contains { $0.period > 17 })
    }

    @Test func aSquareWaveWithoutNoiseIsOnePeriod() throws {
        let days = (0..<96 * 30).map { i -> Double in
            let hour = Double(i % 96) / 4
            return hour > 7 && hour < 19 ? 10 : 1
        }
        #expect(try detector.detect(in: .of(days)).map(\.period) == [96])
    }
}

/// Seeded noise, nearly normal, of variance 1.
private struct Noise {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func next() -> Double { (0..<12).reduce(-6) { sum, _ in sum + random.uniform() } }
}
