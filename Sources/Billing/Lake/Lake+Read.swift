internal import Columnar
internal import Foundation
public import TimeSeries

/// Which statements of a snapshot are read.
public struct SnapshotSelection: Sendable, Hashable {
    /// The billing month.
    public var month: BillingPeriod
    /// The snapshot.
    public var snapshotID: String
    /// The statements; `nil` for all.
    public var statements: Set<StatementKey>?

    /// A selection of statements of one month of a snapshot.
    public init(month: BillingPeriod, snapshotID: String, statements: Set<StatementKey>? = nil) {
        self.month = month
        self.snapshotID = snapshotID
        self.statements = statements
    }
}

extension Lake {
    /// The charges of some snapshots.
    ///
    /// - Parameters:
    ///   - selections: The snapshots and their statements.
    ///   - days: Only charges that have a day in it; `nil` for all.
    ///   - columns: The text columns that are needed; the others are null in the result. `nil` for all.
    /// - Returns: The charges in the order of selections, files and rows. Rows that differ only in columns left out are not
    ///   added up.
    /// - Throws: ``BillingError/noSuchSnapshot(month:snapshotID:)``; ``BillingError/file(_:)`` if a file is damaged.
    public func read(
        _ selections: [SnapshotSelection], days: Range<CivilDate>? = nil, columns: Set<String>? = nil
    ) throws(BillingError) -> Ledger {
        var collector = LedgerCollector(columns: columns, days: days)
        for selection in selections {
            let snapshot = folder(of: selection.snapshotID, month: selection.month)
            let parts = try entries(of: snapshot).filter { $0.hasSuffix(".parquet") }
            guard !parts.isEmpty else {
                throw .noSuchSnapshot(month: selection.month, snapshotID: selection.snapshotID)
            }
            for part in parts {
                do throws(ColumnarError) {
                    try collector.add(snapshot.appending(path: part).path, selection.statements)
                } catch {
                    throw .file(error)
                }
            }
        }
        return collector.finish()
    }
}

/// Gathers rows of the lake's files into one ledger.
private struct LedgerCollector {
    private let textIndices: [Int]
    private let days: Range<Int64>
    private var ledger = Ledger()
    private var dictionaries = Ledger.textColumns.map { _ in TextDictionary() }

    private static let provider = 0
    private static let account = 2

    init(columns: Set<String>?, days: Range<CivilDate>?) {
        // Statements are told by provider and account: both are always read.
        textIndices = Ledger.textColumns.indices.filter { i in
            i == LedgerCollector.provider || i == LedgerCollector.account
                || columns?.contains(Ledger.textColumns[i]) ?? true
        }
        self.days =
            days.map { Int64($0.lowerBound.dayNumber)..<Int64($0.upperBound.dayNumber) }
            ?? (.min)..<(.max)
    }

    mutating func add(_ path: String, _ statements: Set<StatementKey>?) throws(ColumnarError) {
        let reader = try ParquetReader(path: path)
        let names = reader.columns.map(\.name)
        guard names == LakeFormat.fields.map(\.name) else {
            throw .wrongType(
                path: path, column: "all", needed: "the lake's columns", got: names.joined(separator: ", "))
        }
        let textCount = Ledger.textColumns.count
        try reader.select(textIndices + Array(textCount..<names.count))
        var memories = textIndices.map { _ in TextMemory() }
        var buffers = Buffers()
        while try reader.next() > 0 { append(reader, statements, &memories, &buffers) }
    }

    private struct Buffers {
        var codes: [[UInt32]] = []
        var days = [[Int64]](repeating: [], count: 4)
        var numbers = [DecimalColumn](repeating: DecimalColumn(), count: 6)
        var counts: [Double] = []
    }

    private mutating func append(
        _ reader: ParquetReader, _ statements: Set<StatementKey>?, _ memories: inout [TextMemory],
        _ buffers: inout Buffers
    ) {
        buffers.codes = [[UInt32]](repeating: [], count: textIndices.count)
        for (k, column) in textIndices.enumerated() {
            reader.encode(
                k, in: &dictionaries[column], memory: &memories[k], into: &buffers.codes[k])
        }
        let first = textIndices.count
        for k in 0..<4 { reader.microseconds(first + k, into: &buffers.days[k]) }
        for k in 0..<6 { reader.decimals(first + 4 + k, into: &buffers.numbers[k]) }
        buffers.counts = reader.doubles(first + 10)
        keep(rows(reader.batchRows, buffers, statements), buffers)
    }

    private static let microsecondsOfDay: Int64 = 86_400_000_000

    private func rows(_ count: Int, _ buffers: Buffers, _ statements: Set<StatementKey>?) -> [Int] {
        let day = LedgerCollector.microsecondsOfDay
        guard let accountAt = textIndices.firstIndex(of: LedgerCollector.account) else { return [] }
        var isWanted: [UInt64: Bool] = [:]
        return (0..<count).filter { row in
            guard buffers.days[0][row] / day < days.upperBound, buffers.days[1][row] / day > days.lowerBound
            else { return false }
            guard let statements else { return true }
            let provider = buffers.codes[0][row]
            let account = buffers.codes[accountAt][row]
            let key = UInt64(provider) << 32 | UInt64(account)
            if let known = isWanted[key] { return known }
            let wanted = statements.contains(
                StatementKey(
                    provider: provider == 0 ? nil : dictionaries[LedgerCollector.provider].text(provider),
                    account: account == 0 ? nil : dictionaries[LedgerCollector.account].text(account)))
            isWanted[key] = wanted
            return wanted
        }
    }

    private mutating func keep(_ rows: [Int], _ buffers: Buffers) {
        for (k, column) in textIndices.enumerated() {
            ledger.text[column].codes += rows.map { buffers.codes[k][$0] }
        }
        func days(_ k: Int) -> [Int32] {
            rows.map { row in
                let instant = buffers.days[k][row]
                return instant == ParquetReader.nullInstant
                    ? Ledger.unknownDay : Int32(instant / LedgerCollector.microsecondsOfDay)
            }
        }
        func units(_ k: Int) -> [Int128] { rows.map { buffers.numbers[k].units[$0] } }
        func isKnown(_ k: Int) -> [Bool] { rows.map { buffers.numbers[k].states[$0] != 0 } }
        ledger.chargeStart += days(0)
        ledger.chargeEnd += days(1)
        ledger.billingStart += days(2)
        ledger.knownOn += days(3)
        ledger.billedCost += units(0)
        ledger.effectiveCost += units(1)
        ledger.contractedCost += units(2)
        ledger.listCost += units(3)
        ledger.pricingQuantity.units += units(4)
        ledger.pricingQuantity.isKnown += isKnown(4)
        ledger.consumedQuantity.units += units(5)
        ledger.consumedQuantity.isKnown += isKnown(5)
        ledger.rowCount += rows.map { Int64(buffers.counts[$0]) }
    }

    mutating func finish() -> Ledger {
        for column in ledger.text.indices {
            ledger.text[column].values = dictionaries[column].texts
            if !textIndices.contains(column) {
                ledger.text[column].codes = [UInt32](repeating: 0, count: ledger.count)
            }
        }
        return ledger
    }
}
