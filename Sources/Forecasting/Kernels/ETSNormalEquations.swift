import Foundation

/// Gauss and Newton's equations of the likelihood at a point, in the order α, β, γ, φ, level, trend, season but its last.
///
/// The derivatives run through the recursion with the state, so that a pass is O(n). With a multiplicative error
/// n log Σε² + 2 Σ log|ŷ| is n log Σr² of r = ε · exp(mean log|ŷ|), and the equations are those of r, less the factor.
struct ETSNormalEquations {
    /// Sum of squared errors.
    private(set) var squares = 0.0
    /// Sum of log|ŷ|; 0 with an additive error.
    private(set) var logs = 0.0
    /// Jᵀe, downhill.
    private(set) var descent: [Double]
    /// JᵀJ, `count` × `count`.
    private(set) var matrix: [Double]
    let count: Int

    /// At `state` for values `y`.
    init(_ y: Span<Double>, at state: ETSParameters, shape: ETSShape) {
        let states = 2 + (shape.fitsSeason ? shape.period - 1 : 0)
        switch states {
        case ...4: self.init(ETSRow<SIMD4<Double>>(), y, state, shape, states)
        case ...8: self.init(ETSRow<SIMD8<Double>>(), y, state, shape, states)
        case ...16: self.init(ETSRow<SIMD16<Double>>(), y, state, shape, states)
        default: self.init(ETSRow<SIMD32<Double>>(), y, state, shape, states)
        }
    }

    /// The derivatives of the state before the first value.
    private static func seasonRows<Start>(
        _ zero: ETSRow<Start>, _ shape: ETSShape
    ) -> [ETSRow<Start>] {
        var rows = [ETSRow<Start>](repeating: zero, count: shape.period)
        guard shape.fitsSeason else { return rows }
        for k in 0..<(shape.period - 1) {
            rows[k].start[2 + k] = 1
            rows[shape.period - 1].start[2 + k] = -1
        }
        return rows
    }

    /// A long function: the recursion, its derivatives and the sums belong in one loop.
    private init<Start>(
        _ zero: ETSRow<Start>, _ y: Span<Double>, _ state: ETSParameters, _ shape: ETSShape, _ states: Int
    ) {
        let form = shape.form
        let isScaled = form.season == .multiplicative
        let (isFactor, isShare) = (form.hasMultiplicativeTrend, form.error == .multiplicative)
        let (alpha, beta, gamma, phi) = (state.alpha, state.beta, state.gamma, state.phi)
        let (hasTrend, hasSeason, period) = (form.hasTrend, shape.period > 1, shape.period)
        var (level, trend) = (state.level, state.trend)
        var seasonStore = state.season.isEmpty ? [isScaled ? 1 : 0] : state.season
        var seasonRowStore = Self.seasonRows(zero, shape)
        var (dLevel, dTrend) = (zero, zero)
        dLevel.start[0] = 1
        if hasTrend { dTrend.start[1] = 1 }
        var smoothingRows = (zero, zero, zero, zero)
        var startStore = [Start](repeating: .zero, count: Start.count)
        var (downhill, shares, held) = (zero, zero, zero)
        var (sum, logSum, product) = (0.0, 0.0, 1.0)
        var season = seasonStore.mutableSpan
        var seasonRows = seasonRowStore.mutableSpan
        var startRows = startStore.mutableSpan
        var phase = 0
        for i in y.indices {
            let value = y[i]
            let s = season[phase]
            let ds = seasonRows[phase]
            var growth = 0.0
            var dGrowth = zero
            if hasTrend {
                growth = isFactor ? pow(trend, phi) : phi * trend
                dGrowth = dTrend * (isFactor ? phi * growth / trend : phi)
                dGrowth.smoothing[3] += isFactor ? growth * log(trend) : trend
            }
            let q = isFactor ? level * growth : level + growth
            let dq = isFactor ? (dLevel * growth).adding(dGrowth, times: level) : dLevel + dGrowth
            let fitted = isScaled ? q * s : q + s
            let df = isScaled ? (dq * s).adding(ds, times: q) : dq + ds
            let error = value - fitted
            let inverse = isScaled ? 1 / s : 1
            let move = error * inverse
            // The derivative of −move.
            let dm = isScaled ? df.adding(ds, times: move) * inverse : df
            if hasTrend {
                let share = isFactor ? move / level : move
                dTrend =
                    isFactor
                    ? dGrowth.adding(dm.adding(dLevel, times: share), times: -beta / level)
                    : dGrowth.adding(dm, times: -beta)
                dTrend.smoothing[1] += share
                trend = growth + beta * share
            }
            dLevel = dq.adding(dm, times: -alpha)
            dLevel.smoothing[0] += move
            level = q + alpha * move
            if hasSeason {
                let share = isScaled ? error / q : error
                var next =
                    isScaled
                    ? ds.adding(df.adding(dq, times: share), times: -gamma / q) : ds.adding(df, times: -gamma)
                next.smoothing[2] += share
                seasonRows[phase] = next
                season[phase] = s + gamma * share
                phase = phase + 1 == period ? 0 : phase + 1
            }
            let residual = isShare ? error / fitted : error
            var x = df
            if isShare {
                let share = df * (1 / fitted)
                shares = shares + share
                x = share * (1 + residual)
                // One logarithm for many values, as the recursion alone has it.
                product *= abs(fitted)
                if !(1e-100 < product && product < 1e100) {
                    logSum += log(product)
                    product = 1
                }
            }
            sum += residual * residual
            downhill = downhill.adding(x, times: residual)
            // Products of two steps at once: each sum is loaded and stored half as often.
            guard i % 2 == 1 || i + 1 == y.count else {
                held = x
                continue
            }
            if i % 2 == 0 { held = zero }
            smoothingRows.0 = smoothingRows.0.adding(x, times: x.smoothing[0]).adding(
                held, times: held.smoothing[0])
            smoothingRows.1 = smoothingRows.1.adding(x, times: x.smoothing[1]).adding(
                held, times: held.smoothing[1])
            smoothingRows.2 = smoothingRows.2.adding(x, times: x.smoothing[2]).adding(
                held, times: held.smoothing[2])
            smoothingRows.3 = smoothingRows.3.adding(x, times: x.smoothing[3]).adding(
                held, times: held.smoothing[3])
            for k in 0..<Start.count {
                startRows[k] = startRows[k].plus(x.start, times: x.start[k]).plus(
                    held.start, times: held.start[k])
            }
        }
        squares = sum
        logs = logSum + log(product)
        count = 4 + states
        descent = (0..<count).map { downhill[$0] }
        matrix = [Double](repeating: 0, count: count * count)
        let rows = [smoothingRows.0, smoothingRows.1, smoothingRows.2, smoothingRows.3]
        for p in 0..<count {
            for r in 0..<count {
                let (low, high) = (min(p, r), max(p, r))
                matrix[p * count + r] = low < 4 ? rows[low][high] : startStore[low - 4][high - 4]
            }
        }
        if isShare { centre((0..<count).map { shares[$0] / Double(y.count) }) }
    }

    /// Takes the derivative of the mean of log|ŷ| into account.
    private mutating func centre(_ mean: [Double]) {
        for p in 0..<count {
            for r in 0..<count {
                matrix[p * count + r] +=
                    squares * mean[p] * mean[r] - descent[p] * mean[r] - mean[p] * descent[r]
            }
        }
        for p in 0..<count { descent[p] -= squares * mean[p] }
    }
}
