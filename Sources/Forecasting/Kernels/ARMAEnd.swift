/// Where a filter stands after the last value: what it expects, and how its gain goes on.
struct ARMAEnd: Sendable, Hashable {
    /// Expected values as far as the state tells; autoregression goes on from there.
    let expected: [Double]
    /// Coefficients by lag.
    let phi: [Double]
    let theta: [Double]
    let arLags: [Int]
    let maLags: [Int]
    private let gain: [Double]
    private let change: [Double]
    private let variance: Double
    private let weight: Double

    /// What a filter knows: expected values, one an element of the state, and the vector by which the covariance still changes
    /// with its weight; none once the gain stands still.
    init(
        _ shape: ARMAShape, phi: [Double], theta: [Double], expected: [Double], gain: [Double],
        change: [Double], variance: Double, weight: Double
    ) {
        (arLags, maLags) = (shape.arLags, shape.maLags)
        (self.phi, self.theta, self.expected, self.gain) = (phi, theta, expected, gain)
        (self.change, self.variance, self.weight) = (change, variance, weight)
    }

    /// The means of the next `horizon` values.
    func forecast(horizon: Int) -> [Double] {
        var out = [Double](repeating: 0, count: horizon)
        for t in 0..<horizon {
            out[t] += t < expected.count ? expected[t] : 0
            for lag in arLags where t + lag < horizon { out[t + lag] += phi[lag - 1] * out[t] }
        }
        return out
    }

    /// The variances of the errors of the next `horizon` values after `differencing` is undone, innovations having variance 1.
    ///
    /// Value *h* is wrong by what each step to come adds: Σ over the steps *s* up to *h* of its weight *d*² times the variance
    /// of its innovation, which are those of the filter at that step.
    func variances(horizon: Int, undoing differencing: Differencing) -> [Double] {
        let undo = differencing.coefficients
        var out = [Double](repeating: 0, count: horizon)
        var (gain, change, variance, weight) = (self.gain, self.change, self.variance, self.weight)
        var weights = responses(gain, undo, count: horizon)
        for s in 0..<horizon {
            for j in 0..<(horizon - s) { out[s + j] += weights[j] * weights[j] * variance }
            guard let first = change.first, first != 0 || change.contains(where: { $0 != 0 }) else {
                continue
            }
            advance(&gain, &change, &variance, &weight)
            weights = responses(gain, undo, count: horizon - s - 1)
        }
        return out
    }

    /// What an innovation of 1 adds to its value and those after it.
    private func responses(_ gain: [Double], _ undo: [(lag: Int, value: Double)], count: Int) -> [Double] {
        guard count > 0 else { return [] }
        var stationary = [Double](repeating: 0, count: count)
        var out = stationary
        for j in 0..<count {
            if j > 0, j <= gain.count { stationary[j] += gain[j - 1] }
            for lag in arLags where lag < j { stationary[j] += phi[lag - 1] * stationary[j - lag] }
            out[j] = j == 0 ? 1 : stationary[j]
            for (lag, value) in undo where lag <= j { out[j] += value * out[j - lag] }
        }
        return out
    }

    private func advance(
        _ gain: inout [Double], _ change: inout [Double], _ variance: inout Double, _ weight: inout Double
    ) {
        let first = change.removeFirst()
        change.append(0)
        guard first != 0 else { return }
        let weighted = weight * first
        let next = variance + weighted * first
        for lag in arLags { change[lag - 1] += phi[lag - 1] * first }
        for i in gain.indices {
            gain[i] = (gain[i] * variance + change[i] * weighted) / next
            change[i] -= gain[i] * first
        }
        weight += weighted * weighted / variance
        variance = next
    }
}
