import Forecasting
import LinearAlgebra
import TestKit
import Testing
import TimeSeries

@Suite struct CrossedReconciliationTests {
    /// Leaves under three random trees, each with inner nodes of two levels.
    private struct Crossed {
        let plan: CrossedReconciliation
        let forecasts: CrossedReconciliation.Values

        init(leaves: Int, groups: Int, seed: UInt64, settled: Bool = false, unknown: Bool = false) throws {
            var random = SplitMix64(seed: seed)
            let trees = (0..<3).map { tree in
                let parents: [Int?] = [nil] + (0..<groups).map { _ in 0 }
                var variances = parents.map { _ in 1 + random.uniform() }
                if settled && tree == 0 { variances[1] = 0 }
                if unknown { variances[2] = .infinity }
                return CrossedReconciliation.Tree(
                    parents: parents,
                    leafParents: (0..<leaves).map {
                        $0 < groups ? $0 + 1 : 1 + Int(random.next() % UInt64(groups))
                    },
                    variances: variances)
            }
            plan = try CrossedReconciliation(
                leafVariances: (0..<leaves).map { _ in 0.1 + random.uniform() }, trees: trees)
            let base = (0..<leaves).map { _ in random.uniform() * 50 - 5 }
            let sums = plan.totals(of: base)
            forecasts = .init(
                leaves: base.map { $0 + random.uniform() },
                inner: sums.inner.map { $0.map { $0 + 10 * random.uniform() } })
        }

        /// The same by the dense normal equations over the leaves.
        func dense() throws -> [Double] {
            let n = plan.leafVariances.count
            var normal = Matrix(rows: n, columns: n)
            var right = [Double](repeating: 0, count: n)
            for i in 0..<n {
                normal[i, i] = 1 / plan.leafVariances[i]
                right[i] = forecasts.leaves[i] / plan.leafVariances[i]
            }
            for (tree, inner) in zip(plan.trees, forecasts.inner) {
                for node in inner.indices where tree.variances[node].isFinite {
                    let under = (0..<n).filter { node == 0 || tree.leafParents[$0] == node }
                    for i in under {
                        right[i] += inner[node] / tree.variances[node]
                        for j in under { normal[i, j] += 1 / tree.variances[node] }
                    }
                }
            }
            return try Cholesky(normal).solve(Matrix(columns: [right])).elements
        }
    }

    @Test(arguments: 0..<5) func equalsTheDenseSolution(seed: UInt64) throws {
        let crossed = try Crossed(leaves: 60, groups: 7, seed: seed)
        let values = try crossed.plan.reconciled(crossed.forecasts)
        #expect(isClose(values.leaves, try crossed.dense(), .reference))
        #expect(values == crossed.plan.totals(of: values.leaves))
    }

    @Test func nodesWithoutForecastSayNothing() throws {
        let crossed = try Crossed(leaves: 40, groups: 5, seed: 11, unknown: true)
        let values = try crossed.plan.reconciled(crossed.forecasts)
        #expect(isClose(values.leaves, try crossed.dense(), .reference))
    }

    @Test func settledNodesKeepTheirValue() throws {
        let crossed = try Crossed(leaves: 40, groups: 5, seed: 12, settled: true)
        let values = try crossed.plan.reconciled(crossed.forecasts)
        #expect(isClose(values.inner[0][1], crossed.forecasts.inner[0][1], .reference))
    }

    @Test func oneTreeEqualsTheTreesOwnMethod() throws {
        let tree = CrossedReconciliation.Tree(
            parents: [nil, 0, 0], leafParents: [1, 1, 2], variances: [2, 1, 3])
        let plan = try CrossedReconciliation(leafVariances: [1, 2, 4], trees: [tree])
        let values = try plan.reconciled(.init(leaves: [3, 4, 5], inner: [[15, 6, 4]]))
        let alone = TreeReconciliation(parents: [nil, 0, 0, 1, 1, 2], variances: [2, 1, 3, 1, 2, 4])
            .reconciled([15, 6, 4, 3, 4, 5])
        #expect(isClose(values.inner[0] + values.leaves, alone, .reference))
    }

    @Test func contradictionsAreSaid() throws {
        let tree = CrossedReconciliation.Tree(parents: [nil], leafParents: [0, 0], variances: [0])
        #expect(throws: ForecastingError.contradictoryPins(node: 0)) {
            try CrossedReconciliation(leafVariances: [0, 0], trees: [tree])
        }
        let plan = try CrossedReconciliation(leafVariances: [1, 1], trees: [tree, tree])
        #expect(throws: ForecastingError.self) {
            try plan.reconciled(.init(leaves: [1, 2], inner: [[3], [4]]))
        }
        let agreed = try plan.reconciled(.init(leaves: [1, 2], inner: [[5], [5]]))
        #expect(isClose(agreed.leaves, [2, 3], .reference))
    }
}

@Suite struct MinTraceTests {
    @Test func equalsHierarchicalForecast() throws {
        let fixture = try ReconciliationFixture.read()
        let plan = try MinTrace(parents: fixture.tree, errors: Matrix(rows: fixture.errors))
        #expect(isClose(plan.reconciled(fixture.forecast), fixture.shrunk, .reference))
        #expect((0...1).contains(plan.shrinkage))
    }

    @Test func fewErrorsSayWhatIsNeeded() {
        #expect(throws: ForecastingError.tooShort(needed: 3, got: 2)) {
            try MinTrace(parents: [nil, 0, 0], errors: Matrix(rows: [[1, 1, 1], [2, 0, 1]]))
        }
    }

    @Test func nodesThatNeverErrSaySo() {
        #expect(throws: ForecastingError.contradictoryPins(node: 0)) {
            try MinTrace(parents: [nil, 0, 0], errors: Matrix(rows: 5, columns: 3))
        }
    }
}
