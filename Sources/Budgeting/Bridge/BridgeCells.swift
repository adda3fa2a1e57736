import Billing
import TimeSeries

/// The bill cut into cells, the smallest things that a bridge compares.
///
/// A cell is an item (a SKU of a service in a region and an account, in one pricing unit) within one leaf of the trees. An
/// item whose charges change their tags is in several leaves.
struct BridgeCells {
    /// The scope of each leaf: a value for every dimension of the trees.
    let leaves: [Scope]
    /// The leaf, the item and the kind of each cell.
    let leaf: [Int]
    let item: [Int]
    let kind: [ChargeKind]
    /// Cells whose quantities add up: those of one service and pricing unit within the smallest node of the trees.
    let group: [Int]
    let itemCount: Int
    let groupCount: Int
    /// Names of cells from coarse to fine: service, then SKU and region, then account.
    let names: [Names]

    private let selection: LedgerSelection
    private let cellOfRow: [Int32]

    /// Names that cells share.
    struct Names {
        let scopes: [Scope]
        /// The name of each cell, an index into ``scopes``.
        let ofCell: [Int]
    }

    /// Number of cells.
    var count: Int { leaf.count }

    /// Cuts some charges.
    ///
    /// - Parameters:
    ///   - chosen: The charges.
    ///   - dimensions: What leaves are told apart by.
    ///   - treeDimensions: Those of them that trees read.
    init(_ chosen: LedgerSelection, by dimensions: [Dimension], treeDimensions: [Dimension]) {
        var selection = chosen
        let kinds = selection.ledger.chargeKinds(ofRows: selection.rows)
        let unit = Dimension("PricingUnit")
        let service = selection.groups(by: [.serviceProvider, .service])
        let sku = selection.groups(by: [.region], within: [service.codes, selection.skuCodes()])
        let account = selection.groups(by: [.subAccount], within: [sku.codes])
        let item = selection.groups(by: [unit], within: [account.codes, kinds.map { UInt32($0.rawValue) }])
        let leaf = selection.groups(by: dimensions)
        let cell = selection.groups(by: [], within: [item.codes, leaf.codes])
        let group = selection.groups(by: [unit] + treeDimensions, within: [service.codes])
        func ofCell(_ groups: RowGroups) -> [Int] { cell.first.map { Int(groups.ids[$0]) } }
        var finer: [Dimension] = []
        var names: [Names] = []
        let levels: [(RowGroups, [Dimension])] = [
            (service, []), (sku, [.sku, .region]), (account, [.subAccount]),
        ]
        for (groups, more) in levels {
            finer += more
            let scopes = selection.scopes(of: groups, in: [.serviceProvider, .service], optional: finer)
            names.append(Names(scopes: scopes, ofCell: ofCell(groups)))
        }
        self.names = names
        leaves = selection.scopes(of: leaf, in: dimensions)
        (self.leaf, self.item, self.group) = (ofCell(leaf), ofCell(item), ofCell(group))
        (itemCount, groupCount) = (item.count, group.count)
        kind = cell.first.map { kinds[$0] }
        cellOfRow = cell.ids
        self.selection = selection
    }

    /// What each cell was on some days.
    ///
    /// - Parameters:
    ///   - days: The days; charges over more days are spread as a ``CostCube`` does.
    ///   - basis: Which cost.
    ///   - counts: Which rows of the ledger count, by cell and row.
    /// - Returns: One measure a cell.
    func measures(
        on days: Range<CivilDate>, basis: CostBasis, where counts: (Int, Int) -> Bool = { _, _ in true }
    ) -> [Measure] {
        var measures = [Measure](repeating: .zero, count: count)
        let span = Int32(days.lowerBound.dayNumber)..<Int32(days.upperBound.dayNumber)
        let ledger = selection.ledger
        let costs = ledger.costs(basis)
        // On the basis of list cost there is nothing to divide below the public price.
        let contracted = basis == .listCost ? ledger.listCost : ledger.contractedCost
        for (place, row) in selection.rows.enumerated() {
            let cell = Int(cellOfRow[place])
            guard counts(cell, row),
                let share = DayShare(
                    start: ledger.chargeStart[row], end: ledger.chargeEnd[row], within: span)
            else { continue }
            let isKnown = ledger.pricingQuantity.isKnown[row]
            measures[cell] += Measure(
                quantity: isKnown ? share.part(of: ledger.pricingQuantity.units[row]) : 0,
                list: share.part(of: ledger.listCost[row]), contracted: share.part(of: contracted[row]),
                cost: share.part(of: costs[row]), isMetered: isKnown || costs[row] == 0)
        }
        return measures
    }

    /// The newest day within some days on which each cell has use with a quantity; `nil` for none.
    func newestUse(on days: Range<CivilDate>) -> [Int32?] {
        var newest = [Int32?](repeating: nil, count: count)
        let ledger = selection.ledger
        let span = Int32(days.lowerBound.dayNumber)..<Int32(days.upperBound.dayNumber)
        for (place, row) in selection.rows.enumerated() where span.contains(ledger.chargeStart[row]) {
            guard ledger.pricingQuantity.isKnown[row], ledger.pricingQuantity.units[row] > 0 else { continue }
            let cell = Int(cellOfRow[place])
            newest[cell] = max(newest[cell] ?? .min, ledger.chargeStart[row])
        }
        return newest
    }

    /// The first day of a row, by day number.
    func start(ofRow row: Int) -> Int32 { selection.ledger.chargeStart[row] }
}
