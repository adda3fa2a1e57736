public import Forecasting
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
        /// Values with a score of at least this are anomalies; 0.9985 is at most one false alarm in two years of days.
        public var threshold: Double
        /// Observations in a season; `nil` takes the shortest usual one of the frequency.
        public var period: Int?

        /// The defaults.
        public init(threshold: Double = 0.9985, period: Int? = nil) {
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
        var state = state(from: observations.start, frequency: observations.frequency)
        return observations.values.map { state.take($0) }
    }

    /// One pass over a series, with all that it learned.
    public func scan(_ observations: Series) -> CostScan {
        var pass = pass(from: observations.start, frequency: observations.frequency)
        var scan = CostScan(capacity: observations.count)
        for value in observations.values {
            let (t, wasActive) = (pass.count, pass.filter.isActive)
            let step = pass.take(value)
            if pass.filter.isActive, !wasActive { scan.activeSince = t }
            scan.append(step)
            guard step.isNewLevel else { continue }
            scan.shifts.append(
                .init(
                    start: max(0, t - 2), found: t, before: pass.filter.formerLevel, after: pass.filter.level)
            )
        }
        return scan
    }

    /// What is expected of the values from `origin` on, by a filter that has seen the values before it only.
    ///
    /// For the money of an incident that began at `origin`: the expectation does not follow it.
    ///
    /// - Precondition: `origin` within `0 ... count`, `horizon` not negative.
    public func expectation(of observations: Series, from origin: Int, horizon: Int)
        -> (expected: [Double], standardDeviation: [Double])
    {
        expectations(of: observations, from: [origin], horizon: horizon)[0]
    }

    /// What is expected of the values from each of several origins on, by one filter that has seen the values before it only.
    ///
    /// - Precondition: `origins` ascending and within `0 ... count`, `horizon` not negative.
    public func expectations(of observations: Series, from origins: [Int], horizon: Int)
        -> [(expected: [Double], standardDeviation: [Double])]
    {
        precondition(horizon >= 0, "an origin within the series")
        var pass = pass(from: observations.start, frequency: observations.frequency)
        var seen = 0
        return origins.map { origin in
            precondition(seen...observations.count ~= origin, "ascending origins within the series")
            for value in observations.values[seen..<origin] { _ = pass.take(value) }
            seen = origin
            var ahead = pass
            var path: (expected: [Double], standardDeviation: [Double]) = ([], [])
            for _ in 0..<horizon {
                let next = ahead.next
                path.expected.append(next.expected)
                path.standardDeviation.append(next.standardDeviation)
                ahead.skip()
            }
            return path
        }
    }

    /// The detector before the first value of a series, to be fed value by value.
    ///
    /// - Parameters:
    ///   - start: The time of the first value; leave it out where the dates say nothing.
    ///   - frequency: The spacing of the values.
    /// - Returns: The state that has seen nothing.
    public func state(from start: Timestamp? = nil, frequency: Frequency = .daily) -> State {
        State(pass(from: start, frequency: frequency), threshold: settings.threshold)
    }

    private func pass(from start: Timestamp?, frequency: Frequency) -> CostPass {
        let isDaily = frequency == .daily
        return CostPass(
            period: settings.period ?? frequency.usualPeriods.first ?? 1,
            days: .init(first: isDaily ? start?.day : nil, effects: isDaily ? effects : nil))
    }
}
