import Foundation
import Statistics

/// Ranges of totals from how far forecasts of like totals were off in the past, pooled over like series.
///
///     let pool = PooledConformal(past)
///     let month = pool.range(of: .init(series: "db", group: group, level: 900, pathTotals: totals), coverage: 0.8)
///
/// One series has too few closed months to tell its own ranges; like series together have enough. Past errors are compared in
/// units of a scale that each series has of its own: its mean past error, drawn to what the spread of its paths says by as many
/// forecasts as six. A group with too few past forecasts falls back to its kind, then to all totals of its length, then to
/// the paths, widened by 15 %. No range reaches more than twice as far as the paths say.
///
/// The ranges of a series then depend on other series: a method that uses this is global, and has to say so.
///
/// - SeeAlso: Vovk, Gammerman & Shafer, *Algorithmic Learning in a Random World*, 2005; Barber, Candès, Ramdas & Tibshirani,
///   "Conformal prediction beyond exchangeability", *Annals of Statistics* 51 (2023), on weights by age.
public struct PooledConformal: Sendable {
    /// Totals that are alike: of one length, of histories of one kind, of one size.
    public struct Group: Sendable, Hashable {
        /// Steps that the total runs over.
        public let steps: Int
        /// Sort of history; `nil` stands for all.
        public let kind: HistoryKind?
        /// Power of ten of the size, or any other number of a class; `nil` stands for all.
        public let size: Int?

        /// Totals over some steps, of all series or of those of a kind and a size.
        public init(steps: Int, kind: HistoryKind? = nil, size: Int? = nil) {
            self.steps = steps
            self.kind = kind
            self.size = size
        }

        /// The group, then those that it belongs to.
        var chain: [Group] {
            var all = [self, Group(steps: steps, kind: kind), Group(steps: steps)]
            all = all.indices.filter { !all[..<$0].contains(all[$0]) }.map { all[$0] }
            return all
        }
    }

    /// The total of a series that is to come, as its paths see it.
    public struct Total: Sendable {
        /// Name of the series.
        public let series: String
        public let group: Group
        /// Usual size of such a total, above 0.
        public let level: Double
        /// Middle of the paths.
        let middle: Double
        /// Standard deviation of a normal of the paths' 80 or 95 % range, the larger.
        let spread: Double
        let sorted: [Double]

        /// A total from its paths.
        ///
        /// - Precondition: At least one path, a level above 0.
        public init(series: String, group: Group, level: Double, pathTotals: [Double]) {
            precondition(!pathTotals.isEmpty && level > 0, "at least one path and a level above 0")
            self.series = series
            self.group = group
            self.level = level
            let sorted = pathTotals.sorted()
            self.sorted = sorted
            middle = sorted.quantile(ofSorted: 0.5)
            // A few far paths are no scale, but where most agree they are all that there is.
            func width(_ p: Double) -> Double {
                sorted.quantile(ofSorted: 1 - p) - sorted.quantile(ofSorted: p)
            }
            spread = max(width(0.1) / 2.563, width(0.025) / 3.92, 1e-9 * level)
        }
    }

    /// A total that was forecast, and what came.
    public struct Outcome: Sendable {
        public let total: Total
        /// What came.
        public let actual: Double
        /// Days since the total was closed; those not closed when a range is made must not be given.
        public let age: Double

        /// A forecast and what came.
        ///
        /// - Precondition: An age of at least 0.
        public init(total: Total, actual: Double, age: Double) {
            precondition(age >= 0, "only totals that are closed")
            self.total = total
            self.actual = actual
            self.age = age
        }

        var error: Double { actual - total.middle }
    }

    /// A range and where it comes from.
    public struct Range: Sendable, Hashable {
        /// The range.
        public let bounds: ClosedRange<Double>
        /// Past forecasts that it rests on; 0 where it is that of the paths.
        public let count: Int
    }

    /// Forecasts as many as which the spread of the paths counts, in the scale of a series.
    fileprivate static let prior = 6.0
    /// Days after which a past forecast counts half.
    fileprivate static let halfLife = 180.0

    /// What no range is wider than, in ranges of the paths.
    private static let widest = 2.0
    /// Share of a level below which no scale is: a total that never moved may move.
    fileprivate static let leastScale = 0.002
    /// What ranges of the paths are widened by where nothing is known of past forecasts.
    private static let unknown = 1.15

    private var scores: [Group: Scores] = [:]

    /// Learns from forecasts whose totals are closed.
    ///
    /// - Complexity: O(*n* log *n*).
    public init(_ past: [Outcome]) {
        var members: [Group: [Outcome]] = [:]
        for outcome in past {
            for group in outcome.total.group.chain { members[group, default: []].append(outcome) }
        }
        scores = members.mapValues(Scores.init)
    }

