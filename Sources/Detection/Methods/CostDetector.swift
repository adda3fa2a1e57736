public import Forecasting
import Foundation
public import TimeSeries

/// The default detector for daily cost: the residuals of a causal robust filter, on one scale for all series.
///
///     let scores = try CostDetector().score(series)
///
/// Value *t* is scored from the values before it only. It knows the weekday, days of the month that carry charges,
/// holidays and promotions (from `effects`), follows a level shift within three days, and has a second channel for slow
/// leaks. A score is 1 − the chance of such a value on a day without an incident, so that it means the same on every
/// series, and a threshold is a rate of false alarms.
///
/// - Complexity: O(*n*) time, one pass.
public struct CostDetector: Detector {
    /// How sensitive the detector is.
    public struct Settings: Sendable, Hashable {
        /// Values with a score of at least this are anomalies; 0.9973 is about one false alarm in a year of days.
        public var threshold: Double
        /// Observations in a season; `nil` takes the shortest usual one of the frequency.
        public var period: Int?

        /// The defaults.
        public init(threshold: Double = 0.9973, period: Int? = nil) {
            self.threshold = threshold
            self.period = period
        }
    }

    /// How sensitive the detector is.
    public let settings: Settings
    /// Holidays, promotions and other known days.
    public let effects: CalendarEffects?

    /// A detector with these settings; `effects` names the known days, where there are any.
    public init(settings: Settings = Settings(), effects: CalendarEffects? = nil) {
        self.settings = settings
        self.effects = effects
    }

    public func score(_ observations: Series) throws(DetectionError) -> [ScoredValue] {
        let scan = scan(observations)
        return observations.values.indices.map { i in
            let half = Self.halfWidth * scan.standardDeviation[i]
            return ScoredValue(
                expected: scan.expected[i], lower: scan.expected[i] - half, upper: scan.expected[i] + half,
                deviation: scan.deviation[i], score: scan.score[i],
                isAnomaly: scan.score[i] >= settings.threshold)
        }
    }

    private static let halfWidth = 3.0

    /// One pass over a series, with all that it learned.
    public func scan(_ observations: Series) -> CostScan {
        let y = observations.values
        let period = settings.period ?? observations.frequency.usualPeriods.first ?? 1
        return CostPass(y, period: period, days: days(of: observations), events: effects?.names.count ?? 0)
            .scan()
    }

    /// What is expected of the values from `origin` on, by a filter that has seen the values before it only.
    ///
    /// For the money of an incident that began at `origin`: the expectation does not follow it.
    ///
    /// - Precondition: `origin` within `0 ... count`, `horizon` not negative.
    public func expectation(of observations: Series, from origin: Int, horizon: Int)
        -> (expected: [Double], standardDeviation: [Double])
    {
        precondition(0...observations.count ~= origin && horizon >= 0, "an origin within the series")
        let period = settings.period ?? observations.frequency.usualPeriods.first ?? 1
        let pass = CostPass(
            Array(observations.values[..<origin]), period: period, days: days(of: observations),
            events: effects?.names.count ?? 0)
        return pass.expectation(horizon: horizon)
    }

    private func days(of observations: Series) -> CostPass.Days {
        guard observations.frequency == .daily else { return CostPass.Days(first: nil, effects: nil) }
        return CostPass.Days(first: observations.start.day, effects: effects)
    }
}
