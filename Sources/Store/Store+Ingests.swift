internal import Billing
internal import GRDB
internal import TimeSeries

extension Store {
    /// The delivery with these files, read by this mapping in this mode, if it is in the lake.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func ingest(digest: String, mapping: String, mode: IngestRecord.Mode) throws(StoreError)
        -> IngestRecord?
    {
        try read { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM ingest WHERE digest = ? AND mapping = ? AND mode = ?",
                arguments: [digest, mapping, mode.rawValue]
            ).map(Store.ingest)
        }
    }

    /// Every delivery in the lake, in the order of coming.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func ingests() throws(StoreError) -> [IngestRecord] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM ingest ORDER BY sequence")
                .map(Store.ingest)
        }
    }

    /// Every snapshot in the lake, by the day it counts as known from, then in the order of coming.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func snapshots() throws(StoreError) -> [SnapshotRecord] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT snapshot.*, ingest.mode, ingest.asOf
                    FROM snapshot JOIN ingest ON ingest.id = snapshot.ingest
                    ORDER BY ingest.asOf, ingest.sequence, snapshot.month, snapshot.statement
                    """
            ).map(Store.snapshot)
        }
    }

    /// Records a delivery and its snapshots, whole or not at all.
    ///
    /// - Throws: ``StoreError`` if the delivery is recorded already or the disk refuses.
    public func record(
        _ ingest: IngestRecord, snapshots: [SnapshotRecord], audit: AuditEntry
    ) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO ingest VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM ingest), ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    ingest.id, ingest.digest, ingest.mapping, ingest.mode.rawValue, ingest.asOf.description,
                    ingest.finishedAt.description, ingest.report,
                ])
            for snapshot in snapshots {
                try database.execute(
                    sql: "INSERT INTO snapshot VALUES (?, ?, ?, ?)",
                    arguments: [
                        snapshot.ingest, snapshot.month.description, try Store.json(snapshot.statement),
                        snapshot.rowCount,
                    ])
            }
            try Store.append(audit, to: database)
        }
    }

    private static func ingest(_ row: Row) throws -> IngestRecord {
        IngestRecord(
            id: row["id"], digest: row["digest"], mapping: row["mapping"],
            mode: try value(row, "mode") { IngestRecord.Mode(rawValue: $0) },
            asOf: try value(row, "asOf") { CivilDate($0) },
            finishedAt: try value(row, "finishedAt") { Timestamp($0) }, report: row["report"])
    }

    private static func snapshot(_ row: Row) throws -> SnapshotRecord {
        SnapshotRecord(
            ingest: row["ingest"], mode: try value(row, "mode") { IngestRecord.Mode(rawValue: $0) },
            month: try value(row, "month") { BillingPeriod($0) },
            statement: try value(row, "statement") { try? Store.decode(StatementKey.self, from: $0) },
            asOf: try value(row, "asOf") { CivilDate($0) }, rowCount: row["rowCount"])
    }

    /// The text of a column, read as something more; a text that does not read is damage.
    static func value<Value>(_ row: Row, _ column: String, as read: (String) -> Value?) throws -> Value {
        let text: String = row[column]
        guard let value = read(text) else {
            throw StoreError(.damaged, "needs a sound state database, got '\(text.prefix(40))' as \(column)")
        }
        return value
    }
}
