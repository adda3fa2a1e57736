import Findings
import Foundation
import Testing
import TimeSeries
import Workspace

@Suite struct DrillTests {
    @Test func emptyLakeSaysToIngest() throws {
        try withWorkspace { workspace, _ in
            let error = #expect(throws: WorkspaceError.self) { try workspace.drill(DrillSettings()) }
            #expect(
                error?.message == "needs charges to plant incidents into, got none; ingest bills first")
        }
    }

    @Test func drillWritesItsPageAndLeavesTheBillAlone() throws {
        try withBill { workspace in
            var settings = DrillSettings()
            settings.onsetCount = 1
            settings.sizes = [3]
            let before = try workspace.backtest(
                BillText.run.advanced(by: -1)...BillText.run, labels: nil)
            var last = 0
            let listing = try workspace.drill(settings) { done, total in
                #expect(done <= total)
                last = done
            }
            #expect(last == 5 && !listing.table.rows.isEmpty)
            #expect(listing.notes.last?.hasSuffix("-1.html") == true)
            let after = try workspace.backtest(
                BillText.run.advanced(by: -1)...BillText.run, labels: nil)
            #expect(after.table == before.table)
            #expect(try workspace.drill(settings).json == listing.json)
        }
    }
}
