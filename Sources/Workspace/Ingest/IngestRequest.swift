public import Billing
public import Foundation
public import Store
public import TimeSeries

/// What shall be read into the lake, and how.
public struct IngestRequest: Sendable {
    /// Files and folders.
    public var paths: [URL]
    /// How bills are read; `focus` is the only way yet.
    public var mapping: String
    /// The day from which the bills count as known; today if not given.
    public var asOf: CivilDate?
    /// Whether they replace older bills of the same statements.
    public var mode: IngestRecord.Mode
    /// The time of the call.
    public var now: Timestamp

    /// A request.
    public init(
        paths: [URL], mapping: String = "focus", asOf: CivilDate?, mode: IngestRecord.Mode, now: Timestamp
    ) {
        self.paths = paths
        self.mapping = mapping
        self.asOf = asOf
        self.mode = mode
        self.now = now
    }
}

/// What an ingest did.
public struct IngestOutcome: Sendable {
    /// The delivery's id.
    public var id: String
    /// Whether the same delivery was in the lake before, so that nothing changed.
    public var wasDone: Bool
    /// What was read, rejected and summed.
    public var report: IngestReport
    /// What a person should look at: statements that shrank, files left out.
    public var warnings: [String]
    /// Where every listed rejection is written, if there are any.
    public var rejections: URL?
}

/// What is kept of an ingest beside its rows.
struct IngestMemory: Codable {
    var report: IngestReport
    var warnings: [String]
}
