extension TreeReconciliation {
    /// The reconciled values closest to the forecasts of which no leaf is negative, but those that may be.
    ///
    /// Leaves that fall below 0 are settled at 0 and let go again when the others would pull them up: a primal-dual
    /// active-set method, which ends at the optimum, usually within five rounds.
    ///
    /// - Parameters:
    ///   - forecasts: One a node.
    ///   - signed: For each node whether it may be negative, as credits are; parents are not looked at.
    /// - Returns: One value a node; every parent is the sum of its children up to rounding.
    /// - Throws: ``ForecastingError/notConverged(iterations:)`` if no set of zeros settles, as when a settled total is
    ///   negative.
    /// - SeeAlso: Hintermüller, Ito, Kunisch, "The primal-dual active set strategy as a semismooth Newton method", 2002;
    ///   Wickramasuriya, Turlach, Hyndman, "Optimal non-negative forecast reconciliation", 2020.
    public func nonNegative(_ forecasts: [Double], signed: [Bool]) throws(ForecastingError) -> [Double] {
        precondition(forecasts.count == parents.count && signed.count == parents.count, "one of each a node")
        let tolerance = 1e-12 * forecasts.reduce(0) { max($0, abs($1)) }
        var settled = [Bool](repeating: false, count: parents.count)
        let limit = 100
        for _ in 0..<limit {
            let plan = TreeReconciliation(
                parents: parents, variances: zip(variances, settled).map { $1 ? 0 : $0 })
            let (values, pulls) = plan.valuesAndPulls(zip(forecasts, settled).map { $1 ? 0 : $0 })
            var changed = false
            for leaf in parents.indices where innerIndex[leaf] == nil && !signed[leaf] && variances[leaf] > 0
            {
                let wanted = settled[leaf] ? forecasts[leaf] + variances[leaf] * pulls[leaf] : values[leaf]
                let isSettled = settled[leaf] ? wanted <= tolerance : wanted < -tolerance
                changed = changed || isSettled != settled[leaf]
                settled[leaf] = isSettled
            }
            if !changed { return values }
        }
        throw .notConverged(iterations: limit)
    }

    /// Reconciled values, and at each leaf the multiplier of the sum above it.
    private func valuesAndPulls(_ forecasts: [Double]) -> (values: [Double], pulls: [Double]) {
        let swept = swept(forecasts.map { Lanes(repeating: $0) })
        let values = swept.values.map { $0[0] }
        var multipliers = [Double](repeating: 0, count: values.count)
        var pulls = multipliers
        for node in values.indices {
            let above = parents[node].map { multipliers[$0] } ?? 0
            guard let k = innerIndex[node] else {
                pulls[node] = above
                continue
            }
            if childSpread[node] > 0 {
                multipliers[node] = (values[node] - swept.sums[k][0]) / childSpread[node]
            } else if variances[node] > 0 {
                multipliers[node] = above + (forecasts[node] - values[node]) / variances[node]
            }
        }
        return (values, pulls)
    }
}
