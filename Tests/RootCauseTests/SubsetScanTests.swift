import RootCause
import TestKit
import Testing

/// Tables of noisy leaves over dimensions a, b, c with planted causes.
private struct PlantedTable {
    var generator: Generator
    let values: [[String]]
    var codes: [[Int]] = [[], [], []]
    var real: [Double] = []
    var predict: [Double] = []

    init(seed: UInt64, sizes: [Int] = [6, 8, 10], noise: Double = 0.04) {
        generator = Generator(state: seed)
        values = zip(["a", "b", "c"], sizes).map { name, size in (0..<size).map { "\(name)\($0)" } }
        for a in 0..<sizes[0] {
            for b in 0..<sizes[1] {
                for c in 0..<sizes[2] {
                    codes[0].append(a)
                    codes[1].append(b)
                    codes[2].append(c)
                    let size = 20 + 400 * generator.uniform() * generator.uniform()
                    predict.append(size)
                    real.append(size * (1 + noise * generator.normal()))
                }
            }
        }
    }

    mutating func scale(_ factor: Double, where holds: (Int, Int, Int) -> Bool) {
        for i in real.indices where holds(codes[0][i], codes[1][i], codes[2][i]) { real[i] *= factor }
    }

    var table: LeafTable {
        LeafTable(dimensions: ["a", "b", "c"], values: values, codes: codes, real: real, predict: predict)
    }
}

private struct Generator {
    var state: UInt64

    mutating func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) * 0x1p-53
    }

    mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + uniform() }
    }
}

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

    @Test func theOrderOfLeavesDoesNotMatter() {
        var planted = PlantedTable(seed: 23)
        planted.scale(1.4) { _, b, c in b == 2 && c < 2 }
        let table = planted.table
        let order = (0..<table.count).sorted { ($0 * 7919) % 480 < ($1 * 7919) % 480 }
        let shuffled = LeafTable(
            dimensions: table.dimensions, values: table.values,
            codes: table.codes.map { column in order.map { column[$0] } }, real: order.map { table.real[$0] },
            predict: order.map { table.predict[$0] })
        let straight = SubsetScan().explain(table)
        let other = SubsetScan().explain(shuffled)
        #expect(!straight.causes.isEmpty)
        #expect(straight.causes.map(\.elements) == other.causes.map(\.elements))
        #expect(straight.causes.map(\.gain) == other.causes.map(\.gain))
        #expect(straight.causes.map(\.leaves) == other.causes.map { $0.leaves.map { order[$0] }.sorted() })
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
