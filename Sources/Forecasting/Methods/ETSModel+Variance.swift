/// Exact variances of the forecasts under normal errors.
///
/// - SeeAlso: Hyndman, Koehler, Ord & Snyder, *Forecasting with Exponential Smoothing*, 2008, chapter 6, classes 1 to 3.
extension ETSModel {
    /// Variances of the next `horizon` values, on the transformed scale; `nil` where only simulation gives them.
    ///
    /// They exist for additive trends and seasons, and for a multiplicative season under a multiplicative error.
    ///
    /// - Complexity: O(*h*) with an additive error, O(*h*²) with a multiplicative one, O(*h* · *m*²) with a multiplicative
    ///   season of *m*.
    /// - SeeAlso: R `forecast` 8.20, `class1`, `class2`, `class3`. DIFFERENCE: R lets a season without a trend return one
    ///   step early in classes 1 and 2, and does not damp the first step of a trend in class 3.
    public func variances(horizon: Int) -> [Double]? {
        if hasProductMoments { return productMoments(horizon: horizon).variances }
        guard !form.hasMultiplicativeTrend, form.season != .multiplicative else { return nil }
        let weights = errorWeights(horizon: horizon)
        guard form.error == .multiplicative else {
            var sum = 1.0
            return weights.map { weight in
                defer { sum += weight * weight }
                return variance * sum
            }
        }
        var means: [Double] = []
        ETSKernel.project(end, form: form, horizon: horizon, into: &means) { _ in 0 }
        // Second moments of the one-step forecasts.
        var moments: [Double] = []
        return (0..<horizon).map { h in
            var spread = 0.0
            for j in 0..<h { spread += weights[j] * weights[j] * moments[h - 1 - j] }
            moments.append(means[h] * means[h] + variance * spread)
            return variance * (spread + moments[h])
        }
    }

    /// What an error now adds to the values 1, 2, … steps later.
    private func errorWeights(horizon: Int) -> [Double] {
        var (trend, power) = (0.0, 1.0)
        return (0..<horizon).map { step in
            power *= end.phi
            trend += power
            let season = (step + 1) % period == 0 && period > 1 ? end.gamma : 0
            return end.alpha + end.beta * trend + season
        }
    }

    /// Whether mean and variance are those of products of a level and a season.
    var hasProductMoments: Bool {
        form.season == .multiplicative && form.error == .multiplicative && !form.hasMultiplicativeTrend
    }

    /// Exact moments of (level, trend) × season, phase by phase.
    ///
    /// A step turns the product of each phase by F + εG, that of the current phase by (1 + γε)(F + εG).
    func productMoments(horizon: Int) -> (means: [Double], variances: [Double]) {
        var product = ProductMoments(end, variance: variance)
        var (means, variances): ([Double], [Double]) = ([], [])
        for step in 0..<horizon {
            let (mean, spread) = product.next(phase: step % period)
            means.append(mean)
            variances.append((1 + variance) * spread + variance * mean * mean)
        }
        return (means, variances)
    }
}

/// A pair of numbers under the step of a level and its damped trend, and such steps as 2 × 2 matrices.
private struct Step {
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)

    func times(_ o: Step) -> Step {
        Step(a: a * o.a + b * o.c, b: a * o.b + b * o.d, c: c * o.a + d * o.c, d: c * o.b + d * o.d)
    }
    var transposed: Step { Step(a: a, b: c, c: b, d: d) }
    func plus(_ o: Step, times k: Double = 1) -> Step {
        Step(a: a + k * o.a, b: b + k * o.b, c: c + k * o.c, d: d + k * o.d)
    }
    /// This · middle · otherᵀ.
    func around(_ middle: Step, _ other: Step) -> Step { times(middle).times(other.transposed) }
}

/// Means and covariances of level × season and trend × season, for all phases.
private struct ProductMoments {
    private let variance, phi: Double
    /// A step without error; what the error adds; the same for the phase whose season moves, and its error squared.
    private let still, push, ownPush, ownSquare: Step
    private let period: Int
    private var means: [SIMD2<Double>]
    private var covariances: [Step]

    init(_ end: ETSParameters, variance: Double) {
        self.variance = variance
        phi = end.phi
        period = end.season.count
        still = Step(a: 1, b: phi, c: 0, d: phi)
        push = Step(a: end.alpha, b: end.alpha * phi, c: end.beta, d: end.beta * phi)
        ownPush = push.plus(still, times: end.gamma)
        ownSquare = Step().plus(push, times: end.gamma)
        means = end.season.map { SIMD2(end.level, end.trend) * $0 }
        covariances = Array(repeating: Step(), count: period * period)
    }

    /// The mean of the one-step forecast and its variance; goes on by a step in which `phase` is current.
    mutating func next(phase: Int) -> (Double, Double) {
        let mean = means[phase][0] + phi * means[phase][1]
        let own = covariances[phase * period + phase]
        let spread = own.a + phi * (own.b + own.c) + phi * phi * own.d
        for j in 0..<period {
            for k in 0...j {
                let moved = moved(j, k, isCurrent: (j == phase, k == phase))
                covariances[j * period + k] = moved
                covariances[k * period + j] = moved.transposed
            }
        }
        for j in 0..<period {
            let drift = j == phase ? still.plus(ownSquare, times: variance) : still
            let (l, b) = (means[j][0], means[j][1])
            means[j] = SIMD2(drift.a * l + drift.b * b, drift.c * l + drift.d * b)
        }
        return (mean, spread)
    }

    private func moved(_ j: Int, _ k: Int, isCurrent: (Bool, Bool)) -> Step {
        let covariance = covariances[j * period + k]
        let (x, y) = (means[j], means[k])
        let square = Step(a: x[0] * y[0], b: x[0] * y[1], c: x[1] * y[0], d: x[1] * y[1])
        let (left, right) = (isCurrent.0 ? ownPush : push, isCurrent.1 ? ownPush : push)
        var out = still.around(covariance, still)
            .plus(left.around(covariance.plus(square), right), times: variance)
        if isCurrent.0 { out = out.plus(ownSquare.around(covariance, still), times: variance) }
        if isCurrent.1 { out = out.plus(still.around(covariance, ownSquare), times: variance) }
        if isCurrent.0, isCurrent.1 {
            let fourth = Step().plus(covariance, times: 3).plus(square, times: 2)
            out = out.plus(ownSquare.around(fourth, ownSquare), times: variance * variance)
        }
        return out
    }
}
