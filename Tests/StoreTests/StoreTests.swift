import Findings
import Foundation
import GRDB
import Store
import Testing

@Suite struct StoreTests {
    @Test func opensAgainWithWhatWasWritten() throws {
        try Sample.withStore { store, path in
            try store.record(
                Sample.run("2026-06-15", [Sample.finding("f-1", firstDay: "2026-06-14")]),
                audit: Sample.audit("daily"))
            try store.close()
            let again = try Store(at: path)
            #expect(try again.findings(asOf: Sample.day("2026-06-15")).map(\.id) == ["f-1"])
        }
    }

    @Test func fileThatIsNoDatabaseSaysSo() throws {
        try Sample.withStore { store, path in
            try store.close()
            try Data("this is not a database at all, and it is long enough to be read as a page".utf8)
                .write(to: URL(filePath: path))
            let error = #expect(throws: StoreError.self) { try Store(at: path) }
            #expect(error?.code == .damaged)
            #expect(error?.message.contains("needs a sound state database, got a damaged") == true)
        }
    }

    @Test func brokenPageSaysSo() throws {
        try Sample.withStore { store, path in
            for i in 0..<300 {
                try store.record(
                    Sample.run("2026-06-15", [Sample.finding("f-\(i)", firstDay: "2026-06-14")]),
                    audit: Sample.audit("daily"))
            }
            try store.close()
            var bytes = try Data(contentsOf: URL(filePath: path))
            for i in 4096..<bytes.count { bytes[i] = 0xA5 }
            try bytes.write(to: URL(filePath: path))
            let error = #expect(throws: StoreError.self) {
                _ = try Store(at: path).findings(asOf: Sample.day("2026-06-15"))
            }
            #expect(error?.code == .damaged)
        }
    }

    @Test func databaseOfANewerVersionIsNotTouched() throws {
        try Sample.withStore { store, path in
            try store.close()
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('of-tomorrow')") }
            try queue.close()
            let error = #expect(throws: StoreError.self) { try Store(at: path) }
            #expect(error?.code == .newerVersion)
            #expect(
                error?.description
                    == "needs a state database of this version of outlay, got a newer one in \(path); update outlay"
            )
            let migrations = try DatabaseQueue(path: path).read {
                try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations")
            }
            #expect(migrations.contains("of-tomorrow"))
        }
    }

    @Test func folderInPlaceOfTheFileIsADiskError() throws {
        let error = #expect(throws: StoreError.self) {
            try Store(at: FileManager.default.temporaryDirectory.path)
        }
        #expect(error?.code == .disk)
    }
}
