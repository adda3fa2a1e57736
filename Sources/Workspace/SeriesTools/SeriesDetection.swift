public import Detection
internal import TimeSeries

/// `outlay series detect`: how unusual each value of every series in a file is.
public struct SeriesDetection: Sendable, Hashable {
    /// The series.
    public var input: SeriesInput
    /// What may be used to score a value.
    public var mode: SeriesDetector.Mode

    /// Scores of all values.
    public init(_ input: SeriesInput, mode: SeriesDetector.Mode = .online) {
        self.input = input
        self.mode = mode
    }

    /// Rows `unique_id,ds,y,expected,lower,upper,score,anomaly`.
    ///
    /// A gap has neither `y` nor `score` and is no anomaly; online, nothing is expected of the first value.
    ///
    /// - Throws: ``WorkspaceError`` if the file cannot be read at all.
    public func answer(_ format: OutputFormat) throws(WorkspaceError) -> SeriesAnswer {
        let usable = try input.read()
        let scores = parallelMap(usable.series) { score($0.series) }
        var leftOut = LeftOutSeries()
        var table = CellTable(columns: [.init("unique_id"), .init("ds")] + Self.numbers + [.init("anomaly")])
        for (member, scores) in zip(usable.series, scores) {
            switch scores {
            case .success(let scores): table.rows += rows(member, scores)
            case .failure(let reason): leftOut.leaveOut(member.id, reason.text)
            }
        }
        return SeriesAnswer(table, format, input: usable, leftOut: leftOut)
    }

    private static let numbers = ["y", "expected", "lower", "upper", "score"].map {
        TextTable.Column($0, isNumber: true)
    }

    private func score(_ series: Series) -> Result<[ScoredValue], Reason> {
        let period = input.periods(for: series.frequency).first
        let detector = SeriesDetector(mode: mode, settings: .init(period: period))
        do throws(DetectionError) {
            return .success(try detector.score(series))
        } catch {
            return .failure(Reason(text: error.description))
        }
    }

    private func rows(_ member: UsableSeries.Member, _ scores: [ScoredValue]) -> [[Cell]] {
        scores.indices.map { i in
            let (score, isObserved) = (scores[i], member.filled.isObserved[i])
            let isExpected = i > 0 || mode == .batch
            return [
                .text(member.id), member.time(i), Cell(isObserved ? member.series.values[i] : nil),
                Cell(isExpected ? score.expected : nil), Cell(isExpected ? score.lower : nil),
                Cell(isExpected ? score.upper : nil), Cell(isExpected && isObserved ? score.score : nil),
                .flag(isObserved && score.isAnomaly),
            ]
        }
    }
}
