/// How bills are read.
public struct IngestOptions: Sendable {
    /// Combinations of texts and dates that are held in memory before they are written as a part of the snapshot.
    public var groupBound = 400_000
    /// Bytes of distinct texts that are held in memory.
    public var textBound = 128 << 20
    /// Rejected rows that are listed; the others are counted.
    public var rejectionBound = 10_000
    /// Threads that decode Parquet.
    public var threads = 2

    /// The usual options.
    public init() {}
}

/// How far reading is.
public struct IngestProgress: Sendable {
    /// The file that is read.
    public var path: String
    /// Its number, from 1 on.
    public var file: Int
    /// Files in all.
    public var fileCount: Int
    /// Rows read so far, of all files.
    public var rows: Int
}
