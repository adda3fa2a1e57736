import Foundation
import Statistics
import TimeSeries

extension ETSModel {
    /// The next `horizon` values, in the unit of the history.
    ///
    /// The mean where it has a formula: additive trend and season, or a multiplicative season under a multiplicative error.
    /// Otherwise the path of the states without errors, as in R; ``simulatedMean(horizon:paths:seed:)`` has the mean of those.
    /// A history without negative values has forecasts of at least 0.
    public func forecast(horizon: Int) -> [Double] {
        if hasProductMoments { return productMoments(horizon: horizon).means.map(back) }
        var out: [Double] = []
        out.reserveCapacity(horizon)
        ETSKernel.project(end, form: form, horizon: horizon, into: &out) { _ in 0 }
        // On logarithms the mean lies above the middle by half the variance of a step.
        let lift = isLogarithmic ? min(0.2, errorDeviation * errorDeviation / 2) : 0
        return out.map { back($0 + lift) }
    }

    func back(_ value: Double) -> Double {
        let y = isLogarithmic ? exp(value) : value
        // A path that has left the numbers stands at the ceiling.
        let bounded = y.isNaN ? ceiling : min(y, ceiling)
        return isNonNegative ? max(0, bounded) : bounded
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let pool = ResidualPool(errors, period: period, freedom: freedom)
        var generator = SplitMix64(seed: seed)
        var start = 0
        return paths(horizon: horizon, count: count) { step in
            if step % pool.block == 0 { start = pool.start(generator.uniform()) }
            return pool.errors[start + step % pool.block]
        }
    }

    /// Possible futures under independent normal errors of ``variance``, which is what the likelihood assumes.
    public func normalPaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let deviation = variance.squareRoot()
        var noise = GaussianNoise(seed: seed)
        return paths(horizon: horizon, count: count) { _ in deviation * noise.next() }
    }

    private func paths(horizon: Int, count: Int, error: (Int) -> Double) -> SamplePaths {
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        // A cost is not more than used up: shares stay above −1.
        let least = form.error == .multiplicative ? -0.99 : -Double.infinity
        for _ in 0..<count {
            ETSKernel.project(end, form: form, horizon: horizon, into: &values) { max(least, error($0)) }
        }
        for i in values.indices { values[i] = back(values[i]) }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }

    /// The means of normal sample paths, for the forms whose mean has no formula.
    ///
    /// - Precondition: At least one path.
    public func simulatedMean(horizon: Int, paths: Int = 2_000, seed: UInt64 = 1) -> [Double] {
        precondition(paths > 0, "at least one path")
        let futures = normalPaths(horizon: horizon, count: paths, seed: seed).values
        var mean = [Double](repeating: 0, count: horizon)
        for i in futures.indices { mean[i % max(1, horizon)] += futures[i] / Double(paths) }
        return mean
    }

    /// Means and central ranges under normal errors, as R's `forecast` gives them.
    ///
    ///     let month = model.normalForecast(horizon: 30, coverages: [0.8, 0.95])
    ///
    /// By ``variances(horizon:)`` where they have a formula, without sampling; else from normal sample paths.
    ///
    /// - Precondition: Coverages in 0 ..< 1, `paths` at least 1.
    public func normalForecast(
        horizon: Int, coverages: [Double], paths: Int = 1_000, seed: UInt64 = 1
    ) -> Forecast {
        precondition(
            coverages.allSatisfy { (0..<1).contains($0) }, "coverage as a share below 1: 0.8, not 80")
        guard let variances = variances(horizon: horizon) else {
            return Forecast(
                mean: forecast(horizon: horizon),
                paths: normalPaths(horizon: horizon, count: paths, seed: seed),
                coverages: coverages)
        }
        var middle: [Double] = []
        if isLogarithmic {
            ETSKernel.project(end, form: form, horizon: horizon, into: &middle) { _ in 0 }
        }
        let mean = forecast(horizon: horizon)
        let centre = isLogarithmic ? middle : mean
        let deviations = variances.map { $0.squareRoot() }
        let ranges = coverages.map { coverage in
            let z = Normal.quantile((1 + coverage) / 2)
            return Forecast.Interval(
                coverage: coverage, lower: centre.indices.map { back(centre[$0] - z * deviations[$0]) },
                upper: centre.indices.map { back(centre[$0] + z * deviations[$0]) })
        }
        return Forecast(mean: mean, intervals: ranges)
    }
}
