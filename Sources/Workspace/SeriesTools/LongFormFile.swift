internal import Columnar
internal import Foundation
internal import TimeSeries

/// Reads files of rows `unique_id,ds,y`.
enum LongFormFile {
    /// The rows of a file and what was wrong with some of them.
    struct Contents: Sendable {
        var rows = LongForm()
        var unreadable: [String] = []
        var unreadableCount = 0

        /// What was wrong, one line each.
        var warnings: [String] {
            var lines: [String] = []
            if rows.missingCount > 0 { lines.append("\(rows.missingCount) rows without a finite y: gaps") }
            let count = rows.malformedCount + unreadableCount
            if count > 0 {
                lines.append("\(count) rows cannot be read: gaps where their time is known")
                lines += (unreadable + rows.malformed.map(\.description)).prefix(LongForm.shownCount)
                    .map { "  " + Terminal.safe($0) }
            }
            return lines
        }
    }

    static let columns = ["unique_id", "ds", "y"]

    /// The rows of a CSV, CSV.gz or Parquet file.
    static func read(_ path: String) throws(WorkspaceError) -> Contents {
        var contents = Contents()
        do {
            if ColumnFile.isParquet(path) {
                try readParquet(path, &contents)
            } else {
                try readCSV(path, &contents)
            }
        } catch let error as WorkspaceError {
            throw error
        } catch {
            throw WorkspaceError(.data, error is TimeSeriesError ? "\(path): \(error)" : "\(error)")
        }
        return contents
    }

    private static func readCSV(_ path: String, _ contents: inout Contents) throws {
        let reader = try CSVReader(path: path)
        let places = try columns.map { try ColumnFile.place($0, in: reader.header) }
        var batch = CSVBatch()
        while try reader.next(&batch) {
            for row in 0..<batch.count {
                contents.rows.append(
                    id: batch.text(row, places[0]), ds: batch.text(row, places[1]),
                    y: batch.text(row, places[2]),
                    line: batch.lines[row])
            }
            contents.note(batch.problems)
        }
    }

    private static func readParquet(_ path: String, _ contents: inout Contents) throws {
        let reader = try ParquetReader(path: path)
        let places = try columns.map { try ColumnFile.place($0, in: reader.columns.map(\.name)) }
        let ds = reader.columns[places[1]]
        try ColumnFile.require(
            reader, places[0], reader.columns[places[0]].isReadableAsText, "text or whole numbers")
        try ColumnFile.require(
            reader, places[1], ds.kind == .instant || ds.kind == .text, "dates, times or texts")
        try ColumnFile.require(reader, places[2], reader.columns[places[2]].kind == .number, "numbers")
        try reader.select(places)
        var instants: [Int64] = []
        var line = 1
        while try reader.next() > 0 {
            let ids = reader.texts(0)
            let values = reader.doubles(2)
            let texts = ds.kind == .text ? reader.texts(1) : []
            if ds.kind == .instant { reader.microseconds(1, into: &instants) }
            for row in ids.indices {
                line += 1
                let time: Timestamp? =
                    ds.kind == .text
                    ? texts[row].flatMap { Timestamp($0) } : ColumnFile.time(microseconds: instants[row])
                if let time {
                    contents.rows.append(id: ids[row] ?? "", time: time, value: values[row])
                } else {
                    let text = ds.kind == .text ? texts[row] ?? "" : ""
                    contents.rows.append(id: ids[row] ?? "", ds: text, y: "", line: line)
                }
            }
        }
    }
}

extension LongFormFile.Contents {
    /// Takes down rows that are no records.
    fileprivate mutating func note(_ problems: [CSVBatch.Problem]) {
        unreadableCount += problems.count
        for problem in problems.prefix(max(0, LongForm.shownCount - unreadable.count)) {
            unreadable.append("line \(problem.line): \(problem.reason)")
        }
    }
}

/// What readers of any columns share.
enum ColumnFile {
    /// Whether the file starts as Parquet does; `false` if it cannot be read, which its reader will explain.
    static func isParquet(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: 4)) == Data("PAR1".utf8)
    }

    /// Where the column stands.
    static func place(_ name: String, in header: [String]) throws(TimeSeriesError) -> Int {
        guard let place = header.firstIndex(of: name) else {
            throw .missingColumn(name, found: header.map { Terminal.safe($0) })
        }
        return place
    }

    /// Throws unless the column is of a type that can be used.
    static func require(_ reader: ParquetReader, _ place: Int, _ isRight: Bool, _ needed: String)
        throws(ColumnarError)
    {
        guard !isRight else { return }
        let column = reader.columns[place]
        throw .wrongType(path: reader.path, column: column.name, needed: needed, got: column.type)
    }

    /// The civil time in UTC; `nil` for null.
    static func time(microseconds: Int64) -> Timestamp? {
        guard microseconds != ParquetReader.nullInstant else { return nil }
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return Timestamp(secondsSinceEpoch: Int(seconds) - (rest < 0 ? 1 : 0))
    }
}
