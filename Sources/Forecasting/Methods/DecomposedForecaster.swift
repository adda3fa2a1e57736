import Decomposition
import Foundation
public import TimeSeries

/// A decomposition into seasons and the rest, with a method of its own for the rest: STL and MSTL hybrids.
///
///     let hourly = DecomposedForecaster(periods: [24, 168], rest: ETS(.simple))
///     let model = try DecomposedForecaster(rest: AutoARIMA(period: 1)).fit(daily)
///
/// MSTL takes the seasons off; `rest` forecasts the series without them, and the last cycle of each season is repeated. Ranges are
/// those of the rest: the doubt about the season is not in them, as in R.
///
/// - SeeAlso: Hyndman & Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §5.7; Bandara, Hyndman & Bergmeir,
///   arXiv:2107.13462. Program: R `forecast` 8.20, `stlf` and `forecast(mstl())`.
public struct DecomposedForecaster<Rest: Forecaster>: Forecaster {
    /// Observations in each season; `nil` takes the usual ones of the frequency.
    public let periods: [Int]?
    /// What forecasts the series without its seasons.
    public let rest: Rest
    /// How the seasons stand on the rest.
    public let kind: SeasonalAdjustment.Kind

    /// A forecast of the rest with the last cycle of each season.
    ///
    /// - Parameters:
    ///   - periods: Observations in each season, each at least 2; one that does not fit twice into the history is left out.
    ///   - rest: A method without season.
    ///   - kind: Multiplicative seasons are those of the logarithms, for positive values only.
    public init(periods: [Int]? = nil, rest: Rest, kind: SeasonalAdjustment.Kind = .additive) {
        precondition((periods ?? []).allSatisfy { $0 >= 2 }, "a season has at least 2 observations")
        (self.periods, self.rest, self.kind) = (periods, rest, kind)
    }

    /// Decomposes the history and fits the rest; without a season that fits twice, the rest is all.
    ///
    /// - Throws: What `rest` throws.
    public func fit(_ history: Series) throws(ForecastingError) -> DecomposedModel<Rest.Model> {
        let isRatio = kind == .multiplicative && history.values.allSatisfy { $0 > 0 }
        let periods = (self.periods ?? history.frequency.usualPeriods).filter { 2 * $0 <= history.count }
        let y = isRatio ? (try? history.map { log($0) }) ?? history : history
        guard !periods.isEmpty, let parts = decomposed(y, periods) else {
            return DecomposedModel(rest: try rest.fit(history), cycles: [], isRatio: false, history: history)
        }
        let cycles = parts.seasonal.map { Array($0.values.suffix(Int($0.period))) }
        let adjusted = parts.seasonallyAdjusted.map { isRatio ? exp($0) : $0 }
        let flat = (try? Series(start: y.start, frequency: y.frequency, values: adjusted)) ?? history
        return DecomposedModel(rest: try rest.fit(flat), cycles: cycles, isRatio: isRatio, history: history)
    }

    private func decomposed(_ series: Series, _ periods: [Int]) -> Components? {
        var mstl = MSTL(periods: periods)
        mstl.degrees = STL.Degrees(seasonal: 0)
        return try? mstl.decompose(series)
    }
}

/// A fitted ``DecomposedForecaster``.
public struct DecomposedModel<Rest: ForecastModel>: ForecastModel {
    /// The model of the series without its seasons.
    public let rest: Rest
    /// The last cycle of each season, beginning with the next value; logarithms of factors if the seasons are multiplicative.
    public let cycles: [[Double]]
    private let isRatio: Bool
    private let isNonNegative: Bool

    init(rest: Rest, cycles: [[Double]], isRatio: Bool, history: Series) {
        (self.rest, self.cycles, self.isRatio) = (rest, cycles, isRatio)
        isNonNegative = history.values.allSatisfy { $0 >= 0 }
    }

    public func forecast(horizon: Int) -> [Double] { restored(rest.forecast(horizon: horizon), horizon) }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let paths = rest.samplePaths(horizon: horizon, count: count, seed: seed)
        return SamplePaths(horizon: horizon, count: count, values: restored(paths.values, horizon))
    }

    private func restored(_ values: [Double], _ horizon: Int) -> [Double] {
        let season = (0..<horizon).map { step in
            let sum = cycles.reduce(0) { $0 + $1[step % $1.count] }
            return isRatio ? exp(sum) : sum
        }
        return values.indices.map { i in
            let part = season[i % horizon]
            let value = isRatio ? values[i] * part : values[i] + part
            return isNonNegative ? max(0, value) : value
        }
    }
}
