internal import Columnar
internal import Dispatch
internal import Synchronization

/// One delivery while it is read.
final class Delivery {
    var report = IngestReport()
    private let options: IngestOptions
    private let staging: LakeStaging
    private let fileCount: Int
    private var encoder: TextEncoder
    private let adding = Mutex(Adding())
    private var notes = NoteCounter()
    private var sums = LedgerSums()
    private var rejectionCounts: [[String]: Int] = [:]

    /// The side of the pair that reads.
    private struct Reading {
        var source: any ChargeSource
        var batch = ChargeBatch()

        init(_ path: String, _ encoder: TextEncoder, _ options: IngestOptions) throws(BillingError) {
            source = try OpenedBill(path: path).source(encoder, options)
        }
    }

    /// The side of the pair that adds up.
    private struct Adding: Sendable {
        var aggregator = ChargeAggregator()
        var batch = ChargeBatch()
    }

    init(_ options: IngestOptions, _ staging: LakeStaging, fileCount: Int) {
        self.options = options
        self.staging = staging
        self.fileCount = fileCount
        encoder = TextEncoder(textBound: options.textBound)
    }

    /// Reads a file: while one batch is added up, another thread reads the next.
    ///
    /// The threads meet after every batch, so that the result does not depend on their timing.
    func read(
        _ path: String, format: String, number: Int, _ progress: (IngestProgress) -> Void
    ) throws(BillingError) {
        let reading = Mutex(try Reading(path, encoder, options))
        let layout = reading.withLock { $0.source.layout }
        var file = IngestReport.File(path: path, format: format, version: layout.version)
        noteColumns(layout, path)
        var isMore = try Delivery.next(reading)
        while isMore {
            reading.withLock { reading in adding.withLock { swap(&$0.batch, &reading.batch) } }
            if let retired = adding.withLock({ $0.batch.retired }) { try flush(retired) }
            isMore = try Delivery.step(reading, adding, path)
            collect(path, &file)
            if adding.withLock({ $0.aggregator.groupCount }) > options.groupBound {
                try flush(reading.withLock { $0.batch.retired ?? $0.source.encoder.dictionaries })
            }
            progress(
                IngestProgress(
                    path: path, file: number, fileCount: fileCount, rows: report.rowsRead + file.rowsRead))
        }
        encoder = reading.withLock { $0.source.encoder }
        report.files.append(file)
    }

    private static func next(_ reading: borrowing Mutex<Reading>) throws(BillingError) -> Bool {
        try reading.withLock { (reading) -> Result<Bool, BillingError> in
            do throws(BillingError) { return .success(try reading.source.next(&reading.batch)) } catch {
                return .failure(error)
            }
        }.get()
    }

    /// Adds the batch at hand up and reads the next.
    private static func step(
        _ reading: borrowing Mutex<Reading>, _ adding: borrowing Mutex<Adding>, _ path: String
    ) throws(BillingError) -> Bool {
        let outcome = Mutex(Result<Bool, BillingError>.success(false))
        DispatchQueue.concurrentPerform(iterations: 2) { side in
            if side == 0 {
                let result: Result<Bool, BillingError>
                do throws(BillingError) { result = .success(try Delivery.next(reading)) } catch {
                    result = .failure(error)
                }
                outcome.withLock { $0 = result }
            } else {
                adding.withLock { $0.aggregator.add($0.batch, path: path) }
            }
        }
        return try outcome.withLock { $0 }.get()
    }

    private func collect(_ path: String, _ file: inout IngestReport.File) {
        let (batchRows, problems, accepted, failures, places) = adding.withLock { adding in
            let failures = adding.aggregator.rejected
            return (
                adding.batch.count, adding.batch.problems, adding.aggregator.acceptedRows, failures,
                failures.map { adding.batch.places[$0.row] }
            )
        }
        file.rowsRead += batchRows + problems.count
        file.rowsAccepted += accepted
        file.rowsRejected += failures.count + problems.count
        var rejections = zip(failures, places).map { failure, place in
            Rejection(
                path: path, line: place, column: failure.column, fault: failure.fault, got: failure.got)
        }
        rejections += problems.map { problem in
            let parts = problem.reason.split(separator: ", got ", maxSplits: 1).map(String.init)
            return Rejection(
                path: path, line: problem.line, column: "", fault: parts[0], got: parts.last ?? "")
        }
        list(rejections.sorted { $0.line < $1.line })
    }

    private func list(_ rejections: [Rejection]) {
        for rejection in rejections { rejectionCounts[[rejection.column, rejection.fault], default: 0] += 1 }
        let room = max(0, options.rejectionBound - report.rejections.count)
        report.rejections += rejections.prefix(room)
        report.unlistedRejections += max(0, rejections.count - room)
    }

    private func noteColumns(_ layout: FOCUSLayout, _ path: String) {
        for name in layout.names where !name.hasPrefix("x_") && !FOCUSColumns.all.contains(name) {
            notes.add(.strayColumn, column: name, at: path)
        }
        let names = Set(layout.names)
        let needed = Ledger.textColumns + FOCUSLayout.Number.allCases.map(\.column)
        for column in needed
        where !names.contains(column) && FOCUSColumns.isExpected(column, in: layout.version) {
            notes.add(.missingColumn, column: column, at: path)
        }
    }

    /// Writes the groups at hand.
    private func flush(_ dictionaries: [TextDictionary]) throws(BillingError) {
        let (ledger, derived) = adding.withLock { adding in
            (
                adding.aggregator.takeLedger(dictionaries),
                adding.aggregator.takeDerived(dictionaries[ClosedColumns.currency.index])
            )
        }
        guard ledger.count > 0 else { return }
        sums.add(ledger)
        sums.take(derived)
        report.ledgerRows += ledger.count
        try staging.write(ledger)
    }

    /// Writes what is left and states the sums.
    func finish() throws(BillingError) -> IngestReport {
        try flush(encoder.dictionaries)
        adding.withLock { adding in
            notes.merge(adding.aggregator.notes)
            report.rounding.count = adding.aggregator.roundedCount
            report.rounding.sum = adding.aggregator.residue / 1e18
        }
        report.notes = notes.notes
        report.sums = sums.sums
        report.statements = sums.statements
        report.rejectionCounts =
            rejectionCounts
            .map { IngestReport.ReasonCount(column: $0.key[0], fault: $0.key[1], rows: $0.value) }
            .sorted { ($0.column, $0.fault) < ($1.column, $1.fault) }
        return report
    }
}
