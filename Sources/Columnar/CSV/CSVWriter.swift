/// Writes a CSV file, plain or gzip: fields are quoted where RFC 4180 asks for it, lines end with LF.
///
///     let writer = try CSVWriter(path: "bill.csv.gz", header: ["day", "cost"], compression: .gzip)
///     writer.field("2026-06-14")
///     writer.field("12.50")
///     try writer.endRecord()
///     try writer.close()
public final class CSVWriter {
    /// Whether the bytes are compressed.
    public enum Compression: Sendable, Hashable {
        case none
        case gzip
    }

    private let sink: FileSink
    private let width: Int
    private var buffer: [UInt8] = []
    private var fieldCount = 0

    /// Opens a file and writes its header.
    ///
    /// - Parameters:
    ///   - path: The file; what it held is lost.
    ///   - header: The names of the columns.
    ///   - compression: Whether to compress.
    /// - Throws: ``ColumnarError/cannotWrite(path:reason:)``.
    public init(path: String, header: [String], compression: Compression = .none) throws(ColumnarError) {
        sink = try FileSink(path: path, gzipLevel: compression == .gzip ? 6 : 0)
        width = header.count
        buffer.reserveCapacity(1 << 20)
        for name in header { field(name) }
        try endRecord()
    }

    /// Adds a text to the record.
    public func field(_ text: some StringProtocol) {
        field(utf8: text.utf8)
    }

    /// Adds an empty field: null.
    public func null() {
        separate()
    }

    /// Adds bytes of UTF-8 to the record.
    public func field(utf8 text: some Collection<UInt8>) {
        separate()
        let start = buffer.count
        buffer.append(contentsOf: text)
        var needsQuotes = false
        for i in start..<buffer.count {
            let byte = buffer[i]
            if byte <= 0x2C, byte == 0x22 || byte == 0x2C || byte == 0x0A || byte == 0x0D {
                needsQuotes = true
                break
            }
        }
        if needsQuotes { quote(from: start) }
    }

    /// Ends the record.
    ///
    /// - Throws: ``ColumnarError/cannotWrite(path:reason:)`` if the disk refuses.
    /// - Precondition: The record has as many fields as the header.
    public func endRecord() throws(ColumnarError) {
        precondition(fieldCount == width, "a record of \(width) fields")
        fieldCount = 0
        buffer.append(CSVScanKernel.newline)
        guard buffer.count >= 1 << 20 else { return }
        try sink.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left and closes the file.
    ///
    /// - Throws: ``ColumnarError/cannotWrite(path:reason:)`` if the disk refuses.
    public func close() throws(ColumnarError) {
        try sink.write(buffer)
        buffer.removeAll()
        try sink.close()
    }

    private func separate() {
        if fieldCount > 0 { buffer.append(UInt8(ascii: ",")) }
        fieldCount += 1
    }

    private func quote(from start: Int) {
        let text = Array(buffer[start...])
        buffer.removeLast(text.count)
        buffer.append(CSVScanKernel.quote)
        for byte in text {
            if byte == CSVScanKernel.quote { buffer.append(byte) }
            buffer.append(byte)
        }
        buffer.append(CSVScanKernel.quote)
    }
}
