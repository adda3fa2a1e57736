internal import Billing
internal import Budgeting
internal import TimeSeries

/// How budget trees look on a terminal and in a spreadsheet.
enum BudgetTable {
    /// One row a node, children below their parent.
    static func tree(_ trees: [BudgetNode]) -> TextTable {
        TextTable(
            [
                .init("scope"), .init("period"), .init("currency"), .init("actualToDate", isNumber: true),
                .init("p10", isNumber: true), .init("p50", isNumber: true), .init("p90", isNumber: true),
                .init("mean", isNumber: true), .init("budget", isNumber: true),
                .init("probabilityOverrun", isNumber: true),
            ],
            rows: trees.flatMap(\.flattened).map {
                [
                    $0.scope.description, $0.period, $0.currency.code, money($0.actualToDate), money($0.p10),
                    money($0.p50), money($0.p90), money($0.mean), $0.budget.map(money),
                    $0.probabilityOverrun.map(odds),
                ]
            })
    }

    /// One row a budget.
    static func status(_ nodes: [BudgetNode]) -> TextTable {
        TextTable(
            [
                .init("scope"), .init("period"), .init("currency"), .init("budget", isNumber: true),
                .init("actualToDate", isNumber: true), .init("p50", isNumber: true),
                .init("p50MinusBudget", isNumber: true), .init("probabilityOverrun", isNumber: true),
                .init("crossingDay"),
            ],
            rows: nodes.map { node in
                [
                    node.scope.description, node.period, node.currency.code, node.budget.map(money),
                    money(node.actualToDate), money(node.p50), node.budget.map { money(node.p50 - $0) },
                    node.probabilityOverrun.map(odds), node.crossingDay?.description,
                ]
            })
    }

    /// What the measured coverage of each root is, in words.
    static func coverage(_ trees: [BudgetNode]) -> [String] {
        trees.compactMap { tree in
            tree.measuredCoverage.map {
                "\(tree.currency): p10 to p90 held the truth in \(odds($0)) of past periods of this length."
            }
        }
    }

    static func withoutChildren(_ node: BudgetNode) -> BudgetNode {
        var copy = node
        copy.children = []
        return copy
    }

    private static func money(_ money: Money<Charged>) -> String { money.rounded(decimals: 2) }

    private static func odds(_ share: Double) -> String {
        Money<Charged>(modelled: share).rounded(decimals: 2)
    }
}
