internal import Columnar
public import Foundation
public import TimeSeries

/// Bills aggregated by day and dimension as Parquet files on disk: `YYYY-MM/<snapshot>/part-00000.parquet`.
///
/// A snapshot is what one delivery said about a billing month. Snapshots are never changed: a newer one stands beside the
/// older, and whoever reads selects.
public struct Lake: Sendable {
    /// The folder of the lake.
    public let folder: URL

    /// The lake in a folder, which need not exist yet.
    public init(folder: URL) {
        self.folder = folder
    }

    /// The folder of what is not committed yet.
    var stagingFolder: URL { folder.appending(path: ".staging") }

    /// Where the files of a snapshot are.
    public func folder(of snapshotID: String, month: BillingPeriod) -> URL {
        folder.appending(path: month.description).appending(path: snapshotID)
    }

    /// Starts a snapshot; what an interrupted one with this identifier left behind is removed.
    ///
    /// - Parameter snapshotID: Letters, digits, `-`, `_` and `.`, not starting with a dot.
    /// - Returns: Where the snapshot is written; nothing is in the lake before ``LakeStaging/commit()``.
    /// - Throws: ``BillingError/lake(path:reason:)`` if the disk refuses.
    public func stage(_ snapshotID: String) throws(BillingError) -> LakeStaging {
        precondition(Lake.isValid(snapshotID), "an identifier that can name a folder")
        let staging = stagingFolder.appending(path: snapshotID)
        try Lake.attempt(staging) {
            try? FileManager.default.removeItem(at: staging)
            try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
        }
        return LakeStaging(lake: self, snapshotID: snapshotID, folder: staging)
    }

    /// Removes all snapshots but those recorded elsewhere as complete, and whatever is being staged.
    ///
    /// - Parameter keeping: The identifiers that stay.
    /// - Returns: The identifiers that were removed, in order.
    /// - Throws: ``BillingError/lake(path:reason:)`` if the disk refuses.
    @discardableResult
    public func removeUnrecorded(keeping: Set<String>) throws(BillingError) -> [String] {
        var removed: Set<String> = []
        for month in try entries(of: folder) where BillingPeriod(month) != nil {
            let monthFolder = folder.appending(path: month)
            for id in try entries(of: monthFolder) where !keeping.contains(id) {
                try Lake.attempt(monthFolder) {
                    try FileManager.default.removeItem(at: monthFolder.appending(path: id))
                }
                removed.insert(id)
            }
            if try entries(of: monthFolder).isEmpty { try? FileManager.default.removeItem(at: monthFolder) }
        }
        removed.formUnion(try entries(of: stagingFolder))
        try? FileManager.default.removeItem(at: stagingFolder)
        return removed.sorted()
    }

    /// The snapshots of each billing month, by identifier.
    ///
    /// - Throws: ``BillingError/lake(path:reason:)`` if the disk refuses.
    public func snapshots() throws(BillingError) -> [BillingPeriod: [String]] {
        var snapshots: [BillingPeriod: [String]] = [:]
        for name in try entries(of: folder) {
            guard let month = BillingPeriod(name) else { continue }
            snapshots[month] = try entries(of: folder.appending(path: name))
        }
        return snapshots
    }

    /// The names in a folder, in order; none if there is no such folder.
    func entries(of folder: URL) throws(BillingError) -> [String] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try Lake.attempt(folder) {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        }
    }

    static func isValid(_ snapshotID: String) -> Bool {
        !snapshotID.isEmpty && !snapshotID.hasPrefix(".")
            && snapshotID.utf8.allSatisfy { byte in
                48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte || [45, 46, 95].contains(byte)
            }
    }

    /// Does something with the disk and gives its errors a name.
    static func attempt<Value>(_ place: URL, _ work: () throws -> Value) throws(BillingError) -> Value {
        do {
            return try work()
        } catch let error as ColumnarError {
            throw .file(error)
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
            throw .lake(path: place.path, reason: (cause ?? error).localizedDescription)
        }
    }
}
