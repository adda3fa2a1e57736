/// Some records of a CSV file: the bytes and where each field is in them.
public struct CSVBatch: Sendable {
    /// A record that cannot be used, with the reason.
    public struct Problem: Sendable, Hashable {
        /// The line on which the record starts; the header is line 1.
        public let line: Int
        /// What is wrong, as a sentence part: `needs 44 fields, got 43`.
        public let reason: String
    }

    /// Fields in each record.
    public internal(set) var width = 0
    /// Records in the batch.
    public internal(set) var count = 0
    /// The bytes that the fields are in; quotes are taken off by the ranges, doubled quotes are already single.
    public internal(set) var bytes: [UInt8] = []
    /// Where field *c* of record *r* starts: `starts[r · width + c]`.
    public internal(set) var starts: [Int32] = []
    /// Where it ends.
    public internal(set) var ends: [Int32] = []
    /// The line on which each record starts.
    public internal(set) var lines: [Int] = []
    /// Records left out, in order of line.
    public internal(set) var problems: [Problem] = []

    /// A batch to read into.
    public init() {}

    /// The place of a field in ``bytes``.
    public func range(_ record: Int, _ column: Int) -> Range<Int> {
        let at = record * width + column
        return Int(starts[at])..<Int(ends[at])
    }

    /// A field as text.
    public func text(_ record: Int, _ column: Int) -> String {
        String(decoding: bytes[range(record, column)], as: UTF8.self)
    }
}
