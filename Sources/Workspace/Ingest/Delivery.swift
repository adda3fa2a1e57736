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
                    + paths.map(\.path).joined(separator: ", "))
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
            throw WorkspaceError(.data, "needs a file or folder of bills, got nothing at \(path.path)")
        }
        let kind = try attempt(.data, "needs to read \(path.path)") {
            try path.resourceValues(forKeys: [.isDirectoryKey])
        }
        guard kind.isDirectory == true else { return [path] }
        let names = FileManager.default.enumerator(atPath: path.path)?.compactMap { $0 as? String } ?? []
        // The same files that the ingest takes from a folder: what is read and what is digested must not differ.
        return names.filter { name in
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            return !isHidden && endings.contains { name.lowercased().hasSuffix($0) }
        }.map { path.appending(path: $0) }.filter { file in
            (try? file.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory != true
        }
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
