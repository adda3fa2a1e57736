public import Billing

extension BudgetTree {
    /// The tree that a definition makes of some leaves.
    ///
    /// Nodes of a definition that hold nothing yet are there too, with nothing in them. Children stand in the order of the
    /// definition, else in order of scope; what fits no node is the last.
    ///
    /// - Parameters:
    ///   - definition: The tree's levels or nodes.
    ///   - leaves: Parts of the bill that fix every dimension of the definition.
    /// - Complexity: O(*leaves* · depth) look-ups and a sort of the nodes.
    public init(_ definition: TreeDefinition, leaves: [Scope]) {
        var growth = TreeGrowth(definition)
        let places = leaves.map { growth.place(of: definition.path(of: $0)) }
        let order = growth.order
        var rank = [Int](repeating: 0, count: order.count)
        for (position, node) in order.enumerated() { rank[node] = position }
        self.init(
            name: definition.name,
            nodes: order.map { node in
                let grown = growth.nodes[node]
                return Node(
                    scope: grown.scope, name: grown.name, target: grown.target,
                    parent: grown.parent.map { rank[$0] }, level: grown.level)
            },
            leafParents: places.map { rank[$0] })
    }
}

/// A tree while its nodes are found.
private struct TreeGrowth {
    struct GrownNode {
        let scope: Scope
        let name: String?
        let target: BudgetTarget
        let parent: Int?
        let level: Int
        /// Place among siblings: nodes of a definition by their order, others by scope, what fits nowhere last.
        let order: (Int, String)
    }

    private struct Key: Hashable {
        let parent: Int
        let target: BudgetTarget
    }

    private(set) var nodes = [
        GrownNode(
            scope: .total, name: nil, target: .scope(.total), parent: nil, level: 0, order: (0, ""))
    ]
    private var found: [Key: Int] = [:]
    private let tree: String
    private let isNamed: Bool

    init(_ definition: TreeDefinition) {
        tree = definition.name
        guard case .nodes(let defined) = definition.shape else {
            isNamed = false
            return
        }
        isNamed = true
        var childrenOf: [String: [(order: Int, node: TreeDefinition.Node)]] = [:]
        for (order, node) in defined.enumerated() {
            childrenOf[node.parent ?? TreeDefinition.rootName, default: []].append((order, node))
        }
        var open = [(name: TreeDefinition.rootName, place: 0)]
        while let (name, place) = open.popLast() {
            for (order, child) in childrenOf[name] ?? [] {
                let scope = child.scopes.count == 1 ? child.scopes[0] : nil
                let target = BudgetTarget.node(tree: definition.name, name: child.name)
                open.append((child.name, add(child.name, scope, target, below: place, order: order)))
            }
        }
    }

    /// The node at the end of a path, which grows where it has not been gone before.
    mutating func place(of path: [TreeDefinition.PathStep]) -> Int {
        path.reduce(0) { place, step in
            if let known = found[Key(parent: place, target: step.target)] { return known }
            return add(step.name, step.scope, step.target, below: place, order: .max)
        }
    }

    private mutating func add(
        _ name: String, _ scope: Scope?, _ target: BudgetTarget, below parent: Int, order: Int
    ) -> Int {
        let title =
            name == TreeDefinition.otherName && nodes[parent].level > 0
            ? [nodes[parent].name, name].compactMap(\.self).joined(separator: " ") : name
        let scope = scope ?? Scope([Dimension("tree:" + tree): title])
        found[Key(parent: parent, target: target)] = nodes.count
        nodes.append(
            GrownNode(
                scope: scope, name: isNamed ? title : nil, target: target, parent: parent,
                level: nodes[parent].level + 1, order: (order, scope.key)))
        return nodes.count - 1
    }

    /// The nodes parents first, every node's descendants behind it.
    var order: [Int] {
        var children = [[Int]](repeating: [], count: nodes.count)
        for (index, node) in nodes.enumerated() {
            if let parent = node.parent { children[parent].append(index) }
        }
        var order: [Int] = []
        order.reserveCapacity(nodes.count)
        var open = [0]
        while let node = open.popLast() {
            order.append(node)
            open += children[node].sorted { nodes[$0].order > nodes[$1].order }
        }
        return order
    }
}
