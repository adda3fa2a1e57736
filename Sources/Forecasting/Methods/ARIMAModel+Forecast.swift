import Statistics
import TimeSeries

extension ARIMAModel {
    /// The means of the next `horizon` values; at least 0 for a history without negative values.
    public func forecast(horizon: Int) -> [Double] { means(horizon: horizon).map(bounded) }

    private func bounded(_ value: Double) -> Double { isNonNegative ? max(0, value) : value }

    private func means(horizon: Int) -> [Double] {
        let undo = Differencing(order).coefficients
        var out = end.forecast(horizon: horizon)
        for t in out.indices {
            for (lag, value) in undo {
                out[t] += value * (lag <= t ? out[t - lag] : tail[tail.count + t - lag])
            }
        }
        let range = history.count..<(history.count + horizon)
        let explained = Self.regression(coefficients, order, regressors, history, range)
        return zip(out, explained).map { $0 + $1 }
    }

    /// The variances of the errors of the next `horizon` values, the coefficients taken as known, as in R.
    ///
    /// - Complexity: O(`horizon` · lags) where the gain of the filter stands still, else O(`horizon`² · lags).
    public func variances(horizon: Int) -> [Double] {
        end.variances(horizon: horizon, undoing: Differencing(order)).map { $0 * variance }
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let pool = ResidualPool(errors, period: order.period, freedom: freedom)
        let mean = means(horizon: horizon)
        let lags = deviationLags()
        let moving = end.maLags.map { ($0, end.theta[$0 - 1]) }
        var past = [ARMAShape.Lanes](repeating: .zero, count: horizon)
        return pool.paths(horizon: horizon, count: count, seed: seed) { rows in
            for t in rows.indices {
                past[t] = rows[t]
                var value = rows[t]
                for (lag, weight) in moving where lag <= t { value += weight * past[t - lag] }
                for (lag, weight) in lags where lag <= t { value += weight * rows[t - lag] }
                rows[t] = value
            }
            for t in rows.indices {
                rows[t] += mean[t]
                if isNonNegative { rows[t] = pointwiseMax(rows[t], .zero) }
            }
        }
    }

    /// Lags of the autoregression and the differences in one polynomial, and their weights.
    private func deviationLags() -> [(lag: Int, weight: Double)] {
        var polynomial = [1.0] + end.phi.map { -$0 }
        let undo = [(lag: 0, value: -1.0)] + Differencing(order).coefficients
        let factor = polynomial
        polynomial = [Double](repeating: 0, count: factor.count + order.lost)
        for (lag, value) in undo {
            for (i, weight) in factor.enumerated() { polynomial[i + lag] -= value * weight }
        }
        return polynomial.indices.dropFirst().compactMap {
            polynomial[$0] == 0 ? nil : (lag: $0, weight: -polynomial[$0])
        }
    }

    /// Means and central ranges under normal errors, as R's `forecast` gives them.
    ///
    ///     let year = model.normalForecast(horizon: 12, coverages: [0.8, 0.95])
    ///
    /// - Precondition: Coverages in 0 ..< 1.
    public func normalForecast(horizon: Int, coverages: [Double]) -> Forecast {
        precondition(
            coverages.allSatisfy { (0..<1).contains($0) }, "coverage as a share below 1: 0.8, not 80")
        let mean = means(horizon: horizon)
        let deviations = variances(horizon: horizon).map { $0.squareRoot() }
        let ranges = coverages.map { coverage in
            let z = Normal.quantile((1 + coverage) / 2)
            return Forecast.Interval(
                coverage: coverage, lower: mean.indices.map { bounded(mean[$0] - z * deviations[$0]) },
                upper: mean.indices.map { bounded(mean[$0] + z * deviations[$0]) })
        }
        return Forecast(mean: mean.map(bounded), intervals: ranges)
    }
}
