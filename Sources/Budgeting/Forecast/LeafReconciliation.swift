import Forecasting

/// Makes the forecasts of all parts agree over all trees, and gives what is left of each leaf.
///
/// Every part states its own forecast once, however many nodes stand for it, and weighs by the variance of its own total.
struct LeafReconciliation: Sendable {
    private let shapes: [BudgetTree]
    private let leafCount: Int
    /// For each tree the part that each node states; `nil` for one that repeats what another states.
    private let stated: [[Int?]]

    /// Rounds of settling leaves that fell below 0; those left are cut.
    private static let rounds = 6

    init(_ shapes: [BudgetTree], _ parts: BillParts, leafCount: Int) {
        var seen = Set(0..<leafCount)
        stated = parts.ofNode.map { $0.map { part in part.flatMap { seen.insert($0).inserted ? $0 : nil } } }
        self.shapes = shapes
        self.leafCount = leafCount
    }

    /// The leaves on which all trees agree.
    ///
    /// - Parameters:
    ///   - means: A forecast for each part.
    ///   - variances: Its variance.
    ///   - isNonNegative: For each leaf whether it cannot be below 0.
    /// - Returns: One amount a leaf, which every tree adds up.
    func leaves(means: [Double], variances: [Double], isNonNegative: [Bool]) -> [Double] {
        let scale = means.reduce(0) { max($0, abs($1)) }
        guard scale > 0, leafCount > 0 else { return [Double](repeating: 0, count: leafCount) }
        // Nothing is so sure that it could not give way a little where others contradict it.
        let floored = zip(means, variances).map { mean, variance in
            let least = 1e-6 * abs(mean) + 1e-9 * scale
            return max(variance, least * least)
        }
        var settled = [Bool](repeating: false, count: leafCount)
        var values = solve(means, floored, settled)
        for _ in 0..<Self.rounds {
            let low = (0..<leafCount).filter {
                isNonNegative[$0] && !settled[$0] && values[$0] < -1e-12 * scale
            }
            if low.isEmpty { break }
            for leaf in low { settled[leaf] = true }
            values = solve(means, floored, settled)
        }
        return values.indices.map { isNonNegative[$0] ? max(0, values[$0]) : values[$0] }
    }

    /// The reconciled leaves, those that are settled at 0.
    private func solve(_ means: [Double], _ variances: [Double], _ settled: [Bool]) -> [Double] {
        let leafMeans = (0..<leafCount).map { settled[$0] ? 0 : means[$0] }
        let leafVariances = (0..<leafCount).map { settled[$0] ? 0 : variances[$0] }
        if shapes.count > 1,
            let values = try? crossed(means, variances, leafMeans, leafVariances),
            values.allSatisfy(\.isFinite)
        {
            return values
        }
        return firstTree(means, variances, leafMeans, leafVariances)
    }

    private func crossed(
        _ means: [Double], _ variances: [Double], _ leafMeans: [Double], _ leafVariances: [Double]
    ) throws(ForecastingError) -> [Double] {
        let plan = try CrossedReconciliation(
            leafVariances: leafVariances,
            trees: zip(shapes, stated).map { shape, stated in
                CrossedReconciliation.Tree(
                    parents: shape.nodes.map(\.parent), leafParents: shape.leafParents,
                    variances: stated.map { $0.map { variances[$0] } ?? .infinity })
            })
        let inner = stated.map { $0.map { $0.map { means[$0] } ?? 0 } }
        return try plan.reconciled(.init(leaves: leafMeans, inner: inner)).leaves
    }

    private func firstTree(
        _ means: [Double], _ variances: [Double], _ leafMeans: [Double], _ leafVariances: [Double]
    ) -> [Double] {
        guard let shape = shapes.first, let stated = stated.first else { return leafMeans }
        let plan = TreeReconciliation(
            parents: shape.nodes.map(\.parent) + shape.leafParents.map { $0 },
            variances: stated.map { $0.map { variances[$0] } ?? .infinity } + leafVariances)
        let values = plan.reconciled(stated.map { $0.map { means[$0] } ?? 0 } + leafMeans)
        return Array(values.suffix(leafCount))
    }
}
