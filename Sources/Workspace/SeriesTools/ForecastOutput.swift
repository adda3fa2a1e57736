internal import Columnar
internal import Foundation
internal import TimeSeries

/// Takes rows of forecasts as they are made and brings them where they should go: as text, or to a CSV, CSV.gz or Parquet file.
///
/// A file is written beside its place and put there when it is complete, so that a reader never sees a part of it.
struct ForecastOutput {
    private enum Target {
        case csv([UInt8])
        case table(CellTable, OutputFormat)
        case bytes(ByteFile)
        case parquet(ParquetFile)
    }

    private let columns: ForecastColumns
    private var target: Target

    /// Rows as text; or to the file at a path that ends in `.csv.gz` or `.parquet`, or takes CSV and is no pipe.
    init(_ columns: ForecastColumns, format: OutputFormat, path: String?) throws(WorkspaceError) {
        self.columns = columns
        let isReplaced = try path.map { path throws(WorkspaceError) in try OutputFile(path: path).isReplaced }
        switch path.map(SeriesFile.init) {
        case .parquet(let path)?: target = .parquet(try ParquetFile(path, columns))
        case .gzip(let path)?: target = .bytes(try ByteFile(path, header: columns.names, .gzip))
        case .text(let path)? where format == .csv && isReplaced == true:
            target = .bytes(try ByteFile(path, header: columns.names, .none))
        case nil, .text?:
            if format == .csv {
                target = .csv(Array((columns.names.joined(separator: ",") + "\n").utf8))
            } else {
                let texts = columns.names.prefix(2 + columns.labels.count).map { TextTable.Column($0) }
                let numbers = columns.numbers.map { TextTable.Column($0, isNumber: true) }
                target = .table(CellTable(columns: texts + numbers), format)
            }
        }
    }

    /// Whether rows go to a file as they are made, not into a text.
    var isFile: Bool {
        switch target {
        case .csv, .table: false
        case .bytes, .parquet: true
        }
    }

    /// Takes the rows of some forecasts.
    mutating func write(_ all: [ForecastRows]) throws(WorkspaceError) {
        switch target {
        case .csv(var bytes):
            target = .csv([])
            for rows in all { rows.appendCSV(to: &bytes) }
            target = .csv(bytes)
        case .table(var table, let format):
            target = .csv([])
            for rows in all { rows.append(to: &table) }
            target = .table(table, format)
        case .bytes(let file): try file.write(all)
        case .parquet(let file): try file.write(all)
        }
    }

    /// Ends the file; gives the text where there is no file.
    func finish() throws(WorkspaceError) -> String {
        switch target {
        case .csv(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .table(let table, let format): return table.text(format)
        case .bytes(let file): try file.finish()
        case .parquet(let file): try file.finish()
        }
        return ""
    }
}

/// What a file's name says about its form.
public enum SeriesFile: Sendable, Hashable {
    case parquet(String)
    case gzip(String)
    case text(String)

    /// The form of the file at this path.
    public init(_ path: String) {
        let lowered = path.lowercased()
        if lowered.hasSuffix(".parquet") {
            self = .parquet(path)
        } else if lowered.hasSuffix(".csv.gz") {
            self = .gzip(path)
        } else {
            self = .text(path)
        }
    }
}

/// A place that a file will have once it is complete.
private struct PendingFile {
    let place: URL
    let part: URL

    init(_ path: String) throws(WorkspaceError) {
        _ = try OutputFile(path: path)
        place = URL(filePath: path).resolvingSymlinksInPath()
        part = place.deletingLastPathComponent()
            .appending(path: ".\(place.lastPathComponent).\(UUID().uuidString).part")
    }

    func complete() throws(WorkspaceError) {
        try writing { try FileReplacement.move(part.path, to: place.path) }
    }

    func giveUp() { try? FileManager.default.removeItem(at: part) }
}

/// CSV or CSV.gz, row by row.
private final class ByteFile {
    private let file: PendingFile
    private let writer: CSVWriter
    private var isComplete = false

