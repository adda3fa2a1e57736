import Foundation
import Regression
public import TimeSeries

/// Long or several seasons as sines and cosines, with ARMA errors: dynamic harmonic regression.
///
///     let model = try HarmonicRegression(periods: [24, 168]).fit(hourly)
///     let yearly = try HarmonicRegression(periods: [7, 365.25]).fit(daily)
///
/// How many harmonics a season has is chosen by AICc, season by season, with first-order errors; then the orders of the errors as by
/// ``AutoARIMA`` without season. Periods need not be whole; one that does not fit twice into the history is left out.
///
/// - Complexity: O(*n* · columns²) a number of harmonics that is tried.
/// - SeeAlso: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §10.5 and §12.1.
public struct HarmonicRegression: Forecaster {
    /// Observations in each season; `nil` takes the usual ones of the frequency.
    public let periods: [Double]?
    /// Harmonics of a season at most.
    public let maximumPairs: Int
    /// What explains the series besides its seasons.
    public let regressors: [Regressor]

    /// Harmonics of these seasons.
    ///
    /// - Precondition: Periods above 1, at least one pair.
    public init(periods: [Double]? = nil, maximumPairs: Int = 15, regressors: [Regressor] = []) {
        precondition((periods ?? []).allSatisfy { $0 > 1 }, "a season is longer than 1 observation")
        precondition(maximumPairs >= 1, "at least one pair")
        (self.periods, self.maximumPairs, self.regressors) = (periods, maximumPairs, regressors)
    }

    /// Chooses harmonics and errors, and fits them.
    ///
    /// - Throws: ``ForecastingError/tooShort(needed:got:)``, ``ForecastingError/missingRegressor(number:needed:got:)``.
    public func fit(_ history: Series) throws(ForecastingError) -> ARIMAModel {
        if let missing = ForecastingError.missing(in: regressors, for: history.count) { throw missing }
        let harmonics = self.harmonics(of: history)
        return try AutoARIMA(period: 1, regressors: harmonics.map { .fourier($0) } + regressors).fit(history)
    }

    /// The harmonics that AICc prefers.
    private func harmonics(of history: Series) -> [Fourier] {
        let usual = history.frequency.usualPeriods.map(Double.init)
        let fitting = (periods ?? usual).filter { $0 >= 2 && 2 * $0 <= Double(history.count) }
        var search = HarmonicSearch(history, regressors, periods: Set(fitting).sorted())
        return search.best(most: maximumPairs)
    }
}

/// The search for the number of harmonics of each season.
private struct HarmonicSearch {
    private let history: Series
    private let regressors: [Regressor]
    private let periods: [Double]
    private var pairs: [Int]
    private let order: ARIMAOrder

    init(_ history: Series, _ regressors: [Regressor], periods: [Double]) {
        (self.history, self.regressors, self.periods) = (history, regressors, periods)
        pairs = periods.map { _ in 0 }
        // Differences as for what rich harmonics leave.
        let rich = periods.map { period in
            Regressor.fourier(Fourier(period: period, pairs: Self.limit(period, 5, history.count, periods)))
        }
        let rest = ARIMAFit(history, regressors: rich + regressors).explained(history)
        order = ARIMAOrder(1, DifferenceTests.regular(rest.values), 1)
    }

    /// As many pairs as a period has, and as a tenth of the values can carry.
    private static func limit(_ period: Double, _ most: Int, _ count: Int, _ periods: [Double]) -> Int {
        max(1, min(most, Int(period / 2), count / (10 * periods.count)))
    }

    private func fourier(_ pairs: [Int]) -> [Fourier] {
        zip(periods, pairs).compactMap { $1 > 0 ? Fourier(period: $0, pairs: $1) : nil }
    }

    /// More pairs of each season in turn, until three more do not lower the criterion.
    mutating func best(most: Int) -> [Fourier] {
        guard history.count >= 8, !DifferenceTests.isConstant(history.values) else { return [] }
        var value = criterion(pairs)
        for k in periods.indices {
            let limit = Self.limit(periods[k], most, history.count, periods)
            var trial = pairs
            while trial[k] < limit, trial[k] < pairs[k] + 3 {
                trial[k] += 1
                let other = criterion(trial)
                if other < value { (value, pairs) = (other, trial) }
            }
        }
        return fourier(pairs)
    }

    private func criterion(_ pairs: [Int]) -> Double {
        var fit = ARIMAFit(history, regressors: fourier(pairs).map { .fourier($0) } + regressors)
        let found = fit.best(order, hasConstant: order.differences == 0, tolerance: 1e-5)
        let n = Double(history.count - order.lost)
        return n * log(max(found.squares / n, .leastNormalMagnitude))
            + AutoETS.Criterion.aicc.penalty(freedom: found.freedom, count: Int(n))
    }
}
