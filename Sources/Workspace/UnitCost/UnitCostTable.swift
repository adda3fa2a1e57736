internal import Billing
internal import UnitEconomics

/// How unit costs and changes of cost look on a terminal and in a spreadsheet.
enum UnitCostTable {
    /// One row a part of the bill and driver.
    static func table(_ rows: [UnitCostRow]) -> TextTable {
        TextTable(
            [
                .init("scope"), .init("currency"), .init("driver"), .init("related"),
                .init("fixedPerDay", isNumber: true), .init("fixedShare"),
                .init("marginalCost", isNumber: true), .init("unitCost", isNumber: true),
                .init("before", isNumber: true), .init("elasticity"), .init("lag", isNumber: true),
                .init("explained", isNumber: true), .init("periods", isNumber: true), .init("why"),
            ], rows: rows.map(cells))
    }

    private static func cells(_ row: UnitCostRow) -> [String?] {
        let money = { (value: Double) in UnitCostText.money(value, digits: 4) }
        let found = row.found
        let why = row.reason.map { [$0] } ?? []
        return [
            row.scope.description, row.currency.code, row.driver, found == nil ? "no" : "yes",
            row.fixedPerDay.map(money), (found?.fixedShare).map { UnitCostText.estimate($0) },
            (found?.marginal.value).map(money), (row.unitCost?.now).map(money),
            (row.unitCost?.before).map(money), (found?.elasticity).map { UnitCostText.estimate($0) },
            (found?.lag).map(String.init),
            (found?.explainedShare).map { UnitCostText.number($0, decimals: 2) },
            (found?.periodsUsed).map(String.init),
            (why + row.notes).isEmpty ? nil : (why + row.notes).joined(separator: "; "),
        ]
    }

    /// One row a part of the bill; the parts of each row add up to its change.
    static func table(_ rows: [CostChangeRow]) -> TextTable {
        let numbers = [
            "before", "after", "change", "volume", "price", "mix", "new", "ended", "unpriced",
        ].map { TextTable.Column($0, isNumber: true) }
        return TextTable(
            [.init("scope"), .init("currency")] + numbers,
            rows: rows.map { row in
                [row.scope.description, row.currency.code] + row.numbers.map { $0.rounded(decimals: 2) }
            })
    }
}
