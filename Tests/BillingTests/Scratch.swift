import Billing
import Columnar
import Foundation

/// A folder for one test, removed when the test is over.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "outlay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// A file in the folder with this text.
    func file(_ name: String, _ text: String) throws -> URL {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url
    }

    /// Reads bills into a lake of their own and gives the report and the lake back.
    func ingest(_ paths: [URL], _ options: IngestOptions = IngestOptions(), id: String = "s1") throws
        -> (report: IngestReport, lake: Lake)
    {
        let lake = Lake(folder: folder.appending(path: "lake"))
        let staging = try lake.stage(id)
        do {
            let report = try BillIngest(options).run(paths, into: staging)
            try staging.commit()
            return (report, lake)
        } catch {
            staging.discard()
            throw error
        }
    }

    /// All that the lake holds of a snapshot.
    func read(_ lake: Lake, id: String = "s1") throws -> Ledger {
        try lake.read(
            lake.snapshots().keys.sorted().map { SnapshotSelection(month: $0, snapshotID: id) })
    }
}

/// A small bill as CSV: a good charge by default, with some values changed.
struct SmallBill {
    static let columns = [
        "ServiceProviderName", "BillingAccountId", "BillingCurrency", "BillingPeriodStart",
        "ChargePeriodStart",
        "ChargePeriodEnd", "ChargeCategory", "ServiceName", "BilledCost", "EffectiveCost", "ContractedCost",
        "ListCost", "PricingQuantity", "ResourceId", "Tags", "ChargeFrequency", "CommitmentDiscountId",
        "InvoiceIssuerName", "x_ExportTime",
    ]

    var rows: [[String: String]] = []

    /// Adds a charge.
    mutating func add(_ changes: [String: String] = [:]) {
        let usual = [
            "ServiceProviderName": "Cloud A", "BillingAccountId": "100", "BillingCurrency": "CNY",
            "BillingPeriodStart": "2026-06-01T00:00:00Z", "ChargePeriodStart": "2026-06-14T05:00:00Z",
            "ChargePeriodEnd": "2026-06-14T06:00:00Z", "ChargeCategory": "Usage", "ServiceName": "Compute",
            "BilledCost": "1.5", "EffectiveCost": "1.25", "ContractedCost": "1.5", "ListCost": "2",
            "PricingQuantity": "3", "ResourceId": "vm-1", "Tags": "{\"b\":\"2\",\"a\":\"1\"}",
            "ChargeFrequency": "Usage-Based", "InvoiceIssuerName": "Cloud A",
        ]
        rows.append(usual.merging(changes) { $1 })
    }

    /// The bill as text, with some columns only.
    func text(without: Set<String> = []) -> String {
        let columns = SmallBill.columns.filter { !without.contains($0) }
        let lines = [columns] + rows.map { row in columns.map { row[$0] ?? "" } }
        return lines.map { $0.map(SmallBill.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func quoted(_ field: String) -> String {
        field.contains { ",\"\n".contains($0) }
            ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
    }
}
