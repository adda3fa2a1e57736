import Foundation
import TimeSeries

/// A method for a short season on what a long season leaves: hours of the week off, then hours of the day.
struct LongSeasonModel: ForecastModel {
    private let rest: any ForecastModel
    /// Deviation of each phase of the long season, beginning with the next value.
    private let season: [Double]
    /// Whether deviations are factors.
    private let isRatio: Bool
    private let isNonNegative: Bool

    /// - Parameters:
    ///   - history: At least two long seasons.
    ///   - period: Observations in the long season.
    ///   - part: Observations in the short season that it is made of; `period` itself for none.
    ///   - fit: Fits the method to what the long season leaves.
    init?(_ history: [Double], period: Int, part: Int, fit: ([Double]) -> (any ForecastModel)?) {
        isNonNegative = history.allSatisfy { $0 >= 0 }
        isRatio = ETSModel.canTakeLogarithm(history)
        let y = isRatio ? history.map { log($0) } : history
        let season = NestedSeasonShape(y, period: period, part: part).next
        self.season = season
        var flat = y
        for i in flat.indices {
            flat[i] -= season[SeasonShape.phase(i, count: y.count, of: period)]
            if isRatio { flat[i] = exp(flat[i]) }
        }
        guard let rest = fit(flat) else { return nil }
        self.rest = rest
    }

    func forecast(horizon: Int) -> [Double] { restored(rest.forecast(horizon: horizon), horizon: horizon) }

    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let paths = rest.samplePaths(horizon: horizon, count: count, seed: seed)
        return SamplePaths(horizon: horizon, count: count, values: restored(paths.values, horizon: horizon))
    }

    private func restored(_ values: [Double], horizon: Int) -> [Double] {
        let steps = season.map { isRatio ? exp($0) : $0 }
        return values.indices.map { i in
            let part = steps[(i % horizon) % steps.count]
            let value = isRatio ? values[i] * part : values[i] + part
            return isNonNegative ? max(0, value) : value
        }
    }
}
