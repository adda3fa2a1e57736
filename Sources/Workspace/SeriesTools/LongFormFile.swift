internal import Columnar
internal import Foundation
internal import TimeSeries

/// A file of rows `unique_id,ds,y`, read in batches: CSV, CSV.gz or Parquet.
///
/// A column `known`, where there is one, says when each row became known.
struct LongFormFile {
    private enum Source {
        case csv(CSVReader)
        case parquet(ParquetReader, hasTexts: [Bool])
    }

    private static let columns = ["unique_id", "ds", "y"]
    private static let vintage = "known"

    /// Rows that have been read and not been taken out.
    var rows = LongForm()
    /// The series of the last row that has been read.
    private(set) var last: String?
    private let path: String
    private let source: Source
    /// Where the columns stand in a batch, `known` last if there is one.
    private let places: [Int]
    private var batch = CSVBatch()
    private var line = 1
    private var unreadable: [String] = []
    private var unreadableCount = 0

    /// Opens a file.
    init(_ path: String) throws(WorkspaceError) {
        self.path = path
        (source, places) = try Self.reading(path) {
            try ColumnFile.isParquet(path) ? Self.parquet(path) : Self.csv(path)
        }
    }

    private static func csv(_ path: String) throws -> (Source, [Int]) {
        let reader = try CSVReader(path: path)
        return (.csv(reader), try Self.places(in: reader.header))
    }

    private static func parquet(_ path: String) throws -> (Source, [Int]) {
        let reader = try ParquetReader(path: path)
        let places = try Self.places(in: reader.columns.map(\.name))
        try ColumnFile.require(
            reader, places[0], reader.columns[places[0]].isReadableAsText, "text or whole numbers")
        for place in [places[1]] + places.dropFirst(3) {
            let kind = reader.columns[place].kind
            try ColumnFile.require(reader, place, kind == .instant || kind == .text, "dates, times or texts")
        }
        try ColumnFile.require(reader, places[2], reader.columns[places[2]].kind == .number, "numbers")
        try reader.select(places)
        let hasTexts = places.map { reader.columns[$0].kind == .text }
        return (.parquet(reader, hasTexts: hasTexts), Array(places.indices))
    }

    private static func places(in header: [String]) throws(TimeSeriesError) -> [Int] {
        var places: [Int] = []
        for name in columns { places.append(try ColumnFile.place(name, in: header)) }
        return places + (header.firstIndex(of: vintage).map { [$0] } ?? [])
    }

    /// Reads a batch of rows more; `false` at the end of the file.
    mutating func next() throws(WorkspaceError) -> Bool {
        switch source {
        case .csv(let reader):
            guard try Self.reading(path, { try reader.next(&batch) }) else { return false }
            takeCSV()
        case .parquet(let reader, let hasTexts):
            guard try Self.reading(path, { try reader.next() }) > 0 else { return false }
            takeParquet(reader, hasTexts)
        }
        return true
    }

    private mutating func takeCSV() {
        for row in 0..<batch.count {
            let id = batch.text(row, places[0])
            last = id
            rows.append(
                id: id, ds: batch.text(row, places[1]), y: batch.text(row, places[2]),
                known: places.count > 3 ? batch.text(row, places[3]) : nil, line: batch.lines[row])
        }
        unreadableCount += batch.problems.count
        for problem in batch.problems.prefix(max(0, LongForm.shownCount - unreadable.count)) {
            unreadable.append("line \(problem.line): \(problem.reason)")
        }
    }

    private mutating func takeParquet(_ reader: ParquetReader, _ hasTexts: [Bool]) {
        var dictionary = TextDictionary()
        var memory = TextMemory()
        var codes: [UInt32] = []
        reader.encode(0, in: &dictionary, memory: &memory, into: &codes)
        let names = [""] + dictionary.texts
        let times = Times(reader, 1, isText: hasTexts[1])
        let known = places.count > 3 ? Times(reader, 3, isText: hasTexts[3]) : nil
        let values = reader.doubles(2)
        var run: [Observations.Entry] = []
        for row in codes.indices {
            line += 1
            let id = names[Int(codes[row])]
            let since = known?.isPresent(row) == true ? known?.time(row) : nil
            if let time = times.time(row), known?.isPresent(row) != true || since != nil {
                if since == nil {
                    run.append(.init(time, values[row]))
                } else {
                    rows.append(id: id, time: time, value: values[row], known: since)
                }
            } else {
                rows.append(id: id, ds: times.text(row), y: "", known: known?.text(row), line: line)
            }
            // Rows of one series are handed over at once.
            if row + 1 == codes.count || codes[row + 1] != codes[row], !run.isEmpty {
                rows.append(id: id, run)
                run.removeAll(keepingCapacity: true)
            }
        }
        last = names[Int(codes[codes.count - 1])]
    }

    /// What was wrong with rows, one line each.
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

    private static func reading<Value>(_ path: String, _ body: () throws -> Value) throws(WorkspaceError)
        -> Value
    {
        do { return try body() } catch {
            throw WorkspaceError(.data, error is TimeSeriesError ? "\(path): \(error)" : "\(error)")
        }
    }
}

/// A column of times of a Parquet batch.
private struct Times {
    private var instants: [Int64] = []
    private let texts: [String?]

    init(_ reader: ParquetReader, _ column: Int, isText: Bool) {
        texts = isText ? reader.texts(column) : []
        if !isText { reader.microseconds(column, into: &instants) }
    }

    func isPresent(_ row: Int) -> Bool {
        texts.isEmpty ? instants[row] != ParquetReader.nullInstant : texts[row] != nil
    }

    func time(_ row: Int) -> Timestamp? {
        texts.isEmpty ? ColumnFile.time(microseconds: instants[row]) : texts[row].flatMap { Timestamp($0) }
    }

    /// The time as it was written, where it was.
    func text(_ row: Int) -> String { texts.isEmpty ? "" : texts[row] ?? "" }
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
