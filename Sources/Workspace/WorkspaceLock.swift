import Foundation

/// The right to change a workspace: one process at a time holds it.
///
/// It is a `flock` on a file, which the system takes back when the process ends however it ends, so it cannot go stale.
final class WorkspaceLock: Sendable {
    private let file: FileHandle

    /// Takes the lock at `url`; waits up to `waitSeconds` for another process to let go.
    ///
    /// - Throws: ``WorkspaceError`` with the process id of the holder if it does not let go.
    init(at url: URL, waitSeconds: Double) throws(WorkspaceError) {
        file = try attempt(.disk, "needs to write the lock file \(url.path); make its folder writable") {
            do {
                try Data().write(to: url, options: .withoutOverwriting)
            } catch CocoaError.fileWriteFileExists {
                // Made before, by this process or another.
            }
            return try FileHandle(forUpdating: url)
        }
        var waited = 0.0
        while flock(file.fileDescriptor, LOCK_EX | LOCK_NB) != 0 {
            guard waited < waitSeconds else {
                let holder = (try? file.readToEnd()).map { String(decoding: $0, as: UTF8.self) } ?? ""
                try? file.close()
                let named = holder.isEmpty ? "another process" : "process \(holder)"
                throw WorkspaceError(
                    .busy,
                    "needs the workspace alone, got one that \(named) is working on; try again when it is done"
                )
            }
            Thread.sleep(forTimeInterval: 0.05)
            waited += 0.05
        }
        try attempt(.disk, "needs to write the lock file \(url.path); make its folder writable") {
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: Data("\(ProcessInfo.processInfo.processIdentifier)".utf8))
        }
    }

    /// Lets go.
    func unlock() {
        try? file.close()
    }
}
