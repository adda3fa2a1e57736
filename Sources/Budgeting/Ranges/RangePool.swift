import Forecasting
import Statistics
import TimeSeries

/// Past totals of one shape, and how wide they make ranges.
struct RangePool: Sendable {
    /// Totals that are alike: as many months, as many months ahead, from the same place in the month.
    struct Shape: Sendable, Hashable, Comparable {
        /// Months from the one of the origin to the one in which the total starts.
        let lead: Int
        /// Months from there to the one in which it ends.
        let months: Int
        /// Day of the month on which it starts, at most 28.
        let day: Int

        init(_ total: TotalForecast) {
            let first = total.days.lowerBound
            lead = first.monthIndex - total.origin.monthIndex
            months = total.days.upperBound.monthIndex - first.monthIndex
            day = min(first.day, 28)
        }

        static func < (left: Shape, right: Shape) -> Bool {
            (left.lead, left.months, left.day) < (right.lead, right.months, right.day)
        }
    }

    /// The longest of such totals: days from the origin to its end, and days that it runs over.
    let horizon: Int
    private let length: Int
    /// How many of the past totals could have come without each other: stretches of their length.
    private let independent: Double
    private let conformal: PooledConformal
    /// Independent stretches that the paths count for.
    private static let prior = 2.0
    /// Paths are handed on that much wider, as their scale does not matter and they shall not bound a range.
    private static let unbounded = 16.0

    /// Learns from totals of one shape that were closed on a day.
    ///
    /// - Precondition: At least one.
    init(_ past: [RangeCalibration.Outcome], on day: CivilDate) {
        precondition(!past.isEmpty, "at least one past total")
        conformal = PooledConformal(
            past.map { outcome in
                PooledConformal.Outcome(
                    total: Self.total(outcome.forecast, TotalSpread(outcome.forecast)),
                    actual: outcome.actual, age: Double(max(0, outcome.closed.distance(to: day))))
            })
        let origins = past.map(\.forecast.origin)
        length = past.map { $0.forecast.horizon - $0.forecast.lead }.max() ?? 1
        horizon = past.map(\.forecast.horizon).max() ?? 1
        let apart = (origins.min() ?? day).distance(to: origins.max() ?? day)
        independent = 1 + Double(apart) / Double(max(28, length))
    }

    /// How far the range of such a total reaches, and past totals that it rests on; `nil` where too few tell.
    func reach(of total: TotalForecast, _ spread: TotalSpread) -> Reach? {
        let range = conformal.range(of: Self.total(total, spread), coverage: 0.8)
        guard range.count > 0 else { return nil }
        let own = Reach(
            below: spread.middle - range.bounds.lowerBound, above: range.bounds.upperBound - spread.middle)
        return own.drawn(to: spread.usual, weight: independent / (independent + Self.prior))
    }

    /// How far the range of a total that is farther than these reaches: as theirs, errors growing with the square root of the distance,
    /// and no less far than its paths say; `nil` where too few tell.
    func reach(beyond total: TotalForecast, _ spread: TotalSpread) -> Reach? {
        let share = Double(length) / Double(max(1, total.horizon - total.lead))
        let distance = Double(total.lead + total.horizon) / Double(max(1, 2 * horizon - length))
        let growth = max(1, distance).squareRoot()
        let near = PooledConformal.Total(
            series: total.node, group: .init(steps: 1, kind: total.kind), level: total.level * share,
            pathTotals: Self.normal.map {
                spread.middle + Self.unbounded * max(spread.deviation, 1e-9 * total.level) * share / growth
                    * $0
            })
        let range = conformal.range(of: near, coverage: 0.8)
        guard range.count > 0 else { return nil }
        let own = Reach(
            below: spread.middle - range.bounds.lowerBound, above: range.bounds.upperBound - spread.middle
        ).times(growth / share).drawn(to: spread.usual, weight: independent / (independent + Self.prior))
        return Reach(below: max(own.below, spread.usual.below), above: max(own.above, spread.usual.above))
    }

    private static func total(_ total: TotalForecast, _ spread: TotalSpread) -> PooledConformal.Total {
        let deviation = unbounded * max(spread.deviation, 1e-9 * total.level)
        return PooledConformal.Total(
            series: total.node, group: .init(steps: 1, kind: total.kind), level: total.level,
            pathTotals: normal.map { spread.middle + deviation * $0 })
    }

    /// P2.5, P10, P50, P90 and P97.5 are among them.
    private static let normal = TotalSpread.normalQuantiles(41)
}

extension CivilDate {
    /// Months since year 0.
    fileprivate var monthIndex: Int { year * 12 + month - 1 }
}
