internal import CArrow

/// Writes a Parquet file, one row group a call: equal calls make equal bytes.
///
///     let writer = try ParquetWriter(path: "lake.parquet", fields: [ParquetField("day", .day)])
///     try writer.write([.days([20_618, 20_619])])
///     try writer.close()
@safe public final class ParquetWriter {
    /// How pages are compressed.
    public enum Compression: Sendable, Hashable {
        case none
        case snappy
        case zstd
    }

    /// The file.
    public let path: String
    private let fields: [ParquetField]
    private var handle: OpaquePointer?

    /// Opens a file; what it held is lost.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - fields: Its columns.
    ///   - compression: How pages are compressed.
    /// - Throws: ``ColumnarError/cannotWrite(path:reason:)``.
    public init(path: String, fields: [ParquetField], compression: Compression = .zstd) throws(ColumnarError)
    {
        precondition(!fields.isEmpty, "at least one column")
        self.path = path
        self.fields = fields
        let codecs: [Compression: Int] = [
            .none: CARROW_UNCOMPRESSED, .snappy: CARROW_SNAPPY, .zstd: CARROW_ZSTD,
        ]
        let codec = Int32(codecs[compression] ?? CARROW_ZSTD)
        var message = Message()
        var handle: OpaquePointer?
        // SAFETY: names and fields live through the call, which copies them; the handle is closed once.
        let status = unsafe ParquetWriter.withFields(fields[...], []) { list in
            unsafe carrow_writer_open(path, list, Int32(list.count), codec, &handle, &message.raw)
        }
        guard status == 0 else { throw .cannotWrite(path: path, reason: message.text) }
        unsafe self.handle = unsafe handle
    }

    deinit {
        var message = Message()
        // SAFETY: closed here only if `close` was not called.
        if let handle = unsafe handle { _ = unsafe carrow_writer_close(handle, &message.raw) }
    }

    /// Writes some rows as one row group.
    ///
    /// - Parameter columns: The values of every field, all of the same number of rows.
    /// - Throws: ``ColumnarError/cannotWrite(path:reason:)`` if the disk refuses.
    public func write(_ columns: [ParquetValues]) throws(ColumnarError) {
        precondition(
            columns.map(\.kind) == fields.map(\.kind) && Set(columns.map(\.count)).count == 1,
            "values of every field, as many of each")
        guard let handle = unsafe handle else { preconditionFailure("an open writer") }
        let rows = Int64(columns[0].count)
        var message = Message()
        // SAFETY: all columns live through the call, and each has a value for every row.
        let status = unsafe ParquetWriter.withValues(columns[...], []) { list in
            unsafe carrow_writer_write(handle, rows, list, &message.raw)
        }
        guard status == 0 else { throw .cannotWrite(path: path, reason: message.text) }
    }

    /// Ends the file.
    ///
    /// - Throws: ``ColumnarError/cannotWrite(path:reason:)`` if the disk refuses.
    public func close() throws(ColumnarError) {
        guard let open = unsafe handle else { return }
        unsafe handle = nil
        var message = Message()
        // SAFETY: the handle is open and forgotten above, so that it is closed once.
        let status = unsafe carrow_writer_close(open, &message.raw)
        guard status == 0 else { throw .cannotWrite(path: path, reason: message.text) }
    }

    private static func withFields(
        _ fields: ArraySlice<ParquetField>, _ done: [carrow_field], _ body: ([carrow_field]) -> Int32
    ) -> Int32 {
        guard let field = fields.first else { return unsafe body(done) }
        let kinds: [ParquetField.Kind: Int] = [
            .text: CARROW_WRITE_TEXT, .decimal: CARROW_WRITE_DECIMAL, .day: CARROW_WRITE_DAY,
            .integer: CARROW_WRITE_INTEGER, .instant: CARROW_WRITE_INSTANT, .double: CARROW_WRITE_DOUBLE,
        ]
        let kind = Int32(kinds[field.kind] ?? CARROW_WRITE_DOUBLE)
        return unsafe field.name.withCString { name in
            let entry = unsafe carrow_field(name: name, kind: kind, nullable: field.isNullable ? 1 : 0)
            return unsafe withFields(fields.dropFirst(), done + [entry], body)
        }
    }

    /// Calls `body` with pointers to all columns: each level of recursion keeps one column in place.
    private static func withValues(
        _ columns: ArraySlice<ParquetValues>, _ done: [carrow_values], _ body: ([carrow_values]) -> Int32
    ) -> Int32 {
        guard let column = columns.first else { return unsafe body(done) }
        let rest = columns.dropFirst()
        switch column {
        case .text(let codes, let values):
            return unsafe withTexts(codes, values) { unsafe withValues(rest, done + [$0], body) }
        case .decimals(let values, let isKnown):
            return unsafe withPlain(values, isKnown) { unsafe withValues(rest, done + [$0], body) }
        case .days(let values, let isKnown):
            return unsafe withPlain(values, isKnown) { unsafe withValues(rest, done + [$0], body) }
        case .integers(let values, let isKnown), .instants(let values, let isKnown):
            return unsafe withPlain(values, isKnown) { unsafe withValues(rest, done + [$0], body) }
        case .doubles(let values, let isKnown):
            return unsafe withPlain(values, isKnown) { unsafe withValues(rest, done + [$0], body) }
        }
    }

    private static func withTexts(
        _ codes: [UInt32], _ values: [String], _ body: (carrow_values) -> Int32
    ) -> Int32 {
        var bytes: [UInt8] = []
        var offsets: [Int64] = [0]
        for value in values {
            bytes.append(contentsOf: value.utf8)
            offsets.append(Int64(bytes.count))
        }
        return unsafe withStart(of: codes) { codes in
            unsafe withStart(of: bytes) { start in
                unsafe offsets.withUnsafeBufferPointer { offsets in
                    unsafe body(
                        carrow_values(
                            values: codes, valid: nil,
                            text_bytes: start.assumingMemoryBound(to: UInt8.self),
                            text_offsets: offsets.baseAddress, text_count: Int64(values.count)))
                }
            }
        }
    }

    private static func withPlain<Value>(
        _ values: [Value], _ isKnown: [Bool]?, _ body: (carrow_values) -> Int32
    ) -> Int32 {
        unsafe withStart(of: values) { start in
            guard let isKnown else {
                return unsafe body(
                    carrow_values(
                        values: start, valid: nil, text_bytes: nil, text_offsets: nil, text_count: 0))
            }
            precondition(isKnown.count == values.count, "whether each value is known")
            return unsafe withStart(of: isKnown.map { $0 ? 1 : 0 } as [UInt8]) { valid in
                unsafe body(
                    carrow_values(
                        values: start, valid: valid.assumingMemoryBound(to: UInt8.self), text_bytes: nil,
                        text_offsets: nil, text_count: 0))
            }
        }
    }

    /// The address of the first element; of a spare byte when there is none.
    private static func withStart<Value>(
        of values: [Value], _ body: (UnsafeRawPointer) -> Int32
    ) -> Int32 {
        unsafe values.withUnsafeBytes { bytes in
            if let base = bytes.baseAddress { return unsafe body(base) }
            return unsafe withUnsafeBytes(of: UInt64(0)) { spare in
                guard let base = spare.baseAddress else { return -1 }
                return unsafe body(base)
            }
        }
    }
}
