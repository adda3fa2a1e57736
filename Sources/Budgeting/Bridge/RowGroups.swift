/// Numbers the combinations of codes that some rows have in some columns, in order of appearance.
struct RowGroups {
    /// The number of each row's combination, in the order of the rows.
    private(set) var ids: [Int32]
    /// The place (among the rows) of the first row of each combination.
    private(set) var first: [Int]

    /// Number of combinations.
    var count: Int { first.count }

    /// Numbers the rows by columns of codes.
    ///
    /// - Parameters:
    ///   - rowCount: How many rows.
    ///   - columns: One code a row in each.
    /// - Complexity: One look-up a row, one more whenever the keys outgrow 64 bits.
    init(rowCount: Int, columns: [[UInt32]]) {
        var keys = [UInt64](repeating: 0, count: rowCount)
        var capacity: UInt64 = 1
        for column in columns {
            let values = UInt64(column.max() ?? 0) + 1
            if capacity.multipliedReportingOverflow(by: values).overflow {
                let dense = RowGroups(keys, below: capacity)
                keys = dense.ids.map { UInt64($0) }
                capacity = UInt64(dense.count)
            }
            for row in keys.indices { keys[row] += capacity * UInt64(column[row]) }
            capacity *= values
        }
        self.init(keys, below: capacity)
    }

    /// Keys below this are looked up in a table instead of a hash table.
    private static let tableSize: UInt64 = 1 << 22

    private init(_ keys: [UInt64], below capacity: UInt64) {
        ids = []
        first = []
        ids.reserveCapacity(keys.count)
        if capacity <= RowGroups.tableSize {
            var numbers = [Int32](repeating: -1, count: Int(capacity))
            for (row, key) in keys.enumerated() {
                if numbers[Int(key)] < 0 { numbers[Int(key)] = begin(row) }
                ids.append(numbers[Int(key)])
            }
        } else {
            var numbers: [UInt64: Int32] = [:]
            for (row, key) in keys.enumerated() {
                if let known = numbers[key] {
                    ids.append(known)
                    continue
                }
                let id = begin(row)
                numbers[key] = id
                ids.append(id)
            }
        }
    }

    /// The number of a combination that a row is the first to have.
    private mutating func begin(_ row: Int) -> Int32 {
        first.append(row)
        return Int32(first.count - 1)
    }

    /// The numbers as a column of codes.
    var codes: [UInt32] { ids.map { UInt32($0) } }
}
