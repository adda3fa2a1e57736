internal import TimeSeries

/// The series of a file one after another, in order of appearance, in memory for those at hand only.
///
/// Rows of a series have to stand together for that; where they do not, all rows can be held instead.
struct SeriesStream {
    /// What comes next.
    enum Batch {
        /// Series, none at the end of the file.
        case series([SeriesRows])
        /// A series came back after it had been handed out: its rows do not stand together.
        case scattered
    }

    private(set) var file: LongFormFile
    private let isHeld: Bool
    private var isAtEnd = false
    /// Hashes of the series that have been handed out; two names that share one pass for one that came back.
    private var seen: Set<Int> = []

    /// Starts to read a file; `isHeld` reads all of it before the first series is handed out.
    init(_ path: String, isHeld: Bool) throws(WorkspaceError) {
        file = try LongFormFile(path)
        self.isHeld = isHeld
    }

    /// The next `count` series, fewer at the end.
    mutating func next(_ count: Int) throws(WorkspaceError) -> Batch {
        while !isAtEnd, isHeld || complete < count { isAtEnd = try !file.next() }
        let taken = file.rows.removeFirst(min(count, complete))
        if !isHeld {
            for rows in taken where !seen.insert(rows.id.hashValue).inserted { return .scattered }
        }
        return .series(taken)
    }

    /// Series that no row to come can belong to, unless rows are scattered: all before the one that the last row is of.
    private var complete: Int {
        let ids = file.rows.ids
        if isAtEnd { return ids.count }
        return file.last.flatMap { ids.firstIndex(of: $0) } ?? 0
    }
}
