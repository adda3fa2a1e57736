import Forecasting
import Statistics
public import TimeSeries

/// Moves the possible totals of a forecast so that P10 … P90 holds as often as it promises, learned from the bill's own past.
///
///     let calibration = RangeCalibration(past, on: run)
///     let totals = calibration.calibrated(total)   // P10, P90, odds of overrun: all from these
///
/// Past totals are pooled by shape (months, months ahead, place in the month) and kind of history with ``PooledConformal``. What they
/// say is drawn to what the paths say, widened by 15 % and by growth that no history shows, as if that were two
/// independent past totals: totals of one month, and quarters that overlap, tell less than their number. Where the past is too
/// short for totals of a shape, the farthest that are known stand for them, errors growing with the square root of the distance.
///
/// - SeeAlso: Dunn, Wasserman & Ramdas, "Distribution-free prediction sets for two-layer hierarchical models", *JASA* 118 (2023),
///   on scores that come in groups. DIFFERENCE: groups, here the origins, shrink the range to that of the paths.
public struct RangeCalibration: Sendable {
    /// A total that was forecast, and what came.
    public struct Outcome: Sendable {
        public let forecast: TotalForecast
        /// What came.
        public let actual: Double
        /// The first day on which all of it was known.
        public let closed: CivilDate

        /// A forecast and what came; closed on the day after its last unless said otherwise.
        public init(forecast: TotalForecast, actual: Double, closed: CivilDate? = nil) {
            self.forecast = forecast
            self.actual = actual
            self.closed = closed ?? forecast.days.upperBound
        }
    }

    private let past: [RangePool.Shape: [Outcome]]
    private let pools: [RangePool.Shape: RangePool]

    /// Past totals of a shape that are looked at; the largest nodes are kept.
    private static let most = 4000

    /// Learns from past totals that were closed on a day; others are left out.
    ///
    /// - Parameters:
    ///   - past: Totals that were forecast from past origins (see ``PastOrigin``), in any order.
    ///   - day: The day of the run.
    /// - Complexity: O(*n* log *n*) for *n* totals; of a shape no more than 4,000 are looked at.
    public init(_ past: [Outcome], on day: CivilDate) {
        let closed = past.filter { $0.closed <= day && $0.actual.isFinite }
        self.past = Dictionary(grouping: closed) { RangePool.Shape($0.forecast) }.mapValues(Self.largest)
        pools = self.past.mapValues { RangePool($0, on: day) }
    }

    /// The totals of the paths, in the same order, each side of the middle stretched.
    ///
    /// A total of which nothing is to come, or which cannot vary, stays as it is.
    public func calibrated(_ total: TotalForecast) -> [Double] {
        let spread = TotalSpread(total)
        guard spread.deviation > 0 else { return total.pathTotals }
        return spread.stretched(total.pathTotals, to: reach(of: total, spread))
    }

    /// How often P10 … P90 held past totals of all shapes, each judged by what was closed when it was forecast; `nil` without past.
    ///
    /// - Complexity: That of making a calibration for each origin: ask once.
    public var coverage: MeasuredCoverage? { coverage(of: all) }

    /// How often P10 … P90 held past totals as long and as far ahead as this one; `nil` without any.
    ///
    /// - Complexity: As ``coverage``: ask once for a shape, not for each node.
    public func coverage(like total: TotalForecast) -> MeasuredCoverage? {
        coverage(of: past[RangePool.Shape(total)] ?? [])
    }

    private var all: [Outcome] { past.sorted { $0.key < $1.key }.flatMap(\.value) }

    /// Each of some past totals with the range that was made from what was closed at its origin.
    private func coverage(of outcomes: [Outcome]) -> MeasuredCoverage? {
        guard !outcomes.isEmpty else { return nil }
        let all = all
        let byOrigin = Dictionary(grouping: outcomes, by: \.forecast.origin).sorted { $0.key < $1.key }
        let held = parallelMap(byOrigin) { origin, outcomes in
            let known = RangeCalibration(all, on: origin)
            return outcomes.count { known.holds($0) }
        }
        return MeasuredCoverage(
            share: Double(held.reduce(0, +)) / Double(outcomes.count), count: outcomes.count)
    }

    private func holds(_ outcome: Outcome) -> Bool {
        let spread = TotalSpread(outcome.forecast)
        let reach = reach(of: outcome.forecast, spread)
        let error = outcome.actual - spread.middle
        return -reach.below <= error && error <= reach.above
    }

    /// Whether the range of a total rests on past totals of its own shape.
    public func knowsTotals(like total: TotalForecast) -> Bool {
        pools[RangePool.Shape(total)]?.reach(of: total, TotalSpread(total)) != nil
    }

    private func reach(of total: TotalForecast, _ spread: TotalSpread) -> Reach {
        let shape = RangePool.Shape(total)
        if let own = pools[shape]?.reach(of: total, spread) { return own }
        let nearer = pools.filter { $0.value.horizon <= total.horizon }
            .sorted { ($1.value.horizon, $1.key) < ($0.value.horizon, $0.key) }
        return nearer.lazy.compactMap { $0.value.reach(beyond: total, spread) }.first ?? spread.usual
    }

    /// In an order of their own, so that results do not depend on the caller's; the largest where there are too many.
    private static func largest(_ past: [Outcome]) -> [Outcome] {
        let ordered = past.sorted {
            ($0.forecast.node, $0.forecast.origin, $0.forecast.days.upperBound, $0.actual)
                < ($1.forecast.node, $1.forecast.origin, $1.forecast.days.upperBound, $1.actual)
        }
        guard ordered.count > most else { return ordered }
        var size: [String: Double] = [:]
        for outcome in ordered {
            size[outcome.forecast.node] = max(size[outcome.forecast.node] ?? 0, outcome.forecast.level)
        }
        let nodes = size.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let perNode = max(1, ordered.count / max(1, nodes.count))
        let kept = Set(nodes.prefix(max(1, most / perNode)))
        return ordered.filter { kept.contains($0.forecast.node) }
    }
}
