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
    /// Observations in one season.
    public let period: Int
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
        precondition(period >= 2, "a season has at least 2 observations")
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
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if the series is shorter than two seasons.
    /// - Complexity: O(*n* · span) time without jumps, O(*n*) with them; O(*n*) memory.
    public func decompose(_ series: Series) throws(DecompositionError) -> Components {
        let n = series.count
        guard n >= 2 * period else { throw .tooShort(needed: 2 * period, got: n) }
        let fit = fit(series.values)
        return Components(
            observed: series, trend: fit.trend, seasonal: [.init(period: period, values: fit.seasonal)],
            weights: fit.weights)
    }

    /// Trend, season and weights of values that hold at least two seasons.
    func fit(_ y: [Double]) -> (trend: [Double], seasonal: [Double], weights: [Double]) {
        var weights = [Double](repeating: 1, count: y.count)
        let state = run(y, weights: &weights)
        let seasonal = seasonalWindow == .periodic ? averaged(state.seasonal) : state.seasonal
        return (state.trend, seasonal, weights)
    }

    /// Runs the loops; `weights` leaves them with what the last round counted each value by.
    private func run(_ y: [Double], weights: inout [Double]) -> STLKernel.State {
        let smoothers = smoothers(count: y.count)
        var state = STLKernel.State(count: y.count, period: period)
        for round in 0...iterations.outer {
            if round > 0 { STL.reweigh(y, state, &weights) }
            let weightCount = round == 0 ? 0 : y.count
            for _ in 0..<iterations.inner {
                state.pass(y.span, weights.span.extracting(0..<weightCount), smoothers)
            }
        }
        return state
    }

    /// Bisquare weights of the residuals, on a scale of six median absolute ones.
    ///
    /// DIFFERENCE: the scale is at least 10⁻¹² of the largest value; the netlib code weighs rounding errors down when most
    /// values are fitted exactly.
    private static func reweigh(_ y: [Double], _ state: STLKernel.State, _ weights: inout [Double]) {
        let n = y.count
        for i in 0..<n { weights[i] = abs(y[i] - (state.trend[i] + state.seasonal[i])) }
        let sorted = weights.sorted()
        let rounding = 1e-12 * y.reduce(0) { max($0, abs($1)) }
        let scale = max(3 * (sorted[n / 2] + sorted[n - n / 2 - 1]), rounding)
        for i in 0..<n {
            let r = weights[i]
            let u = r / scale
            weights[i] = r <= 0.001 * scale ? 1 : r <= 0.999 * scale ? (1 - u * u) * (1 - u * u) : 0
        }
    }

    /// Gives every phase the mean of its values.
    private func averaged(_ seasonal: [Double]) -> [Double] {
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
        let trend = trendSpan ?? STL.odd((1.5 * Double(period) / (1 - 1.5 / Double(seasonal))).rounded(.up))
        let lowPass = lowPassSpan ?? STL.odd(Double(period))
        precondition(
            [seasonal, trend, lowPass].allSatisfy { $0 >= 3 && $0 % 2 == 1 }, "odd spans of at least 3")
        return STLKernel.Smoothers(
            period: period,
            seasonal: LoessSmoother(span: seasonal, degree: degree, jump: jumps.jump(seasonal)),
            trend: LoessSmoother(span: trend, degree: degrees.trend, jump: jumps.jump(trend)),
            lowPass: LoessSmoother(span: lowPass, degree: degrees.lowPass, jump: jumps.jump(lowPass)))
    }

    private static func odd(_ value: Double) -> Int {
        let whole = max(3, Int(value))
        return whole % 2 == 0 ? whole + 1 : whole
    }
}
