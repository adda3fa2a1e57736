import Foundation
public import TimeSeries

/// Complex exponential smoothing: a level with a potential, which can stand, grow, fade or swing without a trend of its own.
///
///     let model = try CES().fit(daily)
///     let month = model.forecast(horizon: 30, coverages: [0.8])
///
/// - Complexity: O(*n*) a fit of all four models together.
/// - SeeAlso: Svetunkov, Kourentzes & Ord, "Complex exponential smoothing", *Naval Research Logistics* 69 (2022), 1108–1123.
///   DIFFERENCE: fitted by Levenberg–Marquardt with analytic derivatives through the start, in the stable region.
public struct CES: Forecaster {
    /// Where the season is.
    public enum Season: String, Sendable, Hashable, CaseIterable {
        case none
        /// Level and potential of the same phase a season ago.
        case simple
        /// A season of its own on the level.
        case partial
        /// A season with a potential of its own on the level.
        case full
    }

    /// What keeps the forecast sane.
    public enum Bounds: Sendable, Hashable {
        /// The model forgets its start; its forecast may still fade to nothing or grow without end.
        case stable
        /// Beside that, the forecast neither fades nor grows more than about `factor`-fold over the length of the history.
        case steady(factor: Double)
    }

    /// The models to choose from by AICc.
    public let seasons: [Season]
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// What keeps the forecast sane.
    public let bounds: Bounds

    /// Complex exponential smoothing; by default the best of all four models.
    ///
    /// - Precondition: A period of at least 1, at least one model.
    public init(
        _ seasons: [Season] = Season.allCases, period: Int? = nil, bounds: Bounds = .steady(factor: 3)
    ) {
        precondition(period ?? 1 >= 1 && !seasons.isEmpty, "a season of at least 1 and a model")
        self.seasons = seasons
        self.period = period
        self.bounds = bounds
    }

    public func fit(_ history: Series) throws(ForecastingError) -> CESModel {
        try fit(history.values, period: period ?? history.frequency.usualPeriods.first ?? 1)
    }

    private var reach: Double? {
        switch bounds {
        case .stable: nil
        case .steady(let factor): log(max(1, factor))
        }
    }

    func fit(_ values: [Double], period: Int) throws(ForecastingError) -> CESModel {
        let hasSeason = period > 1 && values.count >= max(2 * period, 8)
        let needed = hasSeason || seasons.contains(.none) ? 5 : max(2 * period, 8)
        guard values.count >= needed else { throw .tooShort(needed: needed, got: values.count) }
        let wanted = Season.allCases.map { seasons.contains($0) && (hasSeason || $0 == .none) }
        let models = CESModel.fitted(values, period: hasSeason ? period : 1, wanted: wanted, reach: reach)
        guard let best = models.min(by: { $0.aicc < $1.aicc }) else {
            throw .notConverged(iterations: CESFit.limit)
        }
        return best
    }
}
