import Foundation
import Statistics
import TimeSeries

/// A fitted ``SeasonalAutoregression``.
public struct SeasonalAutoregressionModel: ForecastModel {
    /// How many steps before a value those lie that it is explained by, ascending.
    public var lags: [Int] { regression.lags }
    /// What each of them counts; of logarithms where ``isRatio``.
    public var coefficients: [Double] { regression.coefficients }
    /// Whether the regression is one of logarithms.
    public let isRatio: Bool
    /// One-step errors on the regression's scale, from the first value that has all lags on.
    public let errors: [Double]
    private let regression: LagRegression
    /// The last values on a scale of mean 0 and spread 1, as many as the longest lag, outliers among the last drawn in.
    private let recent: [Double]
    private let scale: Scale
    /// Forecasts stay within half a range of the history, and at 0 or above where that does.
    private let bounds: (low: Double, high: Double)

    /// Where 0 lies and how long 1 is, in values or in their logarithms.
    private struct Scale {
        let middle, spread: Double

        init(_ x: [Double]) {
            let mean = x.reduce(0, +) / Double(x.count)
            middle = mean
            let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
            let size = x.reduce(0) { max($0, abs($1)) }
            // A spread of the size of rounding is none.
            spread = variance > 1e-20 * size * size ? variance.squareRoot() : 0
        }
    }

    /// - Parameters:
    ///   - history: At least one value.
    ///   - lags: Steps back; those beyond half of the history are left out.
    ///   - anchors: Of these lags the one whose value comes again most nearly is what coefficients are drawn to; none of them
    ///     for the mean.
    ///   - memory: Values that are looked at, from the last one back.
    ///   - guarded: Last values of which an outlier counts in part only.
    init(_ history: [Double], lags: [Int], anchors: [Int], memory: Int, guarded: Int) {
        let values = Array(history.suffix(memory))
        isRatio = ETSModel.canTakeLogarithm(values)
        let x = isRatio ? values.map { log($0) } : values
        let scale = Scale(x)
        self.scale = scale
        let z = x.map { scale.spread > 0 ? ($0 - scale.middle) / scale.spread : 0 }
        let usable = lags.filter { 2 * $0 <= z.count }
        let (low, high) = (z.min() ?? 0, z.max() ?? 0)
        let zero =
            isRatio || scale.spread == 0 || values.contains { $0 < 0 }
            ? -.infinity : -scale.middle / scale.spread
        bounds = (max(zero, low - (high - low) / 2), high + (high - low) / 2)
        let reach = usable.last ?? 0
        let regression = LagRegression(z, lags: usable, anchors: anchors)
        self.regression = regression
        let misses = (reach..<z.count).map { z[$0] - regression.fitted(z, at: $0) }
        errors = misses.map { $0 * scale.spread }
        let bound = 12 * 1.4826 * misses.map(abs).median()
        recent = Array(regression.tamed(z, last: guarded, within: bound).suffix(reach))
    }

    public func forecast(horizon: Int) -> [Double] {
        var rows = [SIMD8<Double>](repeating: .zero, count: horizon)
        project(&rows)
        return rows.map { $0[0] }
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let freedom = min(lags.count + 1, errors.count / 2)
        let pool = ResidualPool(errors, period: 1, freedom: freedom)
        return pool.paths(horizon: horizon, count: count, seed: seed) { project(&$0) }
    }

    /// Turns errors that are still to come into values, eight paths at once.
    private func project(_ rows: inout [SIMD8<Double>]) {
        guard scale.spread > 0 else {
            let value = isRatio ? exp(scale.middle) : scale.middle
            for step in rows.indices { rows[step] = SIMD8(repeating: value) }
            return
        }
        let known = recent.count
        let (lags, coefficients) = (regression.lags, regression.coefficients)
        var z = recent.map { SIMD8<Double>(repeating: $0) }
        z.reserveCapacity(known + rows.count)
        let (low, high) = (SIMD8(repeating: bounds.low), SIMD8(repeating: bounds.high))
        for step in rows.indices {
            var value = rows[step] / scale.spread + regression.constant
            for (k, lag) in lags.enumerated() { value += coefficients[k] * z[known + step - lag] }
            z.append(value.clamped(lowerBound: low, upperBound: high))
            let x = z[known + step] * scale.spread + scale.middle
            rows[step] = isRatio ? SIMD8(Self.exponentials(x)) : x
        }
    }

    private static func exponentials(_ x: SIMD8<Double>) -> [Double] { (0..<8).map { exp(x[$0]) } }
}
