import RootCause
import TestKit
import Testing
import TimeSeries

@Suite struct SubsetScanTests {
    private func scopes(_ table: LeafTable) -> Set<[String: String]> {
        Set(SubsetScan().rank(table).map(\.scope))
    }

    @Test(arguments: [1 as UInt64, 2, 3, 4, 5, 6, 7, 8])
    func noiseAloneHasNoCause(seed: UInt64) {
        #expect(scopes(PlantedTable(seed: seed).table).isEmpty)
    }

    @Test(arguments: [11 as UInt64, 12, 13])
    func oneCauseAtEachDepthIsFound(seed: UInt64) {
        var broad = PlantedTable(seed: seed)
        broad.scale(1.5) { a, _, _ in a == 2 }
        #expect(scopes(broad.table) == [["a": "a2"]])
        var middle = PlantedTable(seed: seed)
        middle.scale(1.6) { a, b, _ in a == 2 && b == 3 }
        #expect(scopes(middle.table) == [["a": "a2", "b": "b3"]])
        var narrow = PlantedTable(seed: seed)
        narrow.scale(3) { a, b, c in a == 1 && b == 1 && c == 1 }
        #expect(scopes(narrow.table) == [["a": "a1", "b": "b1", "c": "c1"]])
    }

    @Test func movesThatCancelAreBothFound() {
        var planted = PlantedTable(seed: 21)
        planted.scale(1.5) { a, _, _ in a == 0 }
        planted.scale(0.6) { a, b, _ in a == 3 && b == 5 }
        #expect(scopes(planted.table) == [["a": "a0"], ["a": "a3", "b": "b5"]])
    }

    @Test func whatIsNewIsACause() {
        var planted = PlantedTable(seed: 22)
        for i in planted.real.indices where planted.codes[1][i] == 4 { planted.predict[i] = 0 }
        #expect(scopes(planted.table) == [["b": "b4"]])
    }

    @Test(arguments: [23 as UInt64, 24, 25])
    func theOrderOfLeavesAndValuesDoesNotMatter(seed: UInt64) {
        var planted = PlantedTable(seed: seed)
        planted.scale(1.4) { _, b, c in b == 2 && c < 2 }
        planted.scale(0.5) { a, _, _ in a == 1 }
        let straight = SubsetScan().rank(planted.table)
        #expect(straight.count >= 2)
        let other = SubsetScan().rank(planted.table.shuffled())
        #expect(straight.map(\.scope) == other.map(\.scope))
        #expect(straight.map(\.score) == other.map(\.score))
    }

    @Test(arguments: [1e-9, 7.3, 1e12])
    func theUnitOfMoneyDoesNotMatter(unit: Double) {
        var planted = PlantedTable(seed: 26)
        planted.scale(1.5) { a, _, _ in a == 0 }
        planted.scale(0.4) { a, b, _ in a == 3 && b == 5 }
        let found = SubsetScan().rank(planted.table(unit: unit))
        #expect(found.map(\.scope) == SubsetScan().rank(planted.table).map(\.scope))
        #expect(found.count == 2)
    }

    @Test func aPartOfACauseThatMovedFurtherIsACauseOfItsOwn() {
        var planted = PlantedTable(seed: 27)
        planted.scale(1.4) { a, _, _ in a == 2 }
        planted.scale(2.5) { a, b, _ in a == 2 && b == 6 }
        #expect(scopes(planted.table) == [["a": "a2"], ["a": "a2", "b": "b6"]])
    }

    @Test(arguments: [31 as UInt64, 32, 33])
    func zerosDoNotHideACause(seed: UInt64) {
        var planted = PlantedTable(seed: seed, zeroShare: 0.3)
        #expect(scopes(planted.table).isEmpty)
        planted.scale(0.6) { _, b, _ in b == 3 }
        #expect(scopes(planted.table) == [["b": "b3"]])
    }

    @Test func creditsThatGrowAreACause() {
        var planted = PlantedTable(seed: 34)
        for i in planted.real.indices where planted.codes[2][i] == 7 {
            planted.predict[i] *= -1
            planted.real[i] *= -1.8
        }
        let found = SubsetScan().rank(planted.table)
        #expect(found.map(\.scope) == [["c": "c7"]])
        #expect(found[0].contribution < 0)
    }

    @Test func whatIsGoneIsACause() {
        var planted = PlantedTable(seed: 35)
        planted.scale(0) { a, b, _ in a == 4 && b == 4 }
        #expect(scopes(planted.table) == [["a": "a4", "b": "b4"]])
    }

