import Foundation
import Statistics

/// Several methods on one clean history: their middle, and the line where a daily history keeps to one.
///
/// | history | methods |
/// |---|---|
/// | days | level with drift by weeks; damped ETS; with a year of them FLAIR; where the history keeps to a line, the line alone |
/// | hours | regression on lags; the same on what the week leaves, see ``AutoMembers`` |
/// | all others | ETS, damped ETS, DOTM, CES; with a season too long for their states also level with drift and regression on lags |
///
/// Paths are those of the level with drift, moved so that their middle is the combination's.
///
/// - SeeAlso: Petropoulos & Svetunkov, "A simple combination of univariate models", *International Journal of
///   Forecasting* 36 (2020), 110–115, on the median of ETS, CES, ARIMA and DOTM.
struct AutoCombination: ForecastModel {
    private let members: [any ForecastModel]
    /// The level with drift, and how much it counts beside the middle of all.
    private let line: DriftModel
    private let steadiness: Double
    private let isNonNegative: Bool
    /// The exponential smoothing of a daily history that does not keep to a line.
    let smoothing: ETSModel?

    /// - Parameters:
    ///   - history: Clean values.
    ///   - setting: How the history is looked at.
    ///   - jumps: Ratios by which the level jumped in the past.
    init(_ history: [Double], _ setting: AutoModel.Setting, jumps: [Double]) {
        let period = setting.period
        let isDaily = setting.isDaily
        isNonNegative = history.allSatisfy { $0 >= 0 }
        let hasHours = setting.hasHours(history.count)
        let hasTwo = setting.longPeriod > period
        line = DriftModel(
            history, period: setting.longPeriod, block: isDaily || hasTwo ? period : 1, jumps: jumps)
        steadiness = isDaily ? line.trend.steadiness : 0
        var members: [(any ForecastModel)?]
        var smoothing: ETSModel?
        if isDaily {
            members = [line]
            if steadiness < 0.98 {
                let damped = ETS(trend: .present, transform: line.isRatio ? .logarithm : .identity)
                smoothing = try? damped.fit(history, period: period, from: setting.smoothing)
                members.append(smoothing)
                // Levels of whole weeks, where a year of them without a jump says how they move.
                if history.count >= 365, jumps.isEmpty {
                    members.append(try? FLAIR().fit(history, period: period, year: 52))
                }
            }
        } else if hasHours || hasTwo {
            members = AutoMembers.hours(history, period: period, longPeriod: setting.longPeriod)
        } else {
            members = [
                try? ETS().fit(history, period: period),
                try? ETS(trend: .present).fit(history, period: period),
                try? Theta(.dynamicOptimized).fit(history, period: period),
                try? CES(period: period).fit(history, period: period),
            ]
            if period > 24 {
                members += [line, AutoMembers.regression(history, [period], anchors: [1, period])]
            }
        }
        self.smoothing = smoothing
        let found = members.compactMap { $0 }
        self.members = found.isEmpty ? [line] : found
    }

    func forecast(horizon: Int) -> [Double] {
        let all = members.map { $0.forecast(horizon: horizon) }
        let own = line.forecast(horizon: horizon)
        return (0..<horizon).map { step in
            let middle = all.map { $0[step] }.median()
            let value = steadiness * own[step] + (1 - steadiness) * middle
            return isNonNegative ? max(0, value) : value
        }
    }

    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var paths = line.samplePaths(horizon: horizon, count: count, seed: seed)
        let own = line.forecast(horizon: horizon)
        let middle = forecast(horizon: horizon)
        let isRatio = zip(own, middle).map { $0 > 0 && $1 > 0 }
        paths.move(
            factors: (0..<horizon).map { isRatio[$0] ? middle[$0] / own[$0] : 1 },
            shifts: (0..<horizon).map { isRatio[$0] ? 0 : middle[$0] - own[$0] },
            least: isNonNegative ? 0 : -.infinity)
        return paths
    }
}
