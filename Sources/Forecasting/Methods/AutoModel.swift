import Foundation
import Statistics
import TimeSeries

/// A fitted ``AutoForecaster``.
public struct AutoModel: ForecastModel {
    /// What sort of history it was.
    public let kind: HistoryKind
    private let members: [any ForecastModel]
    /// Whose paths give the spread.
    private let spreader: any ForecastModel
    private let months: MonthDayEffects
    private let events: EventEffects?
    private let years: YearMemory?
    private let cycle: YearCycle?
    private let length: Int
    private let next: CivilDate?
    private let unit: Double
    private let isNonNegative: Bool
    /// Phases, from the next value on, that have been zero lately.
    private let silent: [Bool]

    init(_ values: [Double], kind: HistoryKind, period: Int, first: CivilDate?, effects: CalendarEffects?) {
        self.kind = kind
        isNonNegative = values.allSatisfy { $0 >= 0 }
        length = values.count
        silent = Self.silentPhases(values, period: period)
        next = first?.advanced(by: values.count)
        switch kind {
        case .dead, .constant, .new:
            let simple = LevelModel(values, kind: kind, period: period)
            (members, spreader, months, events, unit) = ([simple], simple, MonthDayEffects(), nil, 0)
            (years, cycle) = (nil, nil)
            return
        case .intermittent, .stepping, .regular: break
        }
        var rest = values
        var baseline = RobustBaseline(values, period: period)
        if let first {
            var shares = values.indices.map { (values[$0] - baseline.expected($0)) / baseline.unit[$0] }
            let months =
                kind == .intermittent
                ? MonthDayEffects() : MonthDayEffects(shares: shares, first: first, spread: baseline.spread)
            for i in shares.indices { shares[i] -= months.effect(on: first.advanced(by: i)) }
            let events = EventEffects(effects, shares: shares, first: first)
            for i in shares.indices { shares[i] -= events.effect(on: first.advanced(by: i)) }
            years = period == 7 ? YearMemory(shares: shares, first: first, spread: baseline.spread) : nil
            for i in rest.indices {
                let day = first.advanced(by: i)
                rest[i] -= baseline.unit[i] * (months.effect(on: day) + events.effect(on: day))
            }
            if isNonNegative { for i in rest.indices { rest[i] = max(0, rest[i]) } }
            baseline = RobustBaseline(rest, period: period)
            (self.months, self.events) = (months, events)
        } else {
            (months, events, years) = (MonthDayEffects(), nil, nil)
        }
        unit = baseline.unit[values.count - 1]
        let isSparse = rest.suffix(120).count { $0 == 0 } > min(120, rest.count) / 10
        let clean = isSparse || kind == .intermittent ? rest : CleanHistory(rest, period: period).values
        let cycle = YearCycle(clean, first: 0)
        self.cycle = first != nil && period == 7 && !isSparse && cycle.isPresent ? cycle : nil
        let still = self.cycle.map { cycle in clean.indices.map { clean[$0] / cycle.factor($0) } } ?? clean
        (members, spreader) = Self.members(still, kind: kind, period: period, isSparse: isSparse)
    }

    private static func members(_ clean: [Double], kind: HistoryKind, period: Int, isSparse: Bool)
        -> ([any ForecastModel], any ForecastModel)
    {
        guard kind != .intermittent else {
            let model = SeasonBootstrap(clean, period: period)
            return ([model], model)
        }
        let naive = SeasonalNaiveModel(clean, period: clean.count < 2 * period ? 1 : period, seasons: 4)
        guard kind == .regular, let level = try? ETS(trend: .absent).fit(clean, period: period) else {
            return ([naive], naive)
        }
        guard !isSparse else { return ([level], SeasonBootstrap(clean, period: period)) }
        let drift = DriftModel(level, history: clean, period: period)
        let trend = try? ETS(
            trend: .present, season: level.shape.period > 1 ? .present : .absent,
            transform: level.isLogarithmic ? .logarithm : .identity
        ).fit(clean, period: period)
        return ([drift, trend ?? drift], level)
    }

    private static func silentPhases(_ values: [Double], period: Int) -> [Bool] {
        guard period > 1, values.count >= 8 * period else { return [false] }
        let recent = Array(values.suffix(8 * period))
        return (0..<period).map { phase in
            stride(from: phase, to: recent.count, by: period).allSatisfy { recent[$0] == 0 }
        }
    }

    public func forecast(horizon: Int) -> [Double] {
        finish(middle(horizon), horizon: horizon)
    }

    /// The middle of the methods, before effects.
    private func middle(_ horizon: Int) -> [Double] {
        let all = members.map { $0.forecast(horizon: horizon) }
        return (0..<horizon).map { step in all.map { $0[step] }.median() }
    }

    /// Puts the effects of known days back; phases that have been silent stay so.
    private func finish(_ values: [Double], horizon: Int) -> [Double] {
        var factors = [Double](repeating: 1, count: horizon)
        var effects = [Double](repeating: 0, count: horizon)
        for step in 0..<horizon {
            if let next {
                let day = next.advanced(by: step)
                let planned = months.effect(on: day) + (events?.effect(on: day) ?? 0)
                effects[step] = unit * (planned + (planned == 0 ? years?.effect(on: day) ?? 0 : 0))
                factors[step] = cycle?.factor(length + step) ?? 1
            }
            if silent[step % silent.count] { factors[step] = 0 }
        }
        return values.indices.map { i in
            let value = values[i] * factors[i % horizon] + effects[i % horizon]
            return isNonNegative ? max(0, value) : value
        }
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var values = spreader.samplePaths(horizon: horizon, count: count, seed: seed).values
        let own = spreader.forecast(horizon: horizon)
        let middle = middle(horizon)
        for path in 0..<count {
            for step in 0..<horizon {
                let i = path * horizon + step
                let isRatio = own[step] > 0 && middle[step] > 0
                values[i] =
                    isRatio ? values[i] * middle[step] / own[step] : values[i] + middle[step] - own[step]
                if isNonNegative { values[i] = max(0, values[i]) }
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: finish(values, horizon: horizon))
    }
}
