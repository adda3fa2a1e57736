/// Whether two methods differ by more than chance on many series at several origins.
///
/// Losses of one series go together, and so do those of all series at one time. The test is made twice, over series and over
/// origins, and the more cautious result counts: what holds must hold for other series and for other times.
///
/// - SeeAlso: Driscoll & Kraay, "Consistent covariance matrix estimation with spatially dependent panel data", *Review of
///   Economics and Statistics* 80 (1998), for the sums by time; Qu, Timmermann & Zhu, "Comparing forecasting performance in
///   cross-sections", *Journal of Econometrics* 237 (2023).
public struct PanelDieboldMariano: Sendable, Hashable {
    /// The difference of two methods' losses for one series at one origin.
    public struct Difference: Sendable, Hashable {
        /// Which series.
        public let series: Int
        /// The time of the first forecast value, and the time after the last; in any unit that all share.
        public let span: Range<Int>
        /// Loss of the first method less that of the second.
        public let value: Double

        /// A difference of losses.
        public init(series: Int, span: Range<Int>, value: Double) {
            self.series = series
            self.span = span
            self.value = value
        }
    }

    /// Mean loss of the first method less that of the second; below 0 the first is better.
    public let meanDifference: Double
    /// The test over origins, the series of each taken together; `nil` with one origin.
    public let overOrigins: DieboldMariano?
    /// The test over series, the origins of each taken together; `nil` with one series.
    public let overSeries: DieboldMariano?

    /// The larger of both p-values; `nil` with one difference.
    public var pValue: Double? { [overOrigins, overSeries].compactMap { $0?.pValue }.max() }

    /// Tests the differences.
    ///
    /// - Precondition: At least one difference.
    public init(_ differences: [Difference]) {
        precondition(!differences.isEmpty, "at least one difference of losses")
        meanDifference = differences.reduce(0) { $0 + $1.value } / Double(differences.count)
        let spans = Dictionary(grouping: differences, by: \.span.lowerBound).sorted { $0.key < $1.key }
        // Forecasts that overlap in time share what came.
        let ends = spans.map { group in group.value.reduce(group.key) { max($0, $1.span.upperBound) } }
        let overlaps = spans.indices.map { i in spans[(i + 1)...].prefix { $0.key < ends[i] }.count }
        overOrigins = Self.test(spans.map(\.value), horizon: 1 + (overlaps.max() ?? 0))
        let bySeries = Dictionary(grouping: differences, by: \.series).sorted { $0.key < $1.key }
        overSeries = Self.test(bySeries.map(\.value), horizon: 1)
    }

    /// The test on the sums of groups, scaled so that their mean is the mean of all.
    private static func test(_ groups: [[Difference]], horizon: Int) -> DieboldMariano? {
        guard groups.count >= 2 else { return nil }
        let all = groups.reduce(0) { $0 + $1.count }
        let scale = Double(groups.count) / Double(all)
        return DieboldMariano(
            differences: groups.map { group in scale * group.reduce(0) { $0 + $1.value } },
            horizon: min(horizon, groups.count - 1), weights: .bartlett)
    }
}
