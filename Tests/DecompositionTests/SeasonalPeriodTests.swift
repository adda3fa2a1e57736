import Decomposition
import TestKit
import Testing
import TimeSeries

@Suite struct SeasonalPeriodTests {
    @Test func aPlantedSeasonIsFound() throws {
        for (period, seed) in [(7, 1), (12, 2), (24, 3)] as [(Int, UInt64)] {
            let series = try randomSeries(count: 12 * period + 3, period: period, seed: seed)
            #expect(SeasonalPeriod.found(in: series, candidates: [5, 7, 12, 24]).contains(period))
        }
    }

    @Test func noiseAndRandomWalksHaveNoSeason() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = SplitMix64(seed: seed)
            let noise = (0..<400).map { _ in random.uniform() }
            var level = 0.0
            let walk = noise.map { step in
                level += step - 0.5
                return level
            }
            #expect(try SeasonalPeriod.found(in: .of(noise)).isEmpty)
            #expect(try SeasonalPeriod.found(in: .of(walk)).isEmpty)
        }
    }

    @Test func aLineHasNoSeasonAndAnExactShapeHasOne() throws {
        #expect(try SeasonalPeriod.found(in: .of((0..<60).map { Double($0) })).isEmpty)
        #expect(try SeasonalPeriod.found(in: .of((0..<60).map { Double($0 % 7) })) == [7])
        #expect(try SeasonalPeriod.found(in: .of([Double](repeating: 4, count: 60))).isEmpty)
    }

    @Test func aDayInsideAWeekDoesNotHideTheWeek() throws {
        let values = (0..<24 * 7 * 5).map { (i: Int) -> Double in
            let weekend = (i / 24) % 7 >= 5
            return Double(i % 24 - (weekend ? 20 : 0)) + 0.3 * Double(i * i % 13)
        }
        let series = try Series(
            start: Timestamp(CivilDate(dayNumber: 20_000)), frequency: .hourly, values: values)
        #expect(SeasonalPeriod.found(in: series) == [24, 168])
    }

    @Test func fewerThanThreeCyclesAreNotFound() throws {
        #expect(try SeasonalPeriod.found(in: .of((0..<20).map { Double($0 % 7) })).isEmpty)
    }
}

@Suite struct StrengthTests {
    @Test func strengthsTellSeasonAndTrendFromNoise() throws {
        let seasonal = try STL(period: 7).decompose(randomSeries(count: 140, period: 7, seed: 1))
        #expect(seasonal.seasonalStrength() > 0.8 && seasonal.trendStrength > 0.9)
        var random = SplitMix64(seed: 3)
        var stl = STL(period: 7)
        stl.seasonalWindow = .periodic
        let noise = try stl.decompose(.of((0..<300).map { _ in random.uniform() }))
        #expect(noise.seasonalStrength() < 0.2 && noise.trendStrength < 0.5)
    }
}
