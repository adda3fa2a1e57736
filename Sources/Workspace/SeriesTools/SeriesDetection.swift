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
    /// A gap has neither `y` nor `score` and is no anomaly; online, nothing is expected of the first value. A series whose
    /// times are not evenly spaced, or of which two are the same, is scored value after value as it stands.
    ///
    /// - Throws: ``WorkspaceError`` if the file cannot be read at all.
    public func answer(_ format: OutputFormat) throws(WorkspaceError) -> SeriesAnswer {
        let (members, usable) = try read()
        let scores = parallelMap(members) { score($0) }
        var leftOut = LeftOutSeries()
        var table = CellTable(columns: [.init("unique_id"), .init("ds")] + Self.numbers + [.init("anomaly")])
        for (member, scores) in zip(members, scores) {
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

    /// A series on a grid of times, or values with times of their own.
    private enum Member: Sendable {
        case grid(UsableSeries.Member)
        case sequence(id: String, [Observations.Entry])

        var id: String {
            switch self {
            case .grid(let member): member.id
            case .sequence(let id, _): id
            }
        }
    }

    private func read() throws(WorkspaceError) -> ([Member], UsableSeries) {
        try input.check()
        var stream = try SeriesStream(input.path, isHeld: true)
        var members: [Member] = []
        var notes = InputNotes()
        while case .series(let group) = try stream.next(.max), !group.isEmpty {
            for rows in group {
                let usable = input.usable(rows)
                if case .failure = usable, let sequence = sequence(rows) {
                    members.append(sequence)
                } else if let member = notes.take(usable, rows.id) {
                    members.append(.grid(member))
                }
            }
        }
        notes.file = stream.file.warnings
        return (members, UsableSeries(series: [], notes: notes))
    }

    /// The rows in order of time as they stand; `nil` where the times are not what is wrong.
    private func sequence(_ rows: SeriesRows) -> Member? {
        guard input.frequency == nil, !rows.hasVintages, rows.entries.count > 1,
            rows.entries.allSatisfy({ abs($0.value ?? 0) <= SeriesInput.largestValue }),
            rows.entries.contains(where: { $0.value != nil }), !isOnGrid(rows)
        else { return nil }
        let order = rows.entries.indices.sorted {
            (rows.entries[$0].time, $0) < (rows.entries[$1].time, $1)
        }
        return .sequence(id: rows.id, order.map { rows.entries[$0] })
    }

    private func isOnGrid(_ rows: SeriesRows) -> Bool {
        (try? rows.observations().inferredFrequency()) != nil
    }

    private func score(_ member: Member) -> Result<[ScoredValue], Reason> {
        switch member {
        case .grid(let member):
            let period = input.periods(for: member.series.frequency).first
            let detector = SeriesDetector(mode: mode, settings: .init(period: period))
            do throws(DetectionError) {
                return .success(try detector.score(member.filled))
            } catch {
                return .failure(Reason(text: error.description))
            }
        case .sequence(_, let entries):
            let frequency = input.periods.isEmpty ? typicalFrequency(entries) : nil
            let detector = SeriesDetector(
                mode: mode, settings: .init(period: input.periods.first.map { Int($0.rounded()) }))
            do throws(DetectionError) {
                return .success(
                    try detector.score(sequence: entries.compactMap(\.value), frequency: frequency))
            } catch {
                return .failure(Reason(text: error.description))
            }
        }
    }

    /// The spacing of nine in ten of the entries, if they have one.
    private func typicalFrequency(_ entries: [Observations.Entry]) -> Frequency? {
        let steps = zip(entries, entries.dropFirst()).map {
            $1.time.secondsSinceEpoch - $0.time.secondsSinceEpoch
        }
        let sorted = steps.sorted()
        let middle = sorted[sorted.count / 2]
        guard middle > 0, 10 * steps.count(where: { $0 == middle }) >= 9 * steps.count else { return nil }
        return .seconds(middle)
    }

    private func rows(_ member: Member, _ scores: [ScoredValue]) -> [[Cell]] {
        switch member {
        case .grid(let member):
            return scores.indices.map { i in
                let value = member.filled.isObserved[i] ? member.series.values[i] : nil
                return row(member.id, member.time(i), value, scores[i], isFirst: i == 0)
            }
        case .sequence(let id, let entries):
            let observed = entries.filter { $0.value != nil }
            return zip(observed, scores.indices).map { entry, i in
                row(id, .text(entry.time.text(hasHours: true)), entry.value, scores[i], isFirst: i == 0)
            }
        }
    }

    private func row(_ id: String, _ time: Cell, _ value: Double?, _ score: ScoredValue, isFirst: Bool)
        -> [Cell]
    {
        let isExpected = !isFirst || mode == .batch
        return [
            .text(id), time, Cell(value), Cell(isExpected ? score.expected : nil),
            Cell(isExpected ? score.lower : nil), Cell(isExpected ? score.upper : nil),
            Cell(isExpected && value != nil ? score.score : nil), .flag(value != nil && score.isAnomaly),
        ]
    }
}
