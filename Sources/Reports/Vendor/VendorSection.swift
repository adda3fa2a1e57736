import Billing

/// A part of the pack, as every format shows it: prose, then tables.
struct VendorSection {
    let title: String
    var hint: String?
    var prose: [String] = []
    var tables: [VendorTable] = []
    /// Whether the chart of spend ahead stands in it.
    var hasChart = false

    var isEmpty: Bool { prose.isEmpty && tables.allSatisfy { $0.rows.isEmpty } }
}

/// A table whose cells every format writes in its own way.
struct VendorTable {
    /// A column's title and whether its cells are numbers.
    struct Column {
        let title: String
        let isNumber: Bool

        static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    /// What stands in a cell.
    enum Cell {
        case text(String)
        /// Text from a bill or a file.
        case name(String)
        case money(Money<Charged>, CostBasis)
    }

    var caption: String?
    let columns: [Column]
    var rows: [[Cell]]
    /// Whether the last row is the sum of the others.
    var hasSum = false
    /// Decimals of each column's money: those of its largest value.
    var decimals: [Int] {
        columns.indices.map { column in
            MoneyText.decimals(
                for: rows.compactMap { row in
                    if case .money(let value, _) = row[column] { value } else { nil }
                })
        }
    }
}
