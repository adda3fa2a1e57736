import Decomposition
import Foundation
import TestKit
import Testing
import TimeSeries

/// STL of series with gaps, and of periods that are no whole numbers.
@Suite struct STLGapsTests {
    @Test(arguments: [false, true], [2, 7, 12] as [Int]) func withoutAGapItIsThatOfTheSeries(
        isRobust: Bool, period: Int
    ) throws {
        let series = try randomSeries(count: 90, period: period, seed: 21)
        var stl = STL(period: period)
        if isRobust { stl.iterations = .robust }
        #expect(
            try stl.decompose(series, isObserved: [Bool](repeating: true, count: 90)) == stl.decompose(series)
        )
        let entries = series.values.enumerated().map { Observations.Entry(series.timestamp($0), $1) }
        let filled = try Observations(entries).series()
        #expect(try stl.decompose(filled) == stl.decompose(series))
    }

    /// Gaps at the ends, alone, in a row, over more than a cycle, and a phase that is missing for most of the time.
    private static func gaps(_ name: String, _ n: Int) -> [Bool] {
        (0..<n).map { i in
            switch name {
            case "none": true
            case "ends": i >= 3 && i < n - 11
            case "single": ![10, 25, 26, 60].contains(i)
            case "cycles": !(30..<52 ~= i)
            case "phase": i % 7 != 3 || i > n - 10
            default: i % 7 < 5
            }
        }
    }

    @Test(
        arguments: ["none", "ends", "single", "cycles", "phase", "weekends"],
        [7, 7.3, 12.25, 30.4375] as [Double])
    func partsEqualThoseOfTheDefinition(gaps: String, period: Double) throws {
        let n = 92
        let series = try randomSeries(count: n, period: 7, seed: 22)
        let isObserved = STLGapsTests.gaps(gaps, n)
        for outer in [0, 2] {
            var stl = STL(period: period)
            (stl.seasonalWindow, stl.trendSpan, stl.lowPassSpan) = (.span(7), 15, 33)
            (stl.jumps, stl.iterations) = (.none, .init(inner: 2, outer: outer))
            let parts = try stl.decompose(series, isObserved: isObserved)
            let twin = STLTwin(
                y: series.values.indices.map { isObserved[$0] ? series.values[$0] : nil }, period: period,
                seasonalSpan: 7, trendSpan: 15, lowPassSpan: 33, outer: outer
            ).parts()
            let y = series.values
            #expect(distance(parts.trend, twin.trend, of: y) < 1e-8)
            #expect(distance(parts.seasonal[0].values, twin.seasonal, of: y) < 1e-8)
            let weights = zip(twin.weights, isObserved).map { $1 ? $0 : 0 }
            #expect(outer == 0 || distance(parts.weights, weights, of: [1]) < 1e-8)
        }
    }

    @Test(arguments: [7, 10.5] as [Double]) func whatAGapWasFilledWithDoesNotMatter(period: Double) throws {
        let series = try randomSeries(count: 120, period: 7, seed: 23)
        let isObserved = STLGapsTests.gaps("ends", 120)
        let other = try Series.of(series.values.indices.map { isObserved[$0] ? series.values[$0] : 1e9 })
        var stl = STL(period: period)
        stl.iterations = .robust
        let parts = try stl.decompose(series, isObserved: isObserved)
        #expect(try stl.decompose(other, isObserved: isObserved) == parts)
        #expect(parts.isObserved == isObserved)
        for i in 0..<120 {
            let sum = parts.trend[i] + parts.seasonal[0].values[i] + parts.remainder[i]
            #expect(isClose(sum, parts.observed.values[i], .rounding))
            #expect(isObserved[i] ? parts.observed.values[i] == series.values[i] : parts.remainder[i] == 0)
        }
    }

    @Test func aGapIsEstimatedByTrendAndSeason() throws {
        let week: [Double] = [0, 3, 9, -4, 2, -8, 1]
        let clean = try Series.of((0..<140).map { 50 + 0.5 * Double($0) + week[$0 % 7] })
        for gaps in ["ends", "single", "cycles"] {
            let parts = try STL(period: 7).decompose(clean, isObserved: STLGapsTests.gaps(gaps, 140))
            #expect(isClose(parts.observed.values, clean.values, .reference), Comment(rawValue: gaps))
            #expect(parts.seasonalStrength() > 0.99 && parts.trendStrength > 0.99)
        }
    }

    @Test func tooFewObservedSaysWhatItNeeds() throws {
        let series = try randomSeries(count: 60, period: 7, seed: 24)
        #expect(throws: DecompositionError.tooShort(needed: 7, got: 6)) {
            try STL(period: 7).decompose(series, isObserved: (0..<60).map { $0 < 6 })
        }
        #expect(throws: DecompositionError.tooShort(needed: 14, got: 13)) {
            try STL(period: 7).decompose(series[0..<13], isObserved: [Bool](repeating: true, count: 13))
        }
    }
}

