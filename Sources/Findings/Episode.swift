internal import Detection
internal import Forecasting
internal import Statistics
internal import TimeSeries

/// Days on which a part of the bill ran away from what was expected of it before they began.
struct Episode: Sendable {
    /// First day and the day after the last, by number.
    var days: Range<Int>
    /// Whether it lasts to the newest day.
    var isOngoing: Bool
    /// What was expected from the first day on, to the newest day.
    var expected: [Double]
    /// Standard deviation of the expectation on the first day.
    var spread: Double
    /// Sum of value − expectation over its days.
    var excess: Double
    /// How unusual the sum is, in robust standard deviations of such sums; above 0.
    var evidence: Double
    /// Whether there was nothing before.
    var isNew = false
    /// Whether it grew out of a slow change of level.
    var isGradual = false
    /// Whether only its days together show it.
    var isLasting = false
    /// Whether it is too weak to be told alone, and may only stand for a part of it that is not.
    var isSupport = false

    var direction: Finding.Direction { excess >= 0 ? .up : .down }
}

/// Finds the episodes of one series.
struct EpisodeSearch: Sendable {
    let detector: CostDetector
    var windowDays: Int
    /// First day of the series.
    let start: CivilDate

    /// The episodes that began in the window, strongest evidence first; at most four, none begins where another did.
    ///
    /// - Parameters:
    ///   - values: The series after what is explained already was taken out.
    ///   - bill: The series of the bill: it is at least as noisy as that, as days taken out say nothing of noise.
    /// - Returns: Episodes that do not overlap.
    func episodes(_ values: [Double], bill: [Double]) -> [Episode] {
        guard values.count >= 42, let series = try? Series(daily: values, from: start) else { return [] }
        let scan = detector.scan(series)
        if let episode = newSpend(values, scan) { return [episode] }
        let own = ownScale(scan, count: values.count)
        let noise = EpisodeSearch.leastNoise * EpisodeSearch.noise(bill)
        var found: [Episode] = []
        for onset in onsets(scan, count: values.count) {
            guard let episode = evaluate(series, from: onset, own: own, noise: noise) else {
                continue
            }
            found.append(episode)
        }
        found.sort { ($0.evidence, $1.days.lowerBound) > ($1.evidence, $0.days.lowerBound) }
        var kept: [Episode] = []
        for episode in found where kept.allSatisfy({ !$0.days.overlaps(episode.days) }) && kept.count < 4 {
            kept.append(episode)
        }
        return kept
    }

    /// Where an episode may have begun: jumps, moves to a new level, and slow changes.
    private func onsets(_ scan: CostScan, count: Int) -> [(day: Int, isGradual: Bool)] {
        let first = max(28, count - windowDays)
        var jumps: Set<Int> = []
        var gradual: Set<Int> = []
        var t = first
        while t < count {
            if abs(scan.deviation[t]) >= 3 {
                jumps.insert(t)
                let isUp = scan.deviation[t] > 0
                while t + 1 < count, abs(scan.deviation[t + 1]) >= 3, (scan.deviation[t + 1] > 0) == isUp {
                    t += 1
                }
            }
            t += 1
        }
        for shift in scan.shifts where shift.start >= first { jumps.insert(shift.start) }
        var lastGrowth = -100
        for t in first..<count where abs(scan.growth[t]) >= 2.5 && t - lastGrowth >= 7 {
            lastGrowth = t
            for back in [10, 16] where t - back >= 28 { gradual.insert(t - back) }
        }
        let strongest = jumps.sorted { (abs(scan.deviation[$0]), $1) > (abs(scan.deviation[$1]), $0) }.prefix(
            8)
        return strongest.map { ($0, false) } + gradual.sorted().suffix(4).map { ($0, true) }
    }

    /// Share of the noise of the bill that an expectation is uncertain by at least.
    private static let leastNoise = 0.7

    /// Standard deviation of a day against the same weekday a week before, as a share: a middle value of the last weeks, which
    /// an incident does not move.
    static func noise(_ bill: [Double]) -> Double {
        let changes = bill.indices.suffix(84).compactMap { day -> Double? in
            guard day >= 7, bill[day] > 0, bill[day - 7] > 0 else { return nil }
            return abs(logarithm(bill[day] / bill[day - 7]))
        }
        return changes.count >= 28 ? min(1.4826 * changes.median() / 2.0.squareRoot(), 1) : 0
    }

    /// What this series does without incidents, relative to a calm one: 1 or more.
    private func ownScale(_ scan: CostScan, count: Int) -> Double {
        let range = max(28, count - windowDays - 180)..<max(29, count - windowDays / 2)
        let past = scan.deviation[range.clamped(to: 0..<count)].map { abs($0) }
        guard past.count >= 20 else { return 1.5 }
        return max(1, past.quantile(0.95) / 2.2)
    }

    /// A series that begins in the window was new there.
    private func newSpend(_ values: [Double], _ scan: CostScan) -> Episode? {
        guard let begin = scan.activeSince, begin >= max(28, values.count - windowDays) else { return nil }
        let sum = values[begin...].reduce(0, +)
        guard sum > 0 else { return nil }
        return Episode(
            days: begin..<values.count, isOngoing: true,
            expected: [Double](repeating: 0, count: values.count - begin), spread: 0, excess: sum,
            evidence: 20, isNew: true)
    }

    /// The episode that began on a day, if its days are unusual together.
    func evaluate(
        _ series: Series, from begin: (day: Int, isGradual: Bool), own: Double, noise: Double
    ) -> Episode? {
        let (onset, isGradual, count) = (begin.day, begin.isGradual, series.count)
        let (expected, usual) = detector.expectation(of: series, from: onset, horizon: count - onset)
        let spread = zip(expected, usual).map { max($1, noise * abs($0)) }
        let residual = expected.indices.map { series.values[onset + $0] - expected[$0] }
        guard
            let first = residual.indices.first(where: {
                abs(residual[$0]) > 1.5 * spread[$0] && spread[$0] > 0
            }),
            isGradual ? first <= 10 : first == 0
        else { return nil }
        let sign = residual[first] > 0 ? 1.0 : -1.0
        var end = first
        var quiet = 0
        for t in first..<residual.count {
            if sign * residual[t] > 1.5 * spread[t] {
                end = t + 1
                quiet = 0
            } else {
                quiet += 1
                if quiet >= 3 { break }
            }
        }
        let length = end - first
        guard length > 0, !isGradual || length >= 5 else { return nil }
        let excess = residual[first..<end].reduce(0, +)
        let mean = spread[first..<end].reduce(0, +) / Double(length)
        let typical = mean * Episode.sumScale(length)
        return Episode(
            days: onset + first..<onset + end, isOngoing: onset + end == count,
            expected: Array(expected[first...]), spread: spread[first], excess: excess,
            evidence: typical > 0 ? abs(excess) / typical / own : 0, isGradual: isGradual)
    }
}
