internal import Decomposition
internal import Regression
internal import TimeSeries

/// `outlay series decompose`: trend, seasons, calendar effects and remainder of every series in a file.
public struct SeriesDecomposition: Sendable, Hashable {
    /// The series.
    public var input: SeriesInput
    /// Countries whose holidays have effects, by the codes of `HolidayCalendar`; empty for no calendar.
    ///
    /// A country also brings the month's turn, mainland China the lunar new year and the great sales.
    public var countries: [String] = []
    /// Whether days are looked for on which the level jumps and stays.
    public var findsLevelShifts = false

    /// The parts of all values.
    public init(_ input: SeriesInput) {
        self.input = input
    }

    /// Rows `unique_id,ds,observed,trend,seasonal_P…,remainder`; with a calendar also `effect_NAME…`, with level shifts `shift`,
    /// which is part of the trend.
    ///
    /// A gap has no `observed` and no `remainder`, a season that does not fit twice into its series no values. Where neither
    /// periods are given nor any is usual at the frequency, they are found in each series.
    ///
    /// - Throws: ``WorkspaceError`` if the file cannot be read at all, or a country has no calendar.
    public func answer(_ format: OutputFormat) throws(WorkspaceError) -> SeriesAnswer {
        if let unknown = countries.first(where: { HolidayCalendar.named($0) == nil }) {
            throw WorkspaceError(
                .usage, "needs a calendar of CN, US, SG or DE, got \(Terminal.safe(unknown))")
        }
        let usable = try input.read()
        let parts = parallelMap(usable.series) { decompose($0.filled) }
        var leftOut = LeftOutSeries()
        var decomposed: [(UsableSeries.Member, SeriesParts)] = []
        for (member, parts) in zip(usable.series, parts) {
            switch parts {
            case .success(let parts): decomposed.append((member, parts))
            case .failure(let reason): leftOut.leaveOut(member.id, reason.text)
            }
        }
        let layout = PartColumns(decomposed.map(\.1), periods: input.periods, hasShifts: findsLevelShifts)
        var table = CellTable(columns: [.init("unique_id"), .init("ds")] + layout.columns)
        for (member, parts) in decomposed { table.rows += layout.rows(member, parts) }
        return SeriesAnswer(table, format, input: usable, leftOut: leftOut)
    }

    private func decompose(_ filled: FilledSeries) -> Result<SeriesParts, Reason> {
        let periods = seasons(of: filled)
        guard !periods.isEmpty else {
            return .failure(
                Reason(text: "needs a season, found none in its values; name one with --period"))
        }
        do throws(DecompositionError) {
            guard findsLevelShifts || !countries.isEmpty else {
                return .success(SeriesParts(try MSTL(periods: periods).decompose(filled)))
            }
            var method = CalendarDecomposition(
                periods: periods, calendar: calendar(for: filled.series.frequency))
            if findsLevelShifts {
                method.levelShifts = LevelShiftSearch(periods: periods.map { max(2, Int($0.rounded())) })
            }
            return .success(SeriesParts(try method.decompose(filled)))
        } catch {
            return .failure(Reason(text: error.description))
        }
    }

    /// The periods that were asked for, else the usual ones of the frequency that fit twice, else those that the values show.
    private func seasons(of filled: FilledSeries) -> [Double] {
        guard input.periods.isEmpty else { return input.periods }
        let usual = input.seasons(for: filled.series.frequency)
        if usual.contains(where: { 2 * $0 < Double(filled.series.count + 1) }) { return usual }
        let found = PeriodDetector().detect(in: filled).map { Double($0.wholePeriod) }
        return found.isEmpty ? usual : found
    }

    private func calendar(for frequency: Frequency) -> [CalendarTerms.Block] {
        guard !countries.isEmpty, frequency == .daily else { return [] }
        var blocks = countries.map { CalendarTerms.Block.holidays($0) } + [.monthTurn]
        if countries.contains("CN") {
            blocks += [.lunarNewYear, .promotions([.june18, .double11, .double12])]
        }
        return blocks
    }
}

/// What a series was decomposed into.
private struct SeriesParts: Sendable {
    let trend: [Double]
    let seasonal: [Components.Seasonal]
    let effects: [CalendarComponents.Effect]
    let shifts: [Int: Double]
    let remainder: [Double]

    init(_ parts: Components) {
        (trend, seasonal, remainder) = (parts.trend, parts.seasonal, parts.remainder)
        (effects, shifts) = ([], [:])
    }

    init(_ parts: CalendarComponents) {
        (trend, seasonal, remainder) = (parts.trend, parts.seasonal, parts.remainder)
        effects = parts.effects
        shifts = Dictionary(parts.shifts.map { ($0.index, $0.size) }) { $0 + $1 }
    }
}

/// The columns that the parts of several series have together.
private struct PartColumns {
    private let periods: [Double]
    private let effects: [String]
    private let hasShifts: Bool

    init(_ all: [SeriesParts], periods: [Double], hasShifts: Bool) {
        self.periods = Set(all.flatMap { $0.seasonal.map(\.period) } + periods).sorted()
        var effects: [String] = []
        for name in all.flatMap({ $0.effects.map(\.name) }) where !effects.contains(name) {
            effects.append(name)
        }
        self.effects = effects
        self.hasShifts = hasShifts
    }

    var columns: [TextTable.Column] {
        let seasons = periods.map { "seasonal_" + ($0 == $0.rounded() ? "\(Int($0))" : "\($0)") }
        let named = effects.map { "effect_" + $0.replacing(" ", with: "_") }
        let names = ["observed", "trend"] + seasons + named + (hasShifts ? ["shift"] : []) + ["remainder"]
        return names.map { .init($0, isNumber: true) }
    }

    func rows(_ member: UsableSeries.Member, _ parts: SeriesParts) -> [[Cell]] {
        let seasons = periods.map { period in parts.seasonal.first { $0.period == period }?.values }
        let named = effects.map { name in parts.effects.first { $0.name == name }?.values }
        return (0..<member.series.count).map { i in
            let isObserved = member.filled.isObserved[i]
            let times: [Cell] = [.text(member.id), member.time(i)]
            let observed = Cell(isObserved ? member.series.values[i] : nil)
            let curves = [observed, Cell(parts.trend[i])] + (seasons + named).map { Cell($0?[i]) }
            let shift = hasShifts ? [Cell(parts.shifts[i])] : []
            return times + curves + shift + [Cell(isObserved ? parts.remainder[i] : nil)]
        }
    }
}
