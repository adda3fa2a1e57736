public import Foundation

/// Reads bills into the lake: FOCUS 1.0 to 1.4 from CSV, gzip CSV and Parquet, files and folders, in bounded memory.
///
///     let staging = try lake.stage("2026-06-15-a")
///     let report = try BillIngest().run([folder], into: staging)
///     try staging.commit()
///
/// Rows that cannot count are listed and left out. A file that cannot be read as a bill refuses the delivery as a whole:
/// nothing of it is committed.
public struct BillIngest: Sendable {
    private let options: IngestOptions

    /// An ingest with these options.
    public init(_ options: IngestOptions = IngestOptions()) {
        self.options = options
    }

    /// Reads all bills and writes them, aggregated, to `staging`, which the caller commits or discards.
    ///
    /// - Parameters:
    ///   - paths: Files and folders; folders are read with all below them, in order of path.
    ///   - staging: Where the charges go.
    ///   - progress: Told after every batch.
    /// - Returns: What was read, left out and summed.
    /// - Throws: ``BillingError``: a file is missing, cut, damaged or no bill, or the disk refuses.
    public func run(
        _ paths: [URL], into staging: LakeStaging, progress: (IngestProgress) -> Void = { _ in }
    ) throws(BillingError) -> IngestReport {
        let files = try BillFiles(paths)
        let delivery = Delivery(options, staging, fileCount: files.candidates.count)
        delivery.report.skipped = files.skipped
        for (i, file) in files.candidates.enumerated() {
            let opened = try OpenedBill(path: file.path)
            if let reason = BillIngest.reasonToSkip(opened, file) {
                delivery.report.skipped.append(.init(path: file.path, reason: reason))
            } else {
                try delivery.read(file.path, format: opened.format, number: i + 1, progress)
            }
        }
        guard !delivery.report.files.isEmpty else {
            throw .nothingToRead(
                paths: paths.map(\.path),
                skipped: delivery.report.skipped.map { "\($0.path): \($0.reason)" })
        }
        return try delivery.finish()
    }

    private static func reasonToSkip(_ opened: OpenedBill, _ file: BillFiles.Candidate) -> String? {
        if let other = FOCUSLayout.otherDataSet(opened.names) { return other }
        return !file.isNamed && FOCUSLayout.isForeign(opened.names) ? "no FOCUS columns" : nil
    }
}
