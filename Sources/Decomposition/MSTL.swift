public import TimeSeries

/// Decomposition into several seasons by repeated STL.
///
///     let parts = try MSTL(periods: [24, 168]).decompose(hourly)
///
/// - SeeAlso: Bandara, Hyndman, Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series with multiple
///   seasonal patterns", 2021; the R package forecast's `mstl` and statsmodels' `MSTL` for equal settings.
public struct MSTL: Sendable, Hashable {
    /// Observations in each season, ascending.
    public let periods: [Int]
    /// Seasonal windows, one a period; without them 11, 15, 19 and so on.
    public var seasonalSpans: [Int]?
    /// Rounds over all periods; one period needs one.
    public var rounds = 2
    /// Degrees of the smoothers.
    public var degrees = STL.Degrees()
    /// At which points curves are computed.
    public var jumps = STL.Jumps.tenthOfSpan
    /// How often the loops of each STL run.
    public var iterations = STL.Iterations.plain

    /// MSTL for these seasons, each at least 2 observations long.
    public init(periods: [Int]) {
        precondition(
            !periods.isEmpty && periods.allSatisfy { $0 >= 2 }, "a season has at least 2 observations")
        self.periods = Set(periods).sorted()
    }

    /// The trend, each season and the remainder; seasons that do not fit twice are left out.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if not even the shortest season fits twice.
    /// - Complexity: rounds × periods times that of ``STL``.
    public func decompose(_ series: Series) throws(DecompositionError) -> Components {
        let n = series.count
        // A single season may fill the series twice exactly; several must fit with something to spare.
        let spare = periods.count == 1 ? 0 : 1
        let usable = periods.filter { 2 * $0 + spare <= n }
        guard !usable.isEmpty else { throw .tooShort(needed: 2 * periods[0] + spare, got: n) }
        precondition(rounds >= 1, "at least one round")
        var seasons = usable.map { Components.Seasonal(period: $0, values: [Double](repeating: 0, count: n)) }
        var rest = series.values
        var trend: [Double] = []
        var weights: [Double] = []
        for _ in 0..<(usable.count == 1 ? 1 : rounds) {
            for k in seasons.indices {
                for i in 0..<n { rest[i] += seasons[k].values[i] }
                let parts = stl(k, seasons[k].period).fit(rest)
                seasons[k] = .init(period: seasons[k].period, values: parts.seasonal)
                for i in 0..<n { rest[i] -= seasons[k].values[i] }
                (trend, weights) = (parts.trend, parts.weights)
            }
        }
        return Components(observed: series, trend: trend, seasonal: seasons, weights: weights)
    }

    private func stl(_ k: Int, _ period: Int) -> STL {
        var stl = STL(period: period)
        let spans = seasonalSpans ?? []
        stl.seasonalWindow = .span(spans.indices.contains(k) ? spans[k] : 11 + 4 * k)
        stl.degrees = degrees
        stl.jumps = jumps
        stl.iterations = iterations
        return stl
    }
}
