internal import Billing
internal import Foundation
internal import Store
internal import TimeSeries

extension Workspace {
    /// Reads bills into the lake, whole or not at all.
    ///
    /// The lake gets the rows first, then the state gets the record, in one transaction: rows without a record, as a killed
    /// process leaves them, are removed by the next command that changes the workspace.
    ///
    /// - Parameters:
    ///   - request: What to read and how.
    ///   - progress: Told now and then what is going on.
    /// - Returns: What was read, rejected and summed.
    /// - Throws: ``WorkspaceError`` if a file is no bill or damaged, another process works on the workspace, or the disk
    ///   refuses; the lake is unchanged then.
    public func ingest(_ request: IngestRequest, progress: (String) -> Void = { _ in })
        throws(WorkspaceError) -> IngestOutcome
    {
        guard request.mapping == "focus" else {
            throw WorkspaceError(
                .usage, "needs the mapping focus, got '\(request.mapping.prefix(40))'; others come later")
        }
        let delivery = try Delivery(request.paths)
        return try alone { store throws(WorkspaceError) in
            let known = try attempt(.disk, "needs the list of ingests") {
                try store.ingest(digest: delivery.digest, mapping: request.mapping, mode: request.mode)
            }
            if let known { return try outcome(of: known) }
            return try read(delivery, request, store, progress)
        }
    }

    private func read(
        _ delivery: Delivery, _ request: IngestRequest, _ store: Store, _ progress: (String) -> Void
    ) throws(WorkspaceError) -> IngestOutcome {
        let key = "\(delivery.digest) \(request.mapping) \(request.mode.rawValue)"
        let id = "i-" + Delivery.digest(of: key).prefix(16)
        let staging: LakeStaging
        var report: IngestReport
        do throws(BillingError) {
            staging = try lake.stage(id)
            report = try read(delivery, request.paths, into: staging, progress)
        } catch {
            try? FileManager.default.removeItem(at: lakeFolder.appending(path: ".staging"))
            throw WorkspaceError(.data, error.description + delivery.hint(on: error))
        }
        guard report.rowsAccepted > 0 else {
            try? FileManager.default.removeItem(at: lakeFolder.appending(path: ".staging"))
            throw WorkspaceError(.data, "needs charges, got " + report.noChargesReason)
        }
        let asOf = request.asOf ?? today(request.now)
        let snapshots = SnapshotRecord.statements(of: report, ingest: id, mode: request.mode, asOf: asOf)
        let memory = try remember(&report, delivery, snapshots, id, store)
        let record = IngestRecord(
            id: id, digest: delivery.digest, mapping: request.mapping, mode: request.mode, asOf: asOf,
            finishedAt: request.now, report: try JSONText.text(memory))
        let audit = AuditEntry(
            at: request.now, actor: actor, action: "ingest", subject: id,
            detail: "\(report.rowsAccepted) rows")
        try attempt(.disk, "needs to write into the lake") {
            try staging.commit()
            try store.record(record, snapshots: snapshots, audit: audit)
        }
        return try outcome(of: record, wasDone: false)
    }

    private func read(
        _ delivery: Delivery, _ paths: [URL], into staging: LakeStaging, _ progress: (String) -> Void
    ) throws(BillingError) -> IngestReport {
        var lastFile = 0
        // Without duplicates, what was named is passed on as it was named: files found in a folder may be no bills.
        return try BillIngest().run(delivery.duplicates.isEmpty ? paths : delivery.files, into: staging) {
            state in
            guard state.file != lastFile else { return }
            lastFile = state.file
            progress("\(state.file) of \(state.fileCount): \(state.path), \(state.rows) rows so far")
        }
    }

    /// Writes the listed rejections beside the reports and gathers what a person should look at.
    private func remember(
        _ report: inout IngestReport, _ delivery: Delivery, _ snapshots: [SnapshotRecord], _ id: String,
        _ store: Store
    ) throws(WorkspaceError) -> IngestMemory {
        if !report.rejections.isEmpty {
            _ = try writeReport(IngestOutcome.rejectionTable(report).csv, named: Workspace.rejectionsName(id))
            report.rejections = Array(report.rejections.prefix(50))
        }
        let history = try attempt(.disk, "needs the list of snapshots") { try store.snapshots() }
        let duplicates = delivery.duplicates.map {
            "\($0.file.path) was left out: it has the same content as \($0.of.path)"
        }
        return IngestMemory(
            report: report, warnings: duplicates + SnapshotRecord.shrunk(snapshots, since: history))
    }

    private static func rejectionsName(_ id: String) -> String { "ingest-\(id)-rejections.csv" }

    private func outcome(of record: IngestRecord, wasDone: Bool = true) throws(WorkspaceError)
        -> IngestOutcome
    {
        let memory = try attempt(.disk, "needs the report of \(record.id)") {
            try JSONDecoder().decode(IngestMemory.self, from: Data(record.report.utf8))
        }
        let file = reportsFolder.appending(path: Workspace.rejectionsName(record.id))
        return IngestOutcome(
            id: record.id, wasDone: wasDone, report: memory.report, warnings: memory.warnings,
            rejections: memory.report.rejections.isEmpty ? nil : file)
    }
}

extension Delivery {
    /// How one bad file of several is left out; nothing where that would not help.
    func hint(on error: BillingError) -> String {
        guard files.count > 1 else { return "" }
        return switch error {
        case .file, .missingColumns, .duplicateColumn:
            "; to ingest the others without it, move it away or put a dot before its name"
        default: ""
        }
    }
}

extension IngestReport {
    /// Why there is not one charge to take.
    var noChargesReason: String {
        guard rowsRead > 0 else { return "no rows below the header; export the bill again" }
        let first =
            rejections.first.map { ", the first in \($0.path):\($0.line): \($0.column): \($0.reason)" } ?? ""
        return "\(rowsRead) rows, all rejected\(first)"
    }
}

extension SnapshotRecord {
    /// The statements of a delivery; one in several currencies is one.
    static func statements(of report: IngestReport, ingest: String, mode: IngestRecord.Mode, asOf: CivilDate)
        -> [SnapshotRecord]
    {
        var found: [SnapshotRecord] = []
        for statement in report.statements {
            guard let month = BillingPeriod(statement.month) else { continue }
            if let i = found.firstIndex(where: { $0.month == month && $0.statement == statement.key }) {
                found[i].rowCount += statement.rows
            } else {
                found.append(
                    SnapshotRecord(
                        ingest: ingest, mode: mode, month: month, statement: statement.key, asOf: asOf,
                        rowCount: statement.rows))
            }
        }
        return found
    }

    /// A warning for each statement that replaces a more than twice as large one, which looks like a part of a bill.
    static func shrunk(_ snapshots: [SnapshotRecord], since history: [SnapshotRecord]) -> [String] {
        snapshots.filter { $0.mode == .replace }.compactMap { new in
            let before = SnapshotChoice.current(
                history.filter { $0.month == new.month && $0.statement == new.statement }, knownOn: new.asOf
            ).reduce(0) { $0 + $1.rowCount }
            guard before > 2 * new.rowCount else { return nil }
            return "\(new.month) of \(new.statement.provider ?? "an unnamed provider"), account "
                + "\(new.statement.account ?? "unnamed"), had \(before) rows and now has \(new.rowCount): if these bills are "
                + "only a part, ingest them with --append"
        }
    }
}
