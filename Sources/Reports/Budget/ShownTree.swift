import Billing
import Budgeting

/// A budget tree as it is printed: at every node the printed means and actual costs add up over the children.
struct ShownTree {
    let node: BudgetNode
    let depth: Int
    let decimals: Int
    let actualToDate: Money<Charged>
    let mean: Money<Charged>
    let children: [ShownTree]

    init(_ root: BudgetNode) {
        let decimals = MoneyText.decimals(for: root.mean)
        self.init(
            root, depth: 0, decimals: decimals,
            actual: Apportionment.rounded(root.actualToDate, decimals: decimals),
            mean: Apportionment.rounded(root.mean, decimals: decimals))
    }

    private init(
        _ node: BudgetNode, depth: Int, decimals: Int, actual: Money<Charged>, mean: Money<Charged>
    ) {
        self.node = node
        self.depth = depth
        self.decimals = decimals
        actualToDate = actual
        self.mean = mean
        let actuals = Apportionment.parts(
            node.children.map(\.actualToDate), of: actual, decimals: decimals)
        let means = Apportionment.parts(node.children.map(\.mean), of: mean, decimals: decimals)
        children = node.children.indices.map { i in
            ShownTree(
                node.children[i], depth: depth + 1, decimals: decimals, actual: actuals[i], mean: means[i])
        }
    }

    /// This node and all below, each before its children.
    var flattened: [ShownTree] { [self] + children.flatMap(\.flattened) }
}
