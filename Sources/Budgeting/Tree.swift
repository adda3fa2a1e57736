import Billing

/// The nodes of a cube, level by level: the whole bill, then one for each value of the first dimension, and so on.
struct Tree: Sendable {
    /// A node with its place in the tree.
    struct Node: Sendable {
        let scope: Scope
        let leaves: [Int]
        let level: Int
        let parent: Int?
    }

    /// Parents stand before their children.
    let nodes: [Node]
    /// Indices of each node's children, in order.
    let children: [[Int]]

    init(_ cube: CostCube) {
        var nodes = [Node(scope: .total, leaves: Array(0..<cube.leafCount), level: 0, parent: nil)]
        var children: [[Int]] = [[]]
        var nodeOfLeaf = [Int](repeating: 0, count: cube.leafCount)
        for level in 0..<cube.dimensions.count {
            var next = nodeOfLeaf
            for node in cube.nodes(by: Array(0...level)) {
                let parent = nodeOfLeaf[node.leaves[0]]
                children[parent].append(nodes.count)
                for leaf in node.leaves { next[leaf] = nodes.count }
                nodes.append(Node(scope: node.scope, leaves: node.leaves, level: level + 1, parent: parent))
                children.append([])
            }
            nodeOfLeaf = next
        }
        self.nodes = nodes
        self.children = children
    }
}
