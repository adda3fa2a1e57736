/// The regressions among the methods of ``AutoCombination``.
enum AutoMembers {
    /// Regression on the last hours, days and weeks, and on what the week leaves.
    ///
    /// Where no week is known, on what the day leaves, and complex exponential smoothing of days.
    static func hours(_ history: [Double], period: Int, longPeriod: Int) -> [any ForecastModel] {
        let hasWeek = longPeriod > period
        let rest = LongSeasonModel(history, period: longPeriod, part: period) {
            regression($0, [period], more: [3 * period, 4 * period], anchors: [], guarded: 2 * period)
        }
        let all: [(any ForecastModel)?] = [
            regression(
                history, hasWeek ? [period, longPeriod] : [period], anchors: [1, period],
                guarded: 2 * period), rest,
            hasWeek ? nil : try? CES(period: period).fit(history, period: period),
        ]
        return all.compactMap { $0 }
    }

    /// A ridge regression on lags of the seasons and on `more` of them.
    static func regression(
        _ history: [Double], _ periods: [Int], more: [Int] = [], anchors: [Int], guarded: Int = 0
    )
        -> SeasonalAutoregressionModel
    {
        SeasonalAutoregressionModel(
            history, lags: Set(SeasonalAutoregression.lags(periods) + more).sorted(), anchors: anchors,
            memory: SeasonalAutoregression.memory(periods), guarded: guarded)
    }
}
