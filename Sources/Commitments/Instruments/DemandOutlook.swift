import Foundation
internal import Statistics
internal import TimeSeries

/// Possible futures of demand: the last thirty days, moved up and down by a level that drifts and wanders.
///
/// The drift of a family is the middle slope between weeks at least eight apart (Theil–Sen) of the logarithm of its weekly medians, over
/// at most a year; growth fades within a year, decline does not. The level wanders as a random walk, whose steps are what of weekly
/// changes lasts: the square of changes over up to thirteen weeks grows with their distance by it, and noise, such as charges at the end
/// of months, does not. The drift is known as well as a walk of so many weeks shows it. What is obsolete after the first year is
/// taken off.
struct DemandOutlook {
    /// Steps of the last thirty days, of each family, in the same order of time.
    let recent: [[Double]]
    let scenarioCount: Int
    let weekCount: Int
    /// `multipliers[family][scenario · weekCount + week]` of `recent`.
    let multipliers: [[Double]]

    /// What the drift is seen in.
    static let trendWeeks = 52
    /// Weeks from the middle of the last thirty days to the middle of the first week ahead.
    static let lead = 2.65

    init(_ demand: CommitmentDemand, weeks: Int, scenarios: Int, obsolescence: Double = 0, seed: UInt64 = 1) {
        recent = demand.recent(days: 30)
        weekCount = weeks
        scenarioCount = scenarios
        var random = SplitMix64(seed: seed)
        multipliers = demand.families.indices.map { family in
            let level = LevelTrend(demand.weeklyMedians(of: family).suffix(DemandOutlook.trendWeeks))
            return DemandOutlook.paths(level, weeks, scenarios, obsolescence, &random)
        }
    }

    private static func paths(
        _ level: LevelTrend, _ weeks: Int, _ scenarios: Int, _ obsolescence: Double,
        _ random: inout SplitMix64
    ) -> [Double] {
        var result = [Double](repeating: 1, count: scenarios * weeks)
        var steps: [Double] = []
        for scenario in 0..<scenarios {
            // Every second path is the mirror of the one before, so that their mean does not wander.
            steps =
                scenario % 2 == 1
                ? steps.map { -$0 }
                : (0...weeks).map { _ in Normal.quantile(Double.random(in: 1e-9..<1, using: &random)) }
            let slope = level.drift + level.driftError * steps[weeks]
            var walk = 0.0
            for week in 0..<weeks {
                walk += level.wandering * steps[week]
                let ahead = Double(week) + lead
                let drift = slope > 0 ? slope * 52 * (1 - exp(-ahead / 52)) : slope * ahead
                let years = max(0, ahead - 52) / 52
                result[scenario * weeks + week] = exp(drift + walk) * pow(1 - obsolescence, years)
            }
        }
        return result
    }

    /// Demand of a family at a step of the last thirty days, moved to a week of a scenario.
    func multiplier(_ family: Int, _ scenario: Int, _ week: Int) -> Double {
        multipliers[family][scenario * weekCount + week]
    }

    /// The level that demand of all families together is below in a share `p` of the hours of weeks and scenarios.
    func quantile(_ p: Double, weeks: Int) -> Double {
        if recent.count == 1 {
            return quantile(p, ofSorted: recent[0].sorted(), weeks: min(weeks, weekCount))
        }
        var pool: [Double] = []
        let bins = joint(bins: 24)
        for scenario in 0..<scenarioCount {
            for week in 0..<min(weeks, weekCount) {
                for bin in bins[0].indices {
                    pool.append(
                        bins.indices.reduce(0) { $0 + bins[$1][bin] * multiplier($1, scenario, week) })
                }
            }
        }
        return pool.quantile(p)
    }

    /// The same for one family, by halving an interval of levels.
    private func quantile(_ p: Double, ofSorted values: [Double], weeks: Int) -> Double {
        let factors = (0..<scenarioCount).flatMap { scenario in
            (0..<weeks).map { multiplier(0, scenario, $0) }
        }
        guard let most = factors.max(), let top = values.last, top > 0 else { return 0 }
        var (low, high) = (0.0, most * top)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            let below = factors.reduce(0) { $0 + values.place(ofSorted: middle / $1) }
            if Double(below) < p * Double(factors.count * values.count) {
                low = middle
            } else {
                high = middle
            }
        }
        return (low + high) / 2
    }

    /// The last thirty days in `bins` groups of equal size, in the order of their total: means of each family.
    func joint(bins: Int) -> [[Double]] { recent.joint(bins: bins) }
}

extension [[Double]] {
    /// Steps of several families in groups of about equal size in the order of their total: means of each family.
    func joint(bins: Int) -> [[Double]] {
        let count = first?.count ?? 0
        let total = (0..<count).map { i in reduce(0) { $0 + $1[i] } }
        let order = total.indices.sorted { (total[$0], $0) < (total[$1], $1) }
        let groups = Swift.min(bins, count)
        return map { family in
            (0..<groups).map { group in
                let members = order[(group * count / groups)..<((group + 1) * count / groups)]
                return members.reduce(0) { $0 + family[$1] } / Double(members.count)
            }
        }
    }
}

/// Where a weekly level is going.
struct LevelTrend {
    /// Change of its logarithm a week.
    let drift: Double
    /// Standard error of the drift.
    let driftError: Double
    /// Standard deviation of the lasting part of weekly changes.
    let wandering: Double

    /// Of a level that is too new to show its own.
    private static let usualWandering = 0.03

    /// A level that is known over some weeks; a level of 0 ends what came before.
    init(_ weeks: ArraySlice<Double>) {
        let last = weeks.suffix(4).reduce(0, +) / Double(max(1, weeks.suffix(4).count))
        let start = weeks.lastIndex { $0 <= 0.01 * last }.map { $0 + 1 } ?? weeks.startIndex
        let logs = weeks[start...].map { log($0) }
        guard logs.count >= 12 else {
            drift = 0
            driftError = 0
            wandering = LevelTrend.usualWandering
            return
        }
        var slopes: [Double] = []
        for i in logs.indices {
            for j in logs.indices where j - i >= 8 { slopes.append((logs[j] - logs[i]) / Double(j - i)) }
        }
        let drift = slopes.median()
        // The mean square of changes over k weeks is that of noise, alike for all k, and k times that of a step.
        func meanSquare(_ k: Int) -> Double {
            zip(logs.dropFirst(k), logs).map { ($0 - $1 - drift * Double(k)) }.map { $0 * $0 }.mean()
        }
        let far = min(13, logs.count / 3)
        wandering = (max(0, meanSquare(far) - meanSquare(1)) / Double(far - 1)).squareRoot()
        // The variance of the slope of a line through a random walk of n steps is 6/5 of the step's over n.
        driftError = wandering * (1.2 / Double(logs.count)).squareRoot()
        self.drift = drift
    }
}

extension CommitmentDemand {
    /// The steps of the last days of each family.
    func recent(days: Int) -> [[Double]] {
        let count = min(weekCount * step.perWeek, days * step.perWeek / 7)
        return rates.map { Array($0.suffix(count)) }
    }

    /// The middle step of each week of a family.
    func weeklyMedians(of family: Int) -> [Double] {
        (0..<weekCount).map { week in
            Array(rates[family][week * step.perWeek..<(week + 1) * step.perWeek]).median()
        }
    }
}
