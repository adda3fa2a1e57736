import Foundation

/// What an additive exponential smoothing model has: a damped trend or none, a season or none.
struct ETSShape: Hashable {
    var hasTrend: Bool
    /// Observations in a season; 1 for none.
    var period: Int
    /// Whether the season's start is fitted; a long one is taken from the first seasons instead.
    var fitsSeason: Bool { 2...24 ~= period }

    /// Free parameters: smoothing, start, variance.
    var freedom: Int {
        (hasTrend ? 5 : 2) + (period > 1 ? 1 + period - 1 : 0) + 1
    }
}

/// The recursion ŷ = l + φb + s, e = y − ŷ, l ← l + φb + αe, b ← φb + βe, s ← s + γe.
///
/// - SeeAlso: Hyndman, Koehler, Ord & Snyder, *Forecasting with Exponential Smoothing*, 2008, §2.3.
enum ETSKernel {
    /// Runs over `y` and leaves `state` at its end, the season turned so that it starts with the next value.
    ///
    /// - Returns: One-step errors.
    static func filter(_ y: [Double], _ state: inout ETSParameters) -> [Double] {
        let period = max(1, state.season.count)
        var season = state.season.isEmpty ? [0] : state.season
        var level = state.level
        var trend = state.trend
        let (alpha, beta, gamma, phi) = (state.alpha, state.beta, state.gamma, state.phi)
        var errors: [Double] = []
        errors.reserveCapacity(y.count)
        var phase = 0
        for value in y {
            let error = value - (level + phi * trend + season[phase])
            level += phi * trend + alpha * error
            trend = phi * trend + beta * error
            season[phase] += gamma * error
            phase = phase + 1 == period ? 0 : phase + 1
            errors.append(error)
        }
        state.level = level
        state.trend = trend
        if !state.season.isEmpty { state.season = Array(season[phase...] + season[..<phase]) }
        return errors
    }

    /// Continues from `state` with `errors` that are still to come (zeros give the point forecast).
    static func project(
        _ state: ETSParameters, horizon: Int, into out: inout [Double], error: (Int) -> Double
    ) {
        let period = max(1, state.season.count)
        var season = state.season.isEmpty ? [0] : state.season
        var level = state.level
        var trend = state.trend
        var phase = 0
        for step in 0..<horizon {
            let e = error(step)
            out.append(level + state.phi * trend + season[phase] + e)
            level += state.phi * trend + state.alpha * e
            trend = state.phi * trend + state.beta * e
            season[phase] += state.gamma * e
            phase = phase + 1 == period ? 0 : phase + 1
        }
    }
}
