import Decomposition
import Foundation
import LinearAlgebra
import Regression
import TestKit
import Testing
import TimeSeries

@Suite struct CalendarDecompositionTests {
    /// Days with a line, a week, noise of about a third and what `effect` adds.
    private func series(
        _ count: Int, from first: String = "2023-01-01", seed: UInt64, effect: (CivilDate) -> Double
    ) throws -> Series {
        var random = SplitMix64(seed: seed)
        let start = try #require(CivilDate(first))
        let values = (0..<count).map { i in
            let day = start.advanced(by: i)
            let noise = (0..<3).reduce(-1.5) { sum, _ in sum + random.uniform() }
            return 100 + 0.02 * Double(i) + (day.weekday <= 5 ? 4 : -10) + noise / 1.5 + effect(day)
        }
        return try Series(daily: values, from: start)
    }

    private func isGoldenWeek(_ day: CivilDate) -> Bool {
        HolidayCalendar.mainlandChina.holiday(on: day) == "National Day"
    }

    private func value(_ name: String, _ parts: CalendarComponents) throws -> Double {
        try #require(parts.coefficients.first { $0.name == name }?.value, "\(name)")
    }

    @Test func partsSumToTheSeries() throws {
        let daily = try series(500, seed: 1) { $0.day == 1 ? 20 : 0 }
        var method = CalendarDecomposition(periods: [7], calendar: [.holidays("CN"), .monthTurn])
        method.levelShifts = LevelShiftSearch(periods: [7])
        let parts = try method.decompose(daily)
        #expect(parts.effects.map(\.name) == ["CN holidays", "month turn"])
        for i in 0..<daily.count {
            let sum = parts.trend[i] + parts.seasonal[0].values[i] + parts.remainder[i]
            #expect(isClose(parts.effects.reduce(sum) { $0 + $1.values[i] }, daily.values[i], .rounding))
        }
        #expect(isClose(parts.adjusted, zip(parts.trend, parts.remainder).map { $0 + $1 }, .rounding))
    }

    @Test func withoutCalendarAndRoundsItIsSTL() throws {
        let daily = try series(300, seed: 2) { _ in 0 }
        var method = CalendarDecomposition(periods: [7])
        method.maximumRounds = 0
        let parts = try method.decompose(daily)
        var stl = STL(period: 7)
        stl.trendSpan = 29
        let expected = try stl.decompose(daily)
        #expect(isClose(parts.trend, expected.trend, .rounding))
        #expect(isClose(parts.seasonal[0].values, expected.seasonal[0].values, .rounding))
        #expect(parts.weights.allSatisfy { $0 == 1 } && parts.effects.isEmpty && parts.shifts.isEmpty)
    }

    /// A week off is short enough for the trend to follow, and the first of a month for a season that may change: whoever
    /// decomposes first gives much of both away, whoever regresses first takes the neighbourhood for the effect.
    @Test func effectsAreWholeOnlyWhenEstimatedTogether() throws {
        let daily = try series(1095, seed: 3) { (isGoldenWeek($0) ? -30 : 0) + ($0.day == 1 ? 12 : 0) }
        let method = CalendarDecomposition(periods: [7], calendar: [.holidays("CN"), .monthTurn])
        let parts = try method.decompose(daily)
        let holiday = try value("CN National Day", parts)
        let first = try value("first day of month", parts)
        #expect(abs(holiday + 30) < 1 && abs(first - 12) < 0.6, "\(holiday), \(first)")

        var stl = STL(period: 7)
        stl.trendSpan = 29
        let rest = try stl.decompose(daily).remainder
        let terms = parts.terms
        let design = try DesignMatrix(
            Array(zip(terms.names, terms.columns(over: daily, 0..<daily.count))).map { ($0, $1) })
        let afterwards = try Ridge().fit(design, response: rest).coefficients
        let place = try #require(terms.names.firstIndex(of: "CN National Day"))
        #expect(abs(afterwards[place] + 30) > 6, "\(afterwards[place])")
    }

