/// What commitments did with demand: used, covered, wasted, paid.
public struct CommitmentUse: Sendable, Hashable, Codable {
    /// On-demand-equivalent money of all demand.
    public var onDemandCost: Double = 0
    /// On-demand-equivalent money that was covered.
    public var covered: Double = 0
    /// On-demand-equivalent money that could have been covered by what was owned.
    public var owned: Double = 0
    /// What the commitments cost, used or not.
    public var committedCost: Double = 0
    /// What the unused part of them cost.
    public var waste: Double = 0

    /// Nothing yet.
    public init() {}

    /// Commitments and the rest on demand.
    public var cost: Double { committedCost + onDemandCost - covered }
    /// 1 − cost ÷ on-demand cost; 0 without demand.
    public var effectiveSavingsRate: Double { onDemandCost > 0 ? 1 - cost / onDemandCost : 0 }
    /// Used ÷ owned; 1 when nothing is owned.
    public var utilization: Double { owned > 0 ? covered / owned : 1 }
    /// Covered ÷ all demand; 0 without demand.
    public var coverage: Double { onDemandCost > 0 ? covered / onDemandCost : 0 }

    /// What is owned of one instrument in a span of time.
    struct Holding {
        /// The places of the families that it may cover.
        var families: [Int]
        var covered: Double
        /// Cost of an hour of each unit.
        var price: Double
    }

    /// Adds a span in which holdings meet demand: `demand[family][step]`, `hours` a step.
    ///
    /// Narrow instruments cover first, wide ones what they leave.
    mutating func add(_ holdings: [Holding], demand: [[Double]], hours: Double) {
        let holdings = holdings.filter { $0.covered > 0 }.sorted {
            ($0.families.count, $0.price) < ($1.families.count, $1.price)
        }
        let steps = demand.first?.count ?? 0
        var rest = [Double](repeating: 0, count: demand.count)
        for step in 0..<steps {
            for family in demand.indices { rest[family] = demand[family][step] }
            onDemandCost += rest.reduce(0, +) * hours
            for holding in holdings {
                let open = holding.families.reduce(0) { $0 + rest[$1] }
                let used = min(open, holding.covered)
                if open > 0 {
                    let left = 1 - used / open
                    for family in holding.families { rest[family] *= left }
                }
                covered += used * hours
                waste += (holding.covered - used) * holding.price * hours
            }
        }
        for holding in holdings {
            owned += holding.covered * hours * Double(steps)
            committedCost += holding.covered * holding.price * hours * Double(steps)
        }
    }
}
