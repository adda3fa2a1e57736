public import Billing

/// What a budget is for: a part of the bill, or a node of a tree.
public enum BudgetTarget: Sendable, Hashable, Codable {
    case scope(Scope)
    case node(tree: String, name: String)
    /// What a node (`nil`: the root) holds beside the nodes below it; it has no budget.
    case other(tree: String, parent: String?)
}

extension BudgetTarget: CustomStringConvertible {
    /// The part of the bill, or the node's name with its tree's: `Payments (org)`.
    public var description: String {
        switch self {
        case .scope(let scope): scope.description
        case .node(let tree, let name): "\(name) (\(tree))"
        case .other(let tree, let parent):
            "\(parent ?? TreeDefinition.rootName) \(TreeDefinition.otherName) (\(tree))"
        }
    }
}
