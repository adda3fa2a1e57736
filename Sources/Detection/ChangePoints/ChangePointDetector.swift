import Decomposition
import Foundation
import Statistics
public import TimeSeries

/// Where a series changes for good: its level jumps or its slope turns.
///
///     let changes = ChangePointDetector().changePoints(in: series)
///
/// Seasons that the series shows are taken off and spikes cut. Then the series is divided into stretches, all of them constants
/// or all of them lines, so that
///
/// *n*ₑ · log(*S*/*n* + 0.04) + 3 · (*k* (*p* + 1) + *p*) · log *n*
///
/// is least: *S* is the sum of squares around the stretches in units of the variance of the series, *k* the number of changes and *p* the
/// numbers of a stretch. It is the Bayesian information criterion with two changes: 0.04 stands for what nobody would call a change,
/// a fifth of the standard deviation; and *n*ₑ = *n* ((1 − φ)/(1 + φ))^¼ counts less where what is left is correlated (φ: its
/// correlation with itself one step later), so that a wandering level has no changes. The division for each *k* is exact up to 1,000
/// values; longer series are divided as means of blocks and each change is then placed to the value.
///
/// - SeeAlso: van den Burg & Williams, "An evaluation of change point detection algorithms", arXiv:2003.06222, on what people mark;
///   Auger & Lawrence, "Algorithms for the optimal identification of segment neighborhoods", 1989, on the search.
public struct ChangePointDetector: Sendable, Hashable {
    /// What divides a series once seasons and spikes are off.
    public enum Method: Sendable, Hashable {
        /// The criterion above: jumps of the level and turns of the slope.
        case criterion
        /// Stretches that cost least, at the price of the search.
        case pelt(PELT)
        /// The most probable stretches of constant mean and variance; a change is scored by what was known shortly after it.
        case bayesian(BayesianChangePoints)
    }

    /// What divides a series.
    public let method: Method
    /// Seasons to look for, in observations; `nil` for those that are usual at the frequency of the series.
    public let periods: [Int]?
    /// Observations that a change must last; `nil` for 2 % of the series, at least 3.
    ///
    /// ``Method/pelt(_:)`` has its own.
    public let minimumLength: Int?

    /// The defaults need no setting.
    ///
    /// - Precondition: Periods of at least 2, a length of at least 2.
    public init(method: Method = .criterion, periods: [Int]? = nil, minimumLength: Int? = nil) {
        precondition((periods ?? []).allSatisfy { $0 >= 2 }, "a season of at least 2")
        precondition(minimumLength ?? 2 >= 2, "a change lasts at least 2 values")
        self.method = method
        self.periods = periods
        self.minimumLength = minimumLength
    }

    /// The changes, oldest first; none in a series of fewer than six values or without variation.
    ///
    /// - Complexity: O(*n*) and at most 1,000² for each number of changes.
    public func changePoints(in series: Series) -> [ChangePoint] {
        let n = series.count
        let length = max(minimumLength ?? max(3, Int((0.02 * Double(n)).rounded())), 2)
        guard n >= 2 * length else { return [] }
        let values = withoutSpikes(withoutSeasons(series))
        let (mean, deviation) = (values.mean(), values.standardDeviation())
        // What is below rounding of the values is no change.
        guard deviation > 1e-12 * max(abs(mean), .leastNormalMagnitude) else { return [] }
        let standard = values.map { ($0 - mean) / deviation }
        switch method {
        case .criterion:
            return Division.best(of: standard, minimumLength: length).changePoints(scale: deviation)
        case .pelt(let pelt):
            let starts = pelt.changePoints(in: standard)
            return Division(standard, at: starts, lines: pelt.cost == .line).changePoints(scale: deviation)
        case .bayesian(let bayesian):
            return bayesian.changePoints(in: values, minimumLength: length)
        }
    }

    private func withoutSeasons(_ series: Series) -> Series {
        let usual = periods ?? series.frequency.usualPeriods.filter { $0 >= 2 }
        let found = SeasonalPeriod.found(in: series, candidates: usual)
        guard !found.isEmpty, let parts = try? MSTL(periods: found.map(Double.init)).decompose(series),
            let rest = try? Series(
                start: series.start, frequency: series.frequency, values: parts.seasonallyAdjusted)
        else { return series }
        return rest
    }

    /// The values, cut where they are more than four robust deviations from the median of eleven.
    private func withoutSpikes(_ series: Series) -> [Double] {
        let values = series.values
        let half = min(5, (values.count - 1) / 2)
        let middle = values.indices.map { i in
            Array(values[max(0, i - half)...min(values.count - 1, i + half)]).median()
        }
        let rest = zip(values, middle).map { $0 - $1 }
        let scale = rest.robustScale()
        guard scale > 0 else { return values }
        return zip(middle, rest).map { $0 + min(max($1, -4 * scale), 4 * scale) }
    }
}
