import Billing
import TimeSeries

/// The smallest parts of the bill that any tree or planned change tells apart, in order of scope, with their daily costs.
struct BillLeaves: Sendable {
    /// A value for every dimension.
    let scopes: [Scope]
    /// What is charged.
    private let charged: CostCube
    /// What is not charged yet for days that have passed, as taxes of a month that is not over.
    private let accrued: CostCube
    /// Where each leaf's costs are in the cubes; `nil` for one that is not there.
    private let place: [(charged: Int?, accrued: Int?)]

    /// - Parameters:
    ///   - charged: What is charged.
    ///   - accrued: What will be charged for the same days, by the same dimensions.
    ///   - changes: What is planned, which may bring new leaves.
    init(charged: CostCube, accrued: CostCube, changes: [PlannedChange]) {
        let all = Array(charged.dimensions.indices)
        var places: [Scope: (charged: Int?, accrued: Int?)] = [:]
        for leaf in 0..<charged.leafCount {
            places[charged.scope(ofLeaf: leaf, in: all), default: (nil, nil)].charged = leaf
        }
        for leaf in 0..<accrued.leafCount {
            places[accrued.scope(ofLeaf: leaf, in: all), default: (nil, nil)].accrued = leaf
        }
        let known = places.keys.map { ($0.key, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        let planned = changes.newLeaves(besides: known, dimensions: charged.dimensions)
        scopes = (known + planned).map { ($0.key, $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        place = scopes.map { places[$0] ?? (nil, nil) }
        self.charged = charged
        self.accrued = accrued
    }

    /// Whether anything is charged at all.
    var hasCharges: Bool { charged.leafCount > 0 }
    /// Number of leaves.
    var count: Int { scopes.count }

    /// The cost of some leaves added up, day by day, with what is accrued.
    func costs(of leaves: [Int]) -> [Money<Charged>] {
        let costs = charged.dailyCosts(ofLeaves: leaves.lazy.compactMap { place[$0].charged })
        guard leaves.contains(where: { place[$0].accrued != nil }) else { return costs }
        return zip(costs, accrued.dailyCosts(ofLeaves: leaves.lazy.compactMap { place[$0].accrued })).map {
            $0 + $1
        }
    }

    /// What one leaf was charged for some days.
    func charge(of leaf: Int, on days: Range<Int>) -> Money<Charged> {
        place[leaf].charged.map { place in days.reduce(.zero) { $0 + charged.cost(ofLeaf: place, on: $1) } }
            ?? .zero
    }

    /// What one leaf will be charged yet for some days that have passed.
    func accrual(of leaf: Int, on days: Range<Int>) -> Money<Charged> {
        place[leaf].accrued.map { place in days.reduce(.zero) { $0 + accrued.cost(ofLeaf: place, on: $1) } }
            ?? .zero
    }
}
