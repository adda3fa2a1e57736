internal import Columnar
internal import Foundation

/// The files of a delivery: those named, and those in the folders named, in order of path.
struct BillFiles {
    /// A file that may be a bill.
    struct Candidate {
        let path: String
        /// It was named itself: if it is no bill, that is an error and not a file to skip.
        let isNamed: Bool
    }

    private(set) var candidates: [Candidate] = []
    private(set) var skipped: [IngestReport.Skipped] = []

    /// Walks the paths.
    ///
    /// - Throws: ``BillingError/noSuchFile(path:)``.
    init(_ paths: [URL]) throws(BillingError) {
        for url in paths {
            guard let isFolder = BillFiles.isFolder(url) else { throw .noSuchFile(path: url.path) }
            if isFolder {
                walk(url)
            } else {
                candidates.append(Candidate(path: url.path, isNamed: true))
            }
        }
        var seen: Set<String> = []
        candidates = candidates.filter {
            seen.insert(URL(filePath: $0.path).standardizedFileURL.path).inserted
        }
    }

    /// Whether a path leads to a folder; `nil` if it leads nowhere.
    private static func isFolder(_ url: URL) -> Bool? {
        let values = try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey])
        return values?.isDirectory
    }

    private mutating func walk(_ folder: URL) {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for name in names.sorted() {
            let url = folder.appending(path: name)
            guard BillFiles.isFolder(url) == false else { continue }
            let path = url.path
            if name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
                skipped.append(.init(path: path, reason: "hidden"))
            } else if [".csv", ".csv.gz", ".parquet"].contains(where: name.lowercased().hasSuffix) {
                candidates.append(Candidate(path: path, isNamed: false))
            } else {
                skipped.append(.init(path: path, reason: "not .csv, .csv.gz or .parquet"))
            }
        }
    }
}

/// A file opened so far that its columns are known.
enum OpenedBill {
    case csv(CSVReader, isGzip: Bool)
    case parquet(ParquetReader)

    /// Opens a file as what its first bytes say it is.
    init(path: String) throws(BillingError) {
        do throws(ColumnarError) {
            let source = try ByteSource(path: path, chunkBytes: 4)
            if !source.isGzip, try source.next().elementsEqual("PAR1".utf8) || path.hasSuffix(".parquet") {
                self = .parquet(try ParquetReader(path: path))
            } else {
                self = .csv(try CSVReader(path: path), isGzip: source.isGzip)
            }
        } catch {
            throw .file(error)
        }
    }

    /// The names of its columns.
    var names: [String] {
        switch self {
        case .csv(let reader, _): reader.header
        case .parquet(let reader): reader.columns.map(\.name)
        }
    }

    /// The format, as the report calls it.
    var format: String {
        switch self {
        case .csv(_, let isGzip): isGzip ? "csv.gz" : "csv"
        case .parquet: "parquet"
        }
    }

    /// Starts reading charges.
    func source(_ encoder: TextEncoder, _ options: IngestOptions) throws(BillingError) -> any ChargeSource {
        switch self {
        case .csv(let reader, _): try CSVBill(reader, encoder)
        case .parquet(let reader): try ParquetBill(reader, encoder, threads: options.threads)
        }
    }
}
