import Decomposition
import Foundation
import TimeSeries

/// Found against planted level shifts, and the error of trend and season around them, as Markdown.
enum ShiftsMeasure {
    static func run(seeds: Int = 40) throws {
        print(
            "| series | precision | recall | false a series | trend: STL | robust STL | joint | near shifts: STL | robust STL | joint | season: STL | robust STL | joint |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
        for kind in PlantedSeries.Kind.allCases { print(try row(kind, seeds: seeds)) }
    }

    private static func row(_ kind: PlantedSeries.Kind, seeds: Int) throws -> String {
        var (hits, found, planted) = (0, 0, 0)
        var errors = [[Double]](repeating: [], count: 9)
        for seed in 1...seeds {
            let truth = try PlantedSeries(kind, seed: UInt64(seed))
            var plain = STL(period: 7)
            plain.trendSpan = 29
            var robust = plain
            robust.iterations = .robust
            var joint = CalendarDecomposition(periods: [7])
            joint.levelShifts = LevelShiftSearch(periods: [7])
            let parts = try joint.decompose(truth.series)
            found += parts.shifts.count
            planted += truth.shifts.count
            hits += truth.shifts.count { place in parts.shifts.contains { abs($0.index - place) <= 1 } }
            let stl = try [plain, robust].map { try $0.decompose(truth.series) }
            let trends = stl.map(\.trend) + [parts.trend]
            let seasons = stl.map { $0.seasonal[0].values } + [parts.seasonal[0].values]
            let near = truth.series.values.indices.filter { i in truth.shifts.contains { abs($0 - i) <= 14 } }
            for k in 0..<3 {
                errors[k].append(rootMeanSquare(trends[k], truth.trend, at: truth.trend.indices))
                if !near.isEmpty { errors[3 + k].append(rootMeanSquare(trends[k], truth.trend, at: near)) }
                errors[6 + k].append(rootMeanSquare(seasons[k], truth.season, at: truth.trend.indices))
            }
        }
        let precision = found > 0 ? two(Double(hits) / Double(found)) : "–"
        let recall = planted > 0 ? two(Double(hits) / Double(planted)) : "–"
        let wrong = two(Double(found - hits) / Double(seeds))
        return "| \(kind.rawValue) | \(precision) | \(recall) | \(wrong) | "
            + errors.map { $0.isEmpty ? "–" : two($0.average) }.joined(separator: " | ") + " |"
    }
}
