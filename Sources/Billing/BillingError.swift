public import Columnar
public import TimeSeries

/// What can be wrong with a delivery of bills, or with the lake.
public enum BillingError: Error, Sendable, Hashable {
    /// A file cannot be read as a table.
    case file(ColumnarError)
    /// Columns that a bill must have are not there.
    case missingColumns(path: String, columns: [String])
    /// The same column stands twice in a file.
    case duplicateColumn(path: String, column: String)
    /// There is no such file or folder.
    case noSuchFile(path: String)
    /// No bill is among the files.
    case nothingToRead(paths: [String], skipped: [String])
    /// The lake cannot be changed or read.
    case lake(path: String, reason: String)
    /// A snapshot that is asked for is not in the lake.
    case noSuchSnapshot(month: BillingPeriod, snapshotID: String)
}

extension BillingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .missingColumns(let path, let columns):
            "\(path): needs the FOCUS columns \(columns.joined(separator: ", ")), got none of them; "
                + "export a FOCUS Cost and Usage file"
        case .duplicateColumn(let path, let column):
            "\(path): needs each column once, got \(column) twice; remove one of them"
        case .noSuchFile(let path): "\(path): there is no such file or folder; check the path"
        case .nothingToRead(let paths, let skipped):
            "needs a FOCUS Cost and Usage file (.csv, .csv.gz, .parquet), got none in \(paths.joined(separator: ", "))"
                + (skipped.isEmpty ? "" : " (\(skipped.prefix(3).joined(separator: "; ")))")
        case .lake(let path, let reason):
            "\(path): the lake cannot be used: \(reason); check the free space and the permissions"
        case .noSuchSnapshot(let month, let id):
            "needs snapshot \(id) of \(month) in the lake, got none; ingest the bill again"
        }
    }
}
