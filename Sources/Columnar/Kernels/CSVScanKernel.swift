/// Finds records and fields in bytes, by RFC 4180.
enum CSVScanKernel {
    static let quote = UInt8(ascii: "\"")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// What scanning a block came to.
    struct Progress {
        /// Bytes of whole records.
        var consumed = 0
        /// The line after them.
        var line: Int
        /// Where the quote opened that the block does not close.
        var openQuoteLine: Int?
        /// Whether the file ends within a record: it has too few fields and no newline after it.
        var isCut = false
    }

    private struct Record {
        var fields = 0
        var end = 0
        var line = 0
        var isComplete = false
        var hasTextAfterQuote = false
        var hasDoubledQuotes = false
        var openQuoteLine: Int?
    }

    /// Scans the first `size` of the batch's bytes, of which at least 8 more must exist, the first of them a newline.
    ///
    /// At the end of the file (`isLast`) the newline after the bytes ends the last record.
    static func scan(_ batch: inout CSVBatch, size: Int, separator: UInt8, isLast: Bool, line: Int)
        -> Progress
    {
        var progress = Progress(line: line)
        let width = batch.width
        var position = 0
        while position < size {
            let offset = batch.count * width
            if offset + width > batch.starts.count {
                let more = max(width * 256, batch.starts.count)
                batch.starts.append(contentsOf: repeatElement(0, count: more))
                batch.ends.append(contentsOf: repeatElement(0, count: more))
            }
            let record = scanRecord(
                &batch, from: position, size: size, separator: separator, offset: offset, line: progress.line)
            guard record.isComplete || (isLast && record.openQuoteLine == nil) else {
                progress.openQuoteLine = record.openQuoteLine
                return progress
            }
            if !record.isComplete, record.fields < width {
                progress.isCut = true
                return progress
            }
            finish(record, in: &batch, from: position, offset: offset, line: progress.line)
            position = min(record.end, size)
            progress.consumed = position
            progress.line = record.line
        }
        return progress
    }

    private static func finish(
        _ record: Record, in batch: inout CSVBatch, from start: Int, offset: Int, line: Int
    ) {
        let isBlank =
            record.fields == 1 && batch.starts[offset] == batch.ends[offset] && batch.width > 1
        if isBlank { return }
        if record.hasTextAfterQuote {
            batch.problems.append(.init(line: line, reason: "needs a comma after a closing quote, got text"))
        } else if record.fields != batch.width {
            batch.problems.append(
                .init(line: line, reason: "needs \(batch.width) fields, got \(record.fields)"))
        } else {
            if record.hasDoubledQuotes { undouble(&batch, offset: offset) }
            batch.lines.append(line)
            batch.count += 1
        }
    }

    /// Makes doubled quotes single; fields that have some carry a negative end.
    private static func undouble(_ batch: inout CSVBatch, offset: Int) {
        for at in offset..<offset + batch.width where batch.ends[at] < 0 {
            let start = Int(batch.starts[at])
            let end = Int(-batch.ends[at])
            var write = start
            var read = start
            while read < end {
                let byte = batch.bytes[read]
                batch.bytes[write] = byte
                write += 1
                read += byte == quote ? 2 : 1
            }
            batch.ends[at] = Int32(write)
        }
    }

    private static func scanRecord(
        _ batch: inout CSVBatch, from start: Int, size: Int, separator: UInt8, offset: Int, line: Int
    ) -> Record {
        let width = batch.width
        return unsafe batch.bytes.withUnsafeBufferPointer { bytes in
            unsafe batch.starts.withUnsafeMutableBufferPointer { starts in
                unsafe batch.ends.withUnsafeMutableBufferPointer { ends in
                    // SAFETY: a newline and 7 more bytes follow `size`, so that no scan runs past them; fields are stored
                    // at `offset ..< offset + width`, which the caller made room for.
                    unsafe scanRecord(
                        bytes, from: start, size: size, separator: separator, line: line, width: width
                    ) { field, from, to in
                        unsafe starts[offset + field] = from
                        unsafe ends[offset + field] = to
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func scanRecord(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, size: Int, separator: UInt8, line: Int,
        width: Int,
        _ store: (Int, Int32, Int32) -> Void
    ) -> Record {
        guard let base = bytes.baseAddress else { return Record() }
        var record = Record()
        record.line = line
        var i = start
        while true {
            let from: Int
            var to: Int
            var isDoubled = false
            if unsafe base[i] == quote {
                from = i + 1
                i = from
                let opened = record.line
                while true {
                    let byte = unsafe base[i]
                    if byte == quote {
                        if i < size, unsafe base[i + 1] == quote {
                            isDoubled = true
                            i += 2
                            continue
                        }
                        break
                    }
                    if byte == newline {
                        if i >= size {
                            record.openQuoteLine = opened
                            return record
                        }
                        record.line += 1
                    }
                    i += 1
                }
                to = i
                i += 1
                if i < size {
                    let byte = unsafe base[i]
                    if byte != separator, byte != newline, byte != carriageReturn {
                        record.hasTextAfterQuote = true
                    }
                }
                i = unsafe skipPlain(base, i, separator)
            } else {
                from = i
                i = unsafe skipPlain(base, i, separator)
                to = i
                if unsafe base[i] == newline, to > from, unsafe base[to - 1] == carriageReturn { to -= 1 }
            }
            if record.fields < width { store(record.fields, Int32(from), Int32(isDoubled ? -to : to)) }
            record.hasDoubledQuotes = record.hasDoubledQuotes || isDoubled
            record.fields += 1
            if unsafe base[i] == newline {
                record.line += 1
                record.end = i + 1
                record.isComplete = i < size
                return record
            }
            i += 1
        }
    }

    /// The first separator or newline at or after `i`.
    @inline(__always)
    private static func skipPlain(_ base: UnsafePointer<UInt8>, _ start: Int, _ separator: UInt8) -> Int {
        let separators = UInt64(separator) &* 0x0101_0101_0101_0101
        let newlines = UInt64(newline) &* 0x0101_0101_0101_0101
        var i = start
        while true {
            // SAFETY: 8 bytes may be read at any place up to the newline after the block.
            let word = unsafe UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self)
            let hits = zeroBytes(word ^ separators) | zeroBytes(word ^ newlines)
            if hits != 0 { return i + hits.trailingZeroBitCount / 8 }
            i += 8
        }
    }

    /// The high bit of each byte that is zero; bits above the first one may be wrong.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}
