internal import GRDB

/// The state of a workspace: what was ingested, what was found, what was said about it, and who did what.
///
///     let store = try Store(at: "outlay.sqlite")
///
/// One SQLite file. Every change is one transaction, so a process that is killed leaves either the old or the new state.
public struct Store: Sendable {
    /// Where the file is.
    public let path: String
    private let queue: DatabaseQueue

    /// Opens the state at `path`; makes it if there is none and brings an older one up to date.
    ///
    /// - Throws: ``StoreError`` for a damaged file, one of a newer version, or a disk that refuses.
    public init(at path: String) throws(StoreError) {
        self.path = path
        do {
            var configuration = GRDB.Configuration()
            configuration.busyMode = .timeout(10)
            configuration.journalMode = .wal
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try Store.migrate(queue, path: path)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static func migrate(_ queue: DatabaseQueue, path: String) throws {
        let migrator = Migrations.all
        if try queue.read({ try migrator.hasBeenSuperseded($0) }) {
            throw StoreError(
                .newerVersion,
                "needs a state database of this version of outlay, got a newer one in \(path); update outlay")
        }
        try migrator.migrate(queue)
    }

    /// Closes the file and folds its log into it.
    ///
    /// - Throws: ``StoreError`` if the disk refuses.
    public func close() throws(StoreError) {
        do { try queue.close() } catch { throw StoreError(error, path: path) }
    }

    /// Reads in one consistent view.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try queue.read(body) } catch { throw StoreError(error, path: path) }
    }

    /// Writes in one transaction: all of it, or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try queue.write(body) } catch { throw StoreError(error, path: path) }
    }
}
