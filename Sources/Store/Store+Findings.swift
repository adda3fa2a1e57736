public import Findings
internal import GRDB
public import TimeSeries

extension Store {
    /// Every finding as the newest run on or before `day` left it, by first day, then id.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func findings(asOf day: CivilDate) throws(StoreError) -> [Finding] {
        try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT body FROM findingEvent AS event
                    WHERE runDay = (
                        SELECT max(runDay) FROM findingEvent WHERE finding = event.finding AND runDay <= ?)
                    """, arguments: [day.description]
            ).map { try Store.decode(Finding.self, from: $0) }
                .sorted { ($0.firstDay, $0.id) < ($1.firstDay, $1.id) }
        }
    }

    /// The life of a finding: one event a run that set its state, oldest first; empty if there is no such finding.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func life(of id: String) throws(StoreError) -> [FindingEvent] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT runDay, body FROM findingEvent WHERE finding = ? ORDER BY runDay",
                arguments: [id]
            ).map {
                FindingEvent(
                    runDay: try Store.value($0, "runDay") { CivilDate($0) },
                    finding: try Store.decode(Finding.self, from: $0["body"]))
            }
        }
    }

    /// Records what a person said about a finding.
    ///
    /// - Throws: ``StoreError`` if the disk refuses.
    public func record(_ feedback: Feedback, audit: AuditEntry) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO feedback (finding, day, reason, note, until, givenAt) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    feedback.finding, feedback.day.description, feedback.reason?.rawValue ?? Store.withdrawn,
                    feedback.note,
                    feedback.until?.description, feedback.givenAt.description,
                ])
            try Store.append(audit, to: database)
        }
    }

    /// What people had said by the end of a day, oldest first.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func feedback(asOf day: CivilDate) throws(StoreError) -> [Feedback] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM feedback WHERE day <= ? ORDER BY id",
                arguments: [day.description]
            ).map(Store.feedback)
        }
    }

    /// How the state writes that what was said is withdrawn.
    private static let withdrawn = "undone"

    private static func feedback(_ row: Row) throws -> Feedback {
        let until: String? = row["until"]
        return Feedback(
            finding: row["finding"], day: try value(row, "day") { CivilDate($0) },
            reason: row["reason"] == withdrawn
                ? nil : try value(row, "reason") { Feedback.Reason(rawValue: $0) }, note: row["note"],
            until: until.flatMap { CivilDate($0) }, givenAt: try value(row, "givenAt") { Timestamp($0) })
    }

    /// The audit trail, oldest first.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func auditTrail() throws(StoreError) -> [AuditEntry] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM audit ORDER BY id").map {
                AuditEntry(
                    at: try Store.value($0, "at") { Timestamp($0) }, actor: $0["actor"], action: $0["action"],
                    subject: $0["subject"], detail: $0["detail"])
            }
        }
    }

    static func append(_ entry: AuditEntry, to database: Database) throws {
        try database.execute(
            sql: "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                entry.at.description, Store.visible(entry.actor), entry.action, Store.visible(entry.subject),
                Store.visible(entry.detail),
            ])
    }

    /// The text with its NUL characters, at which SQLite would cut it, made visible.
    static func visible(_ text: String) -> String {
        text.replacing("\u{0}", with: "\u{2400}")
    }
}
