internal import Columnar
internal import Foundation
internal import TimeSeries

/// A snapshot that is being written: in the lake all at once by ``commit()``, or never.
public final class LakeStaging {
    /// The snapshot's identifier.
    public let snapshotID: String
    private let lake: Lake
    private let folder: URL
    private var partCounts: [BillingPeriod: Int] = [:]
    private var isOpen = true

    init(lake: Lake, snapshotID: String, folder: URL) {
        self.lake = lake
        self.snapshotID = snapshotID
        self.folder = folder
    }

    /// Writes charges, each to its billing month, as one more file there; rows of a file are in the order of their keys.
    ///
    /// - Parameter ledger: Charges; the same key may come again in a later ledger.
    /// - Throws: ``BillingError/file(_:)`` if the disk refuses.
    public func write(_ ledger: Ledger) throws(BillingError) {
        precondition(isOpen, "a snapshot that is being written")
        for (month, rows) in ledger.rowsByMonth() {
            try write(ledger.ordered(rows), month: month)
        }
    }

    private func write(_ ledger: Ledger, month: BillingPeriod) throws(BillingError) {
        let monthFolder = folder.appending(path: month.description)
        try Lake.attempt(monthFolder) {
            try FileManager.default.createDirectory(at: monthFolder, withIntermediateDirectories: true)
        }
        let number = partCounts[month, default: 0]
        partCounts[month] = number + 1
        let digits = String(number)
        let name = "part-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".parquet"
        do throws(ColumnarError) {
            let path = monthFolder.appending(path: name).path
            let writer = try ParquetWriter(path: path, fields: LakeFormat.fields)
            for start in stride(from: 0, to: ledger.count, by: LakeFormat.groupRows) {
                let rows = start..<min(start + LakeFormat.groupRows, ledger.count)
                try writer.write(LakeFormat.values(ledger, rows))
            }
            try writer.close()
            try DiskSync.sync(path)
        } catch {
            throw .file(error)
        }
    }

    /// Puts the snapshot into the lake; on disk when it returns.
    ///
    /// - Throws: ``BillingError/lake(path:reason:)`` if the disk refuses.
    public func commit() throws(BillingError) {
        precondition(isOpen, "a snapshot that is being written")
        for month in partCounts.keys.sorted() {
            let target = lake.folder(of: snapshotID, month: month)
            let source = folder.appending(path: month.description)
            let parent = target.deletingLastPathComponent()
            try Lake.attempt(target) {
                try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
                try? FileManager.default.removeItem(at: target)
                try DiskSync.sync(source.path)
                try FileManager.default.moveItem(at: source, to: target)
                try DiskSync.sync(parent.path)
            }
        }
        try Lake.attempt(lake.folder) {
            try FileManager.default.createDirectory(at: lake.folder, withIntermediateDirectories: true)
            try DiskSync.sync(lake.folder.path)
        }
        discard()
    }

    /// Forgets the snapshot; after ``commit()`` this does nothing.
    public func discard() {
        guard isOpen else { return }
        isOpen = false
        try? FileManager.default.removeItem(at: folder)
        let staging = lake.stagingFolder
        if (try? FileManager.default.contentsOfDirectory(atPath: staging.path))?.isEmpty == true {
            try? FileManager.default.removeItem(at: staging)
        }
    }
}
