/// What can be wrong with a file of columns.
public enum ColumnarError: Error, Sendable, Hashable {
    /// The file cannot be opened.
    case cannotOpen(path: String, reason: String)
    /// The file cannot be read on.
    case cannotRead(path: String, reason: String)
    /// The file cannot be written.
    case cannotWrite(path: String, reason: String)
    /// The file ends in the middle.
    case truncated(path: String)
    /// There is not even a header line.
    case empty(path: String)
    /// A quote is not closed before the file ends; `line` is where it opens.
    case openQuote(path: String, line: Int)
    /// One record is longer than what is read as one.
    case recordTooLong(path: String, line: Int, limitBytes: Int)
    /// A column cannot be read as what is needed.
    case wrongType(path: String, column: String, needed: String, got: String)
}

extension ColumnarError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "\(path): cannot be opened: \(reason); check the path and the permissions"
        case .cannotRead(let path, let reason):
            "\(path): cannot be read: \(reason); fetch or export the file again"
        case .cannotWrite(let path, let reason):
            "\(path): cannot be written: \(reason); check the free space and the permissions"
        case .truncated(let path):
            "\(path): needs a complete file, got one that ends in the middle; fetch or export it again"
        case .empty(let path): "\(path): needs a header line, got an empty file; fetch or export it again"
        case .openQuote(let path, let line):
            "\(path):\(line): needs a closing quote, got the end of the file; export the file again"
        case .recordTooLong(let path, let line, let limit):
            "\(path):\(line): needs records of at most \(limit) bytes, got a longer one; look for a quote out of place"
        case .wrongType(let path, let column, let needed, let got):
            "\(path): column \(column) needs \(needed), got \(got); export the column with that type"
        }
    }
}
