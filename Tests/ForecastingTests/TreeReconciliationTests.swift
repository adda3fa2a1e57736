import Forecasting
import Foundation
import TestKit
import Testing
import TimeSeries

/// What other programs say of small hierarchies.
struct ReconciliationFixture: Decodable {
    let parents: [Int]
    let errors: [[Double]]
    let forecast: [Double]
    let variances: [Double]
    let weighted: [Double]
    let shrunk: [Double]
    let low: [Double]
    let lowVariances: [Double]
    let nonNegative: [Double]

    var tree: [Int?] { parents.map { $0 < 0 ? nil : $0 } }

    static func read() throws -> ReconciliationFixture {
        try Fixture.json("reconciliation.json", in: .module, as: Self.self)
    }
}

/// A random hierarchy: parents before children.
struct RandomTree {
    let forecasts: [Double]
    let variances: [Double]
    let parents: [Int?]

    init(_ count: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var parents: [Int?] = [nil]
        for node in 1..<count { parents.append(Int(random.next() % UInt64(node))) }
        self.parents = parents
        forecasts = parents.map { _ in random.uniform() * 100 - 20 }
        variances = parents.map { _ in random.uniform() + 0.1 }
    }

    /// By how much each parent misses the sum of its children, at most.
    func misfit(_ values: [Double]) -> Double {
        var sums = [Double](repeating: 0, count: values.count)
        for (node, parent) in parents.enumerated() { if let parent { sums[parent] += values[node] } }
        let isParent = Set(parents.compactMap { $0 })
        return isParent.reduce(0) { max($0, abs(values[$1] - sums[$1])) }
    }

    /// The slope of the weighted squares when a leaf is moved, with all above it.
    func slope(_ leaf: Int, _ values: [Double]) -> Double {
        var slope = 0.0
        var node: Int? = leaf
        while let at = node {
            slope += (values[at] - forecasts[at]) / variances[at]
            node = parents[at]
        }
        return slope
    }
}

@Suite struct TreeReconciliationTests {
    @Test func equalsHierarchicalForecast() throws {
        let fixture = try ReconciliationFixture.read()
        let plan = TreeReconciliation(parents: fixture.tree, variances: fixture.variances)
        #expect(isClose(plan.reconciled(fixture.forecast), fixture.weighted, .reference))
    }

    @Test(arguments: [2, 3, 10, 200]) func everyParentIsTheSumOfItsChildren(count: Int) {
        let tree = RandomTree(count, seed: UInt64(count))
        let values = TreeReconciliation(parents: tree.parents, variances: tree.variances).reconciled(
            tree.forecasts)
        #expect(tree.misfit(values) < 1e-10)
    }

    @Test func noLeafCanBeMovedForTheBetter() {
        let tree = RandomTree(60, seed: 7)
        let values = TreeReconciliation(parents: tree.parents, variances: tree.variances).reconciled(
            tree.forecasts)
        for leaf in values.indices where !tree.parents.contains(leaf) {
            #expect(abs(tree.slope(leaf, values)) < 1e-9)
        }
    }

    @Test func twoChildrenShareTheGapByVariance() {
        let plan = TreeReconciliation(parents: [nil, 0, 0], variances: [1, 1, 2])
        #expect(isClose(plan.reconciled([10, 3, 4]), [9.25, 3.75, 5.5], .rounding))
    }

    @Test func aNodeWithoutForecastTakesItsChildrensSum() {
        let plan = TreeReconciliation(parents: [nil, 0, 0], variances: [.infinity, 1, 2])
        #expect(isClose(plan.reconciled([.nan, 3, 4]), [7, 3, 4], .rounding))
    }

    @Test func leavesWithoutForecastShareWhatIsLeft() {
        let plan = TreeReconciliation(parents: [nil, 0, 0, 0], variances: [2, 1, .infinity, .infinity])
        #expect(isClose(plan.reconciled([10, 3, 0, 0]), [10, 3, 3.5, 3.5], .rounding))
    }

    @Test func settledValuesStay() {
        let leaf = TreeReconciliation(parents: [nil, 0, 0], variances: [1, 0, 1])
        #expect(isClose(leaf.reconciled([10, 3, 4]), [8.5, 3, 5.5], .rounding))
        let leaves = TreeReconciliation(parents: [nil, 0, 0], variances: [1, 0, 0])
        #expect(isClose(leaves.reconciled([10, 3, 4]), [7, 3, 4], .rounding))
        let total = TreeReconciliation(parents: [nil, 0, 0], variances: [0, 1, 3])
        #expect(isClose(total.reconciled([10, 3, 3]), [10, 4, 6], .rounding))
    }

