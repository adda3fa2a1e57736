internal import Billing
internal import TimeSeries

/// A part of the bill that is watched.
struct EstateNode: Sendable {
    let scope: Scope
    /// Indices of its leaves, ascending.
    let leaves: [Int]
    /// Its vendor, if it has only one; `nil` across vendors.
    let vendor: Int?
    /// Money of the last eight weeks.
    let money: Double
}

extension EstateView {
    /// The whole, each value of each dimension, and their crosses, by money; of parts with equal leaves the simplest.
    func nodes() -> [EstateNode] {
        let recent = (0..<leafCount).map { leaf in
            (max(0, dayCount - 56)..<dayCount).reduce(0) { $0 + values[leaf * dayCount + $1] }
        }
        var seen: Set<[Int]> = []
        var nodes: [EstateNode] = []
        for subset in watchedSubsets {
            var leavesOf: [[UInt32]: [Int]] = [:]
            let isNarrow = subset.contains {
                cube.dimensions[$0] != .serviceProvider && cube.dimensions[$0] != .service
            }
            for leaf in 0..<leafCount where !(isNarrow && isUnused[leaf]) {
                leavesOf[subset.map { cube.codes[$0][leaf] }, default: []].append(leaf)
            }
            for leaves in leavesOf.values {
                let money = leaves.reduce(0) { $0 + abs(recent[$1]) }
                guard money > 0, seen.insert(leaves).inserted else { continue }
                let vendors = Set(leaves.map { vendor(ofLeaf: $0) })
                // A part within one vendor says so.
                let named = vendors.count == 1 && !subset.isEmpty ? vendorIndex.map { subset + [$0] } : nil
                nodes.append(
                    EstateNode(
                        scope: cube.scope(ofLeaf: leaves[0], in: named ?? subset), leaves: leaves,
                        vendor: vendors.count == 1 ? vendors.first : nil, money: money))
            }
        }
        let keys = nodes.map(\.scope.key)
        let sorted = nodes.indices.sorted { i, j in
            let (left, right) = (nodes[i], nodes[j])
            if left.money != right.money { return left.money > right.money }
            if left.leaves.count != right.leaves.count { return left.leaves.count < right.leaves.count }
            return keys[i] > keys[j]
        }
        return sorted.prefix(settings.nodeLimit).map { nodes[$0] }
    }

    /// The combinations of dimensions that are watched, simplest first: all that name the vendor, and each dimension alone.
    private var watchedSubsets: [[Int]] {
        let all = Array(cube.dimensions.indices)
        var subsets: [[Int]] = [[]]
        for d in all { subsets += subsets.map { $0 + [d] } }
        return
            subsets
            .filter { subset in
                subset.count <= 1 || vendorIndex.map(subset.contains) ?? true
            }
            .sorted { ($0.count, $0.description) < ($1.count, $1.description) }
    }
}
