import Billing

/// Why nodes make no tree.
public struct TreeFaults: Error, Sendable, Hashable {
    /// What is wrong, in order of the nodes.
    public let all: [Fault]

    /// One node that has no place, or more than one.
    public struct Fault: Sendable, Hashable {
        /// The node's place in the list.
        public let node: Int
        /// What was needed, what was got and what to do.
        public let message: String
    }

    /// Looks for names that are not unique, parents that are not there, and cycles.
    init(_ nodes: [TreeDefinition.Node]) {
        var first: [String: Int] = [:]
        var found: [Fault] = []
        for (place, node) in nodes.enumerated() {
            let name = node.name
            if name.isEmpty || [TreeDefinition.rootName, TreeDefinition.otherName].contains(name) {
                found.append(
                    Fault(
                        node: place,
                        message: "needs a name of its own for a node, got '\(name)'; choose another"))
            }
            guard let other = first[name] else {
                first[name] = place
                continue
            }
            let parents = [nodes[other].parent, node.parent].map { $0 ?? TreeDefinition.rootName }
            found.append(
                Fault(
                    node: place,
                    message: parents[0] == parents[1]
                        ? "needs each node once, got '\(name)' more often; give one another name or join their scopes"
                        : "needs one parent for a node, got '\(parents[0])' and '\(parents[1])' for '\(name)'; "
                            + "keep one, or make a second tree"))
        }
        for (place, node) in nodes.enumerated() {
            guard let parent = node.parent, parent != TreeDefinition.rootName, first[parent] == nil else {
                continue
            }
            found.append(
                Fault(
                    node: place,
                    message: "needs a parent that is a node of the tree, got '\(parent)' for '\(node.name)'; "
                        + "add that node or correct the name"))
        }
        found += TreeFaults.cycles(nodes, first)
        all = found.sorted { ($0.node, $0.message) < ($1.node, $1.message) }
    }

    /// Each cycle once, from its first node on: `a → b → a`.
    private static func cycles(_ nodes: [TreeDefinition.Node], _ first: [String: Int]) -> [Fault] {
        var isDone = [Bool](repeating: false, count: nodes.count)
        var faults: [Fault] = []
        for start in nodes.indices where !isDone[start] {
            var way: [Int] = []
            var place: [Int: Int] = [:]
            var next: Int? = start
            while let node = next, !isDone[node], place[node] == nil {
                place[node] = way.count
                way.append(node)
                next = nodes[node].parent.flatMap { first[$0] }
            }
            if let next, let from = place[next] {
                let cycle = way[from...]
                let turn = cycle.firstIndex(of: cycle.min() ?? next) ?? from
                let names = (way[turn...] + way[from...turn]).map { nodes[$0].name }
                faults.append(
                    Fault(
                        node: way[turn],
                        message: "needs a tree, got the cycle \(names.joined(separator: " → ")); "
                            + "give one of them another parent"))
            }
            for node in way { isDone[node] = true }
        }
        return faults
    }
}

extension TreeFaults: CustomStringConvertible {
    /// One line a fault.
    public var description: String { all.map(\.message).joined(separator: "\n") }
}