    @Test func aSpikeIsNeitherAnEffectNorASeason() throws {
        let clean = try series(730, seed: 4) { $0.day == 1 ? 15 : 0 }
        var values = clean.values
        // 1 March 2023, 1 June 2024 and an ordinary day.
        for i in [59, 517, 333] { values[i] += 400 }
        let spiked = try Series(daily: values, from: clean.start.day)
        let method = CalendarDecomposition(periods: [7], calendar: [.monthTurn])
        let (expected, parts) = (try method.decompose(clean), try method.decompose(spiked))
        let first = try value("first day of month", parts)
        #expect(abs(first - (try value("first day of month", expected))) < 1, "\(first)")
        #expect([59, 517, 333].allSatisfy { parts.weights[$0] < 0.01 && abs(parts.remainder[$0] - 400) < 3 })
        let off = zip(parts.trend, expected.trend).map { abs($0 - $1) }.max() ?? 0
        #expect(off < 0.5, "\(off)")
    }

    @Test(arguments: [1e6, 1e13]) func aHugeValueHidesNothing(size: Double) throws {
        let clean = try series(500, seed: 11) { day in (day.day == 1 ? 15 : 0) + (day.year > 2023 ? 20 : 0) }
        var values = clean.values
        values[100] = size
        var method = CalendarDecomposition(periods: [7], calendar: [.monthTurn])
        method.levelShifts = LevelShiftSearch(periods: [7])
        let parts = try method.decompose(Series(daily: values, from: clean.start.day))
        let expected = try method.decompose(clean)
        #expect(parts.shifts.map(\.index) == expected.shifts.map(\.index) && parts.shifts.count == 1)
        #expect(abs(try value("first day of month", parts) - 15) < 1)
        let off = zip(parts.trend, expected.trend).map { abs($0 - $1) }.max() ?? 0
        #expect(off < 1, "\(off)")
    }

    @Test func aStepIsAStepInTheTrendAndNothingElse() throws {
        let level = { (i: Int) -> Double in i >= 200 ? 25 : 0 }
        let start = try #require(CivilDate("2023-01-01"))
        let clean = try series(400, seed: 5) { _ in 0 }
        let stepped = try series(400, seed: 5) { level(start.distance(to: $0)) }
        var method = CalendarDecomposition(periods: [7], calendar: [.monthTurn])
        method.levelShifts = LevelShiftSearch(periods: [7])
        let (expected, parts) = (try method.decompose(clean), try method.decompose(stepped))
        #expect(expected.shifts.isEmpty && parts.shifts.map(\.index) == [200])
        #expect(abs(parts.shifts[0].size - 25) < 1)
        #expect(parts.shifts[0].time == stepped.timestamp(200))
        for i in 0..<400 {
            #expect(abs(parts.trend[i] - level(i) - expected.trend[i]) < 1)
            #expect(abs(parts.seasonal[0].values[i] - expected.seasonal[0].values[i]) < 0.5)
        }
    }