    @Test(arguments: [1, 8, 13]) func pathsAreReconciledOneByOne(count: Int) {
        let tree = RandomTree(50, seed: 3)
        var random = SplitMix64(seed: 4)
        let paths = NodePaths(tree.forecasts.map { mean in (0..<count).map { _ in mean + random.uniform() } })
        let plan = TreeReconciliation(parents: tree.parents, variances: tree.variances)
        let narrow = plan.reconciled(paths, width: 1)
        #expect(narrow == plan.reconciled(paths, width: 2))
        for path in 0..<count {
            let alone = plan.reconciled((0..<50).map { paths[$0, path] })
            #expect((0..<50).map { narrow[$0, path] } == alone)
        }
    }
}

@Suite struct WholeUnitsTests {
    @Test(arguments: 0..<20) func addUpToTheLastUnit(seed: UInt64) {
        let tree = RandomTree(300, seed: seed)
        let plan = TreeReconciliation(parents: tree.parents, variances: tree.variances)
        let values = plan.reconciled(tree.forecasts)
        let units = plan.wholeUnits(values)
        #expect(tree.misfit(units) == 0)
        #expect(units.allSatisfy { $0 == $0.rounded() })
        #expect(zip(units, values).allSatisfy { abs($0 - $1) < 20 })
    }

    @Test func settledValuesKeepTheirsAndNothingTurnsNegative() {
        // A contract of 5 beside almost nothing, under a total that rounds down.
        let parents: [Int?] = [nil, 0, 0, 1, 1, 2, 2]
        let plan = TreeReconciliation(parents: parents, variances: [1, 1, 1, 0, 1, 1, 1])
        let units = plan.wholeUnits([10.35, 5.0001, 5.3499, 5, 0.0001, 0.05, 5.2999])
        #expect(units[3] == 5)
        #expect(units.allSatisfy { $0 >= 0 })
        #expect(
            units[0] == units[1] + units[2] && units[1] == units[3] + units[4]
                && units[2] == units[5] + units[6])
    }

    @Test func aSettledTotalIsHandedOutWhole() {
        let plan = TreeReconciliation(parents: [nil, 0, 0, 0], variances: [0, 1, 1, 1])
        let units = plan.wholeUnits(plan.reconciled([100, 33, 33, 33]))
        #expect(units[0] == 100 && units[1] + units[2] + units[3] == 100)
        #expect(units[1...].allSatisfy { 33...34 ~= $0 })
    }

    @Test func pathsAddUpToo() {
        let tree = RandomTree(80, seed: 9)
        var random = SplitMix64(seed: 5)
        let paths = NodePaths(
            tree.forecasts.map { mean in (0..<12).map { _ in mean * random.uniform() * 1e9 } })
        let plan = TreeReconciliation(parents: tree.parents, variances: tree.variances)
        let units = plan.wholeUnits(plan.reconciled(paths))
        for path in 0..<12 { #expect(tree.misfit((0..<80).map { units[$0, path] }) == 0) }
        for width in [1, 2, 5] { #expect(plan.reconciledUnits(paths, width: width) == units) }
    }

    @Test func oneStepDoesWhatTwoDoWithSettledValues() {
        let plan = TreeReconciliation(parents: [nil, 0, 0, 1, 1], variances: [1, 2, 0, 1, 3])
        var random = SplitMix64(seed: 8)
        let paths = NodePaths(nodes: 5, count: 9) { node, _ in node == 2 ? 40 : 100 * random.uniform() }
        #expect(plan.reconciledUnits(paths) == plan.wholeUnits(plan.reconciled(paths)))
    }
}

@Suite struct NonNegativeReconciliationTests {
    @Test func equalsQuadprog() throws {
        let fixture = try ReconciliationFixture.read()
        let plan = TreeReconciliation(parents: fixture.tree, variances: fixture.lowVariances)
        let values = try plan.nonNegative(fixture.low, signed: fixture.tree.map { _ in false })
        #expect(isClose(values, fixture.nonNegative, .reference))
    }

    @Test(arguments: 0..<30) func noLeafIsNegativeAndNoneCanBeMovedForTheBetter(seed: UInt64) throws {
        let tree = RandomTree(120, seed: seed)
        let plan = TreeReconciliation(parents: tree.parents, variances: tree.variances)
        let values = try plan.nonNegative(tree.forecasts, signed: tree.parents.map { _ in false })
        #expect(tree.misfit(values) < 1e-9)
        for leaf in values.indices where !tree.parents.contains(leaf) {
            #expect(values[leaf] >= -1e-9)
            let slope = tree.slope(leaf, values)
            #expect(values[leaf] > 1e-9 ? abs(slope) < 1e-8 : slope > -1e-8)
        }
    }

    @Test func creditsMayBeNegative() throws {
        let plan = TreeReconciliation(parents: [nil, 0, 0], variances: [1, 1, 1])
        let values = try plan.nonNegative([2, 5, -4], signed: [false, false, true])
        #expect(isClose(values, plan.reconciled([2, 5, -4]), .rounding))
    }

    @Test func aNegativeSettledTotalSaysSo() {
        let plan = TreeReconciliation(parents: [nil, 0, 0], variances: [0, 1, 1])
        #expect(throws: ForecastingError.self) {
            try plan.nonNegative([-5, 1, 1], signed: [false, false, false])
        }
    }
}
