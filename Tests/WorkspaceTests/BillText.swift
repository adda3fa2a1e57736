import Foundation
import Store
import TimeSeries
import Workspace

/// A small FOCUS bill as CSV, made by tests.
struct BillText {
    private(set) var text = BillText.header + "\n"

    static let header =
        "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingCurrency,BillingPeriodStart,"
        + "ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,RegionId,SubAccountId,Tags"

    /// Adds a charge for a day.
    mutating func add(
        _ cost: String, on day: CivilDate, provider: String = "AWS", service: String = "EC2",
        account: String = "1",
        tags: String = "{}"
    ) {
        let cells = [
            cost, cost, cost, cost, account, "USD", "\(day.startOfMonth)T00:00:00Z", "Usage",
            "\(day)T00:00:00Z",
            "\(day.advanced(by: 1))T00:00:00Z", provider, service, "r-1", "sub", tags,
        ]
        text += cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    }

    /// Writes the bill.
    func write(to url: URL) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// 150 days of a vendor with a weekly rhythm, and one day of three times the cost at the end.
    static func withSpike(provider: String = "AWS") -> BillText {
        var bill = BillText()
        var random = SplitMix64(seed: 3)
        for i in 0..<150 {
            let day = CivilDate(dayNumber: BillText.firstDay.dayNumber + i)
            let weekday = day.weekday > 5 ? 0.7 : 1.0
            let cost = 1000 * weekday * (0.98 + 0.04 * random.uniform()) * (i == 149 ? 3 : 1)
            bill.add(String(Int(cost)), on: day, provider: provider)
            bill.add(String(Int(300 + 10 * random.uniform())), on: day, provider: provider, service: "S3")
        }
        return bill
    }

    static let firstDay = CivilDate("2026-01-01") ?? CivilDate(dayNumber: 0)
    /// The morning after the last day of ``withSpike(provider:)``.
    static let run = firstDay.advanced(by: 150)
    static let now = Timestamp(run)
}

/// A workspace of its own, removed afterwards.
func withWorkspace(_ yaml: String = "", _ body: (Workspace, URL) throws -> Void) throws {
    try withFolder { folder in
        let place = folder.appending(path: "w")
        try Workspace.create(at: place, yaml: yaml.isEmpty ? nil : yaml)
        try body(try Workspace(at: place), folder)
    }
}

/// A workspace that holds ``BillText/withSpike(provider:)``.
func withBill(_ provider: String = "AWS", _ body: (Workspace) throws -> Void) throws {
    try withWorkspace { workspace, folder in
        try BillText.withSpike(provider: provider).write(to: folder.appending(path: "bill.csv"))
        _ = try workspace.ingest(IngestRequest(folder.appending(path: "bill.csv")))
        try body(workspace)
    }
}

extension IngestRequest {
    /// A request to replace, with the tests' clock.
    init(_ path: URL, asOf: CivilDate? = nil, mode: IngestRecord.Mode = .replace) {
        self.init(paths: [path], asOf: asOf, mode: mode, now: BillText.now)
    }
}
