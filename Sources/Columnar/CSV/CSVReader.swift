/// A CSV file, plain or gzip, as batches of records: RFC 4180 with LF or CRLF, a byte order mark allowed.
///
/// Fields are ranges of bytes, so that nothing is allocated for a field. A record with too few or too many fields is left
/// out and reported in the batch; a blank line is skipped. A last record with too few fields and no newline after it means
/// that the file is cut, which is an error.
public final class CSVReader {
    /// The file.
    public let path: String
    /// The names in the first line.
    public private(set) var header: [String] = []
    private let source: ByteSource
    private let separator: UInt8
    private var rest: [UInt8] = []
    private var line = 1
    private var isAtEnd = false

    /// Longest record that is read, in bytes.
    public static let recordLimitBytes = 64 << 20

    /// Opens a file and reads its header.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - separator: Between fields; a comma unless the file says otherwise.
    /// - Throws: ``ColumnarError``: the file cannot be opened or read, is empty, or its header does not end.
    public init(path: String, separator: UInt8 = UInt8(ascii: ",")) throws(ColumnarError) {
        self.path = path
        self.separator = separator
        source = try ByteSource(path: path)
        header = try readHeader()
    }

    /// Reads the next records into `batch`, replacing what it holds.
    ///
    /// - Parameter batch: Where the records go; reuse it, so that its memory is.
    /// - Returns: `false` at the end of the file; the batch is then empty.
    /// - Throws: ``ColumnarError``: the file ends within gzip data or a quote, or a record is too long.
    public func next(_ batch: inout CSVBatch) throws(ColumnarError) -> Bool {
        batch.width = header.count
        batch.count = 0
        batch.lines.removeAll(keepingCapacity: true)
        batch.problems.removeAll(keepingCapacity: true)
        return try fill(&batch)
    }

    private func fill(_ batch: inout CSVBatch) throws(ColumnarError) -> Bool {
        while true {
            if !isAtEnd {
                let chunk = try source.next()
                if chunk.isEmpty { isAtEnd = true } else { rest += chunk }
            }
            let size = rest.count
            guard size > 0 else { return false }
            swap(&batch.bytes, &rest)
            rest.removeAll(keepingCapacity: true)
            batch.bytes.append(CSVScanKernel.newline)
            batch.bytes.append(contentsOf: repeatElement(0, count: 8))
            let progress = CSVScanKernel.scan(
                &batch, size: size, separator: separator, isLast: isAtEnd, line: line)
            if isAtEnd, let opened = progress.openQuoteLine { throw .openQuote(path: path, line: opened) }
            if progress.isCut { throw .truncated(path: path) }
            rest.append(contentsOf: batch.bytes[progress.consumed..<size])
            line = progress.line
            if batch.count > 0 || !batch.problems.isEmpty { return true }
            if isAtEnd { return false }
            if rest.count > CSVReader.recordLimitBytes {
                throw .recordTooLong(path: path, line: line, limitBytes: CSVReader.recordLimitBytes)
            }
        }
    }

    /// The fields of the first line; what follows it stays in `rest`.
    private func readHeader() throws(ColumnarError) -> [String] {
        var isQuoted = false
        var scanned = 0
        while true {
            while scanned < rest.count {
                let byte = rest[scanned]
                if byte == CSVScanKernel.quote { isQuoted.toggle() }
                scanned += 1
                if byte == CSVScanKernel.newline, !isQuoted { return try split(headerBytes: scanned) }
            }
            let chunk = try source.next()
            if chunk.isEmpty {
                isAtEnd = true
                if isQuoted { throw .openQuote(path: path, line: 1) }
                guard !rest.isEmpty else { throw .empty(path: path) }
                return try split(headerBytes: rest.count)
            }
            rest += chunk
            if rest.count > CSVReader.recordLimitBytes, scanned == 0 {
                throw .recordTooLong(path: path, line: 1, limitBytes: CSVReader.recordLimitBytes)
            }
        }
    }

    private func split(headerBytes: Int) throws(ColumnarError) -> [String] {
        var text = Array(rest[..<headerBytes])
        rest.removeFirst(headerBytes)
        line += text.count { $0 == CSVScanKernel.newline }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        while let last = text.last, last == CSVScanKernel.newline || last == CSVScanKernel.carriageReturn {
            text.removeLast()
        }
        guard !text.isEmpty else { throw .empty(path: path) }
        return CSVLine.fields(text, separator: separator)
    }
}

/// One line of a CSV file, field by field: for headers.
enum CSVLine {
    static func fields(_ bytes: [UInt8], separator: UInt8) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if isQuoted, byte == CSVScanKernel.quote, i + 1 < bytes.count, bytes[i + 1] == byte {
                field.append(byte)
                i += 1
            } else if byte == CSVScanKernel.quote {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll()
            } else {
                field.append(byte)
            }
            i += 1
        }
        fields.append(String(decoding: field, as: UTF8.self))
        return fields
    }
}
