import Foundation
import TimeSeries

/// The last values again, for histories that stand still and now and then jump: reserved capacity, licences.
///
/// What repeats is the last value or the last season, whichever was the better guess lately. Futures add up changes of the
/// past, and now and then a jump such as other services make, so that a history without a jump is not certain to have none.
struct StepModel: ForecastModel {
    private let last: [Double]
    private let changes: [Double]
    /// Steps between a jump such as other services make.
    private let steadySteps: Double
    private let isNonNegative: Bool

    /// - Parameters:
    ///   - history: At least one value.
    ///   - period: Observations in a season.
    init(_ history: [Double], period: Int) {
        isNonNegative = history.allSatisfy { $0 >= 0 }
        let lag = Self.lag(history, period: period)
        last = Array(history.suffix(lag))
        let recent = Array(history.suffix(365 + lag))
        changes = recent.indices.dropFirst(lag).map { recent[$0] - recent[$0 - lag] }
        steadySteps = 60 + Double(history.count)
    }

    /// 1 or the period, whichever repeats the last eight seasons better.
    private static func lag(_ history: [Double], period: Int) -> Int {
        guard period > 1, history.count >= 3 * period else { return 1 }
        func error(_ lag: Int) -> Double {
            let from = max(period, history.count - 8 * period)
            return (from..<history.count).reduce(0) { $0 + abs(history[$1] - history[$1 - lag]) }
        }
        return error(period) < 0.7 * error(1) ? period : 1
    }

    func forecast(horizon: Int) -> [Double] { (0..<horizon).map { last[$0 % last.count] } }

    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var generator = SplitMix64(seed: seed)
        var noise = GaussianNoise(seed: seed &+ 0x9E37_79B9)
        let size = last.reduce(0) { $0 + abs($1) } / Double(last.count)
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        for _ in 0..<count {
            var shift = 0.0
            for step in 0..<horizon {
                // A season's changes are drawn once a season.
                if step % last.count == 0, !changes.isEmpty {
                    shift += changes[Int(generator.uniform() * Double(changes.count))]
                }
                if generator.uniform() * steadySteps < 1 { shift += 0.4 * size * noise.next() }
                let value = last[step % last.count] + shift
                values.append(isNonNegative ? max(0, value) : value)
                if isNonNegative { shift = max(shift, -size) }
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }
}
