import Forecasting
import Foundation
import TimeSeries

/// The methods of the house by name.
enum Methods {
    /// The forecast of one case, timed on this thread: fit, means and ranges.
    static func forecast(_ name: String, _ item: Case) throws -> Prediction? {
        let clock = processMilliseconds()
        let period = item.seasons.first
        var prediction: Prediction?
        switch name {
        case "auto": prediction = try predict(AutoForecaster(period: period), item)
        case "ets": prediction = try predict(ETS(period: period), item)
        case "ets-level": prediction = try predict(ETS(trend: .absent, period: period), item)
        case "ets-damped": prediction = try predict(ETS(trend: .present, period: period), item)
        case "seasonal-naive": prediction = try predict(SeasonalNaive(period: period), item)
        case "naive2":
            return Prediction(
                mean: Naive2.forecast(
                    item.history.values, season: item.scaleSeason, horizon: item.future.count))
        case "oracle": return item.oracle.isEmpty ? nil : Prediction(mean: item.oracle)
        default: return nil
        }
        prediction?.milliseconds = processMilliseconds() - clock
        return prediction
    }

    private static func predict(_ method: some Forecaster, _ item: Case) throws -> Prediction {
        Prediction(try method.fit(item.history), horizon: item.future.count)
    }

    /// Milliseconds of processor time of this process.
    private static func processMilliseconds() -> Double { Double(clock()) * 1000 / Double(CLOCKS_PER_SEC) }
}
