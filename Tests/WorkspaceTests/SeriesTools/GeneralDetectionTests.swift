import Detection
import TestKit
import Testing
import TimeSeries
import Workspace

@Suite struct GeneralDetectionTests {
    /// Rows of `value` every `seconds` from 2026-01-01 on; none where it is `nil`.
    private func rows(_ id: String, _ count: Int, seconds: Int, value: (Int) -> Double?) -> [String] {
        (0..<count).compactMap { i in
            guard let value = value(i) else { return nil }
            return row(id, seconds * i, value)
        }
    }

    private func row(_ id: String, _ seconds: Int, _ value: Double) -> String {
        let clock = [seconds % 86_400 / 3600, seconds % 3600 / 60, seconds % 60].map {
            $0 < 10 ? "0\($0)" : "\($0)"
        }
        let day = CivilDate(dayNumber: 20_454 + seconds / 86_400)
        return "\(id),\(day)T\(clock.joined(separator: ":")),\(value)\n"
    }

    private func scores(_ rows: [String], _ mode: SeriesDetector.Mode = .online) throws -> [[String]] {
        let file = try ScratchFile(header + rows.joined())
        let answer = try SeriesDetection(SeriesInput(path: file.path), mode: mode).answer(.csv)
        #expect(answer.leftOutCount == 0, "\(answer.warnings)")
        return Array(cells(answer.text).dropFirst())
    }

    private func noise(_ i: Int) -> Double {
        var random = SplitMix64(seed: UInt64(i))
        return 50 + 10 * random.uniform()
    }

    @Test func gapsUseNothingLater() throws {
        for seconds in [300, 3600, 86_400] {
            let all = rows("a", 300, seconds: seconds) { $0 % 40 > 36 ? nil : noise($0) }
            let part = rows("a", 239, seconds: seconds) { $0 % 40 > 36 ? nil : noise($0) }
            let poison = rows("a", 300, seconds: seconds) { $0 % 40 > 36 ? nil : $0 < 239 ? noise($0) : 1e9 }
            let first = try scores(part)
            #expect(try Array(scores(all)[..<first.count]) == first, "\(seconds) s")
            #expect(try Array(scores(poison)[..<first.count]) == first, "\(seconds) s")
        }
    }

    @Test func aGapHasNoScore() throws {
        for row in try scores(rows("a", 200, seconds: 300) { $0 % 40 > 36 ? nil : noise($0) })
        where row[2] == "" {
            #expect(row[6] == "" && row[7] == "false")
        }
    }

    @Test func unevenTimesAreScoredAsTheyStand() throws {
        var random = SplitMix64(seed: 5)
        var seconds = 0
        var rows: [String] = []
        for i in 0..<400 {
            if i % 97 != 0 { seconds += 1 + Int(900 * random.uniform()) }
            rows.append(row("a", seconds, i == 350 ? 500 : noise(i)))
        }
        for mode in SeriesDetector.Mode.allCases {
            let found = try scores(rows, mode)
            #expect(found.count == 400, "one row for each, times that stand twice too")
            #expect(found[350][7] == "true")
        }
    }

    @Test func extremeSeriesAreScored() throws {
        let makers: [(Int) -> Double] = [
            { _ in 0 }, { _ in 7 }, { 1e12 * noise($0) }, { 1e-9 * noise($0) }, { -noise($0) },
            { $0 == 150 ? 1e90 : noise($0) },
        ]
        for make in makers {
            for (count, seconds) in [(200, 10), (200, 3600), (2, 300)] {
                let lines = rows("a", count, seconds: seconds, value: make)
                for mode in SeriesDetector.Mode.allCases {
                    for row in try scores(lines, mode).dropFirst() {
                        #expect(0...1 ~= (Double(row[6]) ?? -1), "\(row)")
                    }
                }
            }
        }
    }
}
