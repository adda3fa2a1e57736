import Foundation
public import TimeSeries

/// Exponential smoothing: one of the 30 models by its name, or a damped trend and a season where they pay by AICc.
///
///     let model = try ETS().fit(daily)                       // additive, on values or logarithms
///     let winters = try ETS(.holtWintersMultiplicative).fit(monthly)
///     let month = model.forecast(horizon: 30, coverages: [0.8])
///
/// - Complexity: O(*n* · *p*²) a fit, *p* ≤ 5 + the season's observations.
/// - SeeAlso: Hyndman, Koehler, Ord & Snyder, *Forecasting with Exponential Smoothing*, 2008. Program: R `forecast` 8.20,
///   `ets`. DIFFERENCE: fitted by Levenberg–Marquardt with analytic derivatives, from several starts.
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

    /// The one form that is fitted; `nil` where trend and season say it.
    public let form: ETSForm?
    /// The damped trend.
    public let trend: Part
    /// The season.
    public let season: Part
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// On what the model is additive.
    public let transform: Transform
    /// Where the smoothing parameters may lie.
    public let bounds: ETSBounds
    /// Whether forms that R forbids by default are fitted, too.
    public let allowsUnstable: Bool

    /// Exponential smoothing; by default all is chosen by AICc.
    ///
    /// - Precondition: A period of at least 1.
    public init(
        trend: Part = .automatic, season: Part = .automatic, period: Int? = nil,
        transform: Transform = .automatic
    ) {
        precondition(period ?? 1 >= 1, "a season of at least 1")
        form = nil
        self.trend = trend
        self.season = season
        self.period = period
        self.transform = transform
        bounds = .usual
        allowsUnstable = false
    }

    /// One of the 30 models.
    ///
    ///     let model = try ETS(.dampedHolt).fit(series)
    ///
    /// - Parameters:
    ///   - form: Error, trend and season.
    ///   - period: Observations in a season; `nil` takes the shortest usual one of the frequency.
    ///   - transform: On what the model runs; logarithms are for additive forms.
    ///   - bounds: Where the smoothing parameters may lie.
    ///   - allowsUnstable: Whether forms that are not ``ETSForm/isStable`` are fitted, too.
    /// - Precondition: A period of at least 1; an additive form on logarithms.
    public init(
        _ form: ETSForm, period: Int? = nil, transform: Transform = .identity, bounds: ETSBounds = .both,
        allowsUnstable: Bool = false
    ) {
        precondition(period ?? 1 >= 1, "a season of at least 1")
        precondition(transform == .identity || form.isAdditive, "an additive form on logarithms")
        self.form = form
        trend = form.hasTrend ? .present : .absent
        season = form.hasSeason ? .present : .absent
        self.period = period
        self.transform = transform
        self.bounds = bounds
        self.allowsUnstable = allowsUnstable
    }

    /// Fits by maximum likelihood.
    ///
    /// - Throws: ``ForecastingError/tooShort(needed:got:)``. For a named form also
    ///   ``ForecastingError/unstable(form:)``, ``ForecastingError/notPositive(at:)`` for a multiplicative part, and
    ///   ``ForecastingError/unsuitableSeason(longest:got:)``.
    public func fit(_ history: Series) throws(ForecastingError) -> ETSModel {
        let period = self.period ?? history.frequency.usualPeriods.first ?? 1
        return try fit(history.values, period: period)
    }

    func fit(_ values: [Double], period: Int) throws(ForecastingError) -> ETSModel {
        if let form { return try fit(form, values, period: period) }
        let usable = period > 1 && values.count >= max(2 * period + 5, 14)
        let needed = season == .present ? max(2 * period + 5, 14) : 4
        guard values.count >= needed else { throw .tooShort(needed: needed, got: values.count) }
        let hasSeason = usable && season != .absent
        let canLog = transform != .identity && ETSModel.canTakeLogarithm(values)
        var identity = ETSSearch(values, period: period, bounds: .usual)
        var logarithms = canLog ? ETSSearch(values, period: period, bounds: .usual, logarithm: true) : nil
        var best: ETSModel?
        func offer(_ form: ETSForm, logarithm: Bool) {
            let model =
                logarithm ? logarithms?.model(form, below: best) : identity.model(form, below: best)
            guard let model else { return }
            if best.map({ model.aicc < $0.aicc }) ?? true { best = model }
        }
        let plain = ETSForm(
            trend: trend == .present ? .dampedAdditive : .none, season: hasSeason ? .additive : .none)
        if transform != .logarithm || !canLog { offer(plain, logarithm: false) }
        if canLog { offer(plain, logarithm: true) }
        let logarithm = best?.isLogarithmic ?? false
        if hasSeason, season == .automatic { offer(plain.withoutSeason, logarithm: logarithm) }
        if trend == .automatic, values.count >= 10 {
            let season = best?.form.season ?? .none
            offer(ETSForm(trend: .dampedAdditive, season: season), logarithm: logarithm)
        }
        guard let best else { throw .tooShort(needed: needed, got: values.count) }
        return best
    }

    /// From a model that was fitted before, where it suits the values.
    func fit(_ values: [Double], period: Int, from start: ETSModel?) throws(ForecastingError) -> ETSModel {
        guard let start, start.isLogarithmic == (transform == .logarithm), start.form.isAdditive,
            start.period == period || !start.form.hasSeason,
            !start.isLogarithmic || ETSModel.canTakeLogarithm(values)
        else { return try fit(values, period: period) }
        let search = ETSSearch(values, period: period, bounds: bounds, logarithm: start.isLogarithmic)
        return search.model(start.form, from: start.start)
    }

    private func fit(
        _ form: ETSForm, _ values: [Double], period: Int
    ) throws(ForecastingError) -> ETSModel {
        guard form.isStable || allowsUnstable else { throw .unstable(form: form) }
        let longest = ETSShape.longestFittedSeason
        guard !form.hasSeason || 2...longest ~= period else {
            throw .unsuitableSeason(longest: longest, got: period)
        }
        if form.needsPositive, let i = values.firstIndex(where: { $0 <= 0 }) { throw .notPositive(at: i) }
        let needed = ETSShape(form, period: period).freedom + 2
        guard values.count >= needed else { throw .tooShort(needed: needed, got: values.count) }
        let canLog = transform != .identity && ETSModel.canTakeLogarithm(values)
        let logarithmic = canLog ? logarithmicModel(form, values, period) : nil
        if let logarithmic, transform == .logarithm { return logarithmic }
        var search = ETSSearch(values, period: period, bounds: bounds)
        let model = search.model(form, below: logarithmic)
        if let logarithmic, logarithmic.aicc < model?.aicc ?? .infinity { return logarithmic }
        guard let model else { throw .tooShort(needed: needed, got: values.count) }
        return model
    }

    private func logarithmicModel(_ form: ETSForm, _ values: [Double], _ period: Int) -> ETSModel? {
        var search = ETSSearch(values, period: period, bounds: bounds, logarithm: true)
        return search.model(form)
    }
}

extension ETSModel {
    /// The same form fitted to a longer history, from these parameters on: a few passes instead of a search.
    ///
    ///     let today = try yesterday.refitted(to: history)
    ///
    /// - Parameters:
    ///   - history: A history that starts where the old one did.
    ///   - bounds: Where the smoothing parameters may lie.
    /// - Returns: The model at the optimum next to this one.
    /// - Throws: ``ForecastingError/tooShort(needed:got:)``, and ``ForecastingError/notPositive(at:)`` where a
    ///   multiplicative part or a logarithm meets a value that is not above 0.
    public func refitted(
        to history: Series, bounds: ETSBounds = .usual
    ) throws(ForecastingError) -> ETSModel {
        let values = history.values
        guard values.count >= 4 else { throw .tooShort(needed: 4, got: values.count) }
        if form.needsPositive || isLogarithmic, let i = values.firstIndex(where: { $0 <= 0 }) {
            throw .notPositive(at: i)
        }
        let search = ETSSearch(values, period: period, bounds: bounds, logarithm: isLogarithmic)
        return search.model(form, from: start)
    }
}
