/// Rows `unique_id,ds,y` on their way to a ``Panel``: bad rows become gaps, bad series are named, the others go on.
public struct LongForm: Sendable {
    /// The rows whose time or value cannot be read, the first of them with line and column.
    public private(set) var malformed: [TimeSeriesError] = []
    /// How many rows have a time or a value that cannot be read.
    public private(set) var malformedCount = 0
    /// How many rows have an empty value, `NA`, `null`, NaN or infinity.
    public private(set) var missingCount = 0
    private var order: [String] = []
    private var entries: [String: [Observations.Entry]] = [:]

    /// Malformed rows that are kept to be shown.
    public static let shownCount = 20

    /// No rows.
    public init() {}

    /// The names of the series so far, in order of appearance.
    public var ids: [String] { order }

    /// Adds a row as its texts; `line` is where it stands in the file.
    public mutating func append(id: String, ds: String, y: String, line: Int) {
        guard let time = Timestamp(ds.trimmed) else {
            // The series is known even if none of its rows can be read.
            note(id)
            return reject(.malformed(line: line, column: "ds", text: ds))
        }
        let text = y.trimmed
        if LongForm.missing.contains(text.lowercased()) {
            append(id: id, time: time, value: nil)
        } else if let value = Double(text) {
            append(id: id, time: time, value: value)
        } else {
            add(.init(time, nil), id)
            reject(.malformed(line: line, column: "y", text: y))
        }
    }

    /// Adds a row that has been read; a value that is missing or not finite is a gap.
    public mutating func append(id: String, time: Timestamp, value: Double?) {
        let entry = Observations.Entry(time, value)
        if entry.value == nil { missingCount += 1 }
        add(entry, id)
    }

    /// The observations of one series.
    ///
    /// - Throws: ``TimeSeriesError/empty`` if it has no value, ``TimeSeriesError/duplicate(at:)`` if a time stands twice.
    public func observations(_ id: String) throws(TimeSeriesError) -> Observations {
        try Observations(entries[id] ?? [])
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

    private mutating func add(_ entry: Observations.Entry, _ id: String) {
        note(id)
        entries[id]?.append(entry)
    }

    private mutating func note(_ id: String) {
        guard entries[id] == nil else { return }
        order.append(id)
        entries[id] = []
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
