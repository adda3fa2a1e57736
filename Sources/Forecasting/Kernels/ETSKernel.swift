import Foundation

/// What an exponential smoothing model has, and how long its season is.
struct ETSShape: Hashable, Sendable {
    var form: ETSForm
    /// Observations in a season; 1 for none.
    var period: Int

    init(_ form: ETSForm, period: Int) {
        self.form = period > 1 ? form : form.withoutSeason
        self.period = self.form.hasSeason ? period : 1
    }

    /// The longest season whose start is fitted.
    static let longestFittedSeason = 24
    /// Whether the season's start is fitted; a long one is taken from the first seasons instead.
    var fitsSeason: Bool { 2...Self.longestFittedSeason ~= period }

    /// Free parameters: smoothing, start, variance.
    var freedom: Int {
        let trend = form.isDamped ? 3 : form.hasTrend ? 2 : 0
        return 2 + trend + (period > 1 ? 1 + period - 1 : 0) + 1
    }
}

/// The recursion of all 30 models, which is that of 15: the state moves alike under both kinds of error.
///
/// With q the level after its growth (l + φb, or l·b^φ) and ŷ = q + s or q·s: the level moves by α(y − ŷ), the trend by
/// β(y − ŷ), the season by γ(y − ŷ); the part that a multiplicative partner scales is divided by it.
///
/// - SeeAlso: Hyndman, Koehler, Ord & Snyder, *Forecasting with Exponential Smoothing*, 2008, tables 2.2 and 2.3.
enum ETSKernel {
    /// What the likelihood needs from one run.
    struct Run {
        /// Sum of squared errors, of the shares of the forecast with a multiplicative error.
        var squares = 0.0
        /// Sum of log|ŷ|; 0 with an additive error.
        var logs = 0.0
    }

    /// Runs over `y`, hands each error to `take` and leaves `state` at the end; the season then starts with the next value.
    ///
    /// The errors are shares of the forecast with a multiplicative error.
    @inline(__always)
    static func run(
        _ y: Span<Double>, _ state: inout ETSParameters, form: ETSForm, take: (Double) -> Void
    ) -> Run {
        let period = max(1, state.season.count)
        let isScaled = form.season == .multiplicative
        var season = state.season.isEmpty ? [isScaled ? 1 : 0] : state.season
        var (level, trend) = (state.level, state.trend)
        let (alpha, beta, gamma, phi) = (state.alpha, state.beta, state.gamma, state.phi)
        let (isFactor, isShare) = (form.hasMultiplicativeTrend, form.error == .multiplicative)
        var out = Run()
        var product = 1.0
        var phase = 0
        for i in y.indices {
            let value = y[i]
            let s = season[phase]
            let growth = isFactor ? (phi == 1 ? trend : pow(trend, phi)) : phi * trend
            let q = isFactor ? level * growth : level + growth
            let fitted = isScaled ? q * s : q + s
            let error = value - fitted
            let move = isScaled ? error / s : error
            trend = growth.addingProduct(beta, isFactor ? move / level : move)
            level = q.addingProduct(alpha, move)
            season[phase] = s.addingProduct(gamma, isScaled ? error / q : error)
            phase = phase + 1 == period ? 0 : phase + 1
            let residual = isShare ? error / fitted : error
            out.squares = out.squares.addingProduct(residual, residual)
            if isShare {
                // One logarithm for many values: their product, until it leaves the middle of the range.
                product *= abs(fitted)
                if !(1e-100 < product && product < 1e100) {
                    out.logs += log(product)
                    product = 1
                }
            }
            take(residual)
        }
        out.logs += log(product)
        state.level = level
        state.trend = trend
        if !state.season.isEmpty { state.season = Array(season[phase...] + season[..<phase]) }
        return out
    }

    /// Continues from `state` with `errors` that are still to come (zeros give the path of the states alone).
    static func project(
        _ state: ETSParameters, form: ETSForm, horizon: Int, into out: inout [Double], error: (Int) -> Double
    ) {
        let period = max(1, state.season.count)
        let isScaled = form.season == .multiplicative
        var season = state.season.isEmpty ? [isScaled ? 1 : 0] : state.season
        var (level, trend) = (state.level, state.trend)
        let (isFactor, isShare) = (form.hasMultiplicativeTrend, form.error == .multiplicative)
        var phase = 0
        for step in 0..<horizon {
            let s = season[phase]
            let growth = isFactor ? pow(trend, state.phi) : state.phi * trend
            let q = isFactor ? level * growth : level + growth
            let fitted = isScaled ? q * s : q + s
            let e = isShare ? fitted * error(step) : error(step)
            out.append(fitted + e)
            let move = isScaled ? e / s : e
            trend = growth + state.beta * (isFactor ? move / level : move)
            level = q + state.alpha * move
            season[phase] += state.gamma * (isScaled ? e / q : e)
            phase = phase + 1 == period ? 0 : phase + 1
        }
    }
}
