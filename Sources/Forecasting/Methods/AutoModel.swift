import Foundation
import Statistics
import TimeSeries

/// A fitted ``AutoForecaster``.
public struct AutoModel: ForecastModel {
    /// What sort of history it was.
    public let kind: HistoryKind
    /// Forecasts the history without what is known of certain days.
    private let body: any ForecastModel
    private let known: KnownStructure
    private let cycle: YearCycle?
    private let length: Int
    private let isNonNegative: Bool
    /// Phases, from the next value on, that have been zero lately.
    private let silent: [Bool]

    init(
        _ values: [Double], kind: HistoryKind, period: Int, longPeriod: Int, first: CivilDate?,
        effects: CalendarEffects?
    ) {
        self.kind = kind
        isNonNegative = values.allSatisfy { $0 >= 0 }
        length = values.count
        silent = Self.silentPhases(values, period: period)
        guard kind == .regular || kind == .intermittent || kind == .stepping else {
            (known, cycle) = (KnownStructure(none: values), nil)
            body = LevelModel(values, kind: kind, period: period)
            return
        }
        let isDense = kind != .intermittent && !Self.isSparse(values)
        let known =
            first.map {
                KnownStructure(values, period: period, first: $0, calendar: effects, isDense: isDense)
            } ?? KnownStructure(none: values)
        self.known = known
        let clean = isDense && first != nil ? CleanHistory(known.rest, period: period).values : known.rest
        let found = first != nil && period == 7 && isDense ? YearCycle(clean, first: 0) : nil
        let cycle = found.flatMap { $0.isPresent ? $0 : nil }
        self.cycle = cycle
        let still = cycle.map { cycle in clean.indices.map { clean[$0] / cycle.factor($0) } } ?? clean
        switch kind {
        case .intermittent: body = SeasonBootstrap(still, period: period)
        case .stepping:
            let isShort = period <= 24 && still.count >= 2 * period
            body = SeasonalNaiveModel(still, period: isShort ? period : 1, seasons: isShort ? 4 : 1)
        default:
            let isDaily = first != nil
            if let ramp = isDaily && isDense ? RampModel(known.rest, period: period) : nil {
                body = ramp
            } else {
                body = AutoCombination(still, period: period, longPeriod: longPeriod, isDaily: isDaily)
            }
        }
    }

    /// Whether more than a tenth of the last values are zero.
    private static func isSparse(_ values: [Double]) -> Bool {
        values.suffix(120).count { $0 == 0 } > min(120, values.count) / 10
    }

    private static func silentPhases(_ values: [Double], period: Int) -> [Bool] {
        guard period > 1, values.count >= 8 * period else { return [false] }
        let recent = Array(values.suffix(8 * period))
        return (0..<period).map { phase in
            stride(from: phase, to: recent.count, by: period).allSatisfy { recent[$0] == 0 }
        }
    }

    public func forecast(horizon: Int) -> [Double] {
        finish(body.forecast(horizon: horizon), horizon: horizon)
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        let paths = body.samplePaths(horizon: horizon, count: count, seed: seed)
        return SamplePaths(horizon: horizon, count: count, values: finish(paths.values, horizon: horizon))
    }

    /// Puts back what is known of certain days; phases that have been silent stay so.
    private func finish(_ values: [Double], horizon: Int) -> [Double] {
        let factors = (0..<horizon).map { step in
            silent[step % silent.count] ? 0 : cycle?.factor(length + step) ?? 1
        }
        let effects = (0..<horizon).map { known.effect(ahead: $0) }
        var out = values
        var step = 0
        for i in out.indices {
            let value = values[i] * factors[step] + effects[step]
            out[i] = isNonNegative ? max(0, value) : value
            step = step + 1 == horizon ? 0 : step + 1
        }
        return out
    }
}
