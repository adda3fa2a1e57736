import Billing
import Store
import Testing
import TimeSeries

@Suite struct IngestStateTests {
    private func ingest(_ id: String, digest: String, mode: IngestRecord.Mode = .replace) -> IngestRecord {
        IngestRecord(
            id: id, digest: digest, mapping: "focus", mode: mode, asOf: Sample.day("2026-06-15"),
            finishedAt: Sample.now, report: "{}")
    }

    private func snapshot(_ provider: String?, of ingest: String) throws -> SnapshotRecord {
        SnapshotRecord(
            ingest: ingest, mode: .replace, month: try #require(BillingPeriod("2026-06")),
            statement: StatementKey(provider: provider, account: nil), asOf: Sample.day("2026-06-15"),
            rowCount: 3)
    }

    @Test func deliveryIsFoundByWhatItIs() throws {
        try Sample.withStore { store, _ in
            let record = ingest("i-1", digest: "aa")
            try store.record(
                record, snapshots: [try snapshot("AWS", of: "i-1")], audit: Sample.audit("ingest"))
            #expect(try store.ingest(digest: "aa", mapping: "focus", mode: .replace) == record)
            #expect(try store.ingest(digest: "aa", mapping: "focus", mode: .append) == nil)
            #expect(try store.ingest(digest: "ab", mapping: "focus", mode: .replace) == nil)
            #expect(try store.snapshots() == [try snapshot("AWS", of: "i-1")])
        }
    }

    @Test func deliveryIsRecordedWholeOrNotAtAll() throws {
        try Sample.withStore { store, _ in
            let twice = [try snapshot("AWS", of: "i-1"), try snapshot("AWS", of: "i-1")]
            #expect(throws: StoreError.self) {
                try store.record(ingest("i-1", digest: "aa"), snapshots: twice, audit: Sample.audit("ingest"))
            }
            #expect(try store.ingests().isEmpty)
            #expect(try store.snapshots().isEmpty)
            #expect(try store.auditTrail().isEmpty)
        }
    }

    @Test func statementsWithHostileOrMissingNamesComeBackAsTheyWere() throws {
        try Sample.withStore { store, _ in
            let snapshots = [
                try snapshot(nil, of: "i-1"), try snapshot("", of: "i-1"), try snapshot("a\u{0}b", of: "i-1"),
                try snapshot("'; DROP TABLE ingest; --", of: "i-1"),
            ]
            try store.record(ingest("i-1", digest: "aa"), snapshots: snapshots, audit: Sample.audit("ingest"))
            #expect(Set(try store.snapshots()) == Set(snapshots))
        }
    }

    @Test func laterDeliveryOfADayComesLater() throws {
        try Sample.withStore { store, _ in
            for id in ["i-9", "i-1", "i-5"] {
                try store.record(
                    ingest(id, digest: id), snapshots: [try snapshot("AWS", of: id)],
                    audit: Sample.audit("ingest"))
            }
            #expect(try store.snapshots().map(\.ingest) == ["i-9", "i-1", "i-5"])
        }
    }
}
