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
        guard mode == .batch else { return forward }
        // Backwards in time the values after become the values before: an anomaly is unusual from both sides.
        guard
            let reversed = try? Series(
                start: observations.start, frequency: undated(observations.frequency),
                values: observations.values.reversed())
        else { return forward }
        let backward = try CostDetector(settings: settings).score(reversed)
        return zip(forward, backward.reversed()).map { first, second in
            abs(first.deviation) <= abs(second.deviation) ? first : second
        }
    }

    private func undated(_ frequency: Frequency) -> Frequency { frequency }
}
