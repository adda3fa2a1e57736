import Budgeting
import Forecasting
import Foundation
import Statistics
import TimeSeries

/// What is forecast: the rest of a month or some months from its first day.
enum Target: String, CaseIterable {
    case month, quarter, rest20 = "rest of month, day 11", rest10 = "rest of month, day 21"
    case second = "second quarter", third = "third quarter", fourth = "fourth quarter"

    /// Day of the month on which it is forecast.
    var day: Int {
        switch self {
        case .rest20: 11
        case .rest10: 21
        default: 1
        }
    }

    /// Months after the one of the origin at whose first day it starts, and ends.
    var months: Range<Int> {
        switch self {
        case .month, .rest20, .rest10: 0..<1
        case .quarter: 0..<3
        case .second: 3..<6
        case .third: 6..<9
        case .fourth: 9..<12
        }
    }

    /// The days of the target from an origin.
    func days(from origin: CivilDate) -> Range<CivilDate> {
        let from = months.lowerBound == 0 ? origin : origin.firstOfMonth(after: months.lowerBound)
        return from..<origin.firstOfMonth(after: months.upperBound)
    }
}

extension CivilDate {
    /// The first day of the month so many months later.
    func firstOfMonth(after months: Int) -> CivilDate {
        let index = year * 12 + month - 1 + months
        return CivilDate(year: index / 12, month: index % 12 + 1, day: 1) ?? self
    }
}

/// A total that was forecast from a past origin, with what came.
struct PastTotal {
    let group: String
    let target: Target
    let outcome: RangeCalibration.Outcome
    /// P10, P50 and P90 of the paths of ETS.
    let simple: [Double]
}

/// Forecasts of all series from the first, the eleventh and the twenty-first day of every month.
enum TotalsMaker {
    static let leastHistory = 60
    static let pathCount = 400

    static func totals(_ series: [DailySeries]) -> [PastTotal] {
        let work = series.flatMap { item in origins(item).map { (item, $0) } }
        return parallelMap(work) { item, origin in totals(item, origin) }.flatMap(\.self)
    }

    private static func origins(_ item: DailySeries) -> [CivilDate] {
        (0...600).map { item.start.firstOfMonth(after: $0) }
            .prefix { $0 < item.days.upperBound }
            .flatMap { first in [0, 10, 20].map { first.advanced(by: $0) } }
            .filter {
                item.start.distance(to: $0) >= leastHistory
                    && Target.month.days(from: $0).upperBound <= item.days.upperBound
            }
    }

    /// As budgets are forecast.
    private static func model(_ history: Series) -> (any ForecastModel)? {
        if let monthly = MonthlyCharges(history) { return monthly }
        return try? AutoForecaster(period: 7).fit(history)
    }

    private static func totals(_ item: DailySeries, _ origin: CivilDate) -> [PastTotal] {
        guard let history = item.history(before: origin), history.values.count >= 2 else { return [] }
        let targets = Target.allCases.filter {
            $0.day == origin.day && $0.days(from: origin).upperBound <= item.days.upperBound
        }
        guard let last = targets.map({ $0.days(from: origin).upperBound }).max(),
            let model = model(history),
            let plain = try? ETS(period: 7).fit(history)
        else { return [] }
        let seed = UInt64(origin.dayNumber)
        let horizon = origin.distance(to: last)
        let paths = model.samplePaths(horizon: horizon, count: pathCount, seed: seed)
        let simple = plain.samplePaths(horizon: horizon, count: pathCount, seed: seed)
        return targets.compactMap { target in
            let days = target.days(from: origin)
            let steps = origin.distance(to: days.lowerBound)..<origin.distance(to: days.upperBound)
            let forecast = TotalForecast(
                node: item.name, history: history, origin: origin, days: days,
                pathTotals: paths.totals(over: steps))
            let ends = simple.totals(over: steps).sorted()
            return forecast.map {
                PastTotal(
                    group: item.group, target: target,
                    outcome: .init(forecast: $0, actual: item.total(over: days)),
                    simple: [0.1, 0.5, 0.9].map { ends.quantile(ofSorted: $0) })
            }
        }
    }
}
