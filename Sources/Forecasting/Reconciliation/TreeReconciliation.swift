import TimeSeries

/// Forecasts of a tree's nodes made to add up, by weighted least squares: exact in one pass up and one down.
///
///     let plan = TreeReconciliation(parents: [nil, 0, 0], variances: [1, 1, 1])
///     plan.reconciled([10, 3, 4])  // [9, 4, 5]
///
/// Each node has a forecast of its own and that forecast's variance; the result minimises Σ (x − forecast)² ÷ variance
/// under "every parent is the sum of its children". Variances alone decide how a disagreement is shared, so the shares are
/// worked out once and serve any number of forecasts and paths.
///
/// - SeeAlso: Wickramasuriya, Athanasopoulos, Hyndman, "Optimal forecast reconciliation for hierarchical and grouped
///   time series through trace minimization", JASA 114 (2019), with a diagonal covariance; solved by Gaussian message
///   passing.
public struct TreeReconciliation: Sendable {
    /// Index of each node's parent, `nil` for roots; parents stand before their children.
    public let parents: [Int?]
    /// The variance of each node's forecast.
    public let variances: [Double]

    /// The number of each node among those with children; `nil` for a leaf.
    let innerIndex: [Int?]
    /// How many nodes have children.
    let innerCount: Int
    /// How far a parent moves from the sum of its children to its own forecast, 0…1.
    let gain: [Double]
    /// The variance of each node once its children have spoken.
    let spread: [Double]
    /// Σ of the children's spreads.
    let childSpread: [Double]
    /// The part of its parent's correction that each node takes.
    let share: [Double]

    /// A plan for a tree, or for several side by side.
    ///
    /// - Parameters:
    ///   - parents: Index of each node's parent, `nil` for roots; parents stand before their children.
    ///   - variances: One a node, at least 0: 0 for a value that is settled (a signed contract, a budget), infinity for a
    ///     node without a forecast of its own. Where settled values contradict each other, the ones nearer the leaves win.
    public init(parents: [Int?], variances: [Double]) {
        precondition(parents.count == variances.count, "a variance for each node")
        precondition(variances.allSatisfy { $0 >= 0 }, "a variance is at least 0")
        let count = parents.count
        var isParent = [Bool](repeating: false, count: count)
        var childSpread = [Double](repeating: 0, count: count)
        var unknownChildren = [Int](repeating: 0, count: count)
        var gain = childSpread
        var spread = variances
        for node in stride(from: count - 1, through: 0, by: -1) {
            if isParent[node] {
                (gain[node], spread[node]) = TreeReconciliation.combined(variances[node], childSpread[node])
            }
            guard let parent = parents[node] else { continue }
            precondition(0 <= parent && parent < node, "parents stand before their children")
            isParent[parent] = true
            childSpread[parent] += spread[node]
            unknownChildren[parent] += spread[node].isFinite ? 0 : 1
        }
        share = parents.indices.map { node in
            guard let parent = parents[node], childSpread[parent] > 0 else { return 0 }
            // Children without any forecast share a correction evenly; it does not reach the others.
            if unknownChildren[parent] > 0 {
                return spread[node].isFinite ? 0 : 1 / Double(unknownChildren[parent])
            }
            return spread[node] / childSpread[parent]
        }
        (self.parents, self.variances) = (parents, variances)
        (self.gain, self.spread, self.childSpread) = (gain, spread, childSpread)
        var innerCount = 0
        innerIndex = isParent.map { isParent in
            innerCount += isParent ? 1 : 0
            return isParent ? innerCount - 1 : nil
        }
        self.innerCount = innerCount
    }

    /// How much a parent's own forecast counts against its children's sum, and what variance both leave.
    private static func combined(_ own: Double, _ children: Double) -> (gain: Double, spread: Double) {
        // Nothing can move the children: the sum stands.
        guard children > 0 else { return (0, 0) }
        guard own.isFinite else { return (0, children) }
        guard children.isFinite else { return (1, own) }
        let gain = children / (own + children)
        return (gain, own * gain)
    }
}

extension TreeReconciliation {
    /// The reconciled values.
    ///
    /// - Parameter forecasts: One a node; that of a parent with infinite variance is not looked at.
    /// - Returns: One value a node; every parent is the sum of its children up to rounding.
    /// - Complexity: O(*n*).
    public func reconciled(_ forecasts: [Double]) -> [Double] {
        precondition(forecasts.count == parents.count, "a forecast for each node")
        return swept(forecasts.map { Lanes(repeating: $0) }).values.map { $0[0] }
    }

    /// Every path of the nodes reconciled on its own, so that the paths of a parent are the sums of its children's.
    ///
    /// - Parameters:
    ///   - paths: A row of paths for each node.
    ///   - width: Threads; the result does not depend on it.
    /// - Returns: A row of paths for each node; in each path every parent is the sum of its children up to rounding.
    /// - Complexity: O(*n* · paths).
    public func reconciled(_ paths: NodePaths, width: Int? = nil) -> NodePaths {
        precondition(paths.nodes == parents.count, "paths for each node")
        return NodePaths(
            nodes: paths.nodes, count: paths.count,
            tiles: parallelMap(paths.tiles, width: width) { swept($0).values })
    }

    /// The reconciled values, and what the children of each inner node said before the correction.
    func swept(_ forecasts: [Lanes]) -> (values: [Lanes], sums: [Lanes]) {
        var values = forecasts
        let sums = sweep(&values)
        return (values, sums)
    }

    /// One pass up, in which parents weigh their own forecast against their children's sum, and one down, in which each
    /// child takes its share of what its parent was corrected by; gives what the children of each inner node said before.
    @discardableResult
    func sweep(_ values: inout [Lanes]) -> [Lanes] {
        var sums = [Lanes](repeating: .zero, count: innerCount)
        for node in stride(from: values.count - 1, through: 0, by: -1) {
            if let k = innerIndex[node] {
                let correction = gain[node] > 0 ? gain[node] * (values[node] - sums[k]) : .zero
                values[node] = sums[k] + correction
            }
            if let parent = parents[node], let k = innerIndex[parent] { sums[k] += values[node] }
        }
        for node in values.indices where share[node] > 0 {
            guard let parent = parents[node], let k = innerIndex[parent] else { continue }
            values[node] += share[node] * (values[parent] - sums[k])
        }
        return sums
    }
}
