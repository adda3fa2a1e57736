import Billing

/// The parts of the bill that are forecast: every leaf, and every set of leaves that some node stands for, each once.
///
/// Nodes of several trees that hold the same leaves, as the roots do, are one part and have one forecast.
struct BillParts: Sendable {
    /// The leaves of each part; part *k* is leaf *k* as long as there are leaves.
    let leaves: [[Int]]
    /// The part of each node of each tree; `nil` for a node that holds nothing.
    let ofNode: [[Int?]]
    /// Steps below the root of the highest node that stands for each part; `nil` for a leaf that no node stands for.
    let level: [Int?]

    init(_ trees: [BudgetTree], leafCount: Int) {
        var leaves = (0..<leafCount).map { [$0] }
        var level = [Int?](repeating: nil, count: leafCount)
        var known: [[Int]: Int] = [:]
        ofNode = trees.map { tree in
            zip(tree.nodes, tree.leavesByNode).map { node, below in
                guard let first = below.first else { return nil }
                var part = first
                if below.count > 1 {
                    if let place = known[below] {
                        part = place
                    } else {
                        part = leaves.count
                        known[below] = part
                        leaves.append(below)
                        level.append(nil)
                    }
                }
                level[part] = min(level[part] ?? .max, node.level)
                return part
            }
        }
        self.leaves = leaves
        self.level = level
    }

    /// Number of parts.
    var count: Int { leaves.count }
    /// Whether a node stands for each part.
    var isShown: [Bool] { level.map { $0 != nil } }
}
