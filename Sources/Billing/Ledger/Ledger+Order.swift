internal import TimeSeries

extension Ledger {
    /// The rows of each billing month, months in order.
    func rowsByMonth() -> [(month: BillingPeriod, rows: [Int])] {
        var monthOf: [Int32: BillingPeriod] = [:]
        var rowsOf: [BillingPeriod: [Int]] = [:]
        for day in Set(billingStart) {
            monthOf[day] = BillingPeriod(containing: CivilDate(dayNumber: Int(day)))
        }
        for (row, day) in billingStart.enumerated() {
            if let month = monthOf[day] { rowsOf[month, default: []].append(row) }
        }
        return rowsOf.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Some rows in the order of their keys, with only the texts that occur, in order of text.
    ///
    /// Equal rows in any order, with texts coded in any way, give the same ledger.
    func ordered(_ rows: [Int]) -> Ledger {
        var ledger = Ledger()
        var columns: [TextColumn] = []
        for column in text { columns.append(Ledger.compact(column, rows)) }
        let days = [chargeStart, billingStart, chargeEnd, knownOn]
        let order = Ledger.order(columns, days.map { days in rows.map { days[$0] } })
        for (c, column) in columns.enumerated() {
            ledger.text[c].values = column.values
            ledger.text[c].codes = order.map { column.codes[$0] }
        }
        let at = order.map { rows[$0] }
        ledger.chargeStart = at.map { chargeStart[$0] }
        ledger.chargeEnd = at.map { chargeEnd[$0] }
        ledger.billingStart = at.map { billingStart[$0] }
        ledger.knownOn = at.map { knownOn[$0] }
        ledger.billedCost = at.map { billedCost[$0] }
        ledger.effectiveCost = at.map { effectiveCost[$0] }
        ledger.contractedCost = at.map { contractedCost[$0] }
        ledger.listCost = at.map { listCost[$0] }
        ledger.pricingQuantity.units = at.map { pricingQuantity.units[$0] }
        ledger.pricingQuantity.isKnown = at.map { pricingQuantity.isKnown[$0] }
        ledger.consumedQuantity.units = at.map { consumedQuantity.units[$0] }
        ledger.consumedQuantity.isKnown = at.map { consumedQuantity.isKnown[$0] }
        ledger.rowCount = at.map { rowCount[$0] }
        return ledger
    }

    /// The column for some rows, its distinct values in order.
    private static func compact(_ column: TextColumn, _ rows: [Int]) -> TextColumn {
        var isUsed = [Bool](repeating: false, count: column.values.count + 1)
        for row in rows { isUsed[Int(column.codes[row])] = true }
        let used = (1..<max(isUsed.count, 1)).filter { isUsed[$0] }
            .map { (text: column.values[$0 - 1], code: $0) }
            .sorted { $0.text < $1.text }
        var rank = [UInt32](repeating: 0, count: isUsed.count)
        for (i, entry) in used.enumerated() { rank[entry.code] = UInt32(i + 1) }
        var compacted = TextColumn()
        compacted.values = used.map(\.text)
        compacted.codes = rows.map { rank[Int(column.codes[$0])] }
        return compacted
    }

    /// The order of rows by text columns, then days: as many leading columns as fit are packed into one number.
    private static func order(_ columns: [TextColumn], _ days: [[Int32]]) -> [Int] {
        let count = days[0].count
        var packed = [UInt128](repeating: 0, count: count)
        var bitsLeft = 128
        var rest: [[UInt32]] = []
        let keys = columns.map(\.codes) + days.map { $0.map { UInt32(bitPattern: $0) ^ 0x8000_0000 } }
        let largest =
            columns.map { UInt32($0.values.count) }
            + [UInt32](repeating: .max, count: days.count)
        for (key, largest) in zip(keys, largest) where largest > 0 {
            let bits = 32 - largest.leadingZeroBitCount
            if rest.isEmpty, bits <= bitsLeft {
                bitsLeft -= bits
                for i in 0..<count { packed[i] = packed[i] << UInt128(bits) | UInt128(key[i]) }
            } else {
                rest.append(key)
            }
        }
        var entries = packed.indices.map { (key: packed[$0], row: $0) }
        entries.sort { left, right in
            if left.key != right.key { return left.key < right.key }
            for key in rest where key[left.row] != key[right.row] { return key[left.row] < key[right.row] }
            return left.row < right.row
        }
        return entries.map(\.row)
    }
}
