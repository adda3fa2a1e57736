/// Forecasts of a tree's nodes made to add up, by weighted least squares: exact in one pass up and one down.
///
/// Each node has a forecast of its own and that forecast's variance; the result minimises Σ (x − forecast)² ÷ variance
/// under "every parent is the sum of its children".
///
/// - SeeAlso: Wickramasuriya, Athanasopoulos, Hyndman, "Optimal forecast reconciliation for hierarchical and grouped
///   time series through trace minimization", JASA 114 (2019), with a diagonal covariance; solved by Gaussian message
///   passing.
public enum TreeReconciliation {
    /// The reconciled values.
    ///
    /// - Parameters:
    ///   - forecasts: One a node; parents stand before their children.
    ///   - variances: One a node, at least 0; infinity for a node without a forecast of its own.
    ///   - parents: Index of each node's parent, `nil` for roots.
    /// - Returns: One value a node; every parent is the sum of its children up to rounding.
    public static func reconciled(_ forecasts: [Double], variances: [Double], parents: [Int?]) -> [Double] {
        precondition(
            forecasts.count == variances.count && forecasts.count == parents.count, "one of each a node")
        let count = forecasts.count
        var childSum = [Double](repeating: 0, count: count)
        var childVariance = [Double](repeating: 0, count: count)
        var hasChildren = [Bool](repeating: false, count: count)
        var message = forecasts
        var spread = variances
        for node in stride(from: count - 1, through: 0, by: -1) {
            if hasChildren[node] {
                (message[node], spread[node]) = combined(
                    forecasts[node], variances[node], childSum[node], childVariance[node])
            }
            guard let parent = parents[node] else { continue }
            precondition(parent < node, "parents stand before their children")
            childSum[parent] += message[node]
            childVariance[parent] += spread[node]
            hasChildren[parent] = true
        }
        var values = message
        for node in 0..<count {
            guard let parent = parents[node] else { continue }
            let share = childVariance[parent] > 0 ? spread[node] / childVariance[parent] : 0
            values[node] = message[node] + share * (values[parent] - childSum[parent])
        }
        return values
    }

    /// The mean and variance of a node that knows its own forecast and its children's sum.
    private static func combined(
        _ own: Double, _ ownVariance: Double, _ sum: Double, _ sumVariance: Double
    ) -> (Double, Double) {
        // Nothing can move the children: the sum stands.
        guard sumVariance > 0 else { return (sum, 0) }
        guard ownVariance.isFinite else { return (sum, sumVariance) }
        let weight = sumVariance / (ownVariance + sumVariance)
        return (sum + weight * (own - sum), ownVariance * weight)
    }
}