    @Test func leavesThatComeAndGoInASparseCubeAreNoCause() {
        var planted = PlantedTable(seed: 36, sizes: [12, 12, 12])
        let kept = planted.real.indices.filter { _ in planted.generator.uniform() < 0.3 }
        for i in kept where planted.generator.uniform() < 0.05 { planted.predict[i] = 0 }
        let table = LeafTable(
            dimensions: ["a", "b", "c"], values: planted.values,
            codes: planted.codes.map { column in kept.map { column[$0] } },
            real: kept.map { planted.real[$0] }, predict: kept.map { planted.predict[$0] })
        #expect(scopes(table).isEmpty)
    }

    @Test func oneHugeLeafIsNamedAlone() {
        var planted = PlantedTable(seed: 37)
        planted.real[123] *= 1e6
        let found = SubsetScan().explain(planted.table).causes
        #expect(found.map(\.leaves) == [[123]])
    }

    @Test func aValueThatImpliesAnotherIsNamedWithoutIt() {
        var planted = PlantedTable(seed: 38)
        planted.codes[0] = planted.codes[2].map { $0 / 2 }
        planted.scale(1.6) { _, _, c in c == 4 }
        #expect(scopes(planted.table) == [["c": "c4"]])
    }

    @Test func smallMoneyIsLeftOutOnRequest() {
        var planted = PlantedTable(seed: 40)
        planted.scale(1.5) { a, _, _ in a < 2 }
        planted.scale(3) { a, b, c in a == 4 && b == 4 && c == 4 }
        var scan = SubsetScan()
        let all = scan.rank(planted.table)
        scan.minimumShare = 0.05
        let large = scan.rank(planted.table)
        #expect(all.map(\.scope).contains(["a": "a4", "b": "b4", "c": "c4"]))
        #expect(large.map(\.scope) == all.map(\.scope).filter { $0.count == 1 })
    }

    @Test func contributionsAndTheRestAddUpToTheChange() {
        var planted = PlantedTable(seed: 39)
        planted.scale(1.5) { a, _, _ in a == 0 }
        planted.scale(0.3) { _, b, _ in b == 1 }
        let table = planted.table
        let causes = SubsetScan().explain(table).causes
        let named = Set(causes.flatMap(\.leaves))
        let rest = (0..<table.count).filter { !named.contains($0) }.reduce(0.0) {
            $0 + table.real[$1] - table.predict[$1]
        }
        let change = zip(table.real, table.predict).reduce(0) { $0 + $1.0 - $1.1 }
        #expect(isClose(causes.reduce(rest) { $0 + $1.real - $1.predict }, change, .rounding))
    }

    /// More noise, other numbers of values: a cause where there is none at most once in 60 tables.
    @Test func noiseAloneRarelyHasACause() {
        var found = 0
        for seed in 0..<60 {
            let sizes = [[4, 5, 6], [3, 12, 9], [10, 10, 10]][seed % 3]
            let planted = PlantedTable(
                seed: UInt64(100 + seed), sizes: sizes, noise: [0.01, 0.1, 0.25][seed / 3 % 3],
                zeroShare: seed % 2 == 0 ? 0 : 0.2)
            if !scopes(planted.table).isEmpty { found += 1 }
        }
        #expect(found <= 1)
    }

    @Test func causesShareNoLeaves() {
        var planted = PlantedTable(seed: 24)
        planted.scale(1.5) { a, _, _ in a == 0 }
        planted.scale(2) { a, b, _ in a != 0 && b == 0 }
        let causes = SubsetScan().explain(planted.table).causes
        let leaves = causes.flatMap(\.leaves)
        #expect(causes.count >= 2)
        #expect(Set(leaves).count == leaves.count)
    }

    @Test func degenerateTablesHaveNoCause() {
        let none = LeafTable(dimensions: ["a"], values: [[]], codes: [[]], real: [], predict: [])
        #expect(SubsetScan().explain(none).causes.isEmpty)
        let still = LeafTable(
            dimensions: ["a"], values: [["x", "y"]], codes: [[0, 1]], real: [0, 5], predict: [0, 5])
        #expect(SubsetScan().explain(still).causes.isEmpty)
        let flat = LeafTable(dimensions: [], values: [], codes: [], real: [3], predict: [1])
        #expect(SubsetScan().explain(flat).causes.isEmpty)
    }

    @Test func aSharedBiasIsNoCause() {
        var planted = PlantedTable(seed: 25)
        planted.scale(1.2) { _, _, _ in true }
        let found = SubsetScan().explain(planted.table)
        #expect(found.causes.isEmpty)
        #expect(abs(found.bias - 0.2 / 1.1) < 0.02)
    }
}
