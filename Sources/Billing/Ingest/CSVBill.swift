internal import Columnar

/// A bill in a CSV file.
struct CSVBill: ChargeSource {
    let layout: FOCUSLayout
    private(set) var encoder: TextEncoder
    private let reader: CSVReader
    private var records = CSVBatch()
    private var times = FOCUSLayout.Time.allCases.map { _ in TimeReader() }

    /// A bill whose header is read already.
    init(_ reader: CSVReader, _ encoder: TextEncoder) throws(BillingError) {
        layout = try FOCUSLayout(path: reader.path, names: reader.header)
        self.reader = reader
        self.encoder = encoder
        self.encoder.start(layout)
    }

    mutating func next(_ batch: inout ChargeBatch) throws(BillingError) -> Bool {
        batch.clear()
        do throws(ColumnarError) {
            guard try reader.next(&records) else { return false }
        } catch {
            throw .file(error)
        }
        encoder.retireIfLarge(&batch)
        batch.count = records.count
        batch.places = records.lines
        batch.problems = records.problems
        let path = reader.path
        let lines = records.lines
        let place = { (row: Int) in "\(path):\(lines[row])" }
        encoder.encode(layout, &batch, place: place) { column, raw, codes in
            raw.dictionary.encode(column, of: records, into: &codes)
        }
        for time in FOCUSLayout.Time.allCases { readTimes(time, &batch, place) }
        for number in FOCUSLayout.Number.allCases { readNumbers(number, &batch) }
        return true
    }

    private mutating func readTimes(
        _ time: FOCUSLayout.Time, _ batch: inout ChargeBatch, _ place: (Int) -> String
    ) {
        guard let column = layout.times[time.rawValue] else {
            batch.times[time.rawValue] = [Int64](repeating: ChargeBatch.noTime, count: batch.count)
            return
        }
        times[time.rawValue].read(time, &batch, place: place) { raw, codes in
            raw.dictionary.encode(column, of: records, into: &codes)
        }
    }

    private func readNumbers(_ number: FOCUSLayout.Number, _ batch: inout ChargeBatch) {
        var numbers = DecimalColumn()
        swap(&numbers, &batch.numbers[number.rawValue])
        defer { swap(&numbers, &batch.numbers[number.rawValue]) }
        let count = batch.count
        if numbers.units.count != count {
            numbers.units = [Int128](repeating: 0, count: count)
            numbers.states = [UInt8](repeating: 0, count: count)
        }
        guard let column = layout.numbers[number.rawValue] else {
            for row in 0..<count { numbers.states[row] = DecimalColumn.State.null.rawValue }
            return
        }
        let bytes = records.bytes.span
        for row in 0..<count {
            let field = bytes.extracting(records.range(row, column))
            if let decimal = Decimal18.parse(field) {
                numbers.units[row] = decimal.units
                numbers.residue += decimal.residue
                let state: DecimalColumn.State = decimal.isRounded ? .rounded : .exact
                numbers.states[row] = state.rawValue
            } else {
                numbers.units[row] = 0
                numbers.states[row] = DecimalColumn.State.null.rawValue
                guard !CSVBill.isNull(field) else { continue }
                batch.failures.append(
                    .init(
                        row: row, column: number.column, fault: "needs a decimal",
                        got: "\"" + records.text(row, column).prefix(40) + "\""))
            }
        }
    }

    private static func isNull(_ field: Span<UInt8>) -> Bool {
        if field.isEmpty { return true }
        guard field.count == 4 else { return false }
        for (i, letter) in [UInt8](arrayLiteral: 0x6E, 0x75, 0x6C, 0x6C).enumerated()
        where field[i] | 0x20 != letter {
            return false
        }
        return true
    }
}
