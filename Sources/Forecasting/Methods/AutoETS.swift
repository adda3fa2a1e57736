import Foundation
public import TimeSeries

/// Exponential smoothing with the form that an information criterion prefers.
///
///     let model = try AutoETS().fit(monthly)
///     print(model.form)                                      // ETS(M,Ad,M)
///     let year = model.normalForecast(horizon: 12, coverages: [0.8, 0.95])
///
/// - Complexity: O(*n* · *p*²) a form, *p* ≤ 5 + the season's observations.
/// - SeeAlso: Hyndman, Koehler, Snyder & Grose, "A state space framework for automatic forecasting using exponential
///   smoothing methods", *International Journal of Forecasting* 18 (2002). Program: R `forecast` 8.20, `ets`.
public struct AutoETS: Forecaster {
    /// What chooses the form.
    public enum Criterion: Sendable, Hashable {
        case aic, aicc, bic

        /// What it adds to −2 log-likelihood.
        func penalty(freedom: Int, count: Int) -> Double {
            let (k, n) = (Double(freedom), Double(count))
            switch self {
            case .aic: return 2 * k
            case .aicc: return n - k - 1 > 0 ? 2 * k + 2 * k * (k + 1) / (n - k - 1) : .infinity
            case .bic: return k * log(n)
            }
        }
    }

    /// The forms to choose from: ``ETSForm/standard``, ``ETSForm/nightly``, ``ETSForm/stable``, ``ETSForm/all`` or own ones.
    public let forms: [ETSForm]
    /// Observations in a season; `nil` takes the shortest usual one of the frequency.
    public let period: Int?
    /// What chooses the form.
    public let criterion: Criterion
    /// Where the smoothing parameters may lie.
    public let bounds: ETSBounds

    /// The choice of R's `ets` by default.
    ///
    /// A form is left out where the history cannot carry it: a multiplicative one with values at or below 0, a seasonal one
    /// without a season of 2 to 24 observations, one with too many parameters for the history.
    ///
    /// - Precondition: At least one form, a period of at least 1.
    public init(
        forms: [ETSForm] = ETSForm.standard, period: Int? = nil, criterion: Criterion = .aicc,
        bounds: ETSBounds = .both
    ) {
        precondition(!forms.isEmpty, "at least one form")
        precondition(period ?? 1 >= 1, "a season of at least 1")
        self.forms = forms
        self.period = period
        self.criterion = criterion
        self.bounds = bounds
    }

    /// Fits all forms by maximum likelihood and takes the best.
    ///
    /// - Throws: ``ForecastingError/tooShort(needed:got:)`` if the history carries none of the forms.
    public func fit(_ history: Series) throws(ForecastingError) -> ETSModel {
        let values = history.values
        let period = self.period ?? history.frequency.usualPeriods.first ?? 1
        let needed = forms.map { ETSShape($0, period: period).freedom + 2 }.min() ?? 0
        let carried = carried(values, period)
        var search = ETSSearch(values, period: period, bounds: bounds)
        let best = search.best(of: carried, by: criterion)
        guard let best else { throw .tooShort(needed: max(needed, values.count + 1), got: values.count) }
        return best
    }

    private func carried(_ values: [Double], _ period: Int) -> [ETSForm] {
        var (least, most) = (Double.infinity, -Double.infinity)
        for value in values {
            least = min(least, value)
            most = max(most, value)
        }
        // A constant says nothing about trend and season.
        if least == most, values.count >= 5 { return [.simple] }
        let hasSeason = 2...ETSShape.longestFittedSeason ~= period && values.count > period
        return forms.filter { form in
            (least > 0 || !form.needsPositive) && (hasSeason || !form.hasSeason)
                && values.count >= ETSShape(form, period: period).freedom + 2
        }
    }
}
