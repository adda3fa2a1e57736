import Billing
import Columnar
import Foundation
import Simulation
import TimeSeries

/// The rows of a written bill, as texts by column name.
struct BillRows {
    let header: [String]
    private(set) var records: [[String]] = []
    private let columnOf: [String: Int]

    init(_ files: [URL]) throws {
        var header: [String] = []
        for file in files {
            let reader = try CSVReader(path: file.path)
            header = reader.header
            var batch = CSVBatch()
            while try reader.next(&batch) {
                for record in 0..<batch.count {
                    records.append((0..<batch.width).map { batch.text(record, $0) })
                }
            }
        }
        self.header = header
        columnOf = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
    }

    var count: Int { records.count }

    /// The text of a field; empty for null.
    func text(_ row: Int, _ column: String) -> String {
        columnOf[column].map { records[row][$0] } ?? ""
    }

    /// The field as a whole number of 10⁻⁹; `nil` for null.
    func nanos(_ row: Int, _ column: String) -> Int128? {
        Decimal18(text(row, column)).map { $0.units / 1_000_000_000 }
    }

    func cost(_ row: Int, _ column: String) -> Int128 { nanos(row, column) ?? Int128.min / 4 }

    func day(_ row: Int, _ column: String) -> CivilDate? { CivilDate(text(row, column).prefix(10)) }

    /// Whether the row is the use of a day: no correction of an earlier one.
    func isUsage(_ row: Int) -> Bool {
        text(row, "ChargeCategory") == "Usage" && text(row, "ChargeClass").isEmpty
    }
}

/// A small estate, written once for all tests.
struct WrittenEstate {
    let estate: Estate
    let folder: URL
    let summary: EstateWriter.Summary

    static let small = Result { try WrittenEstate(seed: 7, rows: 20_000) }

    init(seed: UInt64, rows: Int, width: Int? = nil) throws {
        estate = try Estate(seed: seed, rows: rows)
        folder = FileManager.default.temporaryDirectory.appending(path: "estate-\(UUID().uuidString)")
        summary = try EstateWriter(estate: estate, width: width).write(to: folder)
    }

    /// The bills of a vendor, or of all.
    func files(of vendor: String? = nil) throws -> [URL] {
        try (vendor.map { [$0] } ?? estate.vendorFolders).flatMap { vendor in
            let bills = folder.appending(path: "bills").appending(path: vendor)
            return try FileManager.default.contentsOfDirectory(at: bills, includingPropertiesForKeys: nil)
                .sorted { $0.path < $1.path }
        }
    }

    static let smallRows = Result { try BillRows(small.get().files()) }
}
