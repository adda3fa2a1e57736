import Foundation
import Statistics
public import TimeSeries

/// A period that a series was found to have.
public struct DetectedPeriod: Sendable, Hashable {
    /// Observations in one season; whole unless the data say otherwise.
    public let period: Double
    /// How much of the series without its slow movement and other seasons this season explains, 0…1.
    public let strength: Double
    /// The chance, at most, of so clear a period in a series that has none.
    public let chance: Double

    /// The period in whole observations.
    public var wholePeriod: Int { Int(period.rounded()) }
}

/// Finds the periods of a series that nothing is known of, or that it has none.
///
///     let periods = PeriodDetector().detect(in: hourly)  // 24, 168
///
/// A period is believed when the power at its harmonics stands out of the background of its own neighbourhood in the
/// spectrum. Noise of any colour, a random walk too, is its own background, and has no period.
///
/// - SeeAlso: Mann & Lees, "Robust estimation of background noise and signal detection in climatic time series", 1996;
///   Wen and others, "RobustPeriod", SIGMOD 2021.
public struct PeriodDetector: Sendable, Hashable {
    /// The chance that a series without a season is said to have one; measured at 3 %, as the background is an estimate.
    public var significance = 0.02
    /// The most periods that are looked for.
    public var maximumCount = 4
    /// How often the longest period must have been seen.
    public var minimumCycles = 3.0

    /// A detector with the usual settings.
    public init() {}

    /// The periods of a series, the strongest first; empty if it has none.
    ///
    /// - Complexity: O(*n* log *n*).
    public func detect(in series: Series) -> [DetectedPeriod] {
        detect(series.values, [Bool](repeating: true, count: series.count))
    }

    /// The periods of a series with gaps, the strongest first; what was filled in is not looked at.
    ///
    /// - Complexity: O(*n* log *n*).
    public func detect(in filled: FilledSeries) -> [DetectedPeriod] {
        detect(filled.series.values, filled.isObserved)
    }

    private func detect(_ values: [Double], _ isObserved: [Bool]) -> [DetectedPeriod] {
        precondition(significance > 0 && significance < 1, "a significance between 0 and 1")
        precondition(maximumCount >= 1 && minimumCycles >= 2, "at least one period, seen at least twice")
        let seen = values.indices.compactMap { isObserved[$0] ? values[$0] : nil }
        guard seen.count >= 12, let least = seen.min(), let most = seen.max(), least < most else { return [] }
        let middle = least / 2 + most / 2
        let unit = most / 2 - least / 2
        let scaled = values.indices.map { isObserved[$0] ? (values[$0] - middle) / unit : 0 }
        var search = PeriodSearch(
            signal: PeriodSignal(values: scaled, isObserved: isObserved),
            longest: Double(values.count) / minimumCycles * 1.01)
        while search.found.count < maximumCount + 2, search.findNext(significance: significance) {}
        return Array(search.periods().prefix(maximumCount))
    }
}
