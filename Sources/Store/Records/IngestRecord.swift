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

/// One statement's rows in one delivery: what one folder of the lake holds for it.
public struct SnapshotRecord: Sendable, Hashable, Identifiable {
    /// The ingest's id and the statement's, unique in the workspace.
    public var id: String
    /// The delivery it came with.
    public var ingest: String
    /// The billing month.
    public var month: BillingPeriod
    /// `ServiceProviderName` of the statement.
    public var provider: String
    /// `BillingAccountId` of the statement.
    public var account: String
    /// The day from which it counts as known.
    public var asOf: CivilDate
    /// Bill rows in it.
    public var rowCount: Int

    /// One statement's rows in one delivery.
    public init(
        id: String, ingest: String, month: BillingPeriod, provider: String, account: String, asOf: CivilDate,
        rowCount: Int
    ) {
        self.id = id
        self.ingest = ingest
        self.month = month
        self.provider = provider
        self.account = account
        self.asOf = asOf
        self.rowCount = rowCount
    }
}
