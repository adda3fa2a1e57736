import Forecasting
import Foundation
import TimeSeries

/// Forecasts each series of a file by one method, timed on this thread; `compare.py` runs it beside other programs.
///
///     ARIMABenchmark FILE METHOD ROUNDS
///
/// FILE has one series a line, tab-separated: id, seasons (commas), orders `p,d,q,P,D,Q,constant` or `-`, horizon, values.
/// Out come id, milliseconds to fit and forecast, log-likelihood, AICc, orders, means.
@main enum ARIMABenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let rounds = Int(arguments[3]) else {
            return print("usage: ARIMABenchmark FILE METHOD ROUNDS")
        }
        let text = try String(contentsOf: URL(fileURLWithPath: arguments[1]), encoding: .utf8)
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            guard fields.count == 5, let horizon = Int(fields[3]) else { continue }
            let series = try Series(daily: fields[4].split(separator: ",").compactMap { Double($0) })
            let method = method(
                arguments[2], periods: fields[1].split(separator: ",").compactMap { Double($0) },
                orders: fields[2].split(separator: ",").compactMap { Int($0) })
            print(fields[0], row(method, series, horizon, rounds), separator: "\t")
        }
    }

    private static func method(_ name: String, periods: [Double], orders: [Int]) -> any Forecaster {
        let period = Int(periods.first ?? 1)
        let whole = periods.map { Int($0) }.filter { $0 > 1 }
        switch name {
        case "arima":
            let order = ARIMAOrder(
                .init(orders[0], orders[1], orders[2]), seasonal: .init(orders[3], orders[4], orders[5]),
                period: period)
            return ARIMA(order, hasConstant: orders[6] == 1)
        case "harmonic": return HarmonicRegression(periods: periods.filter { $0 > 1 })
        case "mstl-ets": return DecomposedForecaster(periods: whole, rest: AutoETS(period: 1))
        case "mstl-drift": return DecomposedForecaster(periods: whole, rest: RandomWalkWithDrift())
        case "mstl-theta": return DecomposedForecaster(periods: whole, rest: Theta(period: 1))
        case "mstl-arima": return DecomposedForecaster(periods: whole, rest: AutoARIMA(period: 1))
        case "auto": return AutoForecaster(period: period)
        default: return AutoARIMA(period: period)
        }
    }

    private static func row(_ method: some Forecaster, _ series: Series, _ horizon: Int, _ rounds: Int)
        -> String
    {
        var model: (any ForecastModel)?
        var mean: [Double] = []
        let before = clock()
        for _ in 0..<rounds {
            model = try? method.fit(series)
            mean = model?.forecast(horizon: horizon) ?? []
        }
        let spent = Double(clock() - before) * 1000 / Double(CLOCKS_PER_SEC) / Double(rounds)
        let values = mean.map { "\($0)" }.joined(separator: ",")
        guard let arima = model as? ARIMAModel else { return "\(spent)\tnan\tnan\t-\t\(values)" }
        let name = "\(arima.order)" + (arima.coefficients.constant == nil ? "" : "+c")
        return "\(spent)\t\(arima.logLikelihood)\t\(arima.aicc)\t\(name)\t\(values)"
    }
}
