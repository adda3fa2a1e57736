import Billing
import Forecasting
import Statistics
import TimeSeries

/// One node's own view of how its period ends: what is complete, and possible sums of the rest.
struct NodeForecast: Sendable {
    /// Exact cost of the period's complete days.
    let complete: Money<Charged>
    /// Exact cost of the period's days so far, incomplete days as they are known.
    let actualToDate: Money<Charged>
    /// Cost of the period's remaining days, one a path.
    let remainders: [Double]
    /// Middle of the running total over the paths, one for each remaining day of the period.
    let cumulativeMedian: [Double]
    /// Running total of the complete days of the period.
    let cumulativeComplete: [Double]
    /// Whether no day of the history was below 0.
    let isNonNegative: Bool

    /// Mean of the remainders.
    var mean: Double { remainders.mean() }
    /// Variance of the remainders; 0 if they agree.
    var variance: Double { remainders.count > 1 ? remainders.variance() : 0 }
}

/// The days that a node's forecast is about, as indices into its daily costs.
struct ForecastWindow: Sendable {
    /// Days that are known completely: 0 ..< origin.
    let origin: Int
    /// Days known so far, complete or not: 0 ..< known.
    let known: Int
    /// The days of the period, possibly beyond what is known.
    let period: Range<Int>

    /// Steps ahead from the origin to the period's end.
    var horizon: Int { max(0, period.upperBound - origin) }
    /// The steps ahead that are in the period.
    var steps: Range<Int> { max(0, period.lowerBound - origin)..<horizon }
}

extension NodeForecast {
    /// Forecasts the rest of a period from daily costs.
    init(
        _ costs: [Money<Charged>], from start: CivilDate, window: ForecastWindow, pathCount: Int, seed: UInt64
    ) {
        let days = window.period.clamped(to: 0..<window.origin)
        complete = days.reduce(.zero) { $0 + costs[$1] }
        actualToDate = window.period.clamped(to: 0..<window.known).reduce(.zero) { $0 + costs[$1] }
        let values = costs.map(\.approximate)
        isNonNegative = values.allSatisfy { $0 >= 0 }
        var sum = 0.0
        cumulativeComplete = days.map { day in
            sum += values[day]
            return sum
        }
        let paths = NodeForecast.paths(values, from: start, window: window, pathCount: pathCount, seed: seed)
        remainders = paths?.totals(over: window.steps) ?? [Double](repeating: 0, count: pathCount)
        cumulativeMedian = paths.map { NodeForecast.cumulativeMedian($0, over: window.steps) } ?? []
    }

    private static func paths(
        _ values: [Double], from start: CivilDate, window: ForecastWindow, pathCount: Int, seed: UInt64
    ) -> SamplePaths? {
        let first = values[..<window.origin].firstIndex { $0 != 0 } ?? max(0, window.origin - 1)
        guard window.horizon > 0, first < window.origin,
            let history = try? Series(
                daily: Array(values[first..<window.origin]), from: start.advanced(by: first)),
            let model = try? AutoForecaster().fit(history)
        else { return nil }
        let paths = model.samplePaths(horizon: window.horizon, count: pathCount, seed: seed)
        let incomplete = values[window.origin..<max(window.origin, window.known)]
        return incomplete.isEmpty ? paths : paths.raised(to: Array(incomplete))
    }

    private static func cumulativeMedian(_ paths: SamplePaths, over steps: Range<Int>) -> [Double] {
        var sums = [Double](repeating: 0, count: paths.count)
        return steps.map { step in
            for path in 0..<paths.count { sums[path] += paths.values[path * paths.horizon + step] }
            return sums.median()
        }
    }
}

extension SamplePaths {
    /// The same paths, the first days not below what is already known of them: late days can only be completed.
    fileprivate func raised(to known: [Double]) -> SamplePaths {
        var raised = values
        for path in 0..<count {
            for (step, value) in known.prefix(horizon).enumerated() where value > 0 {
                raised[path * horizon + step] = max(raised[path * horizon + step], value)
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: raised)
    }
}
