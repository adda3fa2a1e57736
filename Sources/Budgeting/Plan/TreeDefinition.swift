public import Billing

/// How the bill is broken down for budgets: level by level by dimensions, or into nodes with names.
///
/// Several trees cross the same charges: by owner, by vendor, by tag.
public struct TreeDefinition: Sendable, Hashable {
    /// The tree's name, unique in a workspace.
    public let name: String
    /// Its levels or nodes.
    public let shape: Shape
    private let index: TreeIndex?

    /// What a tree is made of.
    public enum Shape: Sendable, Hashable {
        /// One level a dimension, one node a value.
        case dimensions([Dimension])
        /// Nodes with names below the root, which is the whole bill.
        case nodes([Node])
    }

    /// A part of the bill with a name and a place in a tree.
    public struct Node: Sendable, Hashable {
        /// The name, unique in its tree.
        public var name: String
        /// The node above; `nil` for the root.
        public var parent: String?
        /// What belongs to it, of what belongs to the node above; empty for whatever belongs to the nodes below.
        public var scopes: [Scope]
        /// Who answers for it.
        public var owner: String?

        public init(name: String, parent: String? = nil, scopes: [Scope] = [], owner: String? = nil) {
            self.name = name
            self.parent = parent
            self.scopes = scopes
            self.owner = owner
        }
    }

    /// The name of a tree's whole, and of what fits no node.
    public static let (rootName, otherName) = ("all", "(other)")

    /// A tree with one level a dimension.
    public init(name: String, dimensions: [Dimension]) {
        self.name = name
        shape = .dimensions(dimensions)
        index = nil
    }

    /// A tree of nodes.
    ///
    /// - Parameters:
    ///   - name: The tree's name.
    ///   - nodes: The nodes below the root; of two that hold the same charge, the earlier takes it.
    /// - Throws: ``TreeFaults``: every node that has no place in a tree.
    public init(name: String, nodes: [Node]) throws(TreeFaults) {
        let faults = TreeFaults(nodes)
        guard faults.all.isEmpty else { throw faults }
        self.name = name
        shape = .nodes(nodes)
        index = TreeIndex(nodes)
    }

    /// Every dimension that the tree reads, each once, in order of use.
    public var dimensions: [Dimension] {
        switch shape {
        case .dimensions(let dimensions): dimensions.distinct
        case .nodes(let nodes): nodes.flatMap { $0.scopes.flatMap(\.dimensions) }.distinct
        }
    }

    /// A node on the way from below the root to the node that a leaf hangs on.
    public struct PathStep: Sendable, Hashable {
        /// The value of the dimension (`–` for charges without one), the node's name, or `(other)`.
        public let name: String
        /// What the node is, where it is one part of the bill; `nil` for a node of several parts and for `(other)`.
        public let scope: Scope?
        /// What is budgeted.
        public let target: BudgetTarget
    }

    /// The nodes that a leaf is part of, from below the root to the one that it hangs on.
    ///
    /// In a tree of nodes, what a node holds and none of the nodes below it does hangs on its `(other)`; so the nodes below a
    /// node always add up to it.
    ///
    /// - Parameter leaf: A part of the bill that fixes every one of ``dimensions``.
    /// - Returns: At least one step, unless the tree has no dimensions or nodes.
    /// - Complexity: A few hash look-ups a level.
    public func path(of leaf: Scope) -> [PathStep] {
        switch shape {
        case .dimensions(let dimensions):
            var values: [Dimension: String?] = [:]
            return dimensions.map { dimension in
                let value = leaf[dimension] ?? nil
                values[dimension] = .some(value)
                let scope = Scope(values)
                return PathStep(name: value ?? "–", scope: scope, target: .scope(scope))
            }
        case .nodes: return index?.path(of: leaf, tree: name) ?? []
        }
    }

    public static func == (left: TreeDefinition, right: TreeDefinition) -> Bool {
        left.name == right.name && left.shape == right.shape
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(shape)
    }
}

extension Sequence<Dimension> {
    /// Each once, in order of first use.
    fileprivate var distinct: [Dimension] {
        var seen: Set<Dimension> = []
        return filter { seen.insert($0).inserted }
    }
}
