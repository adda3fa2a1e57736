/// How one forecast did against what came, in measures that can be pooled over series.
public struct ForecastScore: Sendable, Hashable {
    /// Means against what came.
    public let point: PointAccuracy
    /// Ranges against what came, one for each coverage that is reported.
    public let intervals: [IntervalAccuracy]
    /// Mean pinball loss over the quantiles 0.1 … 0.9 in units of the seasonal naive's error within the history; `nil` where
    /// that is zero.
    public let scaledPinball: Double?
    /// Sum of absolute errors.
    public let absoluteError: Double
    /// Sum of errors, forecast − actual.
    public let error: Double
    /// Sum of absolute values that came.
    public let size: Double

    /// Coverages whose range ends are the quantiles 0.1 … 0.9; forecasts to be scored have them after the reported ones.
    public static let decileCoverages = [0, 0.2, 0.4, 0.6, 0.8]

    /// Scores a forecast whose ranges are the reported ones and those of ``decileCoverages``.
    ///
    /// - Parameters:
    ///   - forecast: Means and ranges.
    ///   - actual: What came, one a step.
    ///   - isObserved: Whether each of it was observed; others are not looked at. `nil` if all were.
    ///   - history: What the forecast was made from.
    ///   - period: Season by which errors are scaled.
    public init?(
        _ forecast: Forecast, actual: [Double], isObserved: [Bool]? = nil, history: [Double], period: Int
    ) {
        precondition(
            forecast.intervals.count >= Self.decileCoverages.count && forecast.mean.count == actual.count,
            "a value a step, and ranges at the deciles")
        let kept = actual.indices.filter { isObserved?[$0] ?? true }
        guard !kept.isEmpty else { return nil }
        let truth = kept.map { actual[$0] }
        let mean = kept.map { forecast.mean[$0] }
        let ranges = forecast.intervals.map { range in
            Forecast.Interval(
                coverage: range.coverage, lower: kept.map { range.lower[$0] },
                upper: kept.map { range.upper[$0] })
        }
        let scale = NaiveScale(history, period: period).absolute
        point = PointAccuracy(forecast: mean, actual: truth, history: history, period: period)
        intervals = ranges.dropLast(Self.decileCoverages.count).map {
            IntervalAccuracy($0, actual: truth, history: history, period: period)
        }
        let loss = Self.pinball(ranges.suffix(Self.decileCoverages.count), truth)
        scaledPinball = scale > 0 ? loss / scale : nil
        absoluteError = zip(mean, truth).reduce(0) { $0 + abs($1.0 - $1.1) }
        error = zip(mean, truth).reduce(0) { $0 + ($1.0 - $1.1) }
        size = truth.reduce(0) { $0 + abs($1) }
    }

    /// The mean loss over the ends of central ranges, the median once.
    private static func pinball(_ ranges: ArraySlice<Forecast.Interval>, _ actual: [Double]) -> Double {
        var loss = 0.0
        for range in ranges {
            for (step, value) in actual.enumerated() {
                let (low, high) = ((1 - range.coverage) / 2, (1 + range.coverage) / 2)
                loss += PinballLoss.at(low, quantile: range.lower[step], value)
                if range.coverage > 0 { loss += PinballLoss.at(high, quantile: range.upper[step], value) }
            }
        }
        return loss / Double(9 * actual.count)
    }
}
