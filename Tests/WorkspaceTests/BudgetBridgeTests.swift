import Billing
import Budgeting
import Foundation
import Store
import Testing
import TimeSeries
import Workspace

/// Bridges of the bundled estate's AWS bill.
@Suite struct BudgetBridgeTests {
    private let estate = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../datasets/estate").standardizedFileURL

    private static let now = Timestamp(CivilDate(dayNumber: 20_758))

    private func question(_ period: String, against: String = "previous") -> BridgeQuestion {
        BridgeQuestion(
            BudgetQuestion(
                period: period, dimensions: ["ServiceProviderName", "ServiceName"], now: Self.now),
            against: against)
    }

    private func withEstate(_ yaml: String = "", _ body: (Workspace) throws -> Void) throws {
        try withWorkspace(yaml) { workspace, _ in
            _ = try workspace.ingest(
                IngestRequest(
                    paths: [estate.appending(path: "bills/aws")], asOf: nil, mode: .replace, now: Self.now))
            try FileManager.default.copyItem(
                at: estate.appending(path: "drivers"), to: workspace.driversFolder)
            try body(workspace)
        }
    }

    private func bridges(_ listing: Listing) throws -> [VarianceBridge] {
        try JSONDecoder().decode([VarianceBridge].self, from: Data(listing.json.utf8))
    }

    @Test func aQuarterIsExplainedInASentenceATableAndExactly() throws {
        try withEstate { workspace in
            let listing = try workspace.budgetBridge(question("2026-Q3"))
            let root = try #require(try bridges(listing).first)
            for node in root.flattened {
                #expect(node.parts.reduce(.zero) { $0 + $1.amount } == node.change)
            }
            #expect(root.from.kind == .actual && root.to.kind == .actual)
            #expect(listing.heading.count == 1)
            #expect(listing.heading[0].hasPrefix("all, 2026-Q2 → 2026-Q3: USD "))
            let rows = listing.table.rows
            #expect(rows.first?[0] == "2026-Q2" && rows.last?[0] == "2026-Q3")
            let bedrock = root.flattened.first { $0.scope[.service] == "Amazon Bedrock" }
            // Planted: a service that was never used, from July on.
            #expect(bedrock?.parts.map(\.cause) == [.new])
            let csv = listing.text(.csv).split(separator: "\n")
            #expect(csv.count > root.flattened.count * 2)
        }
    }

    @Test func aDriverDividesUse() throws {
        try withEstate { workspace in
            var asked = question("2026-09", against: "2026-08")
            asked.driver = "orders"
            let root = try #require(try bridges(try workspace.budgetBridge(asked)).first)
            #expect(root.amount(of: .business) != .zero && root.amount(of: .efficiency) != .zero)
            asked.driver = nil
            let plain = try #require(try bridges(try workspace.budgetBridge(asked)).first)
            // Price does not depend on a driver; what does, is rounded line by line to 10⁻¹⁸.
            let moved = root.amount(in: .usage) - plain.amount(in: .usage)
            #expect(moved.magnitude.units <= 100)
            asked.driver = "nothing"
            #expect(throws: WorkspaceError.self) { try workspace.budgetBridge(asked) }
        }
    }

    @Test func onePartOfTheBillIsEnough() throws {
        try withEstate { workspace in
            var asked = question("2026-09")
            asked.scope = ["ServiceName=Amazon EC2"]
            let root = try #require(try bridges(try workspace.budgetBridge(asked)).first)
            #expect(root.scope == Scope([.service: "Amazon EC2"]))
            let all = try #require(try bridges(try workspace.budgetBridge(question("2026-09"))).first)
            let node = all.flattened.first { $0.scope[.service] == "Amazon EC2" }
            #expect(node?.change == root.change)
        }
    }

    @Test func periodsThatCannotBeComparedAreRefused() throws {
        try withEstate { workspace in
            func message(_ asked: BridgeQuestion) -> String {
                do throws(WorkspaceError) {
                    _ = try workspace.budgetBridge(asked)
                    return ""
                } catch {
                    return error.message
                }
            }
            #expect(
                message(question("2026-Q3", against: "2025-Q3")).contains("needs charges for all of 2025-Q3"))
            #expect(message(question("2026-Q3", against: "2026-Q4")).contains("needs a period that is over"))
            #expect(message(question("2026-Q3", against: "2026-Q3")).contains("needs two periods"))
            #expect(message(question("2026-Q3", against: "summer")).contains("needs a period such as"))
        }
    }
}
