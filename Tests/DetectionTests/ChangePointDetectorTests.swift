import Detection
import Foundation
import TestKit
import Testing
import TimeSeries

@Suite struct ChangePointDetectorTests {
    private static func noise(_ n: Int, seed: UInt64) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<n).map { _ in
            sqrt(-2 * log(1 - generator.uniform())) * cos(2 * .pi * generator.uniform())
        }
    }

    private static func daily(_ values: [Double]) throws -> Series {
        try Series(daily: values, from: #require(CivilDate("2025-01-01")))
    }

    @Test func aLevelShiftIsFoundWhereItIsAndHowLarge() throws {
        var values = Self.noise(365, seed: 1).map { 100 + 5 * $0 }
        for i in 200..<365 { values[i] += 20 }
        let changes = ChangePointDetector().changePoints(in: try Self.daily(values))
        #expect(changes.count == 1)
        let change = try #require(changes.first)
        #expect(abs(change.index - 200) <= 1 && change.kind == .level)
        #expect(abs(change.magnitude - 20) < 3 && change.score > 0.99)
    }

    @Test func aTurnOfTheSlopeIsATrendChange() throws {
        let rest = Self.noise(400, seed: 2)
        let values = (0..<400).map { i -> Double in
            let line = 0.5 * Double(max(0, i - 150))
            return 100 + line + 4 * rest[i]
        }
        let changes = ChangePointDetector().changePoints(in: try Self.daily(values))
        #expect(changes.count == 1)
        let change = try #require(changes.first)
        #expect(abs(change.index - 150) <= 15 && change.kind == .trend)
        #expect(abs(change.magnitude - 0.5) < 0.1)
    }

    @Test func aShiftIsFoundBehindTheWeek() throws {
        let rest = Self.noise(280, seed: 3)
        let values = (0..<280).map { i -> Double in
            let week = i % 7 < 5 ? 1.0 : 0.3
            let level = i < 140 ? 100.0 : 130
            return level * week + 3 * rest[i]
        }
        let changes = ChangePointDetector().changePoints(in: try Self.daily(values))
        #expect(changes.count == 1 && abs((changes.first?.index ?? 0) - 140) <= 3)
    }

    @Test func noiseHasNoChanges() throws {
        var found = 0
        for seed in UInt64(0)..<60 {
            let n = [40, 120, 365][Int(seed) % 3]
            let noise = Self.noise(n, seed: 100 + seed)
            var values = noise
            // Every other series remembers half of the value before.
            if seed % 2 == 1 { for i in 1..<n { values[i] += 0.5 * values[i - 1] } }
            found += ChangePointDetector().changePoints(in: try Self.daily(values)).count
        }
        #expect(found <= 3)
    }

    @Test func aLargerShiftIsFoundMoreOften() throws {
        let found = try [0.3, 1.0, 2.0].map { size -> Int in
            try (UInt64(0)..<20).count { seed in
                var values = Self.noise(200, seed: 300 + seed)
                for i in 90..<200 { values[i] += size }
                let changes = ChangePointDetector().changePoints(in: try Self.daily(values))
                return changes.contains { abs($0.index - 90) <= 6 }
            }
        }
        #expect(found[0] <= found[1] && found[1] <= found[2] && found[0] <= 6 && found[2] >= 19)
    }

    @Test func theUnitOfMoneyDoesNotMatter() throws {
        var values = Self.noise(150, seed: 5).map { 10 + $0 }
        for i in 70..<150 { values[i] += 4 }
        let detector = ChangePointDetector()
        let plain = detector.changePoints(in: try Self.daily(values))
        for factor in [1e-9, 7.3, 1e12] {
            let scaled = detector.changePoints(in: try Self.daily(values.map { $0 * factor }))
            #expect(scaled.map(\.index) == plain.map(\.index) && !plain.isEmpty)
            #expect(isClose(scaled.map(\.magnitude), plain.map { $0.magnitude * factor }, .reference))
        }
    }

    @Test func aSpikeIsNoChangeAndHidesNone() throws {
        var values = Self.noise(300, seed: 6).map { 50 + 2 * $0 }
        for i in 180..<300 { values[i] += 12 }
        values[60] = 5000
        values[250] = -900
        let changes = ChangePointDetector().changePoints(in: try Self.daily(values))
        #expect(changes.count == 1 && abs((changes.first?.index ?? 0) - 180) <= 2)
    }

    @Test func longSeriesArePlacedToTheValue() throws {
        var values = Self.noise(5003, seed: 7)
        for i in 2222..<5003 { values[i] += 3 }
        for i in 4001..<5003 { values[i] -= 5 }
        let changes = ChangePointDetector(periods: []).changePoints(in: try Self.daily(values))
        #expect(changes.count == 2)
        #expect(zip(changes, [2222, 4001]).allSatisfy { abs($0.index - $1) <= 3 })
    }

    @Test func edgesOfInputHaveNoChanges() throws {
        let detector = ChangePointDetector()
        for values in [[1], [1, 2, 3, 4, 5], [Double](repeating: 7, count: 100)] {
            #expect(detector.changePoints(in: try Self.daily(values)).isEmpty)
        }
        let flat = (0..<100).map { 1e15 + Double($0) * 1e-3 }
        #expect(detector.changePoints(in: try Self.daily(flat)).isEmpty)
    }

    @Test(.enabled(if: SharedData.folder != nil, "needs ../shared/data"))
    func peoplesChangePointsAreFound() throws {
        let folder = try #require(SharedData.folder).appending(path: "tcpd")
        let (f1, cover) = try MarkedSeries.all(in: folder).reduce(into: (0.0, 0.0)) { sum, marked in
            let detector = ChangePointDetector(periods: [])
            let found = detector.changePoints(in: try Self.daily(marked.values)).map(\.index)
            sum.0 += marked.f1(found) / 32
            sum.1 += marked.cover(found) / 32
        }
        // The best method of the benchmark with default settings has 0.74 and 0.71.
        #expect(f1 > 0.80 && cover > 0.71, "F1 \(f1), cover \(cover)")
    }
}
