import Decomposition
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct LevelShiftSearchTests {
    private let search = LevelShiftSearch(periods: [7])

    /// A week, noise of about 1 and what `level` adds to each day.
    private func series(_ count: Int, seed: UInt64, level: (Int) -> Double) throws -> Series {
        var random = SplitMix64(seed: seed)
        return try .of(
            (0..<count).map { i in
                let noise = (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() }
                return 100 + (i % 7 < 5 ? 3 : -7) + noise + level(i)
            })
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func plantedShiftsAreFoundOnTheirDay(seed: UInt64) throws
    {
        let daily = try series(400, seed: seed) {
            ($0 >= 120 ? 8 : 0) - ($0 >= 250 ? 6 : 0) + 0.03 * Double($0)
        }
        let shifts = search.shifts(in: daily)
        #expect(shifts.count == 2)
        for (shift, planted) in zip(shifts, [(120, 8.0), (250, -6.0)]) {
            #expect(abs(shift.index - planted.0) <= 1)
            #expect(abs(shift.size - planted.1) < 2)
            #expect(shift.time == daily.timestamp(shift.index))
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>) func slopesCurvesAndWalksAreNoStaircases(seed: UInt64)
        throws
    {
        var random = SplitMix64(seed: seed + 100)
        var walk = 0.0
        let smooth = try series(500, seed: seed) { 0.1 * Double($0) + 8 * sin(Double($0) / 58) }
        let wandering = try series(500, seed: seed) { _ in
            walk += random.uniform() - 0.5
            return walk
        }
        #expect(search.shifts(in: smooth).isEmpty)
        #expect(search.shifts(in: wandering).isEmpty)
    }

    @Test func spikesAndShortBurstsAreNoShifts() throws {
        let daily = try series(300, seed: 4) { [80, 81, 150, 200, 201, 202, 203].contains($0) ? 40 : 0 }
        #expect(search.shifts(in: daily).isEmpty)
    }

    @Test func aBurstThatLastsIsTwoShifts() throws {
        let daily = try series(300, seed: 5) { 100..<130 ~= $0 ? 12 : 0 }
        #expect(search.shifts(in: daily).map(\.index) == [100, 130])
    }

    @Test func anExactStepIsFoundExactly() throws {
        let step = try Series.of((0..<100).map { $0 < 41 ? 5 : 9 })
        let shifts = search.shifts(in: step)
        #expect(shifts.map(\.index) == [41])
        #expect(isClose(shifts[0].size, 4, .rounding))
    }

    @Test(arguments: [1e12, 1e-9]) func theUnitDoesNotMatter(unit: Double) throws {
        let daily = try series(300, seed: 6) { $0 >= 140 ? 9 : 0 }
        let plain = search.shifts(in: daily)
        let scaled = search.shifts(in: try daily.map { $0 * unit })
        #expect(plain.map(\.index) == scaled.map(\.index) && plain.count == 1)
        #expect(isClose(plain.map { $0.size * unit }, scaled.map(\.size), .reference))
    }

    @Test func nothingIsFoundWhereNothingCanBe() throws {
        #expect(search.shifts(in: try .of([Double](repeating: 0, count: 200))).isEmpty)
        #expect(search.shifts(in: try .of([Double](repeating: 4.2, count: 200))).isEmpty)
        #expect(search.shifts(in: try .of([1])).isEmpty)
        #expect(search.shifts(in: try series(27, seed: 1) { $0 >= 14 ? 50 : 0 }).isEmpty)
    }

    @Test func hoursHaveDaysAndWeeks() throws {
        var random = SplitMix64(seed: 9)
        let values = (0..<24 * 7 * 9).map { (i: Int) -> Double in
            let day = 10 * sin(Double(i % 24) / 24 * 2 * .pi) - ((i / 24) % 7 >= 5 ? 6.0 : 0)
            return 50 + day + 4 * random.uniform() + (i >= 800 ? 9 : 0)
        }
        let hourly = try Series(
            start: Timestamp(CivilDate(dayNumber: 20_000)), frequency: .hourly, values: values)
        let shifts = LevelShiftSearch(periods: [24, 168]).shifts(in: hourly)
        #expect(shifts.count == 1)
        #expect(abs((shifts.first?.index ?? 0) - 800) <= 1)
    }
}