    init(_ path: String, header: [String], _ compression: CSVWriter.Compression) throws(WorkspaceError) {
        let pending = try PendingFile(path)
        file = pending
        writer = try writing {
            try CSVWriter(path: pending.part.path, header: header, compression: compression)
        }
    }

    deinit { if !isComplete { file.giveUp() } }

    func write(_ all: [ForecastRows]) throws(WorkspaceError) {
        let writer = writer
        try writing {
            for rows in all {
                let texts = ([rows.id] + rows.labels).map { TextTable.withoutFormula($0) }
                for row in rows.times.indices {
                    writer.field(texts[0])
                    writer.field(rows.time(row))
                    for text in texts.dropFirst() { writer.field(text) }
                    for column in rows.numbers {
                        if column[row].isFinite {
                            writer.field(column[row].description)
                        } else {
                            writer.null()
                        }
                    }
                    try writer.endRecord()
                }
            }
        }
    }

    func finish() throws(WorkspaceError) {
        let writer = writer
        try writing { try writer.close() }
        try file.complete()
        isComplete = true
    }
}

/// Parquet, one row group for the rows of some series.
private final class ParquetFile {
    /// Rows that a row group has at least, but the last.
    private static let groupRows = 1 << 17

    private let file: PendingFile
    private let writer: ParquetWriter
    private let columns: ForecastColumns
    private var waiting: [ForecastRows] = []
    private var waitingCount = 0
    private var isComplete = false

    init(_ path: String, _ columns: ForecastColumns) throws(WorkspaceError) {
        self.columns = columns
        let pending = try PendingFile(path)
        file = pending
        let fields =
            [ParquetField("unique_id", .text), .init("ds", columns.hasHours ? .instant : .day)]
            + columns.labels.map { ParquetField($0, .text) }
            + columns.numbers.map { ParquetField($0, .double, isNullable: true) }
        writer = try writing { try ParquetWriter(path: pending.part.path, fields: fields) }
    }

    deinit { if !isComplete { file.giveUp() } }

    func write(_ all: [ForecastRows]) throws(WorkspaceError) {
        waiting += all
        waitingCount += all.reduce(0) { $0 + $1.times.count }
        if waitingCount >= Self.groupRows { try flush() }
    }

    func finish() throws(WorkspaceError) {
        if waitingCount > 0 { try flush() }
        let writer = writer
        try writing { try writer.close() }
        try file.complete()
        isComplete = true
    }

    private func flush() throws(WorkspaceError) {
        let (writer, values) = (writer, values)
        try writing { try writer.write(values) }
        waiting = []
        waitingCount = 0
    }

    private var values: [ParquetValues] {
        let times: ParquetValues =
            columns.hasHours
            ? .instants(waiting.flatMap { $0.times.map { Int64($0.secondsSinceEpoch) * 1_000_000 } })
            : .days(waiting.flatMap { $0.times.map { Int32($0.day.dayNumber) } })
        let labels = columns.labels.indices.map { k in texts { $0.labels[k] } }
        let numbers = columns.numbers.indices.map { k in
            let column = waiting.flatMap { $0.numbers[k] }
            return ParquetValues.doubles(
                column, isKnown: column.allSatisfy(\.isFinite) ? nil : column.map(\.isFinite))
        }
        return [texts(\.id), times] + labels + numbers
    }

    /// A text of each forecast in all its rows.
    private func texts(_ text: (ForecastRows) -> String) -> ParquetValues {
        var codes: [UInt32] = []
        codes.reserveCapacity(waitingCount)
        var known: [String: UInt32] = [:]
        var values: [String] = []
        for rows in waiting {
            let value = text(rows)
            let code = known[value, default: UInt32(values.count + 1)]
            if code > values.count {
                values.append(value)
                known[value] = code
            }
            codes.append(contentsOf: repeatElement(code, count: rows.times.count))
        }
        return .text(codes: codes, values: values)
    }
}

private func writing<Value>(_ body: () throws -> Value) throws(WorkspaceError) -> Value {
    do { return try body() } catch { throw WorkspaceError(.disk, "\(error)") }
}
