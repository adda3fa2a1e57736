import RootCause
import TimeSeries

/// Tables of noisy leaves over dimensions a, b, c with planted causes.
struct PlantedTable {
    var generator: SplitMix64
    let values: [[String]]
    var codes: [[Int]] = [[], [], []]
    var real: [Double] = []
    var predict: [Double] = []

    init(seed: UInt64, sizes: [Int] = [6, 8, 10], noise: Double = 0.04, zeroShare: Double = 0) {
        generator = SplitMix64(seed: seed)
        values = zip(["a", "b", "c"], sizes).map { name, size in (0..<size).map { "\(name)\($0)" } }
        for a in 0..<sizes[0] {
            for b in 0..<sizes[1] {
                for c in 0..<sizes[2] {
                    codes[0].append(a)
                    codes[1].append(b)
                    codes[2].append(c)
                    let isThere = generator.uniform() >= zeroShare
                    let size = isThere ? 20 + 400 * generator.uniform() * generator.uniform() : 0
                    predict.append(size)
                    let normal = (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() }
                    real.append(size * (1 + noise * normal))
                }
            }
        }
    }

    mutating func scale(_ factor: Double, where holds: (Int, Int, Int) -> Bool) {
        for i in real.indices where holds(codes[0][i], codes[1][i], codes[2][i]) { real[i] *= factor }
    }

    var table: LeafTable { table(unit: 1) }

    /// The table with money in another unit.
    func table(unit: Double) -> LeafTable {
        LeafTable(
            dimensions: ["a", "b", "c"], values: values, codes: codes, real: real.map { $0 * unit },
            predict: predict.map { $0 * unit })
    }
}

extension LeafTable {
    /// The same leaves in another order, the values of each dimension numbered otherwise.
    func shuffled() -> LeafTable {
        let order = (0..<count).sorted { ($0 * 7919) % count < ($1 * 7919) % count }
        return LeafTable(
            dimensions: dimensions, values: values.map { $0.reversed() },
            codes: zip(codes, values).map { column, values in order.map { values.count - 1 - column[$0] } },
            real: order.map { real[$0] }, predict: order.map { predict[$0] })
    }
}
