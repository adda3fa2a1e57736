internal import Billing
internal import Budgeting

/// How variance bridges look on a terminal and in a spreadsheet.
enum BridgeTable {
    /// Nodes that are shown to people; spreadsheets have all.
    private static let shownNodes = 12

    /// The bridges that people see from end to end: of each currency's whole, or of nodes with budgets, the largest change
    /// first.
    static func shown(
        _ bridges: [VarianceBridge], fromBudget: Bool, period: String
    ) throws(WorkspaceError) -> [VarianceBridge] {
        var seen: Set<Key> = []
        let all = fromBudget ? bridges.flatMap(\.flattened).filter { $0.via != nil } : bridges
        let chosen = all.filter { seen.insert(Key(scope: $0.scope, currency: $0.currency)).inserted }
        guard !chosen.isEmpty else {
            throw WorkspaceError(
                .usage,
                "needs a budget for \(period) of a part of the bill that the tree has, got none; add it to "
                    + "budgets in \(Workspace.configurationName) or to budgets/*.yaml")
        }
        guard fromBudget else { return chosen }
        return Array(chosen.sorted { abs($1.change.units) < abs($0.change.units) }.prefix(shownNodes))
    }

    private struct Key: Hashable {
        let scope: Scope
        let currency: Currency
    }

    /// From, parts and to of each bridge, with who contributed most.
    static func waterfall(_ bridges: [VarianceBridge]) -> TextTable {
        let columns: [TextTable.Column] =
            (bridges.count > 1 ? [.init("node"), .init("currency")] : [])
            + [.init("part"), .init("amount", isNumber: true), .init("mostly")]
        return TextTable(
            columns,
            rows: bridges.flatMap { bridge in
                let node = bridges.count > 1 ? [bridge.title, bridge.currency.code] : []
                return rows(bridge).enumerated().map { line, row in
                    (line == 0 ? node : node.map { _ in "" }) + row
                }
            })
    }

    private static func rows(_ bridge: VarianceBridge) -> [[String?]] {
        var rows: [[String?]] = [[BridgeSentence.end(bridge.from), number(bridge.from.amount), ""]]
        for group in VarianceCause.Group.allCases {
            let parts = bridge.parts.filter { $0.group == group }
            guard let first = parts.first else { continue }
            if parts.count == 1 {
                rows.append([first.cause.words, signed(first.amount), contributors(first)])
                continue
            }
            rows.append([group.words, signed(bridge.amount(in: group)), ""])
            rows += parts.map { ["  " + $0.cause.words, signed($0.amount), contributors($0)] }
        }
        return rows + [[BridgeSentence.end(bridge.to), number(bridge.to.amount), ""]]
    }

    private static func contributors(_ part: VarianceBridge.Part) -> String {
        let text = BridgeMoney(largest: part.contributors.map(\.amount) + [part.amount])
        let named = part.contributors.map { "\($0.note ?? $0.scope.description) \(text.signed($0.amount))" }
        let others = part.others.map { ["\($0.count) more \(text.signed($0.amount))"] } ?? []
        return (named + others).joined(separator: "; ")
    }

    /// The nodes below each whole that changed most, a line a node.
    static func nodes(_ bridges: [VarianceBridge]) -> [String] {
        let groups = VarianceCause.Group.allCases
        return bridges.filter { !$0.children.isEmpty }.flatMap { root in
            let all = root.flattened.dropFirst().filter { $0.change != .zero }
                .sorted { (abs($1.change.units), $0.scope) < (abs($0.change.units), $1.scope) }
            let used = groups.filter { group in all.contains { $0.amount(in: group) != .zero } }
            let table = TextTable(
                [.init(root.tree ?? "node"), .init("from", isNumber: true), .init("to", isNumber: true)]
                    + [.init("change", isNumber: true)] + used.map { .init($0.words, isNumber: true) },
                rows: all.prefix(shownNodes).map { node in
                    let ends: [String?] = [
                        node.title, number(node.from.amount), number(node.to.amount), signed(node.change),
                    ]
                    return ends + used.map { signed(node.amount(in: $0)) }
                })
            let more =
                all.count > shownNodes ? ["\(all.count - shownNodes) more nodes: --format csv or json"] : []
            return table.rows.isEmpty
                ? [] : ["", "\(root.currency), nodes that changed most:"] + table.lines + more
        }
    }

    /// A row an end, a part's contributor or what many small ones changed: every node of every tree, exactly.
    static func spreadsheet(_ bridges: [VarianceBridge]) -> TextTable {
        TextTable(
            [
                .init("tree"), .init("node"), .init("currency"), .init("basis"), .init("row"), .init("group"),
                .init("cause"), .init("contributor"), .init("amount", isNumber: true),
            ],
            rows: bridges.flatMap(\.flattened).flatMap { node in
                let place = [node.tree, node.title, node.currency.code, node.basis.rawValue]
                return entries(node).map { place + $0 }
            })
    }

    private static func entries(_ node: VarianceBridge) -> [[String?]] {
        var rows: [[String?]] = [
            [BridgeSentence.end(node.from), nil, nil, nil, node.from.amount.description]
        ]
        for part in node.parts {
            let cause = [part.group.rawValue, part.cause.rawValue]
            if part.contributors.isEmpty { rows.append(["part"] + cause + [nil, part.amount.description]) }
            rows += part.contributors.map { one in
                ["part"] + cause + [one.note ?? one.scope.description, one.amount.description]
            }
            if let others = part.others {
                rows.append(["part"] + cause + ["\(others.count) more", others.amount.description])
            }
        }
        return rows + [[BridgeSentence.end(node.to), nil, nil, nil, node.to.amount.description]]
    }

    private static func number(_ money: Money<Charged>) -> String { money.rounded(decimals: 2) }

    private static func signed(_ money: Money<Charged>) -> String {
        money > .zero ? "+" + number(money) : number(money)
    }
}
