import Decomposition
import Foundation
import TimeSeries

/// Decompositions whose instructions are counted.
enum NamedKernel {
    static func run(_ name: String, repeats: Int) throws {
        let parts = name.split(separator: " ")
        let periods = parts[0].split(separator: ",").compactMap { Double($0) }
        let series = try DailyPanel.series(730, seed: 1)
        for _ in 0..<repeats {
            if periods.count > 1 {
                _ = try MSTL(periods: periods).decompose(series)
            } else {
                var stl = STL(period: periods[0])
                if parts.contains("robust") { stl.iterations = .robust }
                if parts.contains("pointwise") { stl.jumps = .none }
                _ = try stl.decompose(series)
            }
        }
    }
}

/// Daily series of two years with a week and a year.
enum DailyPanel {
    static func series(_ count: Int, seed: UInt64) throws -> Series {
        var random = SplitMix64(seed: seed)
        let week = (0..<7).map { _ in 10 * random.uniform() }
        let values = (0..<count).map { i in
            let year = 8 * sin(2 * Double.pi * Double(i) / 365.25)
            return 100 + 0.05 * Double(i) + week[i % 7] + year + 3 * random.uniform()
        }
        return try Series(daily: values, from: CivilDate(dayNumber: 19_000))
    }

    /// Decomposes `count` series with all that it takes, allocation of the parts too; keeps of each its strengths.
    static func run(count: Int, width: Int) throws {
        let distinct = try (0..<min(count, 1000)).map { try DailyPanel.series(730, seed: UInt64($0)) }
        let panel = (0..<count).map { distinct[$0 % distinct.count] }
        let mstl = MSTL(periods: [7, 365.25])
        let (wall, processor) = (ContinuousClock.now, ProcessorTime.seconds)
        let strengths = parallelMap(panel, width: width) { (series: Series) -> [Double] in
            guard let parts = try? mstl.decompose(series) else { return [] }
            return [parts.trendStrength, parts.seasonalStrength(0), parts.seasonalStrength(1)]
        }
        let seconds = Double((ContinuousClock.now - wall) / .milliseconds(1)) / 1000
        print("\(seconds) \(ProcessorTime.seconds - processor) \(strengths.count { $0.count == 3 })")
    }
}
