import Forecasting
import Foundation

/// What a method says of one case: means, an 80 % and a 95 % range of each step, and of the total of the first month.
struct Prediction {
    var mean: [Double]
    /// Empty, or the 80 % and the 95 % range.
    var intervals: [Forecast.Interval]
    /// Ranges of the first month's total, at 80 % and at 95 %; `nil` where the method has none.
    var totals: [ClosedRange<Double>]?
    var milliseconds: Double
    /// The first month's total of each path, smallest first; empty without paths.
    var pathTotals: [Double] = []

    /// Steps that make up the month.
    static func month(_ horizon: Int) -> Int { min(30, horizon) }

    static let coverages = [0.8, 0.95]

    /// Means and ranges of sample paths.
    init(_ model: some ForecastModel, horizon: Int, milliseconds: Double = 0) {
        let paths = model.samplePaths(horizon: horizon, count: 500, seed: 1)
        let forecast = Forecast(
            mean: model.forecast(horizon: horizon), paths: paths, coverages: Prediction.coverages)
        mean = forecast.mean
        intervals = forecast.intervals
        let sorted = paths.totals(over: 0..<Prediction.month(horizon)).sorted()
        pathTotals = sorted
        totals = Prediction.coverages.map { coverage in
            let ends = [(1 - coverage) / 2, (1 + coverage) / 2].map { p in
                sorted[Int((p * Double(sorted.count - 1)).rounded())]
            }
            return ends[0]...ends[1]
        }
        self.milliseconds = milliseconds
    }

    /// A point forecast.
    init(mean: [Double]) {
        self.mean = mean
        intervals = []
        totals = nil
        milliseconds = 0
    }

    /// A line of `peers.py`: id, milliseconds, means, ends of the ranges.
    init?(fields: [Substring]) {
        guard fields.count == 7, let milliseconds = Double(fields[1]) else { return nil }
        mean = Case.numbers(fields[2])
        self.milliseconds = milliseconds
        totals = nil
        intervals = []
        let ends = fields[3...].map { Case.numbers($0) }
        guard ends.allSatisfy({ $0.count == mean.count }) else { return }
        intervals = [
            Forecast.Interval(coverage: 0.8, lower: ends[0], upper: ends[1]),
            Forecast.Interval(coverage: 0.95, lower: ends[2], upper: ends[3]),
        ]
    }

    /// A line in the format of `peers.py`.
    func line(_ id: String) -> String {
        let numbers = [mean] + intervals.flatMap { [$0.lower, $0.upper] }
        let texts = numbers.map { $0.map { "\($0)" }.joined(separator: ",") }
        let empty = Array(repeating: "", count: 5 - texts.count)
        return ([id, "\(milliseconds)"] + texts + empty).joined(separator: "\t")
    }

    /// The same with the month's total from its days as if they were independent, or as if they moved as one.
    func withTotals(independent: Bool) -> Prediction {
        var other = self
        let month = Prediction.month(mean.count)
        let middle = mean[..<month].reduce(0, +)
        other.totals = intervals.map { interval in
            func reach(_ ends: [Double]) -> Double {
                let distances = (0..<month).map { abs(ends[$0] - mean[$0]) }
                return independent
                    ? distances.reduce(0) { $0 + $1 * $1 }.squareRoot() : distances.reduce(0, +)
            }
            return (middle - reach(interval.lower))...(middle + reach(interval.upper))
        }
        return other
    }

    /// Only the first steps.
    func prefix(_ horizon: Int) -> Prediction {
        guard horizon < mean.count else { return self }
        var other = self
        other.mean = Array(mean[..<horizon])
        other.intervals = intervals.map {
            Forecast.Interval(
                coverage: $0.coverage, lower: Array($0.lower[..<horizon]), upper: Array($0.upper[..<horizon]))
        }
        return other
    }

    /// The predictions of another program by id.
    static func read(_ file: URL) throws -> [String: Prediction] {
        var found: [String: Prediction] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            if let prediction = Prediction(fields: fields) { found[String(fields[0])] = prediction }
        }
        return found
    }
}
