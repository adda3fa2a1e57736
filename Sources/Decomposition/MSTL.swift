public import TimeSeries

/// Decomposition into several seasons by repeated STL.
///
///     let parts = try MSTL(periods: [24, 168]).decompose(hourly)
///
/// - SeeAlso: Bandara, Hyndman, Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series with multiple
///   seasonal patterns", 2021; the R package forecast's `mstl` and statsmodels' `MSTL` for equal settings.
public struct MSTL: Sendable, Hashable {
    /// Observations in each season, ascending.
    public let periods: [Double]
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
        self.init(periods: periods.map(Double.init))
    }

    /// MSTL for these seasons, each at least 2 observations long: 7 and 365.25 days.
    public init(periods: [Double]) {
        precondition(
            !periods.isEmpty && periods.allSatisfy { $0 >= 2 }, "a season has at least 2 observations")
        self.periods = Set(periods).sorted()
    }

    /// The trend, each season and the remainder; seasons that do not fit twice (rounded down to whole observations) are left out.
    ///
    /// DIFFERENCE: forecast's and statsmodels' `mstl` leave out a season that fills the series exactly twice, too. 730 days hold
    /// 365.25 twice by this rule, since ⌊2 · 365.25⌋ = 730: every day of the year is observed twice.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if not even the shortest season fits twice.
    /// - Complexity: rounds × periods times that of ``STL``.
    public func decompose(_ series: Series) throws(DecompositionError) -> Components {
        try components(series, gaps: [])
    }

    /// The trend and the seasons at all times, gaps too, and the remainder of what was observed; see
    /// ``STL/decompose(_:)-(FilledSeries)``.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if not even the shortest season fits twice, or fewer of its values
    ///   than one season were observed.
    public func decompose(_ series: FilledSeries) throws(DecompositionError) -> Components {
        try decompose(series.series, isObserved: series.isObserved)
    }

    /// The trend and the seasons at all times, and the remainder where `isObserved`.
    ///
    /// - Precondition: One flag for each value.
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if not even the shortest season fits twice, or fewer of its values
    ///   than one season were observed.
    public func decompose(_ series: Series, isObserved: [Bool]) throws(DecompositionError) -> Components {
        try components(series, gaps: STL(period: periods[0]).gaps(in: isObserved, of: series))
    }

    private func components(_ series: Series, gaps: [Bool]) throws(DecompositionError) -> Components {
        let n = series.count
        let usable = periods.filter { STL(period: $0).leastCount <= n }
        guard !usable.isEmpty else { throw .tooShort(needed: STL(period: periods[0]).leastCount, got: n) }
        precondition(rounds >= 1, "at least one round")
        var seasons = usable.map { Components.Seasonal(period: $0, values: [Double](repeating: 0, count: n)) }
        var rest = series.values
        var trend: [Double] = []
        var weights: [Double]?
        for _ in 0..<(usable.count == 1 ? 1 : rounds) {
            for k in seasons.indices {
                for i in 0..<n { rest[i] += seasons[k].values[i] }
                let parts = stl(k, seasons[k].period).fit(rest, isObserved: gaps)
                seasons[k] = .init(period: seasons[k].period, values: parts.seasonal)
                for i in 0..<n { rest[i] -= seasons[k].values[i] }
                (trend, weights) = (parts.trend, parts.weights)
            }
        }
        return Components(
            observed: series, trend: trend, seasonal: seasons, weights: weights, isObserved: gaps)
    }

    private func stl(_ k: Int, _ period: Double) -> STL {
        var stl = STL(period: period)
        let spans = seasonalSpans ?? []
        stl.seasonalWindow = .span(spans.indices.contains(k) ? spans[k] : 11 + 4 * k)
        stl.degrees = degrees
        stl.jumps = jumps
        stl.iterations = iterations
        return stl
    }
}
