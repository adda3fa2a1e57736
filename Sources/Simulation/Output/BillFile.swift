import Columnar
import TimeSeries

/// One file of a bill, being written.
enum BillFile {
    case csv(CSVBillFile)
    case parquet(ParquetBillFile)

    /// Opens a file in a format, whose ending is added to `path`.
    init(path: String, format: EstateFormat) throws(ColumnarError) {
        switch format {
        case .csv: self = .csv(try CSVBillFile(path: path))
        case .parquet: self = .parquet(try ParquetBillFile(path: path))
        }
    }

    /// Writes all rows of a batch.
    mutating func write(_ batch: BillBatch, _ pool: TextPool) throws(ColumnarError) {
        guard batch.count > 0 else { return }
        switch self {
        case .csv(var file):
            try file.write(batch, pool)
            self = .csv(file)
        case .parquet(let file): try file.write(batch, pool)
        }
    }

    func close() throws(ColumnarError) {
        switch self {
        case .csv(let file): try file.writer.close()
        case .parquet(let file): try file.writer.close()
        }
    }
}

/// A bill as CSV, compressed with gzip.
struct CSVBillFile {
    let writer: CSVWriter
    private var timeTexts: [Int: String] = [:]

    init(path: String) throws(ColumnarError) {
        writer = try CSVWriter(path: path, header: BillColumn.all.map(\.name), compression: .gzip)
    }

    mutating func write(_ batch: BillBatch, _ pool: TextPool) throws(ColumnarError) {
        let values = pool.values
        for i in 0..<batch.count {
            for column in BillColumn.all {
                switch column {
                case .text(let column):
                    let code = Int(batch.texts[column.rawValue][i])
                    if code == 0 { writer.null() } else { writer.field(values[code - 1]) }
                case .decimal(let column):
                    let nanos = batch.decimals[column.rawValue][i]
                    if nanos == BillBatch.null {
                        writer.null()
                    } else {
                        writer.field(DecimalText.of(nanos: nanos))
                    }
                case .time(let column): writer.field(timeText(batch.times[column.rawValue][i]))
                }
            }
            try writer.endRecord()
        }
    }

    private mutating func timeText(_ seconds: Int) -> String {
        if let text = timeTexts[seconds] { return text }
        let time = Timestamp(secondsSinceEpoch: seconds)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let second = time.secondOfDay
        let text = "\(time.day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
        timeTexts[seconds] = text
        return text
    }
}

/// Decimals as FOCUS writes them.
enum DecimalText {
    /// The exact decimal of so many 10⁻⁹, without trailing zeros.
    static func of(nanos: Int64) -> String {
        let (whole, fraction) = nanos.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        let sign = nanos < 0 ? "-" : ""
        guard fraction > 0 else { return sign + String(whole) }
        var digits = fraction
        var places = 9
        while digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        let text = String(digits)
        return sign + String(whole) + "." + String(repeating: "0", count: places - text.utf8.count) + text
    }
}

/// A bill as Parquet.
struct ParquetBillFile {
    let writer: ParquetWriter

    init(path: String) throws(ColumnarError) {
        let fields = BillColumn.all.map { column in
            switch column {
            case .text: ParquetField(column.name, .text, isNullable: true)
            case .decimal: ParquetField(column.name, .decimal, isNullable: true)
            case .time: ParquetField(column.name, .instant)
            }
        }
        writer = try ParquetWriter(path: path, fields: fields)
    }

    func write(_ batch: BillBatch, _ pool: TextPool) throws(ColumnarError) {
        var localCode = [UInt32](repeating: 0, count: pool.values.count + 1)
        try writer.write(
            BillColumn.all.map { column in
                switch column {
                case .text(let column):
                    ParquetBillFile.texts(batch.texts[column.rawValue], pool, &localCode)
                case .decimal(let column):
                    ParquetBillFile.decimals(batch.decimals[column.rawValue])
                case .time(let column):
                    .instants(batch.times[column.rawValue].map { Int64($0) * 1_000_000 })
                }
            })
    }

    /// The texts of a column with codes into just the values that stand in it.
    private static func texts(_ codes: [UInt32], _ pool: TextPool, _ localCode: inout [UInt32])
        -> ParquetValues
    {
        var values: [String] = []
        var touched: [Int] = []
        let local = codes.map { code -> UInt32 in
            guard code != 0 else { return 0 }
            if localCode[Int(code)] == 0 {
                values.append(pool.values[Int(code) - 1])
                localCode[Int(code)] = UInt32(values.count)
                touched.append(Int(code))
            }
            return localCode[Int(code)]
        }
        for code in touched { localCode[code] = 0 }
        return .text(codes: local, values: values)
    }

    private static func decimals(_ nanos: [Int64]) -> ParquetValues {
        .decimals(
            nanos.map { $0 == BillBatch.null ? 0 : Int128($0) * 1_000_000_000 },
            isKnown: nanos.map { $0 != BillBatch.null })
    }
}
