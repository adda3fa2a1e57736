/// The rows of one series as a file has them, before anything is made of them.
///
/// A value may be restated: rows of the same time then tell when each became known, and the newest counts.
public struct SeriesRows: Sendable, Hashable {
    /// The name of the series.
    public let id: String
    /// Times and values in the order of the file.
    public private(set) var entries: [Observations.Entry] = []
    /// When each entry became known, `nil` from the start; empty if no row says so.
    private var known: [Timestamp?] = []

    /// No rows.
    public init(_ id: String) { self.id = id }

    /// Whether any row says when it became known.
    public var hasVintages: Bool { !known.isEmpty }

    /// Adds a row.
    public mutating func append(_ entry: Observations.Entry, known time: Timestamp? = nil) {
        if time != nil || hasVintages {
            known += [Timestamp?](repeating: nil, count: entries.count - known.count)
            known.append(time)
        }
        entries.append(entry)
    }

    /// Adds rows that have been known from the start.
    public mutating func append(_ more: [Observations.Entry]) {
        if hasVintages { known += [Timestamp?](repeating: nil, count: more.count) }
        entries += more
    }

    /// The newest value of each time among those that were known before `end`.
    ///
    /// - Parameter end: The first moment whose knowledge does not count; `nil` for all that is known.
    /// - Returns: The observations; a value that was taken back is missing.
    /// - Throws: ``TimeSeriesError/empty`` if there is no value, ``TimeSeriesError/duplicate(at:)`` if two of one time became
    ///   known at once.
    public func observations(knownBefore end: Timestamp? = nil) throws(TimeSeriesError) -> Observations {
        guard hasVintages else { return try Observations(entries) }
        var newest: [Timestamp: Int] = [:]
        var tied: Set<Timestamp> = []
        for i in entries.indices where Self.isBefore(known[i], end) {
            let time = entries[i].time
            guard let other = newest[time] else {
                newest[time] = i
                continue
            }
            if known[other] == known[i] {
                tied.insert(time)
            } else if let since = known[i], Self.isBefore(known[other], since) {
                newest[time] = i
                tied.remove(time)
            }
        }
        if let time = tied.min() { throw .duplicate(at: time) }
        return try Observations(newest.values.sorted().map { entries[$0] })
    }

    /// Whether a time lies before an end: no time lies before all, no end after all.
    private static func isBefore(_ time: Timestamp?, _ end: Timestamp?) -> Bool {
        guard let time, let end else { return true }
        return time < end
    }
}
