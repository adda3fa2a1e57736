import Foundation
public import TimeSeries

/// Exponential smoothing with a damped trend and a season, where they pay by AICc.
///
/// Additive on the values, or on their logarithms, which makes trend and season multiplicative.
///
///     let model = try ETS().fit(daily)
///     let month = model.forecast(horizon: 30, coverages: [0.8])
///
/// - Complexity: O(*n* · *p*²) a fit, *p* ≤ 5 + the season's observations.
/// - SeeAlso: Hyndman, Koehler, Ord & Snyder, *Forecasting with Exponential Smoothing*, 2008. DIFFERENCE: only
///   additive errors and damped trends, fitted by Levenberg–Marquardt with analytic derivatives.
public struct ETS: Forecaster {
    /// Whether a part is in the model.
    public enum Part: Sendable, Hashable {
        case absent, present
        /// In the model if the AICc is lower with it.
        case automatic
    }

    /// On what the model is additive.
    public enum Transform: Sendable, Hashable {
        case identity
        /// The logarithm; the identity where a value is not positive.
        case logarithm
        /// Whichever has the lower AICc, with the Jacobian.
        case automatic
    }

    /// The damped trend.
    public let trend: Part
    /// The season.
    public let season: Part
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// On what the model is additive.
    public let transform: Transform

    /// Exponential smoothing; by default all is chosen by AICc.
    ///
    /// - Precondition: A period of at least 1.
    public init(
        trend: Part = .automatic, season: Part = .automatic, period: Int? = nil,
        transform: Transform = .automatic
    ) {
        precondition(period ?? 1 >= 1, "a season of at least 1")
        self.trend = trend
        self.season = season
        self.period = period
        self.transform = transform
    }

    public func fit(_ history: Series) throws(ForecastingError) -> ETSModel {
        let period = self.period ?? history.frequency.usualPeriods.first ?? 1
        return try fit(history.values, period: period)
    }

    func fit(_ values: [Double], period: Int) throws(ForecastingError) -> ETSModel {
        let usable = period > 1 && values.count >= max(2 * period + 5, 14)
        let needed = season == .present ? max(2 * period + 5, 14) : 4
        guard values.count >= needed else { throw .tooShort(needed: needed, got: values.count) }
        let hasSeason = usable && season != .absent
        let canLog = transform != .identity && ETSModel.canTakeLogarithm(values)
        var best: ETSModel?
        func offer(_ shape: ETSShape, logarithm: Bool) {
            let model = ETSModel(values, shape: shape, logarithm: logarithm)
            if best.map({ model.aicc < $0.aicc }) ?? true { best = model }
        }
        let plain = ETSShape(hasTrend: trend == .present, period: hasSeason ? period : 1)
        if transform != .logarithm || !canLog { offer(plain, logarithm: false) }
        if canLog { offer(plain, logarithm: true) }
        let logarithm = best?.isLogarithmic ?? false
        if hasSeason, season == .automatic {
            offer(ETSShape(hasTrend: plain.hasTrend, period: 1), logarithm: logarithm)
        }
        if trend == .automatic, values.count >= 10 {
            offer(ETSShape(hasTrend: true, period: best?.shape.period ?? 1), logarithm: logarithm)
        }
        guard let best else { throw .tooShort(needed: needed, got: values.count) }
        return best
    }
}
