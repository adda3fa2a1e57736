public import Billing

/// The nodes of one tree and the leaves that hang on them.
///
/// Leaves are the smallest parts of the bill that any tree tells apart; several trees share them. A leaf hangs on one node
/// of each tree, and every amount of a node is the exact sum over the leaves that hang on it or below it.
public struct BudgetTree: Sendable, Hashable {
    /// A node and its place.
    public struct Node: Sendable, Hashable {
        /// The part of the bill; where a node is made of several parts, the one that names it.
        public let scope: Scope
        /// Its name, where the tree names its nodes.
        public let name: String?
        /// What is budgeted.
        public let target: BudgetTarget
        /// Index of the node above; `nil` for the root.
        public let parent: Int?
        /// Steps below the root.
        public let level: Int

        /// A node; it is budgeted by its scope unless another target is given.
        public init(
            scope: Scope, name: String? = nil, target: BudgetTarget? = nil, parent: Int?, level: Int
        ) {
            self.scope = scope
            self.name = name
            self.target = target ?? .scope(scope)
            self.parent = parent
            self.level = level
        }
    }

    /// The tree's name.
    public let name: String
    /// All nodes, parents before their children and children in order; the root, which is the whole bill, first.
    ///
    /// The order is that of ``BudgetNode/flattened`` of the tree's root.
    public let nodes: [Node]
    /// The node that each leaf hangs on.
    public let leafParents: [Int]

    /// A tree.
    ///
    /// - Precondition: Parents stand before their children, and leaves hang on nodes that exist.
    public init(name: String, nodes: [Node], leafParents: [Int]) {
        precondition(
            nodes.indices.allSatisfy { nodes[$0].parent ?? -1 < $0 }, "parents stand before their children")
        precondition(leafParents.allSatisfy(nodes.indices.contains), "leaves hang on nodes that exist")
        self.name = name
        self.nodes = nodes
        self.leafParents = leafParents
    }

    /// The sum over the leaves of each node, exactly.
    ///
    /// - Parameter amounts: One a leaf.
    /// - Returns: One a node, in the order of ``nodes``.
    /// - Complexity: O(*leaves* + *nodes*).
    public func totals<Amount: AdditiveArithmetic>(of amounts: [Amount]) -> [Amount] {
        precondition(amounts.count == leafParents.count, "an amount for each leaf")
        var sums = [Amount](repeating: .zero, count: nodes.count)
        for (leaf, node) in leafParents.enumerated() { sums[node] += amounts[leaf] }
        for node in stride(from: nodes.count - 1, through: 0, by: -1) {
            if let parent = nodes[node].parent { sums[parent] += sums[node] }
        }
        return sums
    }

    /// The leaves that hang on each node or below it, in order.
    ///
    /// - Complexity: O(*leaves* · depth).
    public var leavesByNode: [[Int]] {
        var leaves = [[Int]](repeating: [], count: nodes.count)
        for (leaf, node) in leafParents.enumerated() {
            var place: Int? = node
            while let node = place {
                leaves[node].append(leaf)
                place = nodes[node].parent
            }
        }
        return leaves
    }

    /// Indices of each node's children, in order.
    public var children: [[Int]] {
        var children = [[Int]](repeating: [], count: nodes.count)
        for (index, node) in nodes.enumerated() {
            if let parent = node.parent { children[parent].append(index) }
        }
        return children
    }
}
