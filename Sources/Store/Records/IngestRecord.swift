public import Billing
public import TimeSeries

/// A delivery of bills that is in the lake.
public struct IngestRecord: Sendable, Hashable, Identifiable {
    /// `i-` and sixteen hexadecimal digits of what was delivered and how it was read.
    public var id: String
    /// SHA-256 of the delivered files, in hexadecimal.
    public var digest: String
    /// The mapping that read them.
    public var mapping: String
    /// Whether the delivery replaces older snapshots of its statements or adds to them.
    public var mode: Mode
    /// The day from which the delivery counts as known.
    public var asOf: CivilDate
    /// When the ingest was done.
    public var finishedAt: Timestamp
    /// What was read, rejected and summed, as JSON.
    public var report: String

    /// What a delivery does to older snapshots of its statements.
    public enum Mode: String, Sendable, Hashable, Codable {
        case replace, append
    }

    /// A delivery that is in the lake.
    public init(
        id: String, digest: String, mapping: String, mode: Mode, asOf: CivilDate, finishedAt: Timestamp,
        report: String
    ) {
        self.id = id
        self.digest = digest
        self.mapping = mapping
        self.mode = mode
        self.asOf = asOf
        self.finishedAt = finishedAt
        self.report = report
    }
}

/// One statement's rows in one delivery.
public struct SnapshotRecord: Sendable, Hashable {
    /// The delivery it came with, which names its folder in the lake.
    public var ingest: String
    /// What the delivery did to older snapshots of the statement.
    public var mode: IngestRecord.Mode
    /// The billing month.
    public var month: BillingPeriod
    /// Whose bill of the month it is.
    public var statement: StatementKey
    /// The day from which it counts as known.
    public var asOf: CivilDate
    /// Bill rows in it.
    public var rowCount: Int

    /// One statement's rows in one delivery.
    public init(
        ingest: String, mode: IngestRecord.Mode, month: BillingPeriod, statement: StatementKey,
        asOf: CivilDate,
        rowCount: Int
    ) {
        self.ingest = ingest
        self.mode = mode
        self.month = month
        self.statement = statement
        self.asOf = asOf
        self.rowCount = rowCount
    }
}
