import Foundation

/// Fits an additive exponential smoothing model by least squares of the one-step errors, which is maximum likelihood.
///
/// Levenberg–Marquardt; the derivatives of the errors are carried through the recursion, so that a pass is O(n).
/// A long function: the recursion, its derivatives and the normal equations belong in one loop.
struct ETSFit {
    typealias Lane = SIMD8<Double>

    let shape: ETSShape
    private let y: [Double]
    private let parameters: Int
    private let lanes: Int
    /// Positions of the parameters; −1 where the shape has none.
    private let trendAt: Int
    private let phiAt: Int
    private let gammaAt: Int
    private let levelAt: Int
    private let slopeAt: Int
    private let seasonAt: Int
    private let fixedSeason: [Double]
    private var hessian: [Lane]
    private var gradient: [Lane]

    /// The fitted model at the start of the history, and its sum of squared errors.
    struct Solution {
        var start: ETSParameters
        var squares: Double
        var passes: Int
    }

    init(_ y: [Double], shape: ETSShape) {
        self.y = y
        self.shape = shape
        var count = 1
        func next(_ wanted: Bool, _ width: Int = 1) -> Int {
            guard wanted else { return -1 }
            defer { count += width }
            return count
        }
        trendAt = next(shape.hasTrend)
        phiAt = next(shape.hasTrend)
        gammaAt = next(shape.period > 1)
        levelAt = next(true)
        slopeAt = next(shape.hasTrend)
        seasonAt = next(shape.fitsSeason, shape.period - 1)
        parameters = count
        lanes = (count + 7) / 8
        fixedSeason = shape.period > 1 ? Self.firstSeason(y, period: shape.period) : []
        hessian = Array(repeating: .zero, count: count * lanes)
        gradient = Array(repeating: .zero, count: lanes)
    }

    /// Means of the first seasons, less their own mean.
    private static func firstSeason(_ y: [Double], period: Int) -> [Double] {
        let seasons = max(1, min(4, y.count / period))
        var season = [Double](repeating: 0, count: period)
        for i in 0..<min(y.count, seasons * period) { season[i % period] += y[i] / Double(seasons) }
        let mean = season.reduce(0, +) / Double(period)
        return season.map { $0 - mean }
    }

    private func startVector(alpha: Double) -> [Double] {
        var u = [Double](repeating: 0, count: parameters)
        u[0] = alpha
        if trendAt >= 0 {
            u[trendAt] = 0.05
            u[phiAt] = 0.95
        }
        if gammaAt >= 0 { u[gammaAt] = 0.1 }
        let head = y.prefix(max(2 * shape.period, 8))
        u[levelAt] = head.reduce(0, +) / Double(head.count)
        if seasonAt >= 0 {
            for k in 0..<(shape.period - 1) { u[seasonAt + k] = fixedSeason[k] }
        }
        return u
    }

    /// The model that a parameter vector stands for: β and γ are kept as shares of α and 1 − α.
    private func state(_ u: [Double]) -> ETSParameters {
        var state = ETSParameters(alpha: u[0], level: u[levelAt])
        if trendAt >= 0 {
            state.beta = u[0] * u[trendAt]
            state.phi = u[phiAt]
            state.trend = u[slopeAt]
        }
        if gammaAt >= 0 {
            state.gamma = (1 - u[0]) * u[gammaAt]
            if seasonAt >= 0 {
                let free = Array(u[seasonAt..<(seasonAt + shape.period - 1)])
                state.season = free + [-free.reduce(0, +)]
            } else {
                state.season = fixedSeason
            }
        }
        return state
    }

    /// Bounds of a smoothing parameter.
    private func bounds(_ p: Int) -> (low: Double, high: Double) { p == phiAt ? (0.8, 0.98) : (1e-4, 0.9999) }

    private func squares(_ u: [Double]) -> Double {
        var state = state(u)
        let errors = ETSKernel.filter(y, &state)
        var sum = 0.0
        for e in errors { sum += e * e }
        return sum.isFinite ? sum : .infinity
    }

    /// The best fit from one start.
    mutating func solve(alpha start: Double = 0.25, passes limit: Int = 20) -> Solution {
        var u = startVector(alpha: start)
        var best = squares(u)
        var damping = 1e-3
        var passes = 0
        while passes < limit, best > 0 {
            passes += 1
            linearise(u)
            var gain = 0.0
            for _ in 0..<6 {
                if let step = step(u, damping: damping) {
                    let tried = moved(u, by: step)
                    let value = squares(tried)
                    if value < best {
                        gain = (best - value) / best
                        u = tried
                        best = value
                        damping = max(1e-9, damping / 10)
                        break
                    }
                }
                damping *= 10
            }
            if gain < 1e-8 { break }
        }
        return Solution(start: state(u), squares: best, passes: passes)
    }

    private func moved(_ u: [Double], by step: [Double]) -> [Double] {
        var tried = u
        for i in 0..<parameters {
            tried[i] += step[i]
            if i < levelAt {
                let (low, high) = bounds(i)
                tried[i] = tried[i].clamped(max(low, u[i] - 0.35), min(high, u[i] + 0.35))
            }
        }
        return tried
    }

