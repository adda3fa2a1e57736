/// Numbers the combinations of values that rows have in some columns, in order of appearance.
struct CombinationIndex {
    private let columns: [Ledger.TextColumn]
    /// What one step in each column adds to a packed key; `nil` if keys do not fit.
    private let strides: [UInt64]?
    private var indexOfPacked: [UInt64: Int] = [:]
    private var indexOfCodes: [[UInt32]: Int] = [:]

    /// Combinations found so far.
    private(set) var count = 0
    /// A row that has each combination: the first one asked for.
    private(set) var firstRow: [Int] = []

    init(_ columns: [Ledger.TextColumn]) {
        self.columns = columns
        var strides: [UInt64]? = []
        var next: UInt64 = 1
        for column in columns {
            strides?.append(next)
            let (product, overflow) = next.multipliedReportingOverflow(by: UInt64(column.values.count + 1))
            if overflow { strides = nil }
            next = overflow ? 1 : product
        }
        self.strides = strides
    }

    /// The number of the combination that a row has.
    mutating func index(ofRow row: Int) -> Int {
        if let strides {
            var key: UInt64 = 0
            for d in columns.indices { key += strides[d] * UInt64(columns[d].codes[row]) }
            if let known = indexOfPacked[key] { return known }
            indexOfPacked[key] = count
        } else {
            let key = columns.map { $0.codes[row] }
            if let known = indexOfCodes[key] { return known }
            indexOfCodes[key] = count
        }
        firstRow.append(row)
        count += 1
        return count - 1
    }
}
