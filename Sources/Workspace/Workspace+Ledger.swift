public import Billing
internal import Foundation
internal import Store
public import TimeSeries

extension Workspace {
    /// The lake.
    var lake: Lake { Lake(folder: lakeFolder) }

    /// All charges as they were known on a day: for each month, provider and account the newest bill known by then.
    ///
    /// - Throws: ``WorkspaceError`` if the lake or the state cannot be read.
    public func ledger(knownOn day: CivilDate) throws(WorkspaceError) -> Ledger {
        let store = try store()
        let snapshots = try attempt(.disk, "needs the list of snapshots") { try store.snapshots() }
        return try attempt(.data, "needs to read the lake") {
            try lake.read(SnapshotChoice.selections(of: snapshots, knownOn: day))
        }
    }
}

/// Which snapshots stand for the bill as it was known on a day.
enum SnapshotChoice {
    private struct Statement: Hashable {
        let month: BillingPeriod
        let key: StatementKey
    }

    /// The parts of the lake to read: for each statement the newest replacing snapshot known by `day` and what was appended
    /// since; where none was known yet, the oldest there is.
    ///
    /// - Parameters:
    ///   - snapshots: All snapshots, oldest first.
    ///   - day: The day whose knowledge is asked for.
    /// - Returns: One selection for each snapshot folder, in order of month and snapshot.
    static func selections(of snapshots: [SnapshotRecord], knownOn day: CivilDate) -> [SnapshotSelection] {
        let byStatement = Dictionary(grouping: snapshots) { Statement(month: $0.month, key: $0.statement) }
        var chosen: [BillingPeriod: [String: Set<StatementKey>]] = [:]
        for (statement, history) in byStatement {
            for snapshot in current(history, knownOn: day) {
                chosen[statement.month, default: [:]][snapshot.ingest, default: []].insert(statement.key)
            }
        }
        return chosen.sorted { $0.key < $1.key }.flatMap { month, byIngest in
            byIngest.sorted { $0.key < $1.key }.map {
                SnapshotSelection(month: month, snapshotID: $0.key, statements: $0.value)
            }
        }
    }

    /// The snapshots of one statement that count on a day, of its whole history, oldest first.
    static func current(_ history: [SnapshotRecord], knownOn day: CivilDate) -> [SnapshotRecord] {
        guard let first = history.first else { return [] }
        let known = history.filter { $0.asOf <= max(day, first.asOf) }
        guard let last = known.lastIndex(where: { $0.mode == .replace }) else { return known }
        return Array(known[last...])
    }
}