    /// Derivatives of the smoothing parameters (rows α, β, γ, φ) by the free ones.
    private func smoothingDerivatives(_ u: [Double]) -> (
        alpha: [Lane], beta: [Lane], gamma: [Lane], phi: [Lane]
    ) {
        var alpha = [Lane](repeating: .zero, count: lanes)
        var (beta, gamma, phi) = (alpha, alpha, alpha)
        alpha[0][0] = 1
        if trendAt >= 0 {
            beta[0][0] = u[trendAt]
            beta[0][trendAt] = u[0]
            phi[0][phiAt] = 1
        }
        if gammaAt >= 0 {
            gamma[0][0] = -u[gammaAt]
            gamma[0][gammaAt] = 1 - u[0]
        }
        return (alpha, beta, gamma, phi)
    }

    /// JᵀJ and Jᵀe at `u`.
    private mutating func linearise(_ u: [Double]) {
        let state = state(u)
        let d = smoothingDerivatives(u)
        let w = lanes
        let period = max(1, shape.period)
        var level = [Lane](repeating: .zero, count: w)
        var slope = level
        var error = level
        var season = [Lane](repeating: .zero, count: period * w)
        level[levelAt / 8][levelAt % 8] = 1
        if slopeAt >= 0 { slope[slopeAt / 8][slopeAt % 8] = 1 }
        if seasonAt >= 0 {
            for k in 0..<(period - 1) {
                let p = seasonAt + k
                season[k * w + p / 8][p % 8] = 1
                season[(period - 1) * w + p / 8][p % 8] = -1
            }
        }
        var values = state.season.isEmpty ? [0] : state.season
        var (l, b) = (state.level, state.trend)
        let (alpha, beta, gamma, phi) = (state.alpha, state.beta, state.gamma, state.phi)
        var h = hessian
        var g = gradient
        for i in h.indices { h[i] = .zero }
        for i in g.indices { g[i] = .zero }
        var phase = 0
        for value in y {
            let e = value - (l + phi * b + values[phase])
            for i in 0..<w {
                let drift = d.phi[i] * b + slope[i] * phi
                let de = -(level[i] + drift + season[phase * w + i])
                error[i] = de
                g[i] += de * e
                level[i] += drift + d.alpha[i] * e + de * alpha
                slope[i] = drift + d.beta[i] * e + de * beta
                season[phase * w + i] += d.gamma[i] * e + de * gamma
            }
            for p in 0..<parameters {
                let dp = error[p / 8][p % 8]
                for i in (p / 8)..<w { h[p * w + i] += error[i] * dp }
            }
            l += phi * b + alpha * e
            b = phi * b + beta * e
            values[phase] += gamma * e
            phase = phase + 1 == period ? 0 : phase + 1
        }
        hessian = h
        gradient = g
    }

    /// Solves (JᵀJ + damping) δ = −Jᵀe by Cholesky; `nil` if that is not positive.
    ///
    /// A smoothing parameter at a bound that the errors push against stays there.
    private func step(_ u: [Double], damping: Double) -> [Double]? {
        let n = parameters
        let isFree = (0..<n).map { p -> Bool in
            guard p < levelAt else { return true }
            let (low, high) = bounds(p)
            let slope = gradient[p / 8][p % 8]
            return !(u[p] <= low && slope > 0) && !(u[p] >= high && slope < 0)
        }
        var a = [Double](repeating: 0, count: n * n)
        var trace = 0.0
        for i in 0..<n { trace += hessian[i * lanes + i / 8][i % 8] }
        let ridge = 1e-12 * trace
        for j in 0..<n {
            for i in j..<n { a[i * n + j] = hessian[j * lanes + i / 8][i % 8] }
            a[j * n + j] = a[j * n + j] * (1 + (j < levelAt ? damping : 1e-3 * damping)) + ridge
        }
        for p in 0..<n where !isFree[p] {
            for k in 0..<n { a[max(p, k) * n + min(p, k)] = k == p ? 1 : 0 }
        }
        for j in 0..<n {
            var pivot = a[j * n + j]
            for k in 0..<j { pivot -= a[j * n + k] * a[j * n + k] }
            guard pivot > 0 else { return nil }
            let root = pivot.squareRoot()
            a[j * n + j] = root
            for i in (j + 1)..<max(n, j + 1) {
                var sum = a[i * n + j]
                for k in 0..<j { sum -= a[i * n + k] * a[j * n + k] }
                a[i * n + j] = sum / root
            }
        }
        var x = (0..<n).map { isFree[$0] ? -gradient[$0 / 8][$0 % 8] : 0 }
        for i in 0..<n {
            for k in 0..<i { x[i] -= a[i * n + k] * x[k] }
            x[i] /= a[i * n + i]
        }
        for i in (0..<n).reversed() {
            for k in (i + 1)..<max(n, i + 1) { x[i] -= a[k * n + i] * x[k] }
            x[i] /= a[i * n + i]
        }
        return x.allSatisfy(\.isFinite) ? x : nil
    }
}
