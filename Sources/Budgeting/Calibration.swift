import Forecasting

/// How wide the ranges have to be, learned from forecasts of the bill's own past, and how well that would have held.
struct Calibration: Sendable {
    /// Moves the quantiles of a total's paths.
    let scale: ConformalScale
    /// How often P10…P90 held the total, each origin judged by a scale learned from the others; `nil` without past.
    let coverage: Double?

    /// One forecast of a total from a past origin, and what came.
    struct Case: Sendable {
        let origin: Int
        let outcome: ConformalScale.Outcome
    }

    /// Learns from past cases; without at least three origins, ranges stay as they are.
    init(_ cases: [Case]) {
        let origins = Set(cases.map(\.origin))
        guard origins.count >= 3 else {
            scale = .identity
            coverage = nil
            return
        }
        scale = ConformalScale(cases.map(\.outcome))
        var held = 0
        for origin in origins {
            let others = ConformalScale(cases.filter { $0.origin != origin }.map(\.outcome))
            held += cases.count { $0.origin == origin && others.holds($0.outcome) }
        }
        coverage = Double(held) / Double(cases.count)
    }
}

extension ConformalScale {
    /// Whether the calibrated 80 % range of a forecast holds what came.
    fileprivate func holds(_ outcome: Outcome) -> Bool {
        quantile(0.1, of: outcome.pathTotals) <= outcome.actual
            && outcome.actual <= quantile(0.9, of: outcome.pathTotals)
    }
}
