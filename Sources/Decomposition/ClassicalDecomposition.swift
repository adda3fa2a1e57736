public import TimeSeries

/// Decomposition by moving averages: the trend is a centred mean over a season, the season the mean of each phase.
///
/// DIFFERENCE: half a season at both ends has no centred mean; there the trend goes on along the line through the season
/// of trend values next to it (statsmodels' `extrapolate_trend='freq'`, whose last line leaves out its newest point; ours
/// does not).
///
/// - SeeAlso: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §3.4.
public struct ClassicalDecomposition: Sendable, Hashable {
    /// Observations in one season.
    public let period: Int

    /// The decomposition for a season of `period` observations, at least 2.
    public init(period: Int) {
        precondition(period >= 2, "a season has at least 2 observations")
        self.period = period
    }

    /// The trend, the season and the remainder of a series.
    ///
    /// - Throws: ``DecompositionError/tooShort(needed:got:)`` if the series is shorter than two seasons.
    /// - Complexity: O(*n*).
    public func decompose(_ series: Series) throws(DecompositionError) -> Components {
        let (y, n) = (series.values, series.count)
        guard n >= 2 * period else { throw .tooShort(needed: 2 * period, got: n) }
        let half = period / 2
        let middle = CentredMean.of(y, width: period)
        var means = [Double](repeating: 0, count: period)
        var counts = means
        for i in half..<n - half {
            means[i % period] += y[i] - middle[i - half]
            counts[i % period] += 1
        }
        for k in 0..<period { means[k] /= counts[k] }
        let level = means.reduce(0, +) / Double(period)
        let seasonal = (0..<n).map { means[$0 % period] - level }
        return Components(
            observed: series, trend: ClassicalDecomposition.extended(middle, by: half, period: period),
            seasonal: [.init(period: period, values: seasonal)])
    }

    /// `middle` with `half` values more at both ends, on lines through `period` values.
    private static func extended(_ middle: [Double], by half: Int, period: Int) -> [Double] {
        let head = line(Array(middle.prefix(period)))
        let tail = line(Array(middle.suffix(period)))
        let before = (0..<half).map { head.intercept + head.slope * Double($0 - half) }
        let width = min(period, middle.count)
        let after = (0..<half).map { tail.intercept + tail.slope * Double(width + $0) }
        return before + middle + after
    }

    /// The least squares line of values at 0, 1, 2, ….
    private static func line(_ y: [Double]) -> (intercept: Double, slope: Double) {
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
