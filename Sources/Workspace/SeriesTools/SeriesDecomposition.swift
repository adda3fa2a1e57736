internal import Decomposition
internal import TimeSeries

/// `outlay series decompose`: trend, seasons and remainder of every series in a file.
public struct SeriesDecomposition: Sendable, Hashable {
    /// The series.
    public var input: SeriesInput

    /// The parts of all values.
    public init(_ input: SeriesInput) {
        self.input = input
    }

    /// Rows `unique_id,ds,observed,trend,seasonal_P…,remainder`; a gap has no `observed` and no `remainder`, a season that does
    /// not fit twice into its series no values.
    ///
    /// - Throws: ``WorkspaceError`` if the file cannot be read at all.
    public func answer(_ format: OutputFormat) throws(WorkspaceError) -> SeriesAnswer {
        let usable = try input.read()
        let periods = Set(usable.series.flatMap { input.seasons(for: $0.series.frequency) } + input.periods)
            .sorted()
        let parts = parallelMap(usable.series) { decompose($0.filled) }
        var leftOut = LeftOutSeries()
        let numbers =
            ["observed", "trend"] + periods.map { "seasonal_" + SeriesDecomposition.text($0) } + ["remainder"]
        var table = CellTable(
            columns: [.init("unique_id"), .init("ds")] + numbers.map { .init($0, isNumber: true) })
        for (member, parts) in zip(usable.series, parts) {
            switch parts {
            case .success(let parts): table.rows += rows(member, parts, periods)
            case .failure(let reason): leftOut.leaveOut(member.id, reason.text)
            }
        }
        return SeriesAnswer(table, format, input: usable, leftOut: leftOut)
    }

    private func decompose(_ filled: FilledSeries) -> Result<Components, Reason> {
        let periods = input.seasons(for: filled.series.frequency)
        guard !periods.isEmpty else {
            return .failure(
                Reason(
                    text:
                        "needs a season, got none that is usual for \(filled.series.frequency) values; name it with --period"
                ))
        }
        do throws(DecompositionError) {
            return .success(try MSTL(periods: periods).decompose(filled))
        } catch {
            return .failure(Reason(text: error.description))
        }
    }

    private func rows(_ member: UsableSeries.Member, _ parts: Components, _ periods: [Double]) -> [[Cell]] {
        let seasons = periods.map { period in parts.seasonal.first { $0.period == period }?.values }
        return (0..<member.series.count).map { i in
            let isObserved = member.filled.isObserved[i]
            let observed = isObserved ? member.series.values[i] : nil
            let times: [Cell] = [.text(member.id), member.time(i)]
            return times + [Cell(observed), Cell(parts.trend[i])] + seasons.map { Cell($0?[i]) }
                + [Cell(isObserved ? parts.remainder[i] : nil)]
        }
    }

    /// 7 or 365.25.
    private static func text(_ period: Double) -> String {
        period == period.rounded() ? "\(Int(period))" : "\(period)"
    }
}
