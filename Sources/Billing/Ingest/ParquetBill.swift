internal import Columnar

/// A bill in a Parquet file.
struct ParquetBill: ChargeSource {
    let layout: FOCUSLayout
    private(set) var encoder: TextEncoder
    private let reader: ParquetReader
    /// The place of a column of the file among the selected ones.
    private let selected: [Int: Int]
    private var times = FOCUSLayout.Time.allCases.map { _ in TimeReader() }
    private var rowsBefore = 0
    private var microseconds: [Int64] = []

    /// A bill whose schema is read already.
    init(_ reader: ParquetReader, _ encoder: TextEncoder, threads: Int) throws(BillingError) {
        layout = try FOCUSLayout(path: reader.path, names: reader.columns.map(\.name))
        try ParquetBill.check(layout, reader)
        let columns = Set(
            layout.texts.joined() + (layout.times + layout.numbers).compactMap(\.self)
        ).sorted()
        selected = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
        do throws(ColumnarError) {
            try reader.select(columns, threads: threads)
        } catch {
            throw .file(error)
        }
        self.reader = reader
        self.encoder = encoder
        self.encoder.start(layout)
    }

    private static func check(_ layout: FOCUSLayout, _ reader: ParquetReader) throws(BillingError) {
        func require(_ i: Int, _ needed: String, _ isFine: (ParquetColumn) -> Bool) throws(BillingError) {
            let column = reader.columns[i]
            guard isFine(column) || column.isNull else {
                throw .file(
                    .wrongType(path: reader.path, column: column.name, needed: needed, got: column.type))
            }
        }
        for i in layout.texts.joined() { try require(i, "texts") { $0.isReadableAsText } }
        for i in layout.times.compactMap(\.self) {
            try require(i, "times") { $0.kind == .instant || $0.kind == .text }
        }
        for i in layout.numbers.compactMap(\.self) { try require(i, "numbers") { $0.kind == .number } }
    }

    mutating func next(_ batch: inout ChargeBatch) throws(BillingError) -> Bool {
        batch.clear()
        do throws(ColumnarError) {
            guard try reader.next() > 0 else { return false }
        } catch {
            throw .file(error)
        }
        encoder.retireIfLarge(&batch)
        batch.count = reader.batchRows
        let first = rowsBefore + 1
        rowsBefore += batch.count
        batch.places = Array(first..<first + batch.count)
        let path = reader.path
        let place = { (row: Int) in "\(path):\(first + row)" }
        encoder.encode(layout, &batch, place: place) { column, raw, codes in
            if let k = selected[column] {
                reader.encode(k, in: &raw.dictionary, memory: &raw.memory, into: &codes)
            }
        }
        for time in FOCUSLayout.Time.allCases { readTimes(time, &batch, place) }
        for number in FOCUSLayout.Number.allCases { readNumbers(number, &batch) }
        return true
    }

    private mutating func readTimes(
        _ time: FOCUSLayout.Time, _ batch: inout ChargeBatch, _ place: (Int) -> String
    ) {
        guard let column = layout.times[time.rawValue], let k = selected[column] else {
            batch.times[time.rawValue] = [Int64](repeating: ChargeBatch.noTime, count: batch.count)
            return
        }
        guard reader.columns[column].kind == .instant else {
            times[time.rawValue].read(time, &batch, place: place) { raw, codes in
                reader.encode(k, in: &raw.dictionary, memory: &raw.memory, into: &codes)
            }
            return
        }
        reader.microseconds(k, into: &microseconds)
        batch.times[time.rawValue].removeAll(keepingCapacity: true)
        batch.times[time.rawValue].append(
            contentsOf: microseconds.lazy.map { instant in
                instant == ParquetReader.nullInstant
                    ? ChargeBatch.noTime : (instant - (instant < 0 ? 999_999 : 0)) / 1_000_000
            })
    }

    private func readNumbers(_ number: FOCUSLayout.Number, _ batch: inout ChargeBatch) {
        guard let column = layout.numbers[number.rawValue], let k = selected[column],
            !reader.columns[column].isNull
        else {
            batch.numbers[number.rawValue].units = [Int128](repeating: 0, count: batch.count)
            batch.numbers[number.rawValue].states = [UInt8](repeating: 0, count: batch.count)
            return
        }
        reader.decimals(k, into: &batch.numbers[number.rawValue])
        let states = batch.numbers[number.rawValue].states
        guard states.contains(DecimalColumn.State.unreadable.rawValue) else { return }
        for (row, state) in states.enumerated() where state == DecimalColumn.State.unreadable.rawValue {
            batch.failures.append(
                .init(
                    row: row, column: number.column, fault: "needs a decimal",
                    got: "a number that is not finite or too large"))
        }
    }
}
