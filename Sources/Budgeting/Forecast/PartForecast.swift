import Billing
import Forecasting
import Statistics
import TimeSeries

/// One part of the bill forecast on its own history: what is still to come of each block of days.
struct PartForecast: Sendable {
    /// Money to come in each block, one a path; `nil` where nothing can come, or was not asked for.
    let totals: [TotalForecast?]
    /// What is expected of each block.
    let means: [Double]
    /// The variance of each block's total.
    let variances: [Double]
    /// What is expected of each day from the origin on.
    let dailyMeans: [Double]
    /// Days of history from the first charge on.
    let historyDays: Int
    /// Whether no day of the history was below 0.
    let isNonNegative: Bool

    /// How much is spent on a forecast.
    struct Effort: Sendable {
        /// Possible futures.
        var pathCount: Int
        /// Whether weekday means of eight weeks do, as for parts that hardly count.
        var isBrief = false
        /// Whether the paths' totals are kept, as for nodes.
        var keepsTotals = true
        /// Whether means are kept day by day, as for leaves.
        var keepsDays = true
    }

    /// All parts draw the same random numbers, so that the order of rows and the choice of trees change no forecast.
    private static let seed: UInt64 = 0x6F75_746C_6179

    /// Forecasts a part from its daily costs.
    ///
    /// - Parameters:
    ///   - values: Cost of each day that is known, the newest not complete.
    ///   - days: What is asked for.
    ///   - name: What the part is called in calibration.
    ///   - curve: How much of late days is known.
    ///   - effort: How much is spent.
    init(_ values: [Double], _ days: ForecastDays, name: String, curve: LatenessCurve, effort: Effort) {
        isNonNegative = values.allSatisfy { $0 >= 0 }
        let first = values.firstIndex { $0 != 0 }
        historyDays = first.map { values.count - $0 } ?? 0
        // What began on a day that is not complete is forecast from what is known of it.
        let end = first.map { $0 < days.origin ? days.origin : values.count } ?? days.origin
        guard let first, days.horizon > 0, end - days.origin < days.horizon,
            let history = try? Series(
                daily: Array(values[first..<end]), from: days.date(first)),
            let model = PartForecast.model(history, effort)
        else {
            totals = days.blocks.map { _ in nil }
            means = days.blocks.map { _ in 0 }
            variances = means
            dailyMeans = effort.keepsDays ? [Double](repeating: 0, count: days.horizon) : []
            return
        }
        let lead = end - days.origin
        let paths = model.samplePaths(
            horizon: days.horizon - lead, count: effort.pathCount, seed: PartForecast.seed)
        let late = LateDays(values, days, first: lead, curve: curve, isNonNegative: isNonNegative)
        let sums = days.blocks.indices.map { late.totals(of: paths, over: days.steps($0)) }
        let daily = late.means(model.forecast(horizon: paths.horizon))
        // Over a quarter the mean of the futures is nearer to what comes than the middle method's forecast.
        means = zip(sums, days.blocks.indices).map { sums, block in
            PartForecast.finite(
                effort.keepsTotals ? sums.mean() : days.steps(block).reduce(0) { $0 + daily[$1] })
        }
        variances = sums.map { $0.count > 1 ? PartForecast.finite($0.variance()) : 0 }
        dailyMeans = effort.keepsDays ? daily.map(PartForecast.finite) : []
        totals = zip(sums, days.blocks.indices).map { sums, block in
            guard effort.keepsTotals, !days.blocks[block].isEmpty, sums.allSatisfy(\.isFinite) else {
                return nil
            }
            return TotalForecast(
                node: name, history: history, origin: days.date(days.origin), days: days.dates(block),
                pathTotals: sums)
        }
    }

    private static func model(_ history: Series, _ effort: Effort) -> (any ForecastModel)? {
        if let monthly = MonthlyCharges(history) { return monthly }
        return effort.isBrief
            ? try? SeasonalWindowAverage(period: 7, window: 8).fit(history)
            : try? AutoForecaster().fit(history)
    }

    private static func finite(_ value: Double) -> Double {
        value.isFinite ? min(max(value, -1e17), 1e17) : 0
    }
}

/// The newest days, of which a part is known: what is still to come of them.
private struct LateDays {
    /// What is known of each day from the origin on.
    private let known: [Double]
    private let dates: [CivilDate]
    private let run: CivilDate
    private let curve: LatenessCurve
    private let isNonNegative: Bool
    /// Days from the origin to the first day that a path has.
    private let first: Int

    init(_ values: [Double], _ days: ForecastDays, first: Int, curve: LatenessCurve, isNonNegative: Bool) {
        known = Array(values.dropFirst(days.origin))
        dates = known.indices.map { days.date(days.origin + $0) }
        run = days.date(days.known)
        self.curve = curve
        self.isNonNegative = isNonNegative
        self.first = first
    }

    /// What is still to come of a late day, if so much was expected of it.
    private func rest(_ step: Int, expected: Double) -> Double {
        let rest = curve.completed(known[step], of: dates[step], on: run, expected: expected) - known[step]
        return isNonNegative ? max(0, rest) : rest
    }

    /// What is to come in each path over some days, counted from the origin.
    func totals(of paths: SamplePaths, over steps: Range<Int>) -> [Double] {
        let late = steps.clamped(to: min(first, known.count)..<max(first, known.count))
        let whole = steps.clamped(to: max(first, known.count)..<max(first, known.count, steps.upperBound))
        let values = paths.values.span
        return (0..<paths.count).map { path in
            let offset = path * paths.horizon - first
            var sum = 0.0
            for step in late { sum += rest(step, expected: values[offset + step]) }
            for step in whole { sum += values[offset + step] }
            return sum
        }
    }

    /// What is expected on each day, counted from the origin.
    func means(_ forecast: [Double]) -> [Double] {
        var means = [Double](repeating: 0, count: first) + forecast
        for step in first..<max(first, known.count) where step < means.count {
            means[step] = rest(step, expected: means[step])
        }
        return means
    }
}