    @Test func factorsMultiplyToTheSeriesAndGrowWithIt() throws {
        let start = try #require(CivilDate("2023-01-01"))
        let flat = try series(730, seed: 6) { _ in 0 }
        let growing = try Series(
            daily: flat.values.enumerated().map { i, value in
                value * exp(0.002 * Double(i)) * (start.advanced(by: i).day == 1 ? 1.5 : 1)
            }, from: start)
        var method = CalendarDecomposition(periods: [7], calendar: [.monthTurn])
        method.composition = .product
        method.levelShifts = LevelShiftSearch(periods: [7])
        let parts = try method.decompose(growing)
        #expect(abs(try value("first day of month", parts) - 1.5) < 0.02)
        #expect(parts.shifts.isEmpty)
        for i in 0..<growing.count {
            let product = parts.trend[i] * parts.seasonal[0].values[i] * parts.remainder[i]
            #expect(
                isClose(parts.effects.reduce(product) { $0 * $1.values[i] }, growing.values[i], .rounding))
        }
        let next = parts.effects(horizon: 40)[0].values
        // 730 days end on 30 December 2024.
        #expect(abs(next[1] - 1.5) < 0.05 && abs(next[15] - 1) < 1e-12)
        #expect(throws: DecompositionError.notPositive(at: growing.start)) {
            try method.decompose(growing.map { $0 - growing.values[0] })
        }
    }

    @Test func gapsHaveNoWeightAndAnEstimate() throws {
        let daily = try series(500, seed: 10) { $0.day == 1 ? 20 : 0 }
        let missing = [0, 31, 32, 33, 200, 201, 365, 498]
        let kept = (0..<500).filter { !missing.contains($0) || $0 == 0 }
        let entries = kept.map { Observations.Entry(daily.timestamp($0), daily.values[$0]) }
        let filled = try Observations(entries).series(filling: .zero)
        var method = CalendarDecomposition(periods: [7], calendar: [.monthTurn])
        let whole = try method.decompose(daily)
        for rounds in [0, 15] {
            method.maximumRounds = rounds
            let parts = try method.decompose(filled)
            for i in missing.dropFirst() {
                #expect(parts.weights[i] == 0 && abs(parts.remainder[i]) < 1e-9)
                #expect(abs(parts.trend[i] - whole.trend[i]) < 1)
                #expect(abs(parts.observed.values[i] - daily.values[i]) < 3)
            }
            #expect(abs(try value("first day of month", parts) - 20) < 1)
        }
    }

    @Test func effectsGoOnInTheFuture() throws {
        let daily = try series(700, seed: 7) { (isGoldenWeek($0) ? -30 : 0) + ($0.day == 15 ? 9 : 0) }
        let parts = try CalendarDecomposition(
            periods: [7], calendar: [.holidays("CN"), .billingDays([15])]
        ).decompose(daily)
        let next = parts.effects(horizon: 400)
        #expect(next.map(\.name) == ["CN holidays", "billing days"])
        for i in 0..<400 {
            let day = daily.timestamp(700 + i).day
            #expect((abs(next[1].values[i] - 9) < 1) == (day.day == 15))
            if isGoldenWeek(day), day.weekday <= 5 { #expect(abs(next[0].values[i] + 30) < 2) }
        }
    }

    @Test(arguments: [1e12, 1e-9]) func partsScaleWithTheSeries(unit: Double) throws {
        let daily = try series(400, seed: 8) { ($0.day == 1 ? 15 : 0) }
        var method = CalendarDecomposition(periods: [7], calendar: [.monthTurn])
        method.levelShifts = LevelShiftSearch(periods: [7])
        let (plain, scaled) = (try method.decompose(daily), try method.decompose(daily.map { $0 * unit }))
        #expect(isClose(plain.trend.map { $0 * unit }, scaled.trend, .reference))
        #expect(
            isClose(plain.coefficients.map { $0.value * unit }, scaled.coefficients.map(\.value), .reference))
    }

    @Test func emptyKindsOfSeriesHaveEmptyParts() throws {
        var method = CalendarDecomposition(periods: [7], calendar: [.holidays("US"), .monthTurn])
        method.levelShifts = LevelShiftSearch(periods: [7])
        for constant in [0, 3.25] {
            let parts = try method.decompose(.of([Double](repeating: constant, count: 400)))
            #expect(parts.trend.allSatisfy { isClose($0, constant, .rounding) })
            #expect(parts.coefficients.allSatisfy { abs($0.value) < 1e-12 } && parts.shifts.isEmpty)
        }
        #expect(throws: DecompositionError.tooShort(needed: 14, got: 13)) {
            try method.decompose(.of([Double](repeating: 1, count: 13)))
        }
        #expect(try method.decompose(.of([Double](repeating: 1, count: 14))).effects.isEmpty)
    }

    @Test func aColumnThatASeasonFollowsIsNamed() throws {
        let daily = try series(1095, from: "2021-01-01", seed: 9) { $0.month == 12 && $0.day == 12 ? 20 : 0 }
        let parts = try CalendarDecomposition(periods: [7, 365], calendar: [.promotions([.double12])])
            .decompose(daily)
        #expect(parts.absorbed.contains("12.12 on 12 December"))
        #expect(parts.seasonal.map(\.period) == [7, 365])
    }
}
