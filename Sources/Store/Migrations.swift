internal import GRDB

/// The versions of the state's schema, oldest first; one that was released is never edited.
enum Migrations {
    /// Every migration in order.
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: ingests, runs, findings, audit") { try $0.execute(sql: first) }
        migrator.registerMigration("2: four reasons of feedback") { try $0.execute(sql: second) }
        return migrator
    }

    private static let second = """
        UPDATE feedback SET reason = CASE reason
            WHEN 'noise' THEN 'false' WHEN 'data' THEN 'false' WHEN 'accepted' THEN 'expected' ELSE reason END;
        """

    private static let first = """
        CREATE TABLE ingest (
            id TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE, digest TEXT NOT NULL, mapping TEXT NOT NULL,
            mode TEXT NOT NULL, asOf TEXT NOT NULL, finishedAt TEXT NOT NULL, report TEXT NOT NULL,
            UNIQUE (digest, mapping, mode)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE snapshot (
            ingest TEXT NOT NULL REFERENCES ingest (id), month TEXT NOT NULL, statement TEXT NOT NULL,
            rowCount INTEGER NOT NULL,
            PRIMARY KEY (ingest, month, statement)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE run (
            day TEXT PRIMARY KEY, startedAt TEXT NOT NULL, finishedAt TEXT NOT NULL, inputs TEXT NOT NULL,
            summary TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE findingEvent (
            finding TEXT NOT NULL, runDay TEXT NOT NULL REFERENCES run (day) ON DELETE CASCADE,
            status TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (finding, runDay)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX findingEventOfRun ON findingEvent (runDay);

        CREATE TABLE suggestion (
            id TEXT NOT NULL, runDay TEXT NOT NULL REFERENCES run (day) ON DELETE CASCADE,
            position INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (id, runDay)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE budgetForecast (
            runDay TEXT NOT NULL REFERENCES run (day) ON DELETE CASCADE, position INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (runDay, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE feedback (
            id INTEGER PRIMARY KEY, finding TEXT NOT NULL, day TEXT NOT NULL, reason TEXT NOT NULL, note TEXT,
            until TEXT, givenAt TEXT NOT NULL
        ) STRICT;
        CREATE INDEX feedbackOfFinding ON feedback (finding, day);

        CREATE TABLE audit (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
            subject TEXT NOT NULL, detail TEXT NOT NULL
        ) STRICT;
        """
}
