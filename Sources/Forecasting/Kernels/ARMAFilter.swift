import Foundation

/// The exact one-step errors of stationary ARMA models, eight sets of parameters at once.
///
/// The Kalman filter of Harvey's state in the form of Chandrasekhar: the covariance of the state changes by a matrix of
/// rank one a step, so a step costs the length of the state and not its square. The state is kept where it will be
/// needed: element *i* of time *t* is at place *t* + *i*, so that its shift moves nothing. Once gain and variance stand
/// still, only lags with a coefficient are touched.
///
/// - SeeAlso: Morf, Sidhu & Kailath, "Some new algorithms for recursive estimation in constant, linear, discrete-time
///   systems", *IEEE Transactions on Automatic Control* 19 (1974); Mélard, algorithm AS 197, *Applied Statistics* 33 (1984).
struct ARMAFilter {
    typealias Lanes = SIMD8<Double>

    /// How the filter starts.
    enum Start {
        /// From the stationary distribution: the exact likelihood.
        case stationary
        /// As if all before the first value had been 0.
        case zero
    }

    /// The lags of a polynomial with their coefficients.
    private struct Lags {
        let lags: [Int]
        let weights: [Lanes]

        init(_ lags: [Int], _ dense: [Lanes]) {
            self.lags = lags
            weights = lags.map { dense[$0 - 1] }
        }
    }

    /// What the covariance of the state does from one value to the next.
    private struct Gain {
        /// The variance of the next error.
        var variance = Lanes(repeating: 1)
        /// The weight of the change of the covariance; 0 once the gain stands still.
        var weight = Lanes.zero
        /// What an error says about the values after it.
        var values: [Lanes]
    }

    let shape: ARMAShape
    /// Values and regressors, differenced, one after another.
    private let series: [Double]
    private let count: Int
    private let columns: Int
    /// What the covariance may still change when the gain counts as standing still.
    private let precision: Double
    /// Predictions, column by column; after a run those past the end go on with them.
    private var state: [Lanes]
    private var change: [Lanes]
    private var gain: Gain
    /// Errors over the root of their variance, column by column.
    private(set) var errors: [Lanes]
    private var phi: [Lanes] = []
    private var theta: [Lanes] = []

    /// A filter of columns of `count` values.
    init(_ shape: ARMAShape, series: [Double], count: Int, precision: Double) {
        self.shape = shape
        self.precision = precision
        self.series = series
        self.count = count
        columns = series.count / max(1, count)
        state = [Lanes](repeating: .zero, count: columns * (count + shape.states + 1))
        change = [Lanes](repeating: .zero, count: count + shape.states + 1)
        gain = Gain(values: [Lanes](repeating: .zero, count: shape.states))
        errors = [Lanes](repeating: .zero, count: series.count)
    }

    /// Places between two columns of the state.
    private var width: Int { count + shape.states + 1 }

    /// Runs over all columns; the result is the sum of the logarithms of the errors' variances.
    mutating func run(_ parameters: [Lanes], from start: Start = .stationary) -> Lanes {
        (phi, theta) = shape.polynomials(parameters)
        for i in state.indices { state[i] = .zero }
        guard start == .stationary, shape.count > 0 else {
            steady(from: 0)
            return .zero
        }
        begin()
        return settle()
    }

    /// The stationary start.
    private mutating func begin() {
        let start = ARMAStart.covariances(shape, phi, theta)
        let r = shape.states
        gain.variance = start[0]
        gain.weight = -1 / start[0]
        for i in 0..<r {
            let next = i + 1 < r ? start[i + 1] : .zero
            change[i] = (i < phi.count ? phi[i] * start[0] : .zero) + next
            gain.values[i] = change[i] / start[0]
        }
        for i in r..<change.count { change[i] = .zero }
    }

    /// Filters until gain and variance stand still.
    private mutating func settle() -> Lanes {
        let ar = Lags(shape.arLags, phi)
        var product = Lanes(repeating: 1)
        var logs = Lanes.zero
        let interval = max(8, shape.states / 2)
        for t in 0..<count {
            correct(t, ar)
            product *= gain.variance
            if any(product .> 1e100) {
                logs += Self.logarithm(product)
                product = Lanes(repeating: 1)
            }
            Self.advance(&gain, &change, from: t, ar)
            if t % interval == interval - 1, isSettled(t + 1) {
                steady(from: t + 1)
                break
            }
        }
        return logs + Self.logarithm(product)
    }

