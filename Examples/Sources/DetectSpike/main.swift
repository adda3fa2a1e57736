import Detection
import TimeSeries

// A hundred days, half as much on weekends; on one of them the cost doubles.
func usual(_ day: Int) -> Double { (day % 7 < 5 ? 100 : 50) + Double(day * 37 % 11) }
var cost = (0..<100).map(usual)
cost[86] *= 2

let scores = try SeriesDetector(mode: .online).score(Series(daily: cost))
for (day, score) in scores.enumerated() where score.isAnomaly {
    print("day \(day): \(cost[day]), expected \(score.expected.rounded())")
}
