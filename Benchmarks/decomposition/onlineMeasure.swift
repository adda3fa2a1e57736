import Decomposition
import Foundation
import TimeSeries

/// The newest value's parts by ``OnlineDecomposition``, BacktrackSTL and batch STL, against the truth, as Markdown.
enum OnlineMeasure {
    private struct Track {
        var trend: [Double] = []
        var season: [Double] = []
        var places: [Int] = []
    }

    private static let names = ["STL", "robust STL", "BacktrackSTL", "online"]

    static func run(seeds: Int = 20) throws {
        let columns = names.joined(separator: " | ")
        print("| series | trend: \(columns) | two weeks after a shift: \(columns) | season: \(columns) |")
        print("|---|" + String(repeating: "---|", count: 3 * names.count))
        for kind in PlantedSeries.Kind.allCases { print(try row(kind, seeds: seeds)) }
    }

    /// The cost of an update, in nanoseconds of the processor.
    static func time(rounds: Int = 500) {
        for periods in [[7], [24, 168]] {
            var random = SplitMix64(seed: 1)
            let values = (0..<4096).map { 100 + Double($0 % periods[0]) + random.gaussian() }
            var state = OnlineDecomposition(periods: periods)
            var checksum = 0.0
            let clock = ContinuousClock()
            let elapsed = clock.measure {
                for _ in 0..<rounds { for value in values { checksum += state.update(value).trend } }
            }
            let nanoseconds =
                Double(elapsed.components.attoseconds) / 1e9 + Double(elapsed.components.seconds) * 1e9
            print(
                "| \(periods.map(String.init).joined(separator: ", ")) | \(String(format: "%.0f", nanoseconds / Double(rounds * values.count))) ns |",
                checksum.isFinite ? "" : "not finite")
        }
    }

    private static func row(_ kind: PlantedSeries.Kind, seeds: Int) throws -> String {
        var errors = [[Double]](repeating: [], count: 3 * names.count)
        for seed in 1...seeds {
            let truth = try PlantedSeries(kind, seed: UInt64(seed))
            let tracks = try [
                batch(truth, .plain), batch(truth, .robust), backtrack(truth), online(truth),
            ]
            for (k, track) in tracks.enumerated() {
                let all = track.places.indices
                let after = all.filter { i in
                    truth.shifts.contains { 4..<18 ~= track.places[i] - $0 }
                }
                let trend = track.places.map { truth.trend[$0] }
                let season = track.places.map { truth.season[$0] }
                errors[k].append(rootMeanSquare(track.trend, trend, at: all))
                if !after.isEmpty {
                    errors[names.count + k].append(rootMeanSquare(track.trend, trend, at: after))
                }
                errors[2 * names.count + k].append(rootMeanSquare(track.season, season, at: all))
            }
        }
        return "| \(kind.rawValue) | "
            + errors.map { $0.isEmpty ? "–" : two($0.average) }.joined(separator: " | ") + " |"
    }

    private static func batch(_ truth: PlantedSeries, _ iterations: STL.Iterations) throws -> Track {
        var track = Track()
        var stl = STL(period: 7)
        stl.iterations = iterations
        stl.trendSpan = 29
        for place in stride(from: 60, to: truth.series.count, by: 3) {
            let parts = try stl.decompose(truth.series[0..<place + 1])
            track.places.append(place)
            track.trend.append(parts.trend[place])
            track.season.append(parts.seasonal[0].values[place])
        }
        return track
    }

    private static func online(_ truth: PlantedSeries) -> Track {
        var track = Track()
        var state = OnlineDecomposition(periods: [7])
        for (place, value) in truth.series.values.enumerated() {
            let point = state.update(value)
            guard place >= 60 else { continue }
            track.places.append(place)
            track.trend.append(point.trend)
            track.season.append(point.seasonal)
        }
        return track
    }

    private static func backtrack(_ truth: PlantedSeries) -> Track {
        var track = Track()
        var state = BacktrackSTL(period: 7)
        for (place, value) in truth.series.values.enumerated() {
            let (trend, season) = state.update(value)
            guard place >= 60 else { continue }
            track.places.append(place)
            track.trend.append(trend)
            track.season.append(season)
        }
        return track
    }
}

/// BacktrackSTL as published (KDD 2024), written to be read, not to be fast: two cycles of history, one neighbour on
/// each side, outliers at six deviations, a jump after four.
struct BacktrackSTL {
    private let period: Int
    private let cycles = 2
    private let side = 1
    private let lag = 4
    private let threshold = 6.0
    private var values: [Double] = []
    /// What counts for the trend: the values, or what stands for an outlier.
    private var window: [Double] = []
    private var remainders: [Double] = []
    private var trend = 0.0
    private var spread: Double?
    private var run = 0

    init(period: Int) { self.period = period }

    mutating func update(_ value: Double) -> (trend: Double, season: Double) {
        values.append(value)
        let width = period * (cycles + 1)
        let reference = value - trend
        let candidate = neighbours(values.count - 1).map { values[$0] - trend }.min {
            abs($0 - reference) < abs($1 - reference)
        }
        let deviation = remainders.suffix(width).deviation
        if let candidate, remainders.count >= width, abs(candidate - reference) > threshold * deviation {
            window.append(candidate + trend)
        } else {
            window.append(value)
        }
        if window.count > width { window.removeFirst() }
        let before = trend
        trend = window.average
        if values.count <= period { return (trend, 0) }
        if values.count == width { spread = (values.map { $0 - trend }).suffix(period).map { $0 }.deviation }
        var season = bilateral(reference: value - trend)
        let rest = value - trend - season
        run = spread.map { abs(rest) > threshold * min(max(deviation, 1e-9), $0) } == true ? run + 1 : 0
        if run == lag {
            let places = values.count - lag..<values.count
            let level = places.map { values[$0] - previous($0, above: before) }.average
            let gap = level - before
            for i in window.indices { window[i] += gap }
            trend = window.average
            season = bilateral(reference: value - trend)
            run = 0
        }
        remainders.append(value - trend - season)
        return (trend, season)
    }

    private func neighbours(_ place: Int) -> [Int] {
        (1...cycles).flatMap { j in (-side...side).map { place - j * period + $0 } }.filter {
            values.indices.contains($0)
        }
    }

    /// The same phase one period earlier, above the level.
    private func previous(_ place: Int, above level: Double) -> Double {
        place >= period ? values[place - period] - level : 0
    }

    private func bilateral(reference: Double) -> Double {
        let place = values.count - 1
        let range = max(spread ?? 1, 1e-9)
        var (sum, total) = (0.0, 0.0)
        for i in neighbours(place) {
            let value = values[i] - trend
            let phase = Double((place - i) % period)
            let distance = min(phase, Double(period) - phase)
            let weight =
                exp(-distance * distance / 2) * exp(-pow((value - reference) / range, 2) / 2)
            sum += weight * value
            total += weight
        }
        return total > 0 ? sum / total : 0
    }
}

extension Sequence<Double> {
    fileprivate var deviation: Double {
        let values = Array(self)
        let mean = values.average
        return values.map { ($0 - mean) * ($0 - mean) }.average.squareRoot()
    }
}
