import Foundation
import Regression
import TimeSeries

/// How often tests for a knee alarm on straight lines, and how often intervals hold the true knee, as a Markdown table.
struct RobustCalibration {
    private var random = SplitMix64(seed: 90)

    /// The table, from `rounds` seeded draws a row.
    static func table(rounds: Int) throws -> String {
        var calibration = RobustCalibration()
        var lines = ["| what | nominal | observed |", "|---|---|---|"]
        for n in [30, 60, 150] {
            let share = try calibration.alarms(n, memory: 0, .test(level: 0.05, errors: .independent), rounds)
            lines.append("| knee in a straight line, test, n = \(n) | 5 % | \(percent(share)) |")
            let bic = try calibration.alarms(n, memory: 0, .bic, rounds)
            lines.append("| knee in a straight line, BIC, n = \(n) | | \(percent(bic)) |")
        }
        for memory in [0.3, 0.6] {
            for errors in [SegmentedRegression.Errors.firstOrder, .independent] {
                let share = try calibration.alarms(
                    150, memory: memory, .test(level: 0.05, errors: errors), rounds)
                lines.append(
                    "| errors keep \(memory), test for \(errors == .firstOrder ? "such" : "independent") errors, n = 150 | 5 % | \(percent(share)) |"
                )
            }
        }
        for slope in [8.0, 25] {
            let share = try calibration.coverage(slope: slope, rounds)
            lines.append(
                "| interval of a knee, slope + \(Int(slope)), noise 1, n = 80 | 90 % | \(percent(share)) |")
        }
        return lines.joined(separator: "\n")
    }

    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }

    private mutating func noise(_ count: Int, memory: Double) -> [Double] {
        var last = 0.0
        return (0..<count + 50).map { _ in
            last = memory * last + (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() }
            return last
        }.suffix(count)
    }

    private mutating func alarms(
        _ n: Int, memory: Double, _ selection: SegmentedRegression.Selection, _ rounds: Int
    ) throws -> Double {
        let x = (0..<n).map(Double.init)
        let method = SegmentedRegression(selection: selection, maximumKnees: 1)
        var found = 0
        for _ in 0..<rounds {
            let y = noise(n, memory: memory)
            if try !method.fit(x: x, response: y).knees.isEmpty { found += 1 }
        }
        return Double(found) / Double(rounds)
    }

    private mutating func coverage(slope: Double, _ rounds: Int) throws -> Double {
        let x = (0..<80).map { Double($0) / 79 }
        var held = 0
        for _ in 0..<rounds {
            let y = zip(x, noise(80, memory: 0)).map { 2 * $0 + slope * max(0, $0 - 0.62) + $1 }
            let model = try SegmentedRegression(selection: .exactly(1)).fit(x: x, response: y)
            if model.interval(0, coverage: 0.9).contains(0.62) { held += 1 }
        }
        return Double(held) / Double(rounds)
    }
}
