import Forecasting
import TimeSeries

// Half a year of cost, growing, half as much on weekends. What will the next 30 days cost in all?
func usual(_ day: Int) -> Double { (day % 7 < 5 ? 100 : 50) + Double(day) / 10 }
let cost = (0..<182).map { day in usual(day) + Double(day * 37 % 11) }

let model = try AutoForecaster().fit(Series(daily: cost))
let totals = model.samplePaths(horizon: 30, count: 1000, seed: 1).totals(over: 0..<30).sorted()
print("P10 \(totals[100].rounded()), P50 \(totals[500].rounded()), P90 \(totals[900].rounded())")
