internal import Crypto
internal import Foundation

/// The files of one delivery of bills and what tells them from any other delivery.
struct Delivery: Sendable {
    /// The files to read, each content once, in order of path.
    let files: [URL]
    /// Files left out because another has exactly the same content.
    let duplicates: [(file: URL, of: URL)]
    /// SHA-256 over the contents, in hexadecimal; names and folders do not matter.
    let digest: String

    /// Endings of files that are bills.
    private static let endings = [".csv", ".csv.gz", ".parquet"]

    /// The bills named by files and folders; folders are searched to the bottom.
    ///
    /// - Throws: ``WorkspaceError`` if a path does not exist or no bill is found.
    init(_ paths: [URL]) throws(WorkspaceError) {
        var found: [URL] = []
        for path in paths { found += try Delivery.files(at: path) }
        guard !found.isEmpty else {
            throw WorkspaceError(
                .data,
                "needs bills as \(Delivery.endings.joined(separator: ", ")), got none in "
                    + paths.map(\.path).joined(separator: ", ") + "; name another folder or a file")
        }
        var first: [String: URL] = [:]
        var files: [URL] = []
        var duplicates: [(file: URL, of: URL)] = []
        for file in Set(found.map(\.standardizedFileURL)).sorted(by: { $0.path < $1.path }) {
            let digest = try Delivery.digest(of: file)
            if let known = first[digest] {
                duplicates.append((file, known))
            } else {
                first[digest] = file
                files.append(file)
            }
        }
        self.files = files
        self.duplicates = duplicates
        digest = Delivery.hexadecimal(SHA256.hash(data: Data(first.keys.sorted().joined().utf8)))
    }

    private static func files(at path: URL) throws(WorkspaceError) -> [URL] {
        guard FileManager.default.fileExists(atPath: path.path) else {
            throw WorkspaceError(
                .data, "needs a file or folder of bills, got nothing at \(path.path); check the path")
        }
        let kind = try attempt(.data, "needs to read \(path.path)") {
            try path.resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey])
        }
        return kind.isDirectory == true ? try files(in: path) : [path]
    }

    /// The bills in a folder to its bottom, as the ingest takes them: what is read and what is digested must not differ.
    ///
    /// A folder that cannot be read ends it: leaving out its bills would make the bill look smaller.
    private static func files(in folder: URL) throws(WorkspaceError) -> [URL] {
        let names = try attempt(.data, "needs to read \(folder.path)") {
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
        }
        var found: [URL] = []
        for name in names where !name.hasPrefix(".") {
            let path = folder.appending(path: name)
            let kind = try attempt(.data, "needs to read \(path.path)") {
                try path.resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
            }
            if kind.isDirectory == true {
                // A link to a folder is not followed, so a ring of links ends.
                if kind.isSymbolicLink != true { found += try files(in: path) }
            } else if endings.contains(where: { name.lowercased().hasSuffix($0) }) {
                found.append(path)
            }
        }
        return found
    }

    private static func digest(of file: URL) throws(WorkspaceError) -> String {
        try attempt(.data, "needs to read \(file.path)") {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            var hash = SHA256()
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty { hash.update(data: part) }
            return hexadecimal(hash.finalize())
        }
    }

    /// SHA-256 of a text, in hexadecimal.
    static func digest(of text: String) -> String { hexadecimal(SHA256.hash(data: Data(text.utf8))) }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef")
        return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