@Suite struct STLPeriodTests {
    /// Five years with a narrow peak on the same day of each year.
    private func years(_ n: Int) throws -> (series: Series, season: [Double]) {
        var random = SplitMix64(seed: 31)
        let season = (0..<n).map { (i: Int) -> Double in
            let phase = Double(i).truncatingRemainder(dividingBy: 365.25) - 150
            let wave = 10 * sin(2 * Double.pi * phase / 365.25)
            return wave + 20 * exp(-phase * phase / 72)
        }
        let values = season.map { value in value + 200 + 0.1 * random.uniform() }
        return (try .of(values), season)
    }

    private func error(_ parts: Components, _ season: [Double]) -> Double {
        let level = season.reduce(0, +) / Double(season.count)
        let errors = zip(parts.seasonal[0].values, season).map { $0 - ($1 - level) }
        return (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    }

    @Test func aYearOf365AndAQuarterDaysDoesNotDrift() throws {
        let (series, season) = try years(1826)
        func decomposed(_ period: Double) throws -> Components {
            var stl = STL(period: period)
            stl.seasonalWindow = .periodic
            return try stl.decompose(series)
        }
        let (parts, whole) = (try decomposed(365.25), try decomposed(365))
        #expect(error(parts, season) < 0.6 * error(whole, season))
        for year in 0..<5 {
            let days = (365 * year)..<(365 * year + 364)
            let top = days.max { parts.seasonal[0].values[$0] < parts.seasonal[0].values[$1] } ?? 0
            #expect(abs(Double(top) - 365.25 * Double(year) - 150.5) <= 2)
        }
    }

    @Test(arguments: [30.4375, 12.3, 52.1775] as [Double]) func aPlantedSeasonIsRecovered(period: Double)
        throws
    {
        let count = Int((period * (600 / period).rounded(.down)).rounded())
        let season = (0..<count).map { (i: Int) -> Double in 10 * sin(2 * Double.pi * Double(i) / period) }
        var random = SplitMix64(seed: 32)
        let values = season.map { value in value + 100 + random.uniform() }
        let series = try Series.of(values)
        #expect(error(try STL(period: period).decompose(series), season) < 0.3)
        func steady(_ period: Double) throws -> Components {
            var stl = STL(period: period)
            stl.seasonalWindow = .periodic
            return try stl.decompose(series)
        }
        #expect(error(try steady(period), season) < 0.6 * error(try steady(period.rounded()), season))
    }

    @Test func aWholeNumberIsAWholeNumber() throws {
        let series = try randomSeries(count: 100, period: 12, seed: 33)
        #expect(try STL(period: 12.0).decompose(series) == STL(period: 12).decompose(series))
        #expect(STL(period: 12.0) == STL(period: 12))
    }

    @Test func twoSeasonsRoundedDownAreEnough() throws {
        let (series, _) = try years(730)
        #expect(try STL(period: 365.25).decompose(series).trend.count == 730)
        #expect(throws: DecompositionError.tooShort(needed: 730, got: 729)) {
            try STL(period: 365.25).decompose(series[0..<729])
        }
        #expect(throws: DecompositionError.tooShort(needed: 731, got: 730)) {
            try STL(period: 365.5).decompose(series)
        }
    }
}
