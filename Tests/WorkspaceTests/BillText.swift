import Foundation
import Store
import TimeSeries
import Workspace

/// A small FOCUS bill as CSV, made by tests.
struct BillText {
    private(set) var text: String
    private let saysWhenKnown: Bool

    /// A bill without charges; one that says when each charge became known has `x_ExportTime`.
    init(saysWhenKnown: Bool = false) {
        self.saysWhenKnown = saysWhenKnown
        text = BillText.header + (saysWhenKnown ? ",x_ExportTime" : "") + "\n"
    }

    static let header =
        "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingCurrency,BillingPeriodStart,"
        + "ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,RegionId,SubAccountId,Tags"

    /// Adds a charge for a day.
    mutating func add(
        _ cost: String, on day: CivilDate, provider: String = "AWS", service: String = "EC2",
        account: String = "1", tags: String = "{}", knownOn: CivilDate? = nil
    ) {
        var cells = [
            cost, cost, cost, cost, account, "USD", "\(day.startOfMonth)T00:00:00Z", "Usage",
            "\(day)T00:00:00Z",
            "\(day.advanced(by: 1))T00:00:00Z", provider, service, "r-1", "sub", tags,
        ]
        if saysWhenKnown { cells.append("\(knownOn ?? day.advanced(by: 1))T00:00:00Z") }
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

    /// 150 days of two vendors, one of which says only on the second morning what a day cost.
    static func withLateFeed() -> BillText {
        var bill = BillText(saysWhenKnown: true)
        var random = SplitMix64(seed: 5)
        for i in 0..<150 {
            let day = BillText.firstDay.advanced(by: i)
            let known = day.advanced(by: 2)
            bill.add(String(Int(1000 + 20 * random.uniform())), on: day)
            let cost = String(Int(2000 + 20 * random.uniform()))
            bill.add(cost, on: day, provider: "Late Cloud", service: "Disk", knownOn: known)
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
    try withBill(BillText.withSpike(provider: provider), body)
}

/// A workspace that holds a bill.
func withBill(_ bill: BillText, _ body: (Workspace) throws -> Void) throws {
    try withWorkspace { workspace, folder in
        try bill.write(to: folder.appending(path: "bill.csv"))
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
