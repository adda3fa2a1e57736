import Decomposition
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct OnlineDecompositionTests {
    private let week = [2.0, 3, 2.5, 3.5, 2, -7, -6]

    /// A week of mean 0, noise of about 1 and what `level` adds to each day.
    private func values(_ count: Int, seed: UInt64, level: (Int) -> Double) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { i in
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() }
            return 100 + week[i % 7] + noise + level(i)
        }
    }

    private func points(_ values: [Double?], periods: [Int] = [7]) -> [OnlinePoint] {
        var state = OnlineDecomposition(periods: periods)
        return values.map { state.update($0) }
    }

    @Test func partsSumToTheValue() {
        let values = values(300, seed: 1) { $0 == 150 ? 50 : 0.1 * Double($0) }
        for (value, point) in zip(values, points(values)) {
            let sum = point.trend + point.seasonal + (point.remainder ?? .nan)
            #expect(isClose(sum, value, .rounding))
        }
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>) func aLineAndAWeekAreFollowed(seed: UInt64) {
        let points = points(values(400, seed: seed) { 0.2 * Double($0) })
        for i in 100..<400 {
            #expect(abs(points[i].trend - (100 + 0.2 * Double(i))) < 2)
            #expect(abs(points[i].seasonal - week[i % 7]) < 2)
        }
        #expect(points[..<21].allSatisfy { $0.kind == .warmUp })
        #expect(points[21...].count { $0.kind == .ordinary } >= 377)
    }

    @Test func aSpikeIsAnOutlierThatLeavesNoTrace() {
        let clean = values(200, seed: 2) { _ in 0 }
        var spiked = clean
        spiked[120] += 300
        let (expected, points) = (points(clean), points(spiked))
        #expect(points[120].kind == .outlier)
        #expect(abs((points[120].remainder ?? 0) - 300) < 5)
        for i in 121..<200 {
            #expect(points[i].kind == expected[i].kind)
            #expect(abs(points[i].trend - expected[i].trend) < 0.5)
            #expect(abs(points[i].seasonal - expected[i].seasonal) < 0.5)
        }
    }

    @Test func aStepIsAShiftThatSaysSinceWhen() throws {
        let points = points(values(250, seed: 3) { $0 >= 150 ? 20 : 0 })
        #expect(points[150..<153].allSatisfy { $0.kind == .outlier })
        guard case .shift(let size, let length) = points[153].kind else {
            Issue.record("\(points[153].kind)")
            return
        }
        #expect(abs(size - 20) < 2 && length == 4)
        for i in 153..<250 { #expect(abs(points[i].trend - 120) < 2) }
        // The season has not learned the step.
        for i in 153..<250 { #expect(abs(points[i].seasonal - week[i % 7]) < 2) }
    }

    @Test func aShiftThatDoesNotLastIsUndoneAtOnce() {
        let points = points(values(250, seed: 4) { 150..<156 ~= $0 ? 30 : 0 })
        guard case .shift(let size, let length) = points[156].kind else {
            Issue.record("\(points[156].kind)")
            return
        }
        #expect(abs(size + 30) < 3 && length == 1)
        for i in 156..<250 { #expect(abs(points[i].trend - 100) < 2) }
    }

    @Test func gapsAreSkipped() throws {
        let whole = values(300, seed: 5) { 0.1 * Double($0) }
        var gappy: [Double?] = whole
        for i in [3, 4, 60, 61, 62, 200] { gappy[i] = nil }
        gappy[201] = .nan
        let points = points(gappy)
        #expect(points[60].kind == .missing && points[60].remainder == nil && points[201].kind == .missing)
        for i in [60, 61, 62, 100, 200, 201, 299] {
            #expect(abs(points[i].trend - (100 + 0.1 * Double(i))) < 2)
            #expect(abs(points[i].seasonal - week[i % 7]) < 2)
        }
        // A cycle that is wholly missing prolongs the warm-up; phases stay where they are.
        var late: [Double?] = [Double?](repeating: nil, count: 10) + whole
        late[0] = 5
        var state = OnlineDecomposition(periods: [7, 30])
        let kinds = late.map { state.update($0).kind }
        #expect(kinds[90...].allSatisfy { $0 != .warmUp } && kinds[9] == .missing)
    }

    @Test func aSavedStateGoesOnBitByBit() throws {
        var values: [Double?] = values(400, seed: 6) { $0 >= 250 ? 30 : 0 }
        values[260] = nil
        for stop in [0, 10, 100, 252, 255, 262] {
            var state = OnlineDecomposition(periods: [7, 28])
            for value in values[..<stop] { _ = state.update(value) }
            var resumed = try JSONDecoder().decode(
                OnlineDecomposition.self, from: JSONEncoder().encode(state))
            #expect(resumed == state && resumed.count == stop)
            for value in values[stop...] { #expect(state.update(value) == resumed.update(value)) }
            #expect(resumed == state)
        }
    }

    @Test func memoryDoesNotGrow() throws {
        var state = OnlineDecomposition(periods: [7])
        let values = values(20_000, seed: 7) { 0.01 * Double($0) }
        for value in values[..<1000] { _ = state.update(value) }
        let early = try JSONEncoder().encode(state).count
        for value in values[1000...] { _ = state.update(value) }
        // Digits differ, numbers do not become more.
        #expect(abs(try JSONEncoder().encode(state).count - early) < 100)
    }

    @Test(arguments: [1024.0, 1e12, 1e-9]) func partsScaleWithTheValues(unit: Double) {
        let values = values(200, seed: 8) { $0 >= 100 ? 15 : 0 }
        for (plain, scaled) in zip(points(values), points(values.map { $0 * unit })) {
            #expect(isClose(plain.trend * unit, scaled.trend, .reference))
            #expect(abs(plain.seasonal * unit - scaled.seasonal) <= 1e-8 * 100 * unit)
        }
    }

    @Test func exactValuesStayExactAndTheirStepsAreSeen() {
        for constant in [0.0, 5] {
            let points = points([Double](repeating: constant, count: 60) + [Double](repeating: 9, count: 10))
            #expect(
                points[..<60].allSatisfy {
                    isClose($0.trend, constant, .rounding) && abs($0.seasonal) < 1e-12
                })
            guard case .shift(let size, _) = points[63].kind else {
                Issue.record("\(points[63].kind)")
                continue
            }
            #expect(isClose(size, 9 - constant, .rounding))
        }
    }

    @Test func aServiceThatStartsAfterZerosIsLearned() {
        let started = values(200, seed: 10) { _ in 0 }
        let points = points([Double](repeating: 0, count: 40) + started)
        #expect(points[60...].count { $0.kind == .ordinary } > 150)
        for i in 150..<240 { #expect(abs(points[i].trend - 100) < 4) }
    }

    @Test func hoursHaveDaysAndWeeks() {
        var random = SplitMix64(seed: 9)
        let hours = (0..<24 * 7 * 8).map { (i: Int) -> Double in
            let weekend = (i / 24) % 7 >= 5
            return 50 + 10 * sin(Double(i % 24) / 24 * 2 * .pi) - (weekend ? 15 : 0) + random.uniform()
        }
        var state = OnlineDecomposition(periods: [24, 168])
        for (i, value) in hours.enumerated() {
            let next = state.next
            let point = state.update(value)
            guard i >= 504 else { continue }
            #expect(abs((next ?? .infinity) - value) < 3)
            #expect(abs(point.remainder ?? .infinity) < 3)
        }
        #expect(isClose(state.seasonal.reduce(0, +), state.seasonal[0] + state.seasonal[1], .rounding))
    }
}
