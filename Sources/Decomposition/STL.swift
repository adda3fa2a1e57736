public import TimeSeries

/// Seasonal-trend decomposition by loess.
///
///     let parts = try STL(period: 7).decompose(daily)
///
/// Values of one phase of the season (all Mondays, …) are smoothed into the season, the rest into the trend; with a
/// robustness pass, outliers lose their weight.
///
/// - SeeAlso: Cleveland, Cleveland, McRae, Terpenning, "STL: a seasonal-trend decomposition procedure based on loess",
///   *Journal of Official Statistics* 6 (1990); equal to R's `stl` and statsmodels' `STL` for equal settings.
public struct STL: Sendable, Hashable {
    /// Observations in one season, not necessarily a whole number.
    public let period: Double
    /// How the phases of the season are smoothed.
    public var seasonalWindow = SeasonalWindow.span(11)
    /// Observations in the trend's window, odd; `nil` takes the paper's, about one and a half seasons.
    public var trendSpan: Int?
    /// Observations in the low-pass window, odd; `nil` takes the least odd number not below the period.
    public var lowPassSpan: Int?
    /// The polynomials of the three smoothers.
    public var degrees = Degrees()
    /// At which points the curves are computed.
    public var jumps = Jumps.tenthOfSpan
    /// How often the loops run.
    public var iterations = Iterations.plain

    /// STL for a season of `period` observations, at least 2.
    public init(period: Int) {
        self.init(period: Double(period))
    }

    /// STL for a season of `period` observations, at least 2: 365.25 days, 30.4375 days.
    ///
    /// A phase of the season is then smoothed over the values at *t* ± *k* · `period`, each on the line between its two
    /// neighbours; the moving averages count the last observation of a season by its share. The seasonal curve is computed
    /// at every point, whatever ``jumps``. For whole numbers this is the STL of the paper.
    public init(period: Double) {
        precondition(period >= 2 && period <= 1e9, "a season has at least 2 observations")
        self.period = period
    }

    /// How much the season may change.
    public enum SeasonalWindow: Sendable, Hashable {
        /// Each phase is smoothed over so many seasons (odd, at least 3): the fewer, the faster the season changes.
        case span(Int)
        /// The season is the same in every cycle.
        case periodic
    }

    /// The polynomials of the three smoothers: 0 for constants, 1 for lines.
    public struct Degrees: Sendable, Hashable {
        let seasonal: Int
        let trend: Int
        let lowPass: Int

        /// Degrees 0 or 1; R's `stl` has `seasonal` 0.
        public init(seasonal: Int = 1, trend: Int = 1, lowPass: Int = 1) {
            precondition([seasonal, trend, lowPass].allSatisfy { 0...1 ~= $0 }, "a degree is 0 or 1")
            self.seasonal = seasonal
            self.trend = trend
            self.lowPass = lowPass
        }
    }

    /// At which points a curve is computed; between them it is a straight line.
    public enum Jumps: Sendable, Hashable {
        /// At every point.
        case none
        /// Ten times in a window, as R's `stl`.
        case tenthOfSpan

        func jump(_ span: Int) -> Int { self == .none ? 1 : (span + 9) / 10 }
    }

    /// How often the loops run.
    public struct Iterations: Sendable, Hashable {
        let inner: Int
        let outer: Int

        /// `inner` passes (at least 1), with new robustness weights after each of `outer` rounds.
        public init(inner: Int, outer: Int) {
            precondition(inner >= 1 && outer >= 0, "at least one inner pass")
            self.inner = inner
            self.outer = outer
        }

        /// Two passes, every value with weight 1.
        public static let plain = Iterations(inner: 2, outer: 0)
        /// Fifteen rounds in which outliers lose their weight.
        public static let robust = Iterations(inner: 1, outer: 15)
    }
}

extension STL {
    /// The trend, the season and the remainder of a series.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if the series is shorter than two seasons (rounded down).
    /// - Complexity: O(*n* · span) time without jumps, O(*n*) with them; O(*n*) memory.
    public func decompose(_ series: Series) throws(DecompositionError) -> Components {
        guard series.count >= leastCount else { throw .tooShort(needed: leastCount, got: series.count) }
        return components(series, gaps: [])
    }

