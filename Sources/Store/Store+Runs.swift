public import Advice
internal import Findings
internal import Foundation
internal import GRDB
public import TimeSeries

extension Store {
    /// Records a run; a run of the same day that was recorded before goes, with all that it set.
    ///
    /// - Throws: ``StoreError`` if the disk refuses.
    public func record(_ run: RunRecord, audit: AuditEntry) throws(StoreError) {
        try write { database in
            try database.execute(sql: "DELETE FROM run WHERE day = ?", arguments: [run.day.description])
            try database.execute(
                sql: "INSERT INTO run VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    run.day.description, run.startedAt.description, run.finishedAt.description, run.inputs,
                    run.summary,
                ])
            for finding in run.findings {
                try database.execute(
                    sql: "INSERT INTO findingEvent VALUES (?, ?, ?, ?)",
                    arguments: [
                        finding.id, run.day.description, finding.status.rawValue, try Store.json(finding),
                    ])
            }
            for (position, suggestion) in run.suggestions.enumerated() {
                try database.execute(
                    sql: "INSERT INTO suggestion VALUES (?, ?, ?, ?)",
                    arguments: [suggestion.id, run.day.description, position, try Store.json(suggestion)])
            }
            for (position, forecast) in run.budgetForecasts.enumerated() {
                try database.execute(
                    sql: "INSERT INTO budgetForecast VALUES (?, ?, ?)",
                    arguments: [run.day.description, position, forecast])
            }
            try Store.append(audit, to: database)
        }
    }

    /// The days that were run, in order.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func runDays() throws(StoreError) -> [CivilDate] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT day FROM run ORDER BY day")
                .map { try Store.value($0, "day") { CivilDate($0) } }
        }
    }

    /// The digest of what the run of a day read, and its summary; `nil` if the day was not run.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func run(on day: CivilDate) throws(StoreError) -> (inputs: String, summary: String)? {
        try read { database in
            try Row.fetchOne(
                database, sql: "SELECT inputs, summary FROM run WHERE day = ?", arguments: [day.description]
            ).map { ($0["inputs"], $0["summary"]) }
        }
    }

    /// The suggestions of the newest run on or before a day, in their order.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func suggestions(asOf day: CivilDate) throws(StoreError) -> [Suggestion] {
        try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT body FROM suggestion WHERE runDay = (SELECT max(day) FROM run WHERE day <= ?)
                    ORDER BY position
                    """, arguments: [day.description]
            ).map { try Store.decode(Suggestion.self, from: $0) }
        }
    }

    /// The budget trees of the newest run on or before a day, as JSON.
    ///
    /// - Throws: ``StoreError`` if the state cannot be read.
    public func budgetForecasts(asOf day: CivilDate) throws(StoreError) -> [String] {
        try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT body FROM budgetForecast WHERE runDay = (SELECT max(day) FROM run WHERE day <= ?)
                    ORDER BY position
                    """, arguments: [day.description])
        }
    }

    /// A value as JSON with sorted keys, so that equal values are equal texts.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }
}
