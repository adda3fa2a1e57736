internal import Foundation

/// Finds the parts of a cube that explain a change, by shortest description: each cause must save more than it costs
/// to name it.
///
///     let found = SubsetScan().explain(table)
///
/// A part with a few affected leaves gains less than those leaves alone, and many affected siblings gain less each than
/// their parent, so depth and breadth balance without cut-offs. Nothing is found where leaves are only noisy.
public struct SubsetScan: Sendable {
    /// Causes at most.
    public var maximumCauses = 12
    /// Dimensions that a cause may fix at most.
    public var maximumDimensions = 5
    /// Share of a cause's leaves that it must bring nearer to their expectation.
    public var minimumPurity = 0.75
    /// A cause is kept if its money is at least this share of the change or of the largest cause.
    public var minimumShare = 0.05
    /// The search ends when what is unexplained is below this share of the change.
    public var sufficientShare = 0.02

    /// A scan with the default settings.
    public init() {}

    /// The causes of a change, in the order in which they were found: most evidence first.
    ///
    /// The order of the leaves does not matter. Causes share no leaves.
    public func explain(_ table: LeafTable) -> Explanation {
        let order = table.canonicalOrder()
        let canonical = table.reordered(order)
        let noise = LeafNoise(real: canonical.real, predict: canonical.predict, sigma: canonical.sigma)
        var search = SubsetSearch(table: canonical, noise: noise, settings: self)
        let causes = search.run().map { found in
            let leaves = found.leaves.map { order[$0] }.sorted()
            return Cause(
                elements: found.elements, leaves: leaves, real: leaves.reduce(0) { $0 + table.real[$1] },
                predict: leaves.reduce(0) { $0 + table.predict[$1] }, gain: found.gain)
        }
        return Explanation(bias: noise.bias, causes: causes)
    }

    /// What a scan found.
    public struct Explanation: Sendable, Hashable {
        /// Share by which all leaves are off their expectation: a cause outside the cube.
        public let bias: Double
        /// The causes, most evidence first.
        public let causes: [Cause]
    }
}

extension LeafTable {
    /// Leaves in order of their values' texts, then of their numbers.
    func canonicalOrder() -> [Int] {
        let ranks = values.map { column in
            var rank = [Int](repeating: 0, count: column.count)
            for (r, k) in column.indices.sorted(by: { column[$0] < column[$1] }).enumerated() { rank[k] = r }
            return rank
        }
        return (0..<count).sorted { a, b in
            for d in codes.indices where codes[d][a] != codes[d][b] {
                return ranks[d][codes[d][a]] < ranks[d][codes[d][b]]
            }
            return (predict[a], real[a]) < (predict[b], real[b])
        }
    }

    /// The same leaves in another order.
    func reordered(_ order: [Int]) -> LeafTable {
        LeafTable(
            dimensions: dimensions, values: values, codes: codes.map { column in order.map { column[$0] } },
            real: order.map { real[$0] }, predict: order.map { predict[$0] },
            sigma: sigma.map { column in order.map { column[$0] } })
    }
}
