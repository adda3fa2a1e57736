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

    /// A history as it is looked at.
    struct Setting {
        /// Observations in a season.
        var period: Int
        /// Observations in the longest season that the history shows a few times; `period` if there is one.
        var longPeriod: Int
        /// Whether values are those of days, whose level is looked at by weeks.
        var isDaily: Bool
        /// Day of the first value; `nil` where days cannot be told.
        var first: CivilDate?
        /// Known days.
        var effects: CalendarEffects?
        /// What the fit of exponential smoothing starts from; `nil` searches.
        var smoothing: ETSModel?
        /// Whether a day has several values.
        var isIntraday = false

        /// Whether so many values are those of hours or less, over two days at least.
        func hasHours(_ count: Int) -> Bool { isIntraday && period >= 24 && count >= 2 * period }
    }

    /// The exponential smoothing within, for the next fit to start from.
    var smoothing: ETSModel? { (body as? AutoCombination)?.smoothing }

    init(_ values: [Double], kind: HistoryKind, _ setting: Setting) {
        self.kind = kind
        isNonNegative = values.allSatisfy { $0 >= 0 }
        length = values.count
        let isActive = Self.activePhases(values, period: setting.period)
        guard kind == .regular || kind == .intermittent || kind == .stepping else {
            (known, cycle) = (KnownStructure(none: values), nil)
            body = LevelModel(values, kind: kind, period: setting.period)
            return
        }
        guard isActive.allSatisfy({ $0 }) else {
            (known, cycle) = (KnownStructure(none: values), nil)
            body = Self.activePhasesModel(values, isActive: isActive, setting)
            return
        }
        let isDense = kind != .intermittent && !Self.isSparse(values)
        let known =
            setting.first.map {
                KnownStructure(
                    values, period: setting.period, first: $0, calendar: setting.effects, isDense: isDense)
            } ?? KnownStructure(none: values)
        self.known = known
        let cleaned = isDense && setting.isDaily ? CleanHistory(known.rest, period: setting.period) : nil
        let clean = cleaned?.values ?? known.rest
        let cycle = setting.first != nil && setting.period == 7 && isDense ? YearCycle(clean) : nil
        self.cycle = cycle
        let still = cycle.map { cycle in clean.indices.map { clean[$0] / cycle.factor($0) } } ?? clean
        let ramp =
            setting.first != nil && isDense && kind == .regular
            ? RampModel(known.rest, period: setting.period) : nil
        switch kind {
        case .intermittent: body = SeasonBootstrap(still, period: setting.period)
        case .stepping: body = StepModel(still, period: setting.period)
        default:
            body = ramp ?? AutoCombination(still, setting, jumps: cleaned?.shifts.map(\.ratio) ?? [])
        }
    }

    /// The same for the phases that have values, one after another.
    private static func activePhasesModel(_ values: [Double], isActive: [Bool], _ setting: Setting)
        -> ActivePhasesModel
    {
        let active = ActivePhasesModel.values(values, isActive: isActive)
        let period = isActive.count { $0 }
        let inner = Setting(
            period: period, longPeriod: period, isDaily: setting.isDaily, first: nil, effects: nil)
        let model = AutoModel(active, kind: HistoryKind(active, period: period), inner)
        return ActivePhasesModel(model, isActive: isActive)
    }

    /// Whether more than a tenth of the last values are zero.
    private static func isSparse(_ values: [Double]) -> Bool {
        values.suffix(120).count { $0 == 0 } > min(120, values.count) / 10
    }

    /// Phases, from the next value on, that have not been zero throughout the last eight seasons; all of them if none has.
    private static func activePhases(_ values: [Double], period: Int) -> [Bool] {
        guard period > 1, values.count >= 8 * period else { return [true] }
        let recent = Array(values.suffix(8 * period))
        let found = (0..<period).map { phase in
            stride(from: phase, to: recent.count, by: period).contains { recent[$0] != 0 }
        }
        return found.contains(true) ? found : [true]
    }

    public func forecast(horizon: Int) -> [Double] {
        var means = SamplePaths(horizon: horizon, count: 1, values: body.forecast(horizon: horizon))
        finish(&means)
        return means.values
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var paths = body.samplePaths(horizon: horizon, count: count, seed: seed)
        finish(&paths)
        return doubts(horizon).applied(to: paths, seed: seed, least: isNonNegative ? 0 : -.infinity)
    }

    /// What may be wrong about what `finish` puts back.
    private func doubts(_ horizon: Int) -> KnownDoubts {
        let steps = (0..<horizon).compactMap { step in
            known.doubt(ahead: step).map {
                KnownDoubts.Step(
                    step: step, sort: $0.sort, effect: known.effect(ahead: step), doubt: $0.doubt)
            }
        }
        let turns = cycle.map { cycle in (0..<horizon).map { cycle.doubt(length + $0, known: length) } } ?? []
        guard !steps.isEmpty || !turns.isEmpty else { return KnownDoubts(steps: [], cycle: [], means: []) }
        let means = zip(body.forecast(horizon: horizon), 0...).map { $0 * (cycle?.factor(length + $1) ?? 1) }
        return KnownDoubts(steps: steps, cycle: turns, means: means)
    }

    /// Puts back what is known of certain days.
    private func finish(_ paths: inout SamplePaths) {
        let steps = 0..<paths.horizon
        paths.move(
            factors: steps.map { cycle?.factor(length + $0) ?? 1 },
            shifts: steps.map { known.effect(ahead: $0) },
            least: isNonNegative ? 0 : -.infinity)
    }
}