    /// The trend and season at all times, gaps too, and the remainder of what was observed.
    ///
    ///     let parts = try STL(period: 7).decompose(observations.series())
    ///
    /// A gap has no weight: each loess takes the nearest values that were observed, so what the gap was filled with
    /// does not matter. A phase that was never observed lies on the line between its neighbours in the season. Without a gap
    /// the parts are bit by bit those of the series.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if the series is shorter than two seasons (rounded down), or fewer
    ///   values than one season were observed.
    /// - Complexity: O(*n* · span); ten to fifteen times that without gaps.
    public func decompose(_ series: FilledSeries) throws(DecompositionError) -> Components {
        try decompose(series.series, isObserved: series.isObserved)
    }

    /// The trend and season at all times, and the remainder where `isObserved`; gaps at the ends get estimates, too.
    ///
    /// - Precondition: One flag for each value.
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if the series is shorter than two seasons (rounded down), or fewer
    ///   values than one season were observed.
    public func decompose(_ series: Series, isObserved: [Bool]) throws(DecompositionError) -> Components {
        let gaps = try gaps(in: isObserved, of: series)
        guard series.count >= leastCount else { throw .tooShort(needed: leastCount, got: series.count) }
        return components(series, gaps: gaps)
    }

    /// The flags if there is a gap, else none.
    func gaps(in isObserved: [Bool], of series: Series) throws(DecompositionError) -> [Bool] {
        precondition(isObserved.count == series.count, "one flag for each value")
        let seen = isObserved.count { $0 }
        let needed = min(leastCount, Int(period.rounded(.up)))
        guard seen >= needed else { throw .tooShort(needed: needed, got: seen) }
        return seen < series.count ? isObserved : []
    }

    private func components(_ series: Series, gaps: [Bool]) -> Components {
        let fit = fit(series.values, isObserved: gaps)
        return Components(
            observed: series, trend: fit.trend, seasonal: [.init(period: period, values: fit.seasonal)],
            weights: fit.weights, isObserved: gaps)
    }

    /// Two seasons in whole observations: then every phase is observed twice.
    var leastCount: Int { Int(2 * period) }

    /// Trend, season and weights of values that hold at least two seasons.
    ///
    /// `isObserved` is empty if there are no gaps.
    func fit(_ y: [Double], isObserved: [Bool] = []) -> (
        trend: [Double], seasonal: [Double], weights: [Double]?
    ) {
        var kernel = STLKernel(
            count: y.count, smoothers(count: y.count), isObserved: isObserved, isRobust: iterations.outer > 0)
        kernel.innerLoop(y, passes: iterations.inner)
        for _ in 0..<iterations.outer {
            kernel.updateRobustness(y)
            kernel.innerLoop(y, passes: iterations.inner)
        }
        let seasonal = seasonalWindow == .periodic ? averaged(kernel.seasonal) : kernel.seasonal
        return (Array(kernel.trend.prefix(y.count)), seasonal, iterations.outer > 0 ? kernel.robustness : nil)
    }

    /// Gives every phase of a whole period the mean of its values, as R does; those of others fall between observations.
    private func averaged(_ seasonal: [Double]) -> [Double] {
        guard period == period.rounded() else { return seasonal }
        let period = Int(period)
        var means = seasonal
        for phase in 0..<period {
            let places = stride(from: phase, to: seasonal.count, by: period)
            let mean = places.reduce(0) { $0 + seasonal[$1] } / Double(places.underestimatedCount)
            for i in places { means[i] = mean }
        }
        return means
    }

    private func smoothers(count: Int) -> STLKernel.Smoothers {
        let seasonal: Int
        var degree = degrees.seasonal
        switch seasonalWindow {
        case .span(let span): seasonal = span
        case .periodic:
            seasonal = 10 * count + 1
            degree = 0
        }
        let trend = trendSpan ?? STL.odd(1.5 * period / (1 - 1.5 / Double(seasonal)))
        let lowPass = lowPassSpan ?? STL.odd(period)
        precondition(
            [seasonal, trend, lowPass].allSatisfy { $0 >= 3 && $0 % 2 == 1 }, "odd spans of at least 3")
        return STLKernel.Smoothers(
            grid: SeasonGrid(period),
            seasonal: LoessSmoother(span: seasonal, degree: degree, jump: jumps.jump(seasonal)),
            trend: LoessSmoother(span: trend, degree: degrees.trend, jump: jumps.jump(trend)),
            lowPass: LoessSmoother(span: lowPass, degree: degrees.lowPass, jump: jumps.jump(lowPass)))
    }

    /// The least odd number not below `value`, at least 3.
    private static func odd(_ value: Double) -> Int {
        let whole = max(3, Int(value.rounded(.up)))
        return whole % 2 == 0 ? whole + 1 : whole
    }
}
