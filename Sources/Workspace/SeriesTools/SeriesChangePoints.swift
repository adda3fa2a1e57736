internal import Detection
internal import TimeSeries

/// `outlay series changepoints`: where every series in a file changes for good.
public struct SeriesChangePoints: Sendable, Hashable {
    /// How changes are looked for.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// Jumps of the level and turns of the slope, by `ChangePointDetector`.
        case auto
        /// Jumps of the level, by `PELT` with its usual price.
        case pelt
        /// Jumps of the level, by `BayesianChangePoints`.
        case bayesian
    }

    /// The series.
    public var input: SeriesInput
    /// How changes are looked for.
    public var method: Method
    /// Observations that a change must last; `nil` for what the method takes.
    public var minimumLength: Int?

    /// The changes of all series.
    public init(_ input: SeriesInput, method: Method = .auto, minimumLength: Int? = nil) {
        self.input = input
        self.method = method
        self.minimumLength = minimumLength
    }

    /// Rows `unique_id,ds,kind,magnitude,score`, one a change, by series and time; a series without changes has none.
    ///
    /// - Throws: ``WorkspaceError`` if the file cannot be read at all or the length is below 2.
    public func answer(_ format: OutputFormat) throws(WorkspaceError) -> SeriesAnswer {
        guard minimumLength ?? 2 >= 2 else {
            throw WorkspaceError(
                .usage, "needs a change to last at least 2 values, got \(minimumLength ?? 0)")
        }
        let usable = try input.read()
        let changes = parallelMap(usable.series) { changePoints(of: $0.series) }
        var table = CellTable(columns: [
            .init("unique_id"), .init("ds"), .init("kind"), .init("magnitude", isNumber: true),
            .init("score", isNumber: true),
        ])
        for (member, changes) in zip(usable.series, changes) {
            table.rows += changes.map { change in
                [
                    .text(member.id), member.time(change.index), .text(change.kind.rawValue),
                    Cell(change.magnitude), Cell(change.score),
                ]
            }
        }
        return SeriesAnswer(table, format, input: usable, leftOut: LeftOutSeries())
    }

    private func changePoints(of series: Series) -> [ChangePoint] {
        let method: ChangePointDetector.Method =
            switch method {
            case .auto: .criterion
            case .pelt: .pelt(PELT(minimumLength: minimumLength ?? 7))
            case .bayesian: .bayesian(BayesianChangePoints())
            }
        let periods = input.periods.isEmpty ? nil : input.periods(for: series.frequency)
        return ChangePointDetector(method: method, periods: periods, minimumLength: minimumLength)
            .changePoints(in: series)
    }
}
