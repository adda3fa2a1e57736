/// Rows `unique_id,ds,y` on their way to a ``Panel``: bad rows become gaps, bad series are named, the others go on.
public struct LongForm: Sendable {
    /// The rows whose time or value cannot be read, the first of them with line and column.
    public private(set) var malformed: [TimeSeriesError] = []
    /// How many rows have a time or a value that cannot be read.
    public private(set) var malformedCount = 0
    /// How many rows have an empty value, `NA`, `null`, NaN or infinity.
    public private(set) var missingCount = 0
    private var order: [String] = []
    private var rows: [String: SeriesRows] = [:]

    /// Malformed rows that are kept to be shown.
    public static let shownCount = 20

    /// No rows.
    public init() {}

    /// The names of the series so far, in order of appearance.
    public var ids: [String] { order }

    /// Adds a row as its texts; `line` is where it stands in the file, `known` when it became known, if the file says so.
    public mutating func append(id: String, ds: String, y: String, known: String? = nil, line: Int) {
        guard let time = Timestamp(ds.trimmed) else {
            // The series is known even if none of its rows can be read.
            note(id)
            return reject(.malformed(line: line, column: "ds", text: ds))
        }
        let since = known.map(\.trimmed) ?? ""
        let knownTime = Timestamp(since)
        guard since.isEmpty || knownTime != nil else {
            note(id)
            return reject(.malformed(line: line, column: "known", text: since))
        }
        let text = y.trimmed
        if LongForm.missing.contains(text.lowercased()) {
            append(id: id, time: time, value: nil, known: knownTime)
        } else if let value = Double(text) {
            append(id: id, time: time, value: value, known: knownTime)
        } else {
            add(.init(time, nil), knownTime, id)
            reject(.malformed(line: line, column: "y", text: y))
        }
    }

    /// Adds a row that has been read; a value that is missing or not finite is a gap.
    public mutating func append(id: String, time: Timestamp, value: Double?, known: Timestamp? = nil) {
        let entry = Observations.Entry(time, value)
        if entry.value == nil { missingCount += 1 }
        add(entry, known, id)
    }

    /// Adds rows of one series that have been read.
    public mutating func append(id: String, _ entries: [Observations.Entry]) {
        missingCount += entries.count { $0.value == nil }
        note(id)
        rows[id]?.append(entries)
    }

    /// The observations of one series.
    ///
    /// - Throws: ``TimeSeriesError/empty`` if it has no value, ``TimeSeriesError/duplicate(at:)`` if a time stands twice.
    public func observations(_ id: String) throws(TimeSeriesError) -> Observations {
        try (rows[id] ?? SeriesRows(id)).observations()
    }

    /// Takes out the first series, which are then forgotten; what was wrong with their rows stays counted.
    ///
    /// - Precondition: There are so many.
    public mutating func removeFirst(_ count: Int) -> [SeriesRows] {
        let taken = order[..<count].map { rows.removeValue(forKey: $0) ?? SeriesRows($0) }
        order.removeFirst(count)
        return taken
    }

    /// The series that can be used, and why the others cannot.
    ///
    /// - Parameters:
    ///   - frequency: The spacing of all; `nil` infers it for each.
    ///   - filling: How gaps are filled.
    ///   - maximumGap: The longest gap that may be filled; `nil` for any.
    /// - Returns: Both in order of appearance.
    public func resolved(
        frequency: Frequency? = nil, filling: GapFilling = .linear, maximumGap: Int? = nil
    ) -> (usable: [(id: String, filled: FilledSeries)], unusable: [(id: String, error: TimeSeriesError)]) {
        var usable: [(id: String, filled: FilledSeries)] = []
        var unusable: [(id: String, error: TimeSeriesError)] = []
        for id in order {
            do throws(TimeSeriesError) {
                let filled = try observations(id).series(
                    frequency: frequency, filling: filling, maximumGap: maximumGap)
                usable.append((id, filled))
            } catch {
                unusable.append((id, error))
            }
        }
        return (usable, unusable)
    }

    private static let missing: Set<String> = ["", "na", "n/a", "nan", "null", "none", "inf", "-inf", "+inf"]

    private mutating func add(_ entry: Observations.Entry, _ known: Timestamp?, _ id: String) {
        note(id)
        rows[id]?.append(entry, known: known)
    }

    private mutating func note(_ id: String) {
        guard rows[id] == nil else { return }
        order.append(id)
        rows[id] = SeriesRows(id)
    }

    private mutating func reject(_ error: TimeSeriesError) {
        malformedCount += 1
        if malformed.count < LongForm.shownCount { malformed.append(error) }
    }
}

extension String {
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return first == startIndex && index(after: last) == endIndex ? self : String(self[first...last])
    }
}
