import Budgeting
import TestKit
import Testing
import TimeSeries

@Suite struct TreeReconciliationTests {
    /// A random tree: parents before children.
    private static func tree(_ count: Int, seed: UInt64) -> (
        forecasts: [Double], variances: [Double], parents: [Int?]
    ) {
        var random = SplitMix64(seed: seed)
        var parents: [Int?] = [nil]
        for node in 1..<count { parents.append(Int(random.next() % UInt64(node))) }
        return (
            parents.map { _ in random.uniform() * 100 - 20 }, parents.map { _ in random.uniform() + 0.1 },
            parents
        )
    }

    @Test(arguments: [2, 3, 10, 200]) func everyParentIsTheSumOfItsChildren(count: Int) {
        let (forecasts, variances, parents) = Self.tree(count, seed: UInt64(count))
        let values = TreeReconciliation.reconciled(forecasts, variances: variances, parents: parents)
        for node in 0..<count where parents.contains(node) {
            let sum = values.indices.filter { parents[$0] == node }.reduce(0) { $0 + values[$1] }
            #expect(isClose(values[node], sum, .rounding))
        }
    }

    /// At the optimum no shift of one leaf (with all its ancestors) lowers the weighted squares.
    @Test func noLeafCanBeMovedForTheBetter() {
        let (forecasts, variances, parents) = Self.tree(60, seed: 7)
        let values = TreeReconciliation.reconciled(forecasts, variances: variances, parents: parents)
        for leaf in values.indices where !parents.contains(leaf) {
            var slope = 0.0
            var node: Int? = leaf
            while let at = node {
                slope += (values[at] - forecasts[at]) / variances[at]
                node = parents[at]
            }
            #expect(abs(slope) < 1e-9)
        }
    }

    @Test func twoChildrenShareTheGapByVariance() {
        let values = TreeReconciliation.reconciled(
            [10, 3, 4], variances: [1, 1, 2], parents: [nil, 0, 0])
        #expect(isClose(values, [9.25, 3.75, 5.5], .rounding))
    }

    @Test func aNodeWithoutForecastTakesItsChildrensSum() {
        let values = TreeReconciliation.reconciled(
            [0, 3, 4], variances: [.infinity, 1, 2], parents: [nil, 0, 0])
        #expect(isClose(values, [7, 3, 4], .rounding))
    }

    @Test func pinnedLeavesStay() {
        let values = TreeReconciliation.reconciled([10, 3, 4], variances: [1, 0, 1], parents: [nil, 0, 0])
        #expect(isClose(values, [8.5, 3, 5.5], .rounding))
        let fixed = TreeReconciliation.reconciled([10, 3, 4], variances: [1, 0, 0], parents: [nil, 0, 0])
        #expect(isClose(fixed, [7, 3, 4], .rounding))
    }
}
