public import Forecasting
public import TimeSeries

/// A total of coming days as possible futures: today's, or one that was made on a day of the past.
public struct TotalForecast: Sendable {
    /// Name of the part of the bill: `Scope.key`.
    public let node: String
    /// Sort of the history that the forecast was made from.
    public let kind: HistoryKind
    /// The first day that was not known.
    public let origin: CivilDate
    /// The days that the total runs over; none before the origin.
    public let days: Range<CivilDate>
    /// Usual cost of so many days, above 0.
    public let level: Double
    /// The total of each path over the days; what is known of a period is no part of it.
    public let pathTotals: [Double]

    /// A total from its paths.
    ///
    /// - Precondition: At least one path, a level above 0, no days before the origin.
    public init(
        node: String, kind: HistoryKind, origin: CivilDate, days: Range<CivilDate>, level: Double,
        pathTotals: [Double]
    ) {
        precondition(!pathTotals.isEmpty && level > 0, "at least one path and a level above 0")
        precondition(days.lowerBound >= origin, "only days that are to come")
        self.node = node
        self.kind = kind
        self.origin = origin
        self.days = days
        self.level = level
        self.pathTotals = pathTotals
    }

    /// A total from the paths of a history.
    ///
    /// Its level is what the last 28 days, or as many as there are, cost on average in size, times the days.
    ///
    /// - Returns: `nil` where there is nothing to calibrate: no paths, no days, or no cost in the last year.
    public init?(
        node: String, history: Series, origin: CivilDate, days: Range<CivilDate>, pathTotals: [Double]
    ) {
        let recent = history.values.suffix(28).map(abs)
        let year = history.values.suffix(365).map(abs)
        let mean = max(
            recent.reduce(0, +) / Double(max(1, recent.count)),
            0.1 * year.reduce(0, +) / Double(max(1, year.count)))
        guard mean > 0, mean.isFinite, !days.isEmpty, days.lowerBound >= origin, !pathTotals.isEmpty else {
            return nil
        }
        self.init(
            node: node, kind: HistoryKind(history), origin: origin, days: days,
            level: mean * Double(days.lowerBound.distance(to: days.upperBound)), pathTotals: pathTotals)
    }

    /// Days from the origin to the end of the total.
    public var horizon: Int { origin.distance(to: days.upperBound) }
    /// Days from the origin to the start of the total.
    public var lead: Int { origin.distance(to: days.lowerBound) }
}

/// How often ranges held what came.
public struct MeasuredCoverage: Sendable, Hashable, Codable {
    /// Share of past totals within their range of P10 … P90.
    public let share: Double
    /// Past totals that were judged.
    public let count: Int

    /// A share of some past totals.
    public init(share: Double, count: Int) {
        self.share = share
        self.count = count
    }
}