    /// The range of a total that holds it with probability `coverage`.
    ///
    /// - Precondition: `coverage` in 0 … 1; at 1 the range is the widest that is ever given.
    public func range(of total: Total, coverage: Double) -> Range {
        precondition((0...1).contains(coverage), "coverage as a share: 0.8, not 80")
        guard coverage < 1 else { return Range(bounds: pathRange(total, 1, times: Self.widest), count: 0) }
        for group in total.group.chain {
            guard let scores = scores[group], let reach = scores.reach(coverage) else { continue }
            let scale = scores.scale(of: total)
            return Range(
                bounds: capped(
                    total.middle - scale * reach.below...total.middle + scale * reach.above, total, coverage),
                count: scores.count)
        }
        return Range(bounds: pathRange(total, coverage, times: Self.unknown), count: 0)
    }

    private func capped(_ bounds: ClosedRange<Double>, _ total: Total, _ coverage: Double) -> ClosedRange<
        Double
    > {
        let widest = pathRange(total, coverage, times: Self.widest)
        return max(bounds.lowerBound, widest.lowerBound)...min(bounds.upperBound, widest.upperBound)
    }

    /// The range of the paths with its ends moved from the middle.
    private func pathRange(_ total: Total, _ coverage: Double, times: Double) -> ClosedRange<Double> {
        let low = total.sorted.quantile(ofSorted: (1 - coverage) / 2)
        let high = total.sorted.quantile(ofSorted: (1 + coverage) / 2)
        return (total.middle - times * (total.middle - low))...(total.middle + times * (high - total.middle))
    }
}

extension PooledConformal {
    /// Past errors of one group in units of their scales.
    struct Scores: Sendable {
        let count: Int
        /// Error over path spread, in the middle of the group.
        private let ratio: Double
        /// Mean error over level of each series, and how many it rests on.
        private let own: [String: (sum: Double, count: Double)]
        /// Scores with their weights, smallest first.
        private let sorted: [(score: Double, weight: Double)]
        /// Whether ends are found apart, as errors of one side reach farther.
        private let isSkewed: Bool

        init(_ past: [Outcome]) {
            count = past.count
            ratio = past.map { abs($0.error) / $0.total.spread }.median()
            var own: [String: (sum: Double, count: Double)] = [:]
            for outcome in past {
                own[outcome.total.series, default: (0, 0)].sum += abs(outcome.error) / outcome.total.level
                own[outcome.total.series, default: (0, 0)].count += 1
            }
            self.own = own
            var scores: [(score: Double, weight: Double)] = []
            for outcome in past {
                // The scale that was known without this error.
                let scale = Self.scale(
                    of: outcome.total, ratio: ratio, own: own,
                    without: abs(outcome.error) / outcome.total.level)
                scores.append((outcome.error / scale, pow(0.5, outcome.age / PooledConformal.halfLife)))
            }
            sorted = scores.sorted { $0.score < $1.score }
            isSkewed = Self.isSkewed(sorted.map(\.score))
        }

        func scale(of total: Total) -> Double { Self.scale(of: total, ratio: ratio, own: own, without: nil) }

        private static func scale(
            of total: Total, ratio: Double, own: [String: (sum: Double, count: Double)],
            without error: Double?
        ) -> Double {
            var (sum, count) = own[total.series] ?? (0, 0)
            if let error { (sum, count) = (max(0, sum - error), count - 1) }
            let pooled = PooledConformal.prior * ratio * total.spread / total.level
            return max((sum + pooled) / (count + PooledConformal.prior), PooledConformal.leastScale)
                * total.level
        }

        /// How far a range reaches below and above the middle, in scales; `nil` where too few forecasts tell.
        func reach(_ coverage: Double) -> (below: Double, above: Double)? {
            guard Double(count) >= max(40, 5 / (1 - coverage)) else { return nil }
            if isSkewed {
                let above = Self.quantile((1 + coverage) / 2, of: sorted)
                let below = Self.quantile(
                    (1 + coverage) / 2, of: sorted.reversed().map { (-$0.score, $0.weight) })
                guard let above, let below else { return nil }
                // A range holds its middle.
                return (max(0, below), max(0, above))
            }
            let sizes = sorted.map { (score: abs($0.score), weight: $0.weight) }.sorted {
                $0.score < $1.score
            }
            return Self.quantile(coverage, of: sizes).map { ($0, $0) }
        }

        /// The weighted quantile of past scores and one to come, which may be anything; `nil` where that one decides.
        private static func quantile(_ p: Double, of sorted: [(score: Double, weight: Double)]) -> Double? {
            let total = sorted.reduce(1) { $0 + $1.weight }
            var sum = 0.0
            for (score, weight) in sorted {
                sum += weight
                if sum >= p * total { return score }
            }
            return nil
        }

        /// Whether the tenths at both ends lie unevenly around the middle: five thirds as far on one side.
        private static func isSkewed(_ sorted: [Double]) -> Bool {
            let middle = sorted.quantile(ofSorted: 0.5)
            let above = sorted.quantile(ofSorted: 0.9) - middle
            let below = middle - sorted.quantile(ofSorted: 0.1)
            return max(above, below) > 5 / 3 * min(above, below)
        }
    }
}
