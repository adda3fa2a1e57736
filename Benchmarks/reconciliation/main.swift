// Reconciliation of a large tree and of crossed trees: seconds of wall time, and whether every path adds up to the last unit.
//
//     ReconciliationBenchmark [nodes] [paths]
import Forecasting
import TimeSeries

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let nodes = arguments.first ?? 1_000_000
let count = arguments.dropFirst().first ?? 200
let clock = ContinuousClock()

/// Ten children a node, level by level, as owners, services and resources are.
let parents: [Int?] = (0..<nodes).map { $0 == 0 ? nil : ($0 - 1) / 10 }
var random = SplitMix64(seed: 1)
let variances = (0..<nodes).map { _ in 0.1 + random.uniform() }
let paths = NodePaths(nodes: nodes, count: count) { _, _ in 100_000 * random.uniform() }

var units: NodePaths?
let time = clock.measure {
    let plan = TreeReconciliation(parents: parents, variances: variances)
    units = plan.reconciledUnits(paths)
}
var misfits = 0
if let units {
    for path in [0, count / 2, count - 1] {
        var sums = [Double](repeating: 0, count: nodes)
        for node in 1..<nodes { sums[(node - 1) / 10] += units[node, path] }
        misfits += sums.indices.count { 10 * $0 + 1 < nodes && sums[$0] != units[$0, path] }
    }
}
print("| one tree, \(nodes) nodes × \(count) paths, to the last unit | \(time) | \(misfits) misfits |")

/// Three trees of a thousand groups over the same leaves.
func tree(_ seed: UInt64) -> CrossedReconciliation.Tree {
    var random = SplitMix64(seed: seed)
    let groups = 1_000
    return .init(
        parents: [nil] + (0..<groups).map { _ in 0 },
        leafParents: (0..<nodes).map { _ in 1 + Int(random.next() % UInt64(groups)) },
        variances: (0...groups).map { _ in 1 + random.uniform() })
}
let trees = [tree(2), tree(3), tree(4)]
let forecasts = (0..<nodes).map { _ in 100 * random.uniform() }
let crossed = try CrossedReconciliation(leafVariances: variances, trees: trees)
let inner = trees.map { tree in tree.parents.map { _ in 100 * random.uniform() * Double(nodes) / 1_000 } }
let crossedTime = try clock.measure { _ = try crossed.reconciled(.init(leaves: forecasts, inner: inner)) }
print("| three crossed trees, \(nodes) leaves | \(crossedTime) | |")
