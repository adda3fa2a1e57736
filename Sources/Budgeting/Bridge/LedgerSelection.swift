import Billing
import TimeSeries

/// Some rows of a ledger, with columns of codes read once each.
struct LedgerSelection {
    let ledger: Ledger
    /// The rows, in order.
    let rows: [Int]
    private var columns: [Dimension: Ledger.TextColumn] = [:]

    /// The rows that count and have a day in one of the periods.
    init(_ ledger: Ledger, passing passes: [Bool], touching periods: [Range<CivilDate>]) {
        self.ledger = ledger
        let spans = periods.map { Int32($0.lowerBound.dayNumber)..<Int32($0.upperBound.dayNumber) }
        rows = (0..<ledger.count).filter { row in
            passes[row]
                && spans.contains {
                    ledger.chargeStart[row] < $0.upperBound && ledger.chargeEnd[row] > $0.lowerBound
                }
        }
    }

    /// Numbers the rows by dimensions and by what else tells them apart.
    mutating func groups(by dimensions: [Dimension], within others: [[UInt32]] = []) -> RowGroups {
        RowGroups(rowCount: rows.count, columns: others + dimensions.map { codes($0) })
    }

    /// The code of each row in a dimension.
    mutating func codes(_ dimension: Dimension) -> [UInt32] {
        let column = column(dimension)
        return rows.map { column.codes[$0] }
    }

    /// What stands for the SKU of each row: `SkuId`, else `SkuPriceId`, which changes with the price.
    mutating func skuCodes() -> [UInt32] {
        let sku = column(.sku)
        let price = column(.skuPrice)
        let skuCount = UInt32(sku.values.count)
        return rows.map { row in
            if sku.codes[row] != 0 { return sku.codes[row] }
            return price.codes[row] == 0 ? 0 : skuCount + price.codes[row]
        }
    }

    /// The values of the first row of each group in some dimensions.
    ///
    /// - Parameters:
    ///   - groups: Rows that agree in the dimensions.
    ///   - dimensions: The dimensions; of `optional` ones, only values that are there are named.
    ///   - optional: More dimensions.
    /// - Returns: One scope a group.
    mutating func scopes(of groups: RowGroups, in dimensions: [Dimension], optional: [Dimension] = [])
        -> [Scope]
    {
        let columns = dimensions.map { ($0, column($0)) }
        let more = optional.map { ($0, column($0)) }
        return groups.first.map { place in
            var values: [Dimension: String?] = [:]
            for (dimension, column) in columns { values[dimension] = .some(column[rows[place]]) }
            for (dimension, column) in more {
                if let value = column[rows[place]] { values[dimension] = .some(value) }
            }
            return Scope(values)
        }
    }

    private mutating func column(_ dimension: Dimension) -> Ledger.TextColumn {
        if let known = columns[dimension] { return known }
        let column = ledger.codes(of: dimension)
        columns[dimension] = column
        return column
    }
}
