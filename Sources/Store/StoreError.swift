internal import GRDB

/// What the state on disk could not do, and the next step.
public struct StoreError: Error, Sendable, Hashable {
    /// What kind of failure it is.
    public enum Code: String, Sendable, Hashable {
        /// The file is no database, or part of it is broken.
        case damaged
        /// A newer version of Outlay wrote the file.
        case newerVersion
        /// Another process held the database for too long.
        case busy
        /// The disk or the file system refused.
        case disk
        /// A record breaks a rule of the state.
        case invalid
    }

    /// What kind of failure it is.
    public let code: Code
    /// What was needed, what was got and what to do, in one line.
    public let message: String
    /// What SQLite said.
    public let cause: String?

    init(_ code: Code, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The error for what GRDB threw while working on the file at `path`.
    init(_ error: any Error, path: String) {
        if let known = error as? StoreError {
            self = known
            return
        }
        guard let database = error as? DatabaseError else {
            self.init(
                .invalid, "needs a readable record in \(path), got one it cannot read", cause: "\(error)")
            return
        }
        let cause = database.message ?? database.resultCode.description
        switch database.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_FORMAT:
            self.init(
                .damaged,
                "needs a sound state database, got a damaged \(path); put back a copy of it, "
                    + "or move it away and ingest the bills again", cause: cause)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .busy,
                "needs the state database \(path), got one that another process holds; try again when it is done",
                cause: cause)
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR:
            self.init(.invalid, "needs a record that fits the state in \(path), got another", cause: cause)
        default:
            self.init(
                .disk, "needs to read and write \(path), got a refusal; check space and permissions",
                cause: cause)
        }
    }
}

extension StoreError: CustomStringConvertible {
    /// The message and its cause in one line.
    public var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
