public import TimeSeries

/// The detector for series of any frequency: online it uses nothing after a value, in a batch the whole series.
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
    /// How sensitive the detector is.
    public let settings: CostDetector.Settings

    /// A detector for series of any frequency.
    public init(mode: Mode = .online, settings: CostDetector.Settings = .init()) {
        self.mode = mode
        self.settings = settings
    }

    public func score(_ observations: Series) throws(DetectionError) -> [ScoredValue] {
        let forward = try CostDetector(settings: settings).score(observations)
        // Backwards in time the values after become the values before: an anomaly is unusual from both sides.
        guard mode == .batch, let mirror = Self.mirrored(observations) else { return forward }
        var settings = settings
        settings.period = settings.period ?? observations.frequency.usualPeriods.first ?? 1
        let backward = Array(try CostDetector(settings: settings).score(mirror).reversed())
        let n = forward.count
        // Near the ends one side has too little to learn from.
        let edge = min(n / 2, 4 * (settings.period ?? 1))
        return forward.indices.map { i in
            if i < edge { return backward[i] }
            if i >= n - edge { return forward[i] }
            return abs(forward[i].deviation) <= abs(backward[i].deviation) ? forward[i] : backward[i]
        }
    }

    /// The values backwards, without days: the calendar does not run backwards.
    private static func mirrored(_ series: Series) -> Series? {
        try? Series(start: series.start, frequency: .seconds(86_400), values: series.values.reversed())
    }
}
