internal import Billing
internal import Budgeting
internal import TimeSeries

/// How budget trees look on a terminal and in a spreadsheet.
enum BudgetTable {
    /// One row a node, children below their parent; for people.
    static func tree(_ trees: [BudgetNode]) -> TextTable {
        let isCrossed = Set(trees.map(\.tree)).count > 1
        var columns: [TextTable.Column] = isCrossed ? [.init("tree")] : []
        columns += [.init("scope"), .init("period"), .init("currency")]
        let numbers = ["actualToDate", "p10", "p50", "p90", "mean", "budget", "probabilityOverrun"]
        columns += numbers.map { .init($0, isNumber: true) }
        var rows: [[String?]] = []
        for tree in trees {
            for (depth, node) in lines(tree, depth: 0) {
                rows.append((isCrossed ? [tree.tree] : []) + cells(node, depth: depth))
            }
        }
        return TextTable(columns, rows: rows)
    }

    private static func cells(_ node: BudgetNode, depth: Int) -> [String?] {
        [
            String(repeating: "  ", count: depth) + node.title, node.period, node.currency.code,
            spent(node), money(node.p10), money(node.p50), money(node.p90), money(node.mean),
            node.budget.map(money), node.probabilityOverrun.map(odds),
        ]
    }

    /// What is charged so far, with a mark where more is still coming in.
    private static func spent(_ node: BudgetNode) -> String {
        money(node.actualToDate) + (node.completedToDate ?? node.actualToDate == node.actualToDate ? "" : "*")
    }

    private static func lines(_ node: BudgetNode, depth: Int) -> [(depth: Int, node: BudgetNode)] {
        [(depth, node)] + node.children.flatMap { lines($0, depth: depth + 1) }
    }

    /// One row a budget.
    static func status(_ nodes: [BudgetNode]) -> TextTable {
        TextTable(
            [
                .init("scope"), .init("period"), .init("currency"), .init("budget", isNumber: true),
                .init("actualToDate", isNumber: true), .init("p50", isNumber: true),
                .init("p50MinusBudget", isNumber: true), .init("probabilityOverrun", isNumber: true),
                .init("expectedOverrun", isNumber: true), .init("crossingDay"),
            ],
            rows: nodes.map(statusCells))
    }

    private static func statusCells(_ node: BudgetNode) -> [String?] {
        [
            node.title, node.period, node.currency.code, node.budget.map(money), spent(node), money(node.p50),
            node.budget.map { money(node.p50 - $0) }, node.probabilityOverrun.map(odds),
            node.expectedOverrun.map(money), node.crossingDay?.description,
        ]
    }

    /// One row a node with everything that is known of it; exact money.
    static func spreadsheet(_ trees: [BudgetNode]) -> TextTable {
        var columns: [TextTable.Column] = [
            .init("tree"), .init("level", isNumber: true), .init("scope"), .init("path"), .init("period"),
            .init("currency"), .init("basis"),
        ]
        let money = [
            "actualToDate", "completedToDate", "p10", "p50", "p90", "mean", "budget", "probabilityOverrun",
            "expectedOverrun", "meanMinusBudget",
        ]
        columns += money.map { .init($0, isNumber: true) }
        columns += [.init("crossingDay"), .init("provisionalFrom")]
        columns += ["historyDays", "measuredCoverage", "coverageCount"].map { .init($0, isNumber: true) }
        for quarter in trees.first?.outlook ?? [] {
            columns += ["p10", "p50", "p90", "mean"].map { .init("\(quarter.period) \($0)", isNumber: true) }
        }
        var rows: [[String?]] = []
        for tree in trees { addExactCells(tree, level: 0, above: "", to: &rows) }
        return TextTable(columns, rows: rows)
    }

    private static func addExactCells(
        _ node: BudgetNode, level: Int, above: String, to rows: inout [[String?]]
    ) {
        let path = above + node.title
        var row: [String?] = [
            node.tree, String(level), node.scope.description, path, node.period, node.currency.code,
            node.basis.rawValue,
        ]
        let amounts: [Money<Charged>?] = [
            node.actualToDate, node.completedToDate, node.p10, node.p50, node.p90, node.mean, node.budget,
        ]
        row += amounts.map { $0?.description }
        row += [
            node.probabilityOverrun.map(share), node.expectedOverrun?.description,
            node.meanMinusBudget?.description, node.crossingDay?.description,
            node.provisionalFrom?.description, node.historyDays.map { String($0) },
            node.measuredCoverage.map(share), node.coverageCount.map { String($0) },
        ]
        for quarter in node.outlook {
            row += [quarter.p10, quarter.p50, quarter.p90, quarter.mean].map(\.description)
        }
        rows.append(row)
        for child in node.children { addExactCells(child, level: level + 1, above: path + " / ", to: &rows) }
    }

    /// What is to be known about the ranges and the newest days, in words.
    static func notes(_ forecasts: [BudgetForecast]) -> [String] {
        forecasts.flatMap { forecast in
            [coverage(forecast), provisional(forecast), young(forecast)].compactMap(\.self)
        }
    }

    private static func coverage(_ forecast: BudgetForecast) -> String {
        guard let coverage = forecast.coverage else {
            return "\(forecast.currency): too little history to measure how often p10 to p90 holds the truth."
        }
        let like = forecast.period.end > forecast.origin ? " of this length" : ""
        return
            "\(forecast.currency): p10 to p90 held the truth in \(odds(coverage.share)) of \(coverage.count) "
            + "past totals\(like) (meant: 0.80)."
    }

    private static func provisional(_ forecast: BudgetForecast) -> String? {
        let root = forecast.trees.first
        if let day = root?.provisionalFrom {
            return
                "* \(forecast.currency): charges from \(day) on are still coming in; the forecast completes them."
        }
        guard let root, let completed = root.completedToDate, completed != root.actualToDate else {
            return nil
        }
        return
            "* \(forecast.currency): taxes and fees of days that are over are still to come; the forecast adds them."
    }

    private static func young(_ forecast: BudgetForecast) -> String? {
        let nodes = forecast.trees.flatMap(\.flattened)
        let young = nodes.count { ($0.historyDays ?? 0) < 60 && $0.p50 != $0.actualToDate }
        guard young > 0 else { return nil }
        let basis =
            forecast.coverage == nil ? "no past forecast" : "past forecasts of other parts of the bill"
        return "\(forecast.currency): \(young) of \(nodes.count) nodes have less than 60 days of history; "
            + "their ranges rest on \(basis)."
    }

    static func withoutChildren(_ node: BudgetNode) -> BudgetNode {
        var copy = node
        copy.children = []
        return copy
    }

    /// The node as it is whatever tree shows it.
    static func withoutTree(_ node: BudgetNode) -> BudgetNode {
        var copy = node
        copy.tree = nil
        copy.name = nil
        copy.measuredCoverage = nil
        copy.coverageCount = nil
        return copy
    }

    private static func money(_ money: Money<Charged>) -> String { money.rounded(decimals: 2) }

    private static func odds(_ share: Double) -> String {
        Money<Charged>(modelled: share).rounded(decimals: 2)
    }

    private static func share(_ share: Double) -> String {
        Money<Charged>(modelled: share).rounded(decimals: 4)
    }
}
