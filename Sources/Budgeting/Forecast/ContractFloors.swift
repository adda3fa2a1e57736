import Billing
import TimeSeries

/// What will be paid whatever is used, by contracts that name a minimum.
struct ContractFloors: Sendable {
    /// For each block the least that can still come at each node.
    private let floors: [[Money<Charged>]]

    /// The floors of a tree: a node carries the minima of contracts that lie within it.
    init(_ changes: [PlannedChange], _ parts: PartForecasts, _ shape: BudgetTree) {
        let days = parts.days
        var floors = [[Money<Charged>]](
            repeating: [Money<Charged>](repeating: .zero, count: shape.nodes.count), count: days.blocks.count)
        for change in changes {
            guard case .minimum(let money) = change.effect else { continue }
            let concerned = parts.bill.scopes.map { change.scope.contains($0) ? 1 : 0 }
            let all = concerned.reduce(0, +)
            guard all > 0 else { continue }
            let within = shape.totals(of: concerned).map { $0 == all }
            for block in days.blocks.indices {
                let share = days.dates(block).clamped(to: change.days)
                let least = money.scaled(by: Int128(share.count), over: Int128(max(1, change.days.count)))
                for node in within.indices where within[node] { floors[block][node] += max(.zero, least) }
            }
        }
        self.floors = floors
    }

    /// The least that can still come at a node over a block.
    func least(ofNode node: Int, _ block: Int) -> Money<Charged> { floors[block][node] }
}
