import Store
import Testing
import TimeSeries

@Suite struct IngestStateTests {
    private func ingest(_ id: String, digest: String, mode: IngestRecord.Mode = .replace) -> IngestRecord {
        IngestRecord(
            id: id, digest: digest, mapping: "focus", mode: mode, asOf: Sample.day("2026-06-15"),
            finishedAt: Sample.now, report: "{}")
    }

    private func snapshot(_ id: String, of ingest: String) throws -> SnapshotRecord {
        SnapshotRecord(
            id: id, ingest: ingest, month: try #require(BillingPeriod("2026-06")), provider: "AWS",
            account: "1",
            asOf: Sample.day("2026-06-15"), rowCount: 3)
    }

    @Test func deliveryIsFoundByWhatItIs() throws {
        try Sample.withStore { store, _ in
            let record = ingest("i-1", digest: "aa")
            try store.record(
                record, snapshots: [try snapshot("s-1", of: "i-1")], audit: Sample.audit("ingest"))
            #expect(try store.ingest(digest: "aa", mapping: "focus", mode: .replace) == record)
            #expect(try store.ingest(digest: "aa", mapping: "focus", mode: .append) == nil)
            #expect(try store.ingest(digest: "ab", mapping: "focus", mode: .replace) == nil)
            #expect(try store.snapshots().map(\.id) == ["s-1"])
        }
    }

    @Test func deliveryIsRecordedWholeOrNotAtAll() throws {
        try Sample.withStore { store, _ in
            let twice = [try snapshot("s-1", of: "i-1"), try snapshot("s-1", of: "i-1")]
            #expect(throws: StoreError.self) {
                try store.record(ingest("i-1", digest: "aa"), snapshots: twice, audit: Sample.audit("ingest"))
            }
            #expect(try store.ingests().isEmpty)
            #expect(try store.snapshots().isEmpty)
            #expect(try store.auditTrail().isEmpty)
        }
    }
}
