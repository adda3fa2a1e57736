import Billing

/// Finds the node below each node that holds a charge, by hash instead of one by one.
struct TreeIndex: Sendable {
    private let nodes: [TreeDefinition.Node]
    /// What can be found below each node; the root's is last.
    private let below: [Level]

    /// The children of one node, by what they hold.
    private struct Level {
        /// Sets of dimensions that children fix, each with the first child that holds each of their values.
        var groups: [(dimensions: [Dimension], child: [Scope: Int])] = []
        var isEmpty = true
    }

    /// - Precondition: The nodes have no faults.
    init(_ nodes: [TreeDefinition.Node]) {
        self.nodes = nodes
        let places = Dictionary(nodes.indices.map { (nodes[$0].name, $0) }) { first, _ in first }
        var children = [[Int]](repeating: [], count: nodes.count + 1)
        for place in nodes.indices {
            children[nodes[place].parent.flatMap { places[$0] } ?? nodes.count].append(place)
        }
        // A node without scopes holds whatever its children hold.
        var held: [Int: [Scope]] = [:]
        func scopes(_ node: Int) -> [Scope] {
            if let known = held[node] { return known }
            let own = nodes[node].scopes
            let all = own.isEmpty ? children[node].flatMap(scopes) : own
            held[node] = all
            return all
        }
        below = children.map { places in
            var level = Level(groups: [], isEmpty: places.isEmpty)
            for child in places {
                for scope in scopes(child) { TreeIndex.add(scope, child, to: &level) }
            }
            return level
        }
    }

    private static func add(_ scope: Scope, _ child: Int, to level: inout Level) {
        let dimensions = scope.dimensions
        let place = level.groups.firstIndex { $0.dimensions == dimensions }
        if place == nil { level.groups.append((dimensions, [:])) }
        let group = place ?? level.groups.count - 1
        if level.groups[group].child[scope] == nil { level.groups[group].child[scope] = child }
    }

    /// The nodes that hold a leaf, from below the root on.
    func path(of leaf: Scope, tree: String) -> [TreeDefinition.PathStep] {
        var path: [TreeDefinition.PathStep] = []
        var level = below[nodes.count]
        while !level.isEmpty {
            guard let child = TreeIndex.child(of: level, holding: leaf) else {
                let parent = path.last?.name
                path.append(
                    TreeDefinition.PathStep(
                        name: TreeDefinition.otherName, scope: nil, target: .other(tree: tree, parent: parent)
                    ))
                break
            }
            let node = nodes[child]
            path.append(
                TreeDefinition.PathStep(
                    name: node.name, scope: node.scopes.count == 1 ? node.scopes[0] : nil,
                    target: .node(tree: tree, name: node.name)))
            level = below[child]
        }
        return path
    }

    private static func child(of level: Level, holding leaf: Scope) -> Int? {
        var first: Int?
        for group in level.groups {
            guard let part = leaf.restricted(to: group.dimensions), let child = group.child[part] else {
                continue
            }
            first = min(first ?? child, child)
        }
        return first
    }
}

extension Scope {
    /// The values in some dimensions; `nil` if one of them is not fixed.
    func restricted(to dimensions: [Dimension]) -> Scope? {
        var kept: [Dimension: String?] = [:]
        for dimension in dimensions {
            guard let value = self[dimension] else { return nil }
            kept[dimension] = .some(value)
        }
        return Scope(kept)
    }
}
