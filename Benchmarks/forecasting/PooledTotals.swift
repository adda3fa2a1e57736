import Forecasting
import Foundation
import TimeSeries

/// Ranges of the first month's totals from what came after earlier origins of all series: `auto pooled`.
///
/// Cases are named series@day. Of each, only totals are used that were closed on its day.
enum PooledTotals {
    private struct Forecast {
        let place: Int
        let day: CivilDate
        let total: PooledConformal.Total
        let actual: Double
    }

    /// The predictions with pooled ranges where enough is known, otherwise with those that they have.
    static func calibrated(_ predictions: [Prediction?], _ cases: [Case]) -> [Prediction?] {
        let all = zip(predictions, cases).enumerated().compactMap { forecast($0, $1.0, $1.1) }
        var out = predictions
        var pools: [CivilDate: PooledConformal] = [:]
        for forecast in all {
            let pool = pools[forecast.day] ?? pool(all, before: forecast.day)
            pools[forecast.day] = pool
            let least = cases[forecast.place].history.values.allSatisfy { $0 >= 0 } ? 0 : -Double.infinity
            for (k, coverage) in Prediction.coverages.enumerated() {
                let range = pool.range(of: forecast.total, coverage: coverage)
                guard range.count > 0 else { continue }
                out[forecast.place]?.totals?[k] =
                    max(least, range.bounds.lowerBound)...max(least, range.bounds.upperBound)
            }
        }
        return out
    }

    /// What had come on a day.
    private static func pool(_ all: [Forecast], before day: CivilDate) -> PooledConformal {
        PooledConformal(
            all.compactMap { other in
                let age = Double(other.day.distance(to: day) - other.total.group.steps)
                return age >= 0 ? .init(total: other.total, actual: other.actual, age: age) : nil
            })
    }

    private static func forecast(_ place: Int, _ prediction: Prediction?, _ item: Case) -> Forecast? {
        let parts = item.id.split(separator: "@")
        guard let prediction, parts.count == 2, let day = CivilDate(String(parts[1])) else { return nil }
        let steps = Prediction.month(item.future.count)
        let recent = item.history.values.suffix(28).map(abs)
        let level = recent.reduce(0, +) / Double(recent.count) * Double(steps)
        guard level > 0, !prediction.pathTotals.isEmpty else { return nil }
        let group = PooledConformal.Group(steps: steps, kind: HistoryKind(item.history))
        let total = PooledConformal.Total(
            series: String(parts[0]), group: group, level: level, pathTotals: prediction.pathTotals)
        return Forecast(place: place, day: day, total: total, actual: item.future[..<steps].reduce(0, +))
    }
}
