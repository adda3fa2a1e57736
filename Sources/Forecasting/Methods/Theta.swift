public import TimeSeries

/// The theta method and its optimised and dynamic models: a smoothed level that drifts along half a trend line, or the
/// share of it that fits best.
///
///     let model = try Theta(.dynamicOptimized).fit(daily)
///     let month = model.forecast(horizon: 30, coverages: [0.8])
///
/// - Complexity: O(*n*) a fit.
/// - SeeAlso: Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler, "Models for optimising the theta method and their
///   relationship to state space models", *International Journal of Forecasting* 32 (2016), 1151–1161. DIFFERENCE: the
///   level at the start and θ are solved exactly for each α, and the whole range of α is searched.
public struct Theta: Forecaster {
    /// Which member of the family.
    public enum Variant: Sendable, Hashable, CaseIterable {
        /// Simple exponential smoothing with half the slope of the history as drift, as R's `thetaf`.
        case classic
        /// θ = 2, the line through the whole history (STM).
        case standard
        /// θ fitted, the line through the whole history (OTM).
        case optimized
        /// θ = 2, the line through the values so far (DSTM).
        case dynamicStandard
        /// θ fitted, the line through the values so far (DOTM).
        case dynamicOptimized
    }

    /// Which member of the family.
    public let variant: Variant
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// How a season that is found is taken off.
    public let season: SeasonalAdjustment.Kind

    /// A theta method; by default the dynamic optimised one.
    ///
    /// - Precondition: A period of at least 1.
    public init(
        _ variant: Variant = .dynamicOptimized, period: Int? = nil,
        season: SeasonalAdjustment.Kind = .multiplicative
    ) {
        precondition(period ?? 1 >= 1, "a season of at least 1")
        self.variant = variant
        self.period = period
        self.season = season
    }

    public func fit(_ history: Series) throws(ForecastingError) -> ThetaModel {
        try fit(history.values, period: period ?? history.frequency.usualPeriods.first ?? 1)
    }

    func fit(_ values: [Double], period: Int) throws(ForecastingError) -> ThetaModel {
        guard values.count >= 4 else { throw .tooShort(needed: 4, got: values.count) }
        let adjustment = SeasonalAdjustment(testing: values, period: period, kind: season)
        return ThetaModel(fitting: variant, to: values, adjustment: adjustment)
    }
}
