public import TimeSeries

/// The detector for series of any frequency: online it uses nothing after a value, in a batch the whole series.
///
///     let scores = try SeriesDetector(mode: .batch).score(cpu)
///
/// Daily and coarser series go to ``CostDetector``, in a batch from both sides. Finer ones are judged by what was seen
/// before: ``NoveltyScan`` online, and from an hour on the residuals of ``CostDetector`` too; in a batch by how lonely a
/// value and how odd the shape around it are among all others.
public struct SeriesDetector: Detector {
    /// What may be used to score a value.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// Values before it only.
        case online
        /// Values on both sides of it.
        case batch
    }

    /// What may be used to score a value.
    public let mode: Mode
    /// How sensitive the detector of daily and coarser series is, and the season of any.
    public let settings: CostDetector.Settings

    /// A detector for series of any frequency.
    public init(mode: Mode = .online, settings: CostDetector.Settings = .init()) {
        self.mode = mode
        self.settings = settings
    }

    public func score(_ observations: Series) throws(DetectionError) -> [ScoredValue] {
        try score(observations, isObserved: [Bool](repeating: true, count: observations.count))
    }

    /// One score for each value; what was filled in is not scored, and does not matter.
    ///
    /// - Throws: ``DetectionError/tooShort(needed:got:)`` if nothing can be learned from the history.
    public func score(_ filled: FilledSeries) throws(DetectionError) -> [ScoredValue] {
        try score(filled.series, isObserved: filled.isObserved)
    }

    /// One score for each of `values` in order of time, whose times are not evenly spaced.
    ///
    /// - Parameters:
    ///   - values: Finite values.
    ///   - frequency: The spacing that nearly all of them have, so that their season counts; `nil` if there is none.
    /// - Returns: One score for each value.
    /// - Throws: ``DetectionError/tooShort(needed:got:)`` if nothing can be learned from the history.
    public func score(sequence values: [Double], frequency: Frequency? = nil) throws(DetectionError)
        -> [ScoredValue]
    {
        if let frequency, frequency.isFinerThanDaily,
            let series = try? Series(
                start: Timestamp(secondsSinceEpoch: 0), frequency: frequency, values: values)
        {
            return try score(series)
        }
        let forward = online(values.map { $0 }, period: settings.period ?? 1)
        return mode == .online
            ? forward : batch(values, [Bool](repeating: true, count: values.count), forward)
    }

    private func score(_ series: Series, isObserved: [Bool]) throws(DetectionError) -> [ScoredValue] {
        guard series.frequency.isFinerThanDaily else {
            let forward = try cost(series.values, isObserved, start: series.start, series.frequency, settings)
            return mode == .online ? forward : try bothSides(series, isObserved, forward)
        }
        let period = settings.period ?? series.frequency.usualPeriods.first ?? 1
        let values = zip(series.values, isObserved).map { $1 ? $0 : nil }
        let forward = online(values, period: period)
        guard mode == .online else { return batch(series.values, isObserved, forward) }
        return series.frequency.isFinerThanHourly
            ? forward : try seasonal(series, isObserved, forward, period)
    }

    /// Hours have few values a season: what departs from it counts too.
    private func seasonal(
        _ series: Series, _ isObserved: [Bool], _ novelties: [ScoredValue], _ period: Int
    ) throws(DetectionError) -> [ScoredValue] {
        let residuals = try cost(series.values, isObserved, start: series.start, series.frequency, settings)
        var verdict = SeasonalVerdict(threshold: settings.threshold, period: period)
        return novelties.indices.map { i in
            isObserved[i] ? verdict.join(novelties[i], residuals[i]) : residuals[i]
        }
    }

    private func online(_ values: [Double?], period: Int) -> [ScoredValue] {
        var scan = NoveltyScan(period: period)
        return values.map { value in value.map { scan.take($0) } ?? scan.skip() }
    }

    private func batch(_ values: [Double], _ isObserved: [Bool], _ forward: [ScoredValue]) -> [ScoredValue] {
        let observed = values.indices.filter { isObserved[$0] }
        let novelty = WholeSeriesNovelty(observed.map { values[$0] })
        var result = forward.map { $0.judged(score: 0, isAnomaly: false) }
        for (k, i) in observed.enumerated() {
            let (score, isAnomaly) = novelty.score(k)
            result[i] = result[i].judged(score: score, isAnomaly: isAnomaly)
        }
        return result
    }

    /// Scores by the detector for daily cost; a gap takes the value a season before it, so that nothing later is used.
    private func cost(
        _ values: [Double], _ isObserved: [Bool], start: Timestamp, _ frequency: Frequency,
        _ settings: CostDetector.Settings
    ) throws(DetectionError) -> [ScoredValue] {
        let period = settings.period ?? frequency.usualPeriods.first ?? 1
        var known = values
        for i in known.indices where !isObserved[i] {
            known[i] = known[i >= period ? i - period : max(0, i - 1)]
        }
        guard let series = try? Series(start: start, frequency: frequency, values: known) else {
            preconditionFailure("values of a series are finite")
        }
        return zip(try CostDetector(settings: settings).score(series), isObserved).map { score, isObserved in
            isObserved ? score : score.judged(score: 0, isAnomaly: false)
        }
    }

    /// Backwards in time the values after become the values before: an anomaly is unusual from both sides.
    private func bothSides(
        _ series: Series, _ isObserved: [Bool], _ forward: [ScoredValue]
    ) throws(DetectionError) -> [ScoredValue] {
        var settings = settings
        let period = settings.period ?? series.frequency.usualPeriods.first ?? 1
        settings.period = period
        // Without days: the calendar does not run backwards.
        let backward = Array(
            try cost(
                series.values.reversed(), isObserved.reversed(), start: series.start, .seconds(86_400),
                settings
            ).reversed())
        let n = forward.count
        // Near the ends one side has too little to learn from.
        let edge = min(n / 2, 4 * period)
        return forward.indices.map { i in
            if i < edge { return backward[i] }
            if i >= n - edge { return forward[i] }
            return abs(forward[i].deviation) <= abs(backward[i].deviation) ? forward[i] : backward[i]
        }
    }
}

extension Frequency {
    /// Whether a day has more than one observation.
    fileprivate var isFinerThanDaily: Bool { isFiner(than: 86_400) }

    /// Whether an hour has more than one observation.
    fileprivate var isFinerThanHourly: Bool { isFiner(than: 3600) }

    private func isFiner(than step: Int) -> Bool {
        if case .seconds(let seconds) = self { return seconds < step }
        return false
    }
}

extension ScoredValue {
    /// The same expectation with another verdict.
    func judged(score: Double, isAnomaly: Bool) -> ScoredValue {
        ScoredValue(
            expected: expected, lower: lower, upper: upper, deviation: deviation, score: score,
            isAnomaly: isAnomaly)
    }
}
