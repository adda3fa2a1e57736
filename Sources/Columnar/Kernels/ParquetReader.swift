internal import CArrow

/// A Parquet file as batches of some of its columns, in bounded memory.
///
///     let reader = try ParquetReader(path: "bill.parquet")
///     try reader.select([0, 3])
///     while try reader.next() > 0 { let costs = reader.doubles(1) }
@safe public final class ParquetReader {
    /// The file.
    public let path: String
    /// The columns of the file.
    public let columns: [ParquetColumn]
    /// Rows of the file.
    public let rowCount: Int
    /// Rows of the batch at hand.
    public private(set) var batchRows = 0
    private let handle: OpaquePointer
    private var selected: [Int] = []

    /// Opens a file and reads its schema.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``ColumnarError/cannotRead(path:reason:)`` if it is no complete Parquet file.
    public init(path: String) throws(ColumnarError) {
        var message = Message()
        var handle: OpaquePointer?
        // SAFETY: the path lives through the call; the handle is owned by this object and closed once, in deinit.
        let status = unsafe carrow_reader_open(path, &handle, &message.raw)
        guard status == 0, let handle = unsafe handle else {
            throw .cannotRead(path: path, reason: message.text)
        }
        unsafe self.handle = unsafe handle
        self.path = path
        // SAFETY: the handle is open, and the indices are those of its columns; texts are copied.
        rowCount = Int(unsafe carrow_reader_rows(handle))
        columns = (0..<(unsafe carrow_reader_columns(handle))).map { i in
            let kinds: [ParquetColumn.Kind] = [.text, .number, .instant, .other]
            return ParquetColumn(
                name: unsafe String(cString: carrow_reader_name(handle, i)),
                kind: kinds[Int(unsafe carrow_reader_kind(handle, i))],
                type: unsafe String(cString: carrow_reader_type(handle, i)))
        }
    }

    deinit {
        // SAFETY: opened in init, closed here only.
        unsafe carrow_reader_close(handle)
    }

    /// Chooses the columns that batches hold and starts at the first row.
    ///
    /// - Parameters:
    ///   - columns: Indices into ``columns``, each once, at least one.
    ///   - batchRows: Rows of a batch at most.
    ///   - threads: Threads that decode.
    /// - Throws: ``ColumnarError/cannotRead(path:reason:)``.
    public func select(_ columns: [Int], batchRows: Int = 32_768, threads: Int = 1) throws(ColumnarError) {
        precondition(
            !columns.isEmpty && columns.allSatisfy(self.columns.indices.contains), "columns of the file")
        var message = Message()
        // SAFETY: the indices live through the call, and their number is passed.
        let status = unsafe carrow_reader_select(
            handle, columns.map(Int32.init), Int32(columns.count), Int64(batchRows), Int32(threads),
            &message.raw)
        guard status == 0 else { throw .cannotRead(path: path, reason: message.text) }
        selected = columns
    }

    /// Reads the next batch.
    ///
    /// - Returns: Its rows; 0 at the end.
    /// - Throws: ``ColumnarError/cannotRead(path:reason:)`` if the file is damaged.
    public func next() throws(ColumnarError) -> Int {
        precondition(!selected.isEmpty, "columns are selected")
        var message = Message()
        // SAFETY: the handle is open.
        let rows = unsafe carrow_reader_next(handle, &message.raw)
        guard rows >= 0 else { throw .cannotRead(path: path, reason: message.text) }
        batchRows = Int(rows)
        return batchRows
    }

    /// The codes of text column `k` (of the selected ones) in a dictionary that outlives batches.
    ///
    /// `memory` remembers what the last batch had, so that its texts are looked up once.
    ///
    /// - Parameters:
    ///   - k: A selected column that can be read as text.
    ///   - dictionary: Gets the new texts.
    ///   - memory: What was looked up for this column; start with an empty one whenever the dictionary is a new one.
    ///   - codes: Gets one code a row, 0 for null and for the empty text.
    public func encode(
        _ k: Int, in dictionary: inout TextDictionary, memory: inout TextMemory, into codes: inout [UInt32]
    ) {
        precondition(
            selected.indices.contains(k) && columns[selected[k]].isReadableAsText && batchRows > 0,
            "a selected column that is readable as text, and a batch")
        var count: Int64 = 0
        var kept: Int64 = 0
        // SAFETY: the handle is open and has a batch, `k` is a selected text column.
        unsafe carrow_reader_texts(handle, Int32(k), &count, &kept)
        if memory.codes.count != Int(kept) { memory.codes.removeAll(keepingCapacity: true) }
        for i in memory.codes.count..<Int(count) {
            var size: Int64 = 0
            // SAFETY: `i` is below the count; the bytes live until the next batch and are copied at once.
            let code = unsafe dictionary.code(
                of: UnsafeBufferPointer(
                    start: carrow_reader_text(handle, Int32(k), Int64(i), &size), count: Int(size)
                ).span)
            memory.codes.append(code)
        }
        let rows = batchRows
        if codes.count != rows { codes = [UInt32](repeating: 0, count: rows) }
        // SAFETY: the map has a code for every text of the batch, and `codes` has room for every row.
        unsafe carrow_reader_codes(handle, Int32(k), memory.codes, &codes)
    }

    /// The texts of selected column `k`; `nil` for null.
    public func texts(_ k: Int) -> [String?] {
        var dictionary = TextDictionary()
        var memory = TextMemory()
        var codes: [UInt32] = []
        encode(k, in: &dictionary, memory: &memory, into: &codes)
        let values = dictionary.texts
        return codes.map { $0 == 0 ? nil : values[Int($0) - 1] }
    }

    /// The numbers of selected column `k` as whole numbers of 10⁻¹⁸; adds to the residue of `column`.
    public func decimals(_ k: Int, into column: inout DecimalColumn) {
        require(k, .number)
        let rows = batchRows
        if column.units.count != rows {
            column.units = [Int128](repeating: 0, count: rows)
            column.states = [UInt8](repeating: 0, count: rows)
        }
        // SAFETY: both arrays have room for every row; an Int128 is 16 bytes, little endian.
        unsafe carrow_reader_units(handle, Int32(k), &column.units, &column.states, &column.residue)
    }

    /// The numbers of selected column `k` as doubles; NaN for null.
    public func doubles(_ k: Int) -> [Double] {
        require(k, .number)
        var values = [Double](repeating: 0, count: batchRows)
        // SAFETY: the array has room for every row.
        unsafe carrow_reader_doubles(handle, Int32(k), &values)
        return values
    }

    /// The instants of selected column `k` in microseconds since 1970-01-01 UTC; ``nullInstant`` for null.
    public func microseconds(_ k: Int, into values: inout [Int64]) {
        require(k, .instant)
        if values.count != batchRows { values = [Int64](repeating: 0, count: batchRows) }
        // SAFETY: the array has room for every row.
        unsafe carrow_reader_microseconds(handle, Int32(k), &values)
    }

    /// Stands for null in ``microseconds(_:into:)``.
    public static let nullInstant = Int64.min

    private func require(_ k: Int, _ kind: ParquetColumn.Kind) {
        precondition(
            selected.indices.contains(k) && columns[selected[k]].kind == kind && batchRows > 0,
            "a selected column of the right kind, and a batch")
    }
}

/// What ``ParquetReader/encode(_:in:memory:into:)`` looked up for one column.
public struct TextMemory: Sendable {
    var codes: [UInt32] = []

    /// Nothing looked up yet.
    public init() {}
}
