import Columnar
public import Foundation
import Synchronization
public import TimeSeries

/// How the bills of an estate are written.
public enum EstateFormat: String, Sendable, Hashable, CaseIterable {
    /// CSV compressed with gzip: `.csv.gz`.
    case csv
    /// Parquet compressed with zstd: `.parquet`.
    case parquet

    /// How file names end.
    public var fileExtension: String { self == .csv ? "csv.gz" : "parquet" }
}

/// Writes an estate into a folder, a day at a time: memory does not grow with the rows.
public struct EstateWriter: Sendable {
    /// How far the writing is.
    public struct Progress: Sendable {
        /// Rows written by all vendors.
        public let rows: Int
        /// The vendor and month just finished.
        public let file: String
    }

    /// What was written.
    public struct Summary: Sendable {
        /// Rows in all bills.
        public let rows: Int
        /// The truth.
        public let labels: EstateLabels
    }

    private let estate: Estate
    private let format: EstateFormat
    private let width: Int?
    /// Rows that are handed to the file at once.
    private static let batchRows = 65_536

    /// A writer of an estate.
    ///
    /// - Parameters:
    ///   - estate: What to write.
    ///   - format: How to write the bills.
    ///   - width: Threads at most; the files are the same for any number.
    public init(estate: Estate, format: EstateFormat = .csv, width: Int? = nil) {
        self.estate = estate
        self.format = format
        self.width = width
    }

    /// Writes `bills/VENDOR/YYYY-MM.…`, `labels.json`, `outlay.yaml` and `README.md` into a folder, which is made.
    ///
    /// - Parameters:
    ///   - folder: Where to; files of the same names are replaced.
    ///   - progress: Called after each file, from any thread.
    /// - Returns: Number of rows, and the truth.
    /// - Throws: ``SimulationError/cannotWrite(path:reason:)`` when the disk refuses.
    @discardableResult
    public func write(
        to folder: URL, progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(SimulationError) -> Summary {
        let rows = Atomic(0)
        let outcomes = parallelMap(Array(estate.plans.indices), width: width) { index in
            Result { () throws(SimulationError) in
                try writeVendor(index, to: folder) { count, file in
                    let total = rows.add(count, ordering: .relaxed).newValue
                    progress(Progress(rows: total, file: file))
                }
            }
        }
        var written: [VendorOutcome] = []
        for outcome in outcomes { written.append(try outcome.get()) }
        var impacts = estate.incidents.map { _ in Int128(0) }
        for outcome in written { for k in impacts.indices { impacts[k] += outcome.impacts[k] } }
        let labels = EstateLabels(estate, impacts: impacts)
        try write(EstateTexts(estate, labels, written.map(\.usageByMonth)), to: folder)
        try writeDrivers(to: folder)
        return Summary(rows: rows.load(ordering: .relaxed), labels: labels)
    }

    /// Writes a single bill: the same bytes as ``write(to:progress:)`` writes for that vendor and month.
    ///
    /// - Parameters:
    ///   - month: The billing month.
    ///   - vendor: The vendor's folder name, one of ``Estate/vendorFolders``.
    ///   - file: Where to; the folder must exist.
    /// - Returns: Number of rows.
    /// - Throws: ``SimulationError/cannotWrite(path:reason:)`` when the disk refuses.
    /// - Precondition: The vendor is in the estate.
    @discardableResult
    public func writeBill(_ month: BillingPeriod, of vendor: String, to file: URL) throws(SimulationError)
        -> Int
    {
        guard let plan = estate.plans.first(where: { $0.profile.folder == vendor }) else {
            preconditionFailure("a vendor of the estate")
        }
        var composer = BillComposer(plan: plan, incidents: estate.incidents, benign: estate.benign)
        return try writeMonth(month, of: &composer, to: file.path)
    }

    /// What is left of a vendor when its files are written.
    private struct VendorOutcome: Sendable {
        let impacts: [Int128]
        let usageByMonth: [BillingPeriod: Int128]
    }

    private func writeVendor(
        _ index: Int, to folder: URL, _ finished: (Int, String) -> Void
    ) throws(SimulationError) -> VendorOutcome {
        let plan = estate.plans[index]
        var composer = BillComposer(plan: plan, incidents: estate.incidents, benign: estate.benign)
        let bills = folder.appending(path: "bills").appending(path: plan.profile.folder)
        try makeFolder(bills)
        let last = estate.days.upperBound.advanced(by: -1)
        var month = BillingPeriod(containing: estate.days.lowerBound)
        while month.start <= last {
            let name = "\(month).\(format.fileExtension)"
            let rows = try writeMonth(month, of: &composer, to: bills.appending(path: name).path)
            finished(rows, "\(plan.profile.folder)/\(name)")
            month = month.advanced(by: 1)
        }
        return VendorOutcome(impacts: composer.impacts, usageByMonth: composer.usageByMonth)
    }

    private func writeMonth(
        _ month: BillingPeriod, of composer: inout BillComposer, to path: String
    ) throws(SimulationError) -> Int {
        do {
            var file = try BillFile(path: path, format: format)
            var rows = 0
            composer.open(month)
            for day in month.days where estate.days.contains(day) {
                let offset = day.dayNumber - estate.days.lowerBound.dayNumber
                composer.appendCharges(on: offset)
                composer.appendUsage(on: offset)
                if day == month.days.last { composer.closeMonth() }
                guard composer.batch.count >= EstateWriter.batchRows || day == month.days.last else {
                    continue
                }
                rows += composer.batch.count
                composer.batch.sort(keys: composer.plan.lines.count + 1)
                try file.write(composer.batch, composer.pool)
                composer.batch.removeAll()
            }
            try file.close()
            return rows
        } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
        }
    }

    /// Writes `drivers/NAME.csv` for every business driver.
    ///
    /// - Throws: ``SimulationError/cannotWrite(path:reason:)`` when the disk refuses.
    public func writeDrivers(to folder: URL) throws(SimulationError) {
        let drivers = folder.appending(path: "drivers")
        try makeFolder(drivers)
        for driver in BusinessDriver.all {
            let text = try DriverMaker(estate: estate).text(of: driver)
            let url = drivers.appending(path: "\(driver.name).csv")
            do { try Data(text.utf8).write(to: url) } catch {
                throw .cannotWrite(path: url.path, reason: error.localizedDescription)
            }
        }
    }

    private func write(_ texts: EstateTexts, to folder: URL) throws(SimulationError) {
        for (name, text) in [
            ("labels.json", texts.labels), ("outlay.yaml", texts.configuration), ("README.md", texts.readMe),
        ] {
            let url = folder.appending(path: name)
            do { try Data(text.utf8).write(to: url) } catch {
                throw .cannotWrite(path: url.path, reason: error.localizedDescription)
            }
        }
    }

    private func makeFolder(_ url: URL) throws(SimulationError) {
        do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
            throw .cannotWrite(path: url.path, reason: error.localizedDescription)
        }
    }
}
