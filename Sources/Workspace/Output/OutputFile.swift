internal import Foundation

/// A file that a command writes its data to, whole or not at all.
public struct OutputFile: Sendable, Hashable {
    private let url: URL
    private let name: String

    /// The file at a path; a link is followed.
    ///
    /// - Throws: ``WorkspaceError`` if the path is a folder, or its folder is not there.
    public init(path: String) throws(WorkspaceError) {
        name = path
        url = URL(filePath: path).resolvingSymlinksInPath()
        guard !path.isEmpty, OutputFile.kind(of: url) != .typeDirectory else {
            throw WorkspaceError(
                .usage, "needs a file to write to for --out, got the folder '\(path)'; name a file in it")
        }
        let folder = url.deletingLastPathComponent()
        guard OutputFile.kind(of: folder) == .typeDirectory else {
            throw WorkspaceError(
                .usage, "needs a folder that is there for --out, got none at \(folder.path); make it first")
        }
    }

    /// Replaces what the file holds: a reader sees the old or the new text, never a part.
    ///
    /// What is no file, such as a pipe, is written to as it is.
    ///
    /// - Throws: ``WorkspaceError`` if the disk refuses; the old file is as it was then.
    public func write(_ text: String) throws(WorkspaceError) {
        try attempt(.disk, "needs a file that can be written for --out, got \(name)") {
            if isReplaced {
                try Data(text.utf8).write(to: url, options: .atomic)
            } else {
                let handle = try FileHandle(forWritingTo: url)
                try handle.write(contentsOf: Data(text.utf8))
                try handle.close()
            }
        }
    }

    /// Whether writing replaces a file or makes one; what is no file is written to as it is.
    var isReplaced: Bool {
        let kind = OutputFile.kind(of: url)
        return kind == nil || kind == .typeRegular
    }

    private static func kind(of url: URL) -> FileAttributeType? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return attributes?[.type] as? FileAttributeType
    }
}
