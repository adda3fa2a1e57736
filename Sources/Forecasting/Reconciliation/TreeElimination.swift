/// The sums of one tree, solved exactly: C W Cᵀ of a tree is a matrix with the tree's own shape, eliminated from the leaves
/// up in O(*nodes*).
///
/// Nodes without a forecast of their own (infinite variance) state nothing: their children count as their parents'.
struct TreeElimination: Sendable {
    /// The nearest node with a forecast above each node that has one.
    private let parents: [Int?]
    private let leafParents: [Int?]
    /// Variances; infinity where the node states nothing.
    private let variances: [Double]
    /// Pivots of the elimination.
    private let pivots: [Double]

    init(_ tree: CrossedReconciliation.Tree, _ leafVariances: [Double]) throws(ForecastingError) {
        let variances = tree.variances
        var above: [Int?] = []
        for (node, parent) in tree.parents.enumerated() {
            precondition(parent.map { 0 <= $0 && $0 < node } ?? true, "parents stand before their children")
            above.append(parent.flatMap { variances[$0].isFinite ? $0 : above[$0] })
        }
        parents = above
        leafParents = tree.leafParents.map { variances[$0].isFinite ? $0 : above[$0] }
        self.variances = variances
        var pivots = variances
        for (leaf, parent) in leafParents.enumerated() {
            if let parent { pivots[parent] += leafVariances[leaf] }
        }
        for node in stride(from: pivots.count - 1, through: 0, by: -1) where variances[node].isFinite {
            guard pivots[node] > 0 else { throw .contradictoryPins(node: node) }
            if let parent = above[node] {
                let variance = variances[node]
                pivots[parent] += variance - variance * variance / pivots[node]
            }
        }
        self.pivots = pivots
    }

    /// C x: by how much each node differs from the sum of its children.
    func misfit(inner: [Double], leaves: [Double]) -> [Double] {
        var misfit = zip(inner, variances).map { $1.isFinite ? $0 : 0 }
        for (leaf, parent) in leafParents.enumerated() {
            if let parent { misfit[parent] -= leaves[leaf] }
        }
        for node in parents.indices where variances[node].isFinite {
            if let parent = parents[node] { misfit[parent] -= inner[node] }
        }
        return misfit
    }

    /// W Cᵀ λ at the inner nodes.
    func innerMoves(_ multipliers: [Double]) -> [Double] {
        multipliers.indices.map { node in
            guard variances[node].isFinite else { return 0 }
            return variances[node] * (multipliers[node] - (parents[node].map { multipliers[$0] } ?? 0))
        }
    }

    /// Adds −Cᵀ λ at the leaves.
    func addPush(_ multipliers: [Double], to push: inout [Double]) {
        for (leaf, parent) in leafParents.enumerated() {
            if let parent { push[leaf] += multipliers[parent] }
        }
    }

    /// λ of (C W Cᵀ) λ = `right`, of this tree alone.
    func solve(_ right: [Double]) -> [Double] {
        var solution = right
        for node in stride(from: solution.count - 1, through: 0, by: -1) where variances[node].isFinite {
            if let parent = parents[node] {
                solution[parent].addProduct(variances[node] / pivots[node], solution[node])
            }
        }
        for node in solution.indices where variances[node].isFinite {
            let above = parents[node].map { variances[node] * solution[$0] } ?? 0
            solution[node] = (solution[node] + above) / pivots[node]
        }
        return solution
    }
}
