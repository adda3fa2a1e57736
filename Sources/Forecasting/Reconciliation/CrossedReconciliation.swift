/// Forecasts made to add up in several trees over the same leaves at once: owners, vendors and services, tags.
///
/// Minimises Σ (x − forecast)² ÷ variance over the leaves and all trees' nodes under "every node is the sum of its
/// children", in every tree. With C x = 0 for these sums, x = forecast − W Cᵀ λ where (C W Cᵀ) λ = C forecast: solved by
/// conjugate gradients, with each tree solved exactly on its own as the preconditioner.
///
/// - SeeAlso: Wickramasuriya, Athanasopoulos, Hyndman, JASA 114 (2019); Saad, *Iterative Methods for Sparse Linear
///   Systems*, 2nd ed., §9.2.
public struct CrossedReconciliation: Sendable {
    /// One tree over the shared leaves.
    public struct Tree: Sendable, Hashable {
        /// Index of each inner node's parent within this tree, `nil` for roots; parents stand before their children.
        public let parents: [Int?]
        /// The inner node above each leaf.
        public let leafParents: [Int]
        /// The variance of each inner node's forecast, at least 0; infinity for a node without one.
        public let variances: [Double]

        /// A tree; its inner nodes are numbered from 0.
        public init(parents: [Int?], leafParents: [Int], variances: [Double]) {
            precondition(parents.count == variances.count, "a variance for each inner node")
            precondition(
                leafParents.allSatisfy { parents.indices.contains($0) }, "leaves hang on nodes that exist")
            (self.parents, self.leafParents, self.variances) = (parents, leafParents, variances)
        }
    }

    /// The variance of each leaf's forecast.
    public let leafVariances: [Double]
    /// The trees.
    public let trees: [Tree]

    private let plans: [TreeElimination]

    /// A plan for leaves and the trees over them.
    ///
    /// - Parameters:
    ///   - leafVariances: One a leaf, finite and at least 0: 0 for a value that is settled.
    ///   - trees: At least one.
    /// - Throws: ``ForecastingError/contradictoryPins(node:)`` if nothing under a settled node can move.
    public init(leafVariances: [Double], trees: [Tree]) throws(ForecastingError) {
        precondition(
            leafVariances.allSatisfy { $0 >= 0 && $0.isFinite }, "leaf variances are finite and at least 0")
        precondition(
            trees.allSatisfy { $0.leafParents.count == leafVariances.count }, "every leaf in every tree")
        self.leafVariances = leafVariances
        self.trees = trees
        var plans: [TreeElimination] = []
        for tree in trees { plans.append(try TreeElimination(tree, leafVariances)) }
        self.plans = plans
    }
}

extension CrossedReconciliation {
    /// Values of all leaves and inner nodes.
    public struct Values: Sendable, Hashable {
        /// One value a leaf.
        public let leaves: [Double]
        /// For each tree one value an inner node.
        public let inner: [[Double]]

        /// Given values.
        public init(leaves: [Double], inner: [[Double]]) {
            (self.leaves, self.inner) = (leaves, inner)
        }
    }

    /// The reconciled values; every inner node is the sum of its leaves.
    ///
    /// - Parameter forecasts: Those of nodes with infinite variance are not looked at.
    /// - Returns: A value for each leaf and each inner node.
    /// - Throws: ``ForecastingError/notConverged(iterations:)`` if settled values contradict each other.
    /// - Complexity: O(*nodes*) an iteration, some tens of iterations.
    public func reconciled(_ forecasts: Values) throws(ForecastingError) -> Values {
        precondition(forecasts.leaves.count == leafVariances.count, "a forecast for each leaf")
        precondition(
            forecasts.inner.map(\.count) == trees.map(\.parents.count), "a forecast for each inner node")
        let right = zip(plans, forecasts.inner).map { $0.misfit(inner: $1, leaves: forecasts.leaves) }
        let multipliers = try solve(right)
        let push = push(multipliers)
        let leaves = leafVariances.indices.map { forecasts.leaves[$0] + leafVariances[$0] * push[$0] }
        return totals(of: leaves)
    }

    /// Leaves and the sums above them.
    public func totals(of leaves: [Double]) -> Values {
        Values(leaves: leaves, inner: trees.map { $0.totals(of: leaves) })
    }

    /// How hard all trees together pull at each leaf.
    private func push(_ multipliers: [[Double]]) -> [Double] {
        var push = [Double](repeating: 0, count: leafVariances.count)
        for (plan, multipliers) in zip(plans, multipliers) { plan.addPush(multipliers, to: &push) }
        return push
    }

    /// (C W Cᵀ) λ.
    private func product(_ multipliers: [[Double]]) -> [[Double]] {
        let moved = zip(leafVariances, push(multipliers)).map { -$0 * $1 }
        return zip(plans, multipliers).map { $0.misfit(inner: $0.innerMoves($1), leaves: moved) }
    }

    /// Preconditioned conjugate gradients from zero.
    private func solve(_ right: [[Double]]) throws(ForecastingError) -> [[Double]] {
        var solution = right.map { [Double](repeating: 0, count: $0.count) }
        var residual = right
        var steered = zip(plans, residual).map { $0.solve($1) }
        var direction = steered
        var energy = dot(residual, steered)
        let goal = 1e-24 * energy
        let limit = 1_000
        for _ in 0..<limit where energy > goal {
            let image = product(direction)
            let curvature = dot(direction, image)
            guard curvature > 0 else { break }
            add(energy / curvature, direction, to: &solution)
            add(-energy / curvature, image, to: &residual)
            steered = zip(plans, residual).map { $0.solve($1) }
            let next = dot(residual, steered)
            for t in direction.indices {
                for i in direction[t].indices {
                    direction[t][i] = steered[t][i] + next / energy * direction[t][i]
                }
            }
            energy = next
        }
        guard energy <= 1e6 * goal else { throw .notConverged(iterations: limit) }
        return solution
    }

    private func dot(_ a: [[Double]], _ b: [[Double]]) -> Double {
        var sum = 0.0
        for t in a.indices { for i in a[t].indices { sum.addProduct(a[t][i], b[t][i]) } }
        return sum
    }

    private func add(_ factor: Double, _ a: [[Double]], to b: inout [[Double]]) {
        for t in a.indices { for i in a[t].indices { b[t][i].addProduct(factor, a[t][i]) } }
    }
}

extension CrossedReconciliation.Tree {
    /// The sums of the leaves under each inner node.
    func totals(of leaves: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: parents.count)
        for (leaf, parent) in leafParents.enumerated() { sums[parent] += leaves[leaf] }
        for node in stride(from: parents.count - 1, through: 0, by: -1) {
            if let parent = parents[node] { sums[parent] += sums[node] }
        }
        return sums
    }
}
