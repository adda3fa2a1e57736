internal import Foundation
internal import Statistics

/// What leaves do without an incident: a bias that all share, and how far each usually is from its expectation.
struct LeafNoise: Sendable {
    /// Share by which all leaves are off: median of (real − predict) ÷ size.
    let bias: Double
    /// `real` − `predict` − `bias` · `predict`, one a leaf.
    let residuals: [Double]
    /// Usual size of each residual, above 0.
    let sigma: [Double]
    /// Degrees of freedom of Student's t that fits the scaled residuals, 3…12.
    let degreesOfFreedom: Double

    /// The noise of a table whose leaves are mostly normal.
    init(real: [Double], predict: [Double], sigma known: [Double]?) {
        let sizes = zip(real, predict).map { (abs($0) + abs($1)) / 2 }
        var ratios: [Double] = []
        for i in real.indices where sizes[i] > 0 { ratios.append((real[i] - predict[i]) / sizes[i]) }
        let bias = ratios.isEmpty ? 0 : ratios.median()
        let residuals = real.indices.map { real[$0] - predict[$0] - bias * predict[$0] }
        self.bias = bias
        self.residuals = residuals
        let mean = sizes.isEmpty ? 0 : sizes.reduce(0, +) / Double(sizes.count)
        let fitted =
            known
            ?? LeafNoise.binnedSigma(
                residuals: residuals,
                sizes: predict.indices.map {
                    predict[$0] > 0 ? predict[$0] : abs(real[$0])
                })
        sigma = sizes.indices.map { max(fitted[$0], 1e-6 * max(sizes[$0], mean), 1e-300) }
        degreesOfFreedom = LeafNoise.fittedDegreesOfFreedom(
            zip(residuals, sigma).map { abs($0 / $1) }.filter { $0.isFinite })
    }

    /// σ as a function of size: the logarithm of the robust scale of size bins, a parabola in the logarithm of size.
    ///
    /// One relative σ for all is wrong for money: small leaves are noisier.
    private static func binnedSigma(residuals: [Double], sizes: [Double]) -> [Double] {
        let order = sizes.indices.filter { sizes[$0] > 0 }.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
        guard !order.isEmpty else { return residuals.map { _ in 0 } }
        let binCount = max(1, min(order.count / 12, max(8, order.count / 100)))
        var x: [Double] = []
        var y: [Double] = []
        for bin in 0..<binCount {
            let members = order[bin * order.count / binCount..<(bin + 1) * order.count / binCount]
            let scale = 1.4826 * members.map { abs(residuals[$0]) }.median()
            guard scale > 0 else { continue }
            x.append(log(members.map { sizes[$0] }.median()))
            y.append(log(scale))
        }
        guard let first = x.first, let last = x.last else { return residuals.map { _ in 0 } }
        let curve = Parabola(x: x, y: y)
        return sizes.map { size in
            let x = size > 0 ? log(size) : first
            // Beyond the largest bin the relative scale stays; below the smallest the absolute one.
            return exp(curve.value(at: min(max(x, first), last)) + max(0, x - last))
        }
    }

    /// ν of the t distribution that makes the scaled residuals likeliest, its scale matched to their median.
    private static func fittedDegreesOfFreedom(_ scaled: [Double]) -> Double {
        guard scaled.count >= 30 else { return 5 }
        let center = scaled.median()
        guard center > 0 else { return 3 }
        var best = (nu: 5.0, likelihood: -Double.infinity)
        for nu in [3.0, 4, 5, 6, 8, 10, 12] {
            let scale = center / StudentT.quantile(0.75, degreesOfFreedom: nu)
            let constant = lgamma((nu + 1) / 2) - lgamma(nu / 2) - 0.5 * log(nu) - log(scale)
            var likelihood = Double(scaled.count) * constant
            for value in scaled {
                let z = value / scale
                likelihood -= (nu + 1) / 2 * log(1 + z * z / nu)
            }
            if likelihood > best.likelihood { best = (nu, likelihood) }
        }
        return best.nu
    }
}

/// A parabola through points by least squares; a line or a constant where there are too few points.
private struct Parabola {
    private var center = 0.0
    private var coefficients = [0.0, 0.0, 0.0]

    init(x: [Double], y: [Double]) {
        let n = Double(x.count)
        center = x.reduce(0, +) / n
        let u = x.map { $0 - center }
        let order = x.count >= 6 ? 3 : x.count >= 3 ? 2 : 1
        var rows = (0..<order).map { i in
            (0..<order).map { j in u.reduce(0) { $0 + pow($1, Double(i + j)) } }
                + [zip(u, y).reduce(0) { $0 + pow($1.0, Double(i)) * $1.1 }]
        }
        // Elimination without pivoting: the moment matrix is positive definite when sizes differ.
        for i in 0..<order {
            guard abs(rows[i][i]) > 1e-12 else {
                coefficients = [y.reduce(0, +) / n, 0, 0]
                return
            }
            for j in 0..<order where j != i {
                let factor = rows[j][i] / rows[i][i]
                for k in i...order { rows[j][k] -= factor * rows[i][k] }
            }
        }
        for i in 0..<order { coefficients[i] = rows[i][order] / rows[i][i] }
    }

    func value(at x: Double) -> Double {
        let u = x - center
        return coefficients[0] + u * (coefficients[1] + u * coefficients[2])
    }
}
