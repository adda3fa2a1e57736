import Detection
import Foundation
import TimeSeries

/// Scores of daily series, the time they take, and alarms on noise.
///
/// `scores FILE` reads daily series, a first day and its values a line, and prints a line of scores for each; `speed` prints
/// the processor time of a pass and of a new day, `noise` how often a default detector alarms where there is no incident.
@main
enum DetectionBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "scores": try printScores(of: arguments.dropFirst().first ?? "/dev/stdin")
        case "speed": try printSpeed()
        case "noise": try printNoise()
        default: print("usage: DetectionBenchmark scores FILE | speed | noise")
        }
    }

    private static func printScores(of path: String) throws {
        let detector = CostDetector()
        print("threshold \(detector.settings.threshold)")
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: " ")
            let series = try Series(
                daily: cells.dropFirst().compactMap { Double($0) }, from: CivilDate(cells[0]) ?? epoch)
            print(try detector.score(series).map { "\($0.score)" }.joined(separator: " "))
        }
    }

    private static var epoch: CivilDate { CivilDate(dayNumber: 19_723) }

    /// Cost of a weekday pattern and noise, every tenth with idle days.
    private static func cost(_ days: Int, seed: UInt64) throws -> Series {
        var random = SplitMix64(seed: seed)
        let values = (0..<days).map { day -> Double in
            let isIdle = seed % 10 == 0 && day % 7 > 2
            let level = seed % 3 == 0 && day > days / 2 ? 1500.0 : 1000
            return isIdle ? 0 : level * (day % 7 >= 5 ? 0.6 : 1) * exp(0.05 * random.normal())
        }
        return try Series(daily: values, from: epoch)
    }

    private static func seconds(_ work: () -> Void) -> Double {
        let start = clock()
        work()
        return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }

    private static func printSpeed() throws {
        print("| one core | seconds |\n|---|---|")
        for days in [400, 730, 3650] {
            let series = try (0..<400).map { try cost(days, seed: $0) }
            let detector = CostDetector()
            var kept = 0.0
            let time = seconds {
                for one in series { kept += detector.scan(one).score.last ?? 0 }
            }
            let each = time / Double(series.count)
            print(
                "| a pass over \(days) days | \(text(each * 1e6)) µs, \(text(each / Double(days) * 1e9)) ns a day |"
            )
            if kept < 0 { print(kept) }
        }
        let series = try (0..<100).map { try cost(731, seed: $0) }
        try printRescoring(series)
        try printNewDay(series)
    }

    /// All of a company again, with two threads.
    private static func printRescoring(_ series: [Series]) throws {
        let detector = CostDetector()
        let indices = Array(0..<100_000)
        var last: [Double] = []
        let start = Date()
        let time = seconds {
            last = parallelMap(indices, width: 2) { detector.scan(series[$0 % 100]).score.last ?? 0 }
        }
        let wall = Date().timeIntervalSince(start)
        let measured = "\(text(time / 2)) s on each of two cores, \(text(wall)) s by the clock"
        print("| \(last.count) series of 731 days from the start | \(measured) |")
    }

    private static func printNewDay(_ series: [Series]) throws {
        var states = series.map { one in
            var state = CostDetector().state(from: one.start)
            for value in one.values.dropLast() { state.take(value) }
            return state
        }
        var alarms = 0
        let time = seconds {
            for _ in 0..<1000 {
                for i in states.indices where states[i].take(series[i].values[730]).isAnomaly { alarms += 1 }
            }
        }
        print("| one new day of 100,000 series, states in memory | \(text(time)) s |")
    }

    /// Alarms a series-year after the first 90 days, days in a row as one.
    private static func printNoise() throws {
        print("| noise without an incident | alarms a series-year |\n|---|---|")
        for noise in Noise.allCases {
            var alarms = 0
            for seed in 0..<400 {
                let values = noise.cost(days: 730, seed: UInt64(seed))
                let scores = try CostDetector().score(Series(daily: values, from: epoch))
                var last = -10
                for day in 90..<730 where scores[day].isAnomaly {
                    if day - last > 2 { alarms += 1 }
                    last = day
                }
            }
            print("| \(noise.rawValue) | \(text(Double(alarms) / 400 / 640 * 365.25)) |")
        }
    }

    private static func text(_ value: Double) -> String { String(format: "%.3g", value) }
}

/// Costs that only noise moves.
enum Noise: String, CaseIterable {
    case gaussian = "Gaussian, 5 %"
    case wide = "Gaussian, 20 %"
    case student = "Student with 4 degrees of freedom, 5 %"
    case lognormal = "lognormal, 30 %"
    case autoregressive = "autoregressive (0.7), 5 %"
    case walk = "random walk, 1 % a day"
    case idle = "active on a third of the days at random"
    case job = "a job a week, one in 50 missing"

    func cost(days: Int, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed &* 7919 &+ 17)
        var state = 0.0
        return (0..<days).map { day in
            let week = day % 7 >= 5 ? 0.6 : 1.0
            let z = random.normal()
            switch self {
            case .gaussian: return 1000 * week * (1 + 0.05 * z)
            case .wide: return 1000 * week * (1 + 0.2 * z)
            case .student:
                let chi = (0..<4).reduce(0.0) { sum, _ in
                    let x = random.normal()
                    return sum + x * x
                }
                return 1000 * week * (1 + 0.05 * z / (chi / 4).squareRoot())
            case .lognormal: return 1000 * week * exp(0.3 * z)
            case .autoregressive:
                state = 0.7 * state + 0.05 * z
                return 1000 * week * exp(state)
            case .walk:
                state += 0.01 * z
                return 1000 * week * exp(state + 0.02 * random.normal())
            case .idle: return random.uniform() < 1.0 / 3 ? 1000 * exp(0.3 * z) : 0
            case .job: return day % 7 == 2 && random.uniform() < 0.98 ? 1000 * exp(0.1 * z) : 0
            }
        }
    }
}

extension SplitMix64 {
    /// A number of the standard normal distribution, by Box and Muller.
    fileprivate mutating func normal() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
    }
}
