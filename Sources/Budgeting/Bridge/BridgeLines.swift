import Billing

/// What every cause changed in every cell, and what every planned change adds, by leaf.
struct BridgeLines {
    /// An amount of one cause.
    struct Line {
        /// The cause's place in `VarianceCause.allCases`.
        let cause: Int
        let amount: Int128
        /// The name of what contributes, on each level of ``names``.
        let name: (coarse: Int, fine: Int, finest: Int)
    }

    /// Names of what contributes, on three levels from coarse to fine: service, SKU and region, account.
    private(set) var names: [[Name]]
    /// The lines of each leaf.
    private(set) var ofLeaf: [[Line]]

    /// What contributes.
    struct Name {
        let scope: Scope
        var note: String?
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: VarianceCause.allCases.enumerated().map { ($1, $0) })

    /// The lines of cells.
    ///
    /// - Parameters:
    ///   - cells: The cells, whose leaves come first.
    ///   - entries: What changed in them.
    ///   - leafCount: The number of all leaves.
    init(_ cells: BridgeCells, _ entries: [CellSplit.Entry], leafCount: Int) {
        names = cells.names.map { $0.scopes.map { Name(scope: $0) } }
        ofLeaf = [[Line]](repeating: [], count: leafCount)
        for entry in entries {
            let name = cells.names.map { $0.ofCell[entry.cell] }
            ofLeaf[cells.leaf[entry.cell]].append(
                Line(
                    cause: BridgeLines.places[entry.cause] ?? 0, amount: entry.amount,
                    name: (name[0], name[1], name[2])))
        }
    }

    /// Adds what something by itself changes in each leaf.
    mutating func add(_ cause: VarianceCause, _ amounts: [Int128], named name: (Int) -> Name) {
        for (leaf, amount) in amounts.enumerated() where amount != 0 {
            let place = (names[0].count, names[1].count, names[2].count)
            for level in names.indices { names[level].append(name(leaf)) }
            ofLeaf[leaf].append(
                Line(cause: BridgeLines.places[cause] ?? 0, amount: amount, name: place))
        }
    }

    /// The parts of a node, in order of cause.
    ///
    /// Contributors are services; below one service they are SKUs by region, below one of these accounts. What moved
    /// between kinds of one service is always told by SKU.
    ///
    /// - Parameters:
    ///   - leaves: The leaves of the node.
    ///   - count: How many contributors are named.
    /// - Returns: The parts that are not 0.
    func parts(ofLeaves leaves: [Int], naming count: Int) -> [VarianceBridge.Part] {
        let level = level(of: leaves)
        let width = names.reduce(0) { max($0, $1.count) }
        let mix = BridgeLines.places[.mix]
        var sums: [Int: Int128] = [:]
        for leaf in leaves {
            for line in ofLeaf[leaf] {
                let name = line.name(on: line.cause == mix ? max(1, level) : level)
                sums[line.cause * width + name, default: 0] += line.amount
            }
        }
        var byCause = [[(name: Int, amount: Int128)]](repeating: [], count: VarianceCause.allCases.count)
        for (key, amount) in sums where amount != 0 { byCause[key / width].append((key % width, amount)) }
        return VarianceCause.allCases.enumerated().compactMap { place, cause in
            let all = byCause[place]
            if all.isEmpty { return nil }
            return part(cause, all, from: names[place == mix ? max(1, level) : level], naming: count)
        }
    }

    private func part(
        _ cause: VarianceCause, _ all: [(name: Int, amount: Int128)], from names: [Name], naming count: Int
    ) -> VarianceBridge.Part {
        let total = all.reduce(Int128(0)) { $0 + $1.amount }
        let largest = all.largest(count) {
            ($1.amount.magnitude, names[$0.name].scope) < ($0.amount.magnitude, names[$1.name].scope)
        }
        let shown = largest.reduce(Int128(0)) { $0 + $1.amount }
        return VarianceBridge.Part(
            cause: cause, amount: Money(units: total),
            contributors: largest.map {
                VarianceBridge.Contributor(
                    scope: names[$0.name].scope, amount: Money(units: $0.amount), note: names[$0.name].note)
            },
            others: all.count > largest.count
                ? VarianceBridge.Others(count: all.count - largest.count, amount: Money(units: total - shown))
                : nil)
    }

    /// The first level on which the leaves have more than one name; SKUs if there is none.
    private func level(of leaves: [Int]) -> Int {
        for level in names.indices {
            var first: Int?
            for leaf in leaves {
                for line in ofLeaf[leaf] {
                    let name = line.name(on: level)
                    if name != first ?? name { return level }
                    first = name
                }
            }
        }
        return 1
    }
}

extension BridgeLines.Line {
    fileprivate func name(on level: Int) -> Int {
        switch level {
        case 0: name.coarse
        case 1: name.fine
        default: name.finest
        }
    }
}

extension Array {
    /// The first `count` elements in order.
    fileprivate func largest(_ count: Int, by isBefore: (Element, Element) -> Bool) -> [Element] {
        guard self.count > 8 * count else { return Array(sorted(by: isBefore).prefix(count)) }
        var kept: [Element] = []
        for element in self {
            if kept.count == count, let last = kept.last, !isBefore(element, last) { continue }
            let place = kept.firstIndex { isBefore(element, $0) } ?? kept.count
            kept.insert(element, at: place)
            if kept.count > count { kept.removeLast() }
        }
        return kept
    }
}