    /// The errors of the values at `t` and what they say about those after them.
    @inline(__always) private mutating func correct(_ t: Int, _ ar: Lags) {
        let inverse = 1 / gain.variance.squareRoot()
        for column in 0..<columns {
            let place = column * count + t
            let base = column * width + t
            let predicted = state[base]
            let error = series[place] - predicted
            errors[place] = error * inverse
            Self.add(&state, at: base, ar, predicted)
            Self.add(&state, at: base + 1, gain.values, error)
        }
    }

    /// Adds `size` times the weights of lags after `base`.
    @inline(__always) private static func add(
        _ state: inout [Lanes], at base: Int, _ lags: Lags, _ size: Lanes
    ) {
        var a = state.mutableSpan
        let (places, weights) = (lags.lags.span, lags.weights.span)
        for k in 0..<places.count { a[base + places[k]].addProduct(weights[k], size) }
    }

    /// Adds `size` times `weights` from `base` on.
    @inline(__always) private static func add(
        _ state: inout [Lanes], at base: Int, _ weights: [Lanes], _ size: Lanes
    ) {
        var a = state.mutableSpan
        let g = weights.span
        for i in 0..<g.count { a[base + i].addProduct(g[i], size) }
    }

    /// Gain and variance of the next step.
    @inline(__always) private static func advance(
        _ gain: inout Gain, _ change: inout [Lanes], from t: Int, _ ar: Lags
    ) {
        let first = change[t]
        if first == .zero { return }
        let weighted = gain.weight * first
        let next = gain.variance.addingProduct(weighted, first)
        add(&change, at: t, ar, first)
        let (keep, take) = (gain.variance / next, weighted / next)
        var w = change.mutableSpan
        var g = gain.values.mutableSpan
        for i in 0..<g.count {
            let moved = w[t + 1 + i]
            let value = (g[i] * keep).addingProduct(moved, take)
            g[i] = value
            w[t + 1 + i] = moved.addingProduct(-value, first)
        }
        gain.weight += weighted * weighted / gain.variance
        gain.variance = next
    }

    /// Whether what the covariance still changes is negligible.
    private func isSettled(_ t: Int) -> Bool {
        var most = Lanes.zero
        for i in 0..<shape.states { most = pointwiseMax(most, change[t + i] * change[t + i]) }
        return all(most * -gain.weight .< precision)
    }

    /// Filters with the gain of an infinite past.
    private mutating func steady(from first: Int) {
        (gain.variance, gain.weight) = (Lanes(repeating: 1), .zero)
        let (ar, ma) = (Lags(shape.arLags, phi), Lags(shape.maLags, theta))
        for column in 0..<columns {
            for t in first..<count {
                let base = column * width + t
                let value = series[column * count + t]
                let error = value - state[base]
                errors[column * count + t] = error
                Self.add(&state, at: base, ar, Lanes(repeating: value))
                Self.add(&state, at: base, ma, error)
            }
        }
        for i in gain.values.indices {
            gain.values[i] = (i < phi.count ? phi[i] : .zero) + (i < theta.count ? theta[i] : .zero)
        }
    }

    /// The natural logarithm of each lane.
    private static func logarithm(_ values: Lanes) -> Lanes {
        var out = Lanes.zero
        for k in 0..<8 { out[k] = log(values[k]) }
        return out
    }

    /// Where the first column stands after its last value, for the first set of parameters.
    var end: ARMAEnd {
        let r = shape.states
        return ARMAEnd(
            shape, phi: phi.map { $0[0] }, theta: theta.map { $0[0] },
            expected: (0..<r).map { state[count + $0][0] }, gain: gain.values.map { $0[0] },
            change: gain.weight[0] == 0 ? [] : (0..<r).map { change[count + $0][0] },
            variance: gain.variance[0], weight: gain.weight[0])
    }
}
