internal import Foundation

/// One run of ``SubsetScan``: greedy, the best cause first, over the leaves not yet explained.
struct SubsetSearch {
    /// A cause in the numbering of the table searched.
    struct Found {
        var elements: [Cause.Element]
        var leaves: [Int]
        var gain: Double
        var money: Double
    }

    private let table: LeafTable
    private let settings: SubsetScan
    private let cuboids: [CuboidGroups]
    private let residuals: [Double]
    private let sigma: [Double]
    private let nu: Double
    /// What a cause scales: the expectation, or the cost itself where nothing was expected.
    private let base: [Double]
    /// w·b·R and w·b² of each leaf; 0 once it is assigned.
    private var momentA: [Double]
    private var momentB: [Double]
    private var isFree: [Bool]

    init(table: LeafTable, noise: LeafNoise, settings: SubsetScan) {
        self.table = table
        self.settings = settings
        residuals = noise.residuals
        sigma = noise.sigma
        nu = noise.degreesOfFreedom
        base = table.predict.indices.map { table.predict[$0] > 0 ? table.predict[$0] : table.real[$0] }
        cuboids = CuboidGroups.all(
            codes: table.codes, cardinalities: table.values.map(\.count), depth: settings.maximumDimensions)
        isFree = [Bool](repeating: true, count: table.count)
        momentA = []
        momentB = []
        momentA.reserveCapacity(table.count)
        momentB.reserveCapacity(table.count)
        for i in 0..<table.count {
            let weight = 1 / (sigma[i] * sigma[i])
            momentA.append(weight * base[i] * residuals[i])
            momentB.append(weight * base[i] * base[i])
        }
    }

    mutating func run() -> [Found] {
        var causes: [Found] = []
        let total = abs(residuals.reduce(0, +))
        var unexplained = residuals.reduce(0, +)
        while causes.count < settings.maximumCauses, let best = bestCandidate() {
            for leaf in best.leaves {
                isFree[leaf] = false
                momentA[leaf] = 0
                momentB[leaf] = 0
            }
            unexplained -= best.money
            causes.append(best)
            let largest = causes.map { abs($0.money) }.max() ?? 0
            if abs(unexplained) < settings.sufficientShare * max(total, largest) { break }
        }
        let largest = causes.map { abs($0.money) }.max() ?? 0
        return causes.filter { abs($0.money) >= settings.minimumShare * max(total, largest) }
    }

    private func bestCandidate() -> Found? {
        var best: (gain: Double, cuboid: Int, group: Int)?
        for c in cuboids.indices {
            for (group, penalty) in shortlist(c) {
                guard let gain = robustGain(cuboids[c].leaves(of: group), penalty: penalty),
                    gain > (best?.gain ?? 0)
                else { continue }
                best = (gain, c, group)
            }
        }
        guard let best else { return nil }
        let cuboid = cuboids[best.cuboid]
        let leaves = cuboid.leaves(of: best.group).map { Int($0) }.filter { isFree[$0] }
        let elements = cuboid.dimensions.map {
            Cause.Element(dimension: $0, value: table.codes[$0][leaves[0]])
        }
        return Found(
            elements: elements, leaves: leaves, gain: best.gain,
            money: leaves.reduce(0) { $0 + residuals[$1] })
    }

    /// The three elements of a cuboid with the largest quadratic gain after their penalty.
    private func shortlist(_ c: Int) -> [(group: Int, penalty: Double)] {
        let cuboid = cuboids[c]
        let groupCount = cuboid.count
        var a = [Double](repeating: 0, count: groupCount)
        var b = [Double](repeating: 0, count: groupCount)
        var n = [Int32](repeating: 0, count: groupCount)
        for i in cuboid.groupOf.indices where isFree[i] {
            let g = Int(cuboid.groupOf[i])
            a[g] += momentA[i]
            b[g] += momentB[i]
            n[g] += 1
        }
        let naming = log(Double(cuboids.count)) + log(Double(groupCount)) + 1
        var top: [(group: Int, net: Double, penalty: Double)] = []
        for g in 0..<groupCount where n[g] > 0 && b[g] > 0 {
            let penalty = naming + 0.5 * log(Double(n[g]))
            let net = a[g] * a[g] / (2 * b[g]) - penalty
            guard net > 0, top.count < 3 || net > top[2].net else { continue }
            top.append((g, net, penalty))
            top.sort { $0.net > $1.net || $0.net == $1.net && $0.group < $1.group }
            if top.count > 3 { top.removeLast() }
        }
        return top.map { ($0.group, $0.penalty) }
    }

    /// Gain in nats under Student's t after the penalty; `nil` if too few leaves come nearer to their expectation.
    private func robustGain(_ leaves: ArraySlice<Int32>, penalty: Double) -> Double? {
        var a = 0.0
        var b = 0.0
        for leaf in leaves where isFree[Int(leaf)] {
            a += momentA[Int(leaf)]
            b += momentB[Int(leaf)]
        }
        let delta = a / b
        var gain = 0.0
        var nearer = 0
        var count = 0
        for leaf in leaves where isFree[Int(leaf)] {
            let i = Int(leaf)
            let before = residuals[i] / sigma[i]
            let after = (residuals[i] - delta * base[i]) / sigma[i]
            gain += (nu + 1) / 2 * log((nu + before * before) / (nu + after * after))
            if abs(after) <= abs(before) { nearer += 1 }
            count += 1
        }
        guard Double(nearer) >= settings.minimumPurity * Double(count) else { return nil }
        return gain - penalty
    }
}
