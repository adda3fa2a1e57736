internal import Billing
internal import Foundation
internal import Store

extension Workspace {
    /// Removes what a process that was killed left half done; only the holder of the lock may call it.
    func cleanUp(_ store: Store) throws(WorkspaceError) {
        try attempt(.disk, "needs to clean up \(folder.path)") {
            try lake.removeUnrecorded(keeping: Set(store.ingests().map(\.id)))
            let manager = FileManager.default
            guard manager.fileExists(atPath: reportsFolder.path) else { return }
            for name in try manager.contentsOfDirectory(atPath: reportsFolder.path)
            where name.hasPrefix(Workspace.temporaryPrefix) {
                try manager.removeItem(at: reportsFolder.appending(path: name))
            }
        }
    }

    private static let temporaryPrefix = ".dat.nosync"

    /// Writes a file into the reports' folder so that readers see the old or the new one, never a part.
    func writeReport(_ text: String, named name: String) throws(WorkspaceError) -> URL {
        try attempt(.disk, "needs to write a report into \(reportsFolder.path)") {
            try FileManager.default.createDirectory(at: reportsFolder, withIntermediateDirectories: true)
            let file = reportsFolder.appending(path: name)
            try Data(text.utf8).write(to: file, options: .atomic)
            return file
        }
    }
}
