import Decomposition
import Statistics
import TimeSeries

/// How often differences of a series should be taken.
///
/// - SeeAlso: Kwiatkowski, Phillips, Schmidt & Shin, *Journal of Econometrics* 54 (1992); Wang, Smith & Hyndman (2006) for the
///   strength of a season. Program: R `forecast` 8.20, `ndiffs` and `nsdiffs`.
enum DifferenceTests {
    /// Whether all values are one, but for rounding.
    static func isConstant(_ values: [Double]) -> Bool {
        guard let first = values.first else { return true }
        let (distance, size) = values.reduce((0.0, 0.0)) { ($0.0 + abs($1 - first), $0.1 + abs($1)) }
        return distance <= 1.5e-8 * size
    }

    /// Differences until the KPSS test no longer rejects a stationary level at 5 %, at most two.
    static func regular(_ values: [Double]) -> Int {
        var (x, count) = (values, 0)
        while count < 2, !isConstant(x), kpss(x) > 0.463 {
            x = Differencing.difference(x, lag: 1)
            count += 1
        }
        return count
    }

    /// The KPSS statistic for a level, with Bartlett's weights over 3 √*n* ∕ 13 lags.
    static func kpss(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        let e = values.map { $0 - mean }
        var (sum, partialSquares) = (0.0, 0.0)
        for value in e {
            sum += value
            partialSquares += sum * sum
        }
        let lags = Int(3 * Double(values.count).squareRoot() / 13)
        var variance = e.reduce(0) { $0 + $1 * $1 }
        for lag in 1..<(lags + 1) {
            var product = 0.0
            for i in lag..<e.count { product += e[i] * e[i - lag] }
            variance += 2 * (1 - Double(lag) / Double(lags + 1)) * product
        }
        return partialSquares / (Double(values.count) * variance)
    }

    /// Whether a season is strong enough for seasonal differences: above 0.64.
    static func isStronglySeasonal(_ history: Series, period: Int) -> Bool {
        guard period > 1, history.count > 2 * period, !isConstant(history.values) else { return false }
        var stl = STL(period: period)
        stl.degrees = STL.Degrees(seasonal: 0)
        guard let parts = try? stl.decompose(history) else { return false }
        return parts.seasonalStrength() > 0.64
    }
}
