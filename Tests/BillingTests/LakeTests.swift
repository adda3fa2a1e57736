import Billing
import Foundation
import Testing
import TimeSeries

@Suite struct LakeTests {
    private func bill(_ provider: String, cost: String) -> String {
        var bill = SmallBill()
        bill.add(["ServiceProviderName": provider, "BilledCost": cost])
        bill.add([
            "ServiceProviderName": provider, "BillingAccountId": "200", "ChargePeriodStart": "2026-06-10",
            "ChargePeriodEnd": "2026-06-11",
        ])
        return bill.text()
    }

    private var june: BillingPeriod { BillingPeriod(containing: CivilDate(dayNumber: 20_618)) }

    @Test func snapshotsStandBesideEachOther() throws {
        let scratch = try Scratch()
        let (_, lake) = try scratch.ingest([scratch.file("a.csv", bill("Cloud A", cost: "1"))], id: "s1")
        _ = try scratch.ingest([scratch.file("b.csv", bill("Cloud A", cost: "2"))], id: "s2")
        #expect(try lake.snapshots() == [june: ["s1", "s2"]])
        let one = StatementKey(provider: "Cloud A", account: "100")
        let two = StatementKey(provider: "Cloud A", account: "200")
        let ledger = try lake.read([
            SnapshotSelection(month: june, snapshotID: "s1", statements: [two]),
            SnapshotSelection(month: june, snapshotID: "s2", statements: [one]),
        ])
        #expect(
            ledger.column("BillingAccountId").map { c in (0..<ledger.count).map { c[$0] } } == ["200", "100"])
        #expect(ledger.billedCost == [1_500_000_000_000_000_000, 2_000_000_000_000_000_000])
    }

    @Test func readsOnlyTheDaysAndColumnsAskedFor() throws {
        let scratch = try Scratch()
        let (_, lake) = try scratch.ingest([scratch.file("a.csv", bill("Cloud A", cost: "1"))])
        let day = try #require(CivilDate("2026-06-14"))
        let ledger = try lake.read(
            [SnapshotSelection(month: june, snapshotID: "s1")], days: day..<day.advanced(by: 1),
            columns: ["ServiceName"])
        #expect(ledger.count == 1)
        #expect(ledger.column("ServiceName")?[0] == "Compute")
        #expect(ledger.column("BillingAccountId")?[0] == "100")
        #expect(ledger.column("BillingCurrency")?[0] == nil)
    }

    @Test func whatIsNotRecordedIsRemoved() throws {
        let scratch = try Scratch()
        let (_, lake) = try scratch.ingest([scratch.file("a.csv", bill("Cloud A", cost: "1"))], id: "s1")
        _ = try scratch.ingest([scratch.file("b.csv", bill("Cloud A", cost: "2"))], id: "s2")
        _ = try lake.stage("s3")
        #expect(try lake.removeUnrecorded(keeping: ["s1"]) == ["s2", "s3"])
        #expect(try lake.snapshots() == [june: ["s1"]])
        #expect(try lake.removeUnrecorded(keeping: ["s1"]).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: lake.folder.appending(path: ".staging").path))
    }

    @Test func discardedSnapshotsLeaveNothing() throws {
        let scratch = try Scratch()
        let lake = Lake(folder: scratch.folder.appending(path: "lake"))
        let staging = try lake.stage("s1")
        _ = try BillIngest().run([scratch.file("a.csv", bill("Cloud A", cost: "1"))], into: staging)
        staging.discard()
        #expect(try lake.snapshots().isEmpty)
    }

    @Test func aMissingSnapshotIsAnError() throws {
        let scratch = try Scratch()
        let lake = Lake(folder: scratch.folder)
        #expect(throws: BillingError.noSuchSnapshot(month: june, snapshotID: "s9")) {
            try lake.read([SnapshotSelection(month: june, snapshotID: "s9")])
        }
        #expect(
            BillingError.noSuchSnapshot(month: june, snapshotID: "s9").description
                == "needs snapshot s9 of 2026-06 in the lake, got none; ingest the bill again")
    }
}
