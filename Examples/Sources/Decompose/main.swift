import Decomposition
import TimeSeries

// Eight weeks of cost, growing, half as much on weekends, and one day that went wrong.
func usual(_ day: Int) -> Double { (day % 7 < 5 ? 100 : 50) + Double(day) / 2 }
var cost = (0..<56).map(usual)
cost[40] += 80

var stl = STL(period: 7)
stl.iterations = .robust
let parts = try stl.decompose(Series(daily: cost))

print("trend from", parts.trend[0].rounded(), "to", parts.trend[55].rounded())
print("week:", parts.seasonal[0].values[14..<21].map { $0.rounded() })
print("day 40:", parts.remainder[40].rounded(), "more than the trend and the week explain")
