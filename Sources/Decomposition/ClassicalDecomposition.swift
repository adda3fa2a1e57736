import Foundation
public import TimeSeries

/// Decomposition by moving averages: the trend is a centred mean over a season, the season the mean of each phase.
///
///     let parts = try ClassicalDecomposition(period: 12).decompose(monthly)
///     let factors = try ClassicalDecomposition(period: 12).factors(of: monthly)
///
/// DIFFERENCE: half a season at both ends has no centred mean (R and statsmodels leave it out); there the trend goes on
/// along the line through the season of trend values next to it (statsmodels' `extrapolate_trend='freq'`, whose last line
/// leaves out its newest point; ours does not). Where parts are multiplied, it is the line of its logarithm, so that the
/// trend stays above 0.
///
/// - SeeAlso: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §3.4; R `decompose`,
///   statsmodels `seasonal_decompose`.
public struct ClassicalDecomposition: Sendable, Hashable {
    /// Observations in one season.
    public let period: Int

    /// The decomposition for a season of `period` observations, at least 2.
    public init(period: Int) {
        precondition(period >= 2, "a season has at least 2 observations")
        self.period = period
    }

    /// The trend, the season and the remainder of a series, which add up to it.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if the series is shorter than two seasons.
    /// - Complexity: O(*n* · period).
    public func decompose(_ series: Series) throws(DecompositionError) -> Components {
        let middle = try centredMeans(series)
        let means = phaseMeans(series.values, middle) { $0 - $1 }
        let level = means.reduce(0, +) / Double(period)
        let seasonal = series.values.indices.map { means[$0 % period] - level }
        return Components(
            observed: series, trend: extended(middle),
            seasonal: [.init(period: period, values: seasonal)])
    }

    /// The trend, the season and the remainder of a series, whose product it is.
    ///
    /// - Returns: The trend in the unit of the series; season and remainder as factors, those of a season 1 in the mean.
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if the series is shorter than two seasons,
    ///   ``DecompositionError/notPositive(at:)``.
    /// - Complexity: O(*n* · period).
    public func factors(of series: Series) throws(DecompositionError) -> Factors {
        try series.requirePositive()
        let middle = try centredMeans(series)
        let means = phaseMeans(series.values, middle) { $0 / $1 }
        let level = means.reduce(0, +) / Double(period)
        let seasonal = series.values.indices.map { means[$0 % period] / level }
        let trend = extended(middle.map { log($0) }).enumerated().map { i, value in
            i < period / 2 || i >= series.count - period / 2 ? exp(value) : middle[i - period / 2]
        }
        return Factors(
            observed: series, trend: trend, seasonal: [.init(period: period, values: seasonal)])
    }

    private func centredMeans(_ series: Series) throws(DecompositionError) -> [Double] {
        guard series.count >= 2 * period else { throw .tooShort(needed: 2 * period, got: series.count) }
        return CentredMean.of(series.values, width: period)
    }

    /// The mean of each phase of what `detrend` makes of a value and its centred mean.
    private func phaseMeans(
        _ y: [Double], _ middle: [Double], _ detrend: (Double, Double) -> Double
    ) -> [Double] {
        let half = period / 2
        var means = [Double](repeating: 0, count: period)
        var counts = means
        for i in half..<y.count - half {
            means[i % period] += detrend(y[i], middle[i - half])
            counts[i % period] += 1
        }
        return zip(means, counts).map { $0 / $1 }
    }

    /// `middle` with half a season more at both ends, on lines through a season of values.
    private func extended(_ middle: [Double]) -> [Double] {
        let half = period / 2
        let head = line(Array(middle.prefix(period)))
        let tail = line(Array(middle.suffix(period)))
        let before = (0..<half).map { head.intercept + head.slope * Double($0 - half) }
        let width = min(period, middle.count)
        let after = (0..<half).map { tail.intercept + tail.slope * Double(width + $0) }
        return before + middle + after
    }

    /// The least squares line of values at 0, 1, 2, ….
    private func line(_ y: [Double]) -> (intercept: Double, slope: Double) {
        let centre = Double(y.count - 1) / 2
        let mean = y.reduce(0, +) / Double(y.count)
        var (up, spread) = (0.0, 0.0)
        for (i, value) in y.enumerated() {
            up += (Double(i) - centre) * (value - mean)
            spread += (Double(i) - centre) * (Double(i) - centre)
        }
        let slope = spread > 0 ? up / spread : 0
        return (mean - slope * centre, slope)
    }
}

/// Means over whole seasons, centred on a value.
enum CentredMean {
    /// One mean for each value that has half a season on both sides; an even width has half weights at its ends.
    static func of(_ y: [Double], width: Int) -> [Double] {
        let half = width / 2
        guard y.count > 2 * half else { return [] }
        let end = width % 2 == 0 ? 0.5 : 1.0
        return (half..<y.count - half).map { i in
            var sum = end * (y[i - half] + y[i + half])
            for j in i - half + 1..<max(i + half, i - half + 1) { sum += y[j] }
            return sum / Double(width)
        }
    }
}
