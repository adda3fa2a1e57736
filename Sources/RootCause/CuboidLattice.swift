internal import Foundation

/// Every combination of dimensions of a table with its cells, the finest first: sums over a coarser one are taken from a finer.
///
/// The lattice is built once a table; a round of the search then adds up all combinations in one pass, in which only the
/// finest read the leaves.
struct CuboidLattice: Sendable {
    /// The groups of one combination of dimensions.
    struct Cuboid: Sendable {
        /// Indices of the dimensions, ascending.
        let dimensions: [Int]
        /// Index of the finer cuboid that its cells are summed from; `nil`: from the leaves.
        let finer: Int?
        /// The cell of each cell of `finer`, or of each leaf.
        let cellOf: [Int32]
        /// A leaf of each cell.
        let leafOf: [Int32]
    }

    /// Finest first, then in order of dimension.
    let cuboids: [Cuboid]
    /// Leaves of each value of each dimension, ascending: `leaves[d][value]`.
    let leaves: [[[Int32]]]
    /// Nats it takes to name an element of each cuboid: how many dimensions, which, which of its elements.
    private let namingCost: [Double]

    /// The lattice of a table.
    ///
    /// A number of dimensions that would make the combinations more than 400 is left out, with all finer ones.
    init(codes: [[Int]], cardinalities: [Int], depth: Int) {
        let layers = CuboidLattice.layers(dimensionCount: codes.count, depth: depth)
        var built: [Cuboid] = []
        var costs: [Double] = []
        for layer in layers.reversed() {
            for dimensions in layer {
                let finer = built.indices.filter {
                    built[$0].dimensions.count == dimensions.count + 1
                        && dimensions.allSatisfy(built[$0].dimensions.contains)
                }.min { built[$0].leafOf.count < built[$1].leafOf.count }
                let members =
                    finer.map { built[$0].leafOf } ?? (0..<Int32(codes.first?.count ?? 0)).map(\.self)
                built.append(
                    Cuboid(
                        dimensions: dimensions, finer: finer, of: members, codes: codes,
                        cardinalities: cardinalities))
                costs.append(
                    log(Double(layers.count * layer.count * max(1, built[built.count - 1].leafOf.count))))
            }
        }
        cuboids = built
        namingCost = costs
        leaves = zip(codes, cardinalities).map { column, cardinality in
            var lists = [[Int32]](repeating: [], count: cardinality)
            for (leaf, code) in column.enumerated() { lists[code].append(Int32(leaf)) }
            return lists
        }
    }

    /// Combinations of 1, 2, … dimensions.
    private static func layers(dimensionCount: Int, depth: Int) -> [[[Int]]] {
        var layers: [[[Int]]] = dimensionCount == 0 ? [] : [(0..<dimensionCount).map { [$0] }]
        var total = dimensionCount
        while layers.count < min(depth, dimensionCount), let coarser = layers.last {
            let next = coarser.flatMap { cuboid in
                ((cuboid.last ?? 0) + 1..<max(dimensionCount, (cuboid.last ?? 0) + 1)).map { cuboid + [$0] }
            }
            total += next.count
            guard total <= 400 else { break }
            layers.append(next)
        }
        return layers
    }

    /// Nats it takes to name an element of a cuboid and the common departure of its leaves, and that there is one more cause.
    func penalty(_ cuboid: Int, leafCount: Int) -> Double {
        namingCost[cuboid] + 0.5 * log(Double(max(leafCount, 1))) + 2
    }

    /// The same for the cuboid of some dimensions, in any order.
    func penalty(dimensions: [Int], leafCount: Int) -> Double {
        index(dimensions).map { penalty($0, leafCount: leafCount) } ?? .infinity
    }

    /// Whether the lattice has the cuboid of some dimensions.
    func contains(_ dimensions: [Int]) -> Bool { index(dimensions) != nil }

    private func index(_ dimensions: [Int]) -> Int? {
        let ascending = dimensions.sorted()
        return cuboids.firstIndex { $0.dimensions == ascending }
    }

    /// The leaves that have all the values of an element, ascending.
    func members(of element: [Cause.Element], codes: [[Int]]) -> [Int32] {
        let lists = element.map { leaves[$0.dimension][$0.value] }
        guard let shortest = lists.indices.min(by: { lists[$0].count < lists[$1].count }) else { return [] }
        var members = lists[shortest]
        for (i, part) in element.enumerated() where i != shortest {
            let column = codes[part.dimension]
            members.removeAll { column[Int($0)] != part.value }
        }
        return members
    }
}

extension CuboidLattice.Cuboid {
    /// The groups of some leaves that share their values in some dimensions, in order of those values.
    fileprivate init(
        dimensions: [Int], finer: Int?, of members: [Int32], codes: [[Int]], cardinalities: [Int]
    ) {
        var keys = [Int](repeating: 0, count: members.count)
        var range = 1
        for d in dimensions {
            let column = codes[d]
            let width = max(1, cardinalities[d])
            if range.multipliedReportingOverflow(by: width).overflow {
                range = DenseKeys.renumber(&keys, range: range)
            }
            for i in keys.indices { keys[i] = keys[i] &* width &+ column[Int(members[i])] }
            range *= width
        }
        let count = DenseKeys.renumber(&keys, range: range)
        var leafOf = [Int32](repeating: -1, count: count)
        for i in keys.indices where leafOf[keys[i]] < 0 { leafOf[keys[i]] = members[i] }
        self.dimensions = dimensions
        self.finer = finer
        cellOf = keys.map { Int32($0) }
        self.leafOf = leafOf
    }
}

/// Keys renumbered without gaps, in order of the keys.
enum DenseKeys {
    /// Replaces each key, 0 ..< `range`, by its rank among the different keys; returns how many there are.
    static func renumber(_ keys: inout [Int], range: Int) -> Int {
        guard range > max(1 << 20, 8 * keys.count) else { return byTable(&keys, range: range) }
        let order = ascending(keys, below: range)
        var rank = -1
        var previous = -1
        var ranks = keys
        for i in order {
            if keys[i] != previous {
                previous = keys[i]
                rank += 1
            }
            ranks[i] = rank
        }
        keys = ranks
        return rank + 1
    }

    private static func byTable(_ keys: inout [Int], range: Int) -> Int {
        var rankOf = [Int32](repeating: -1, count: range)
        for key in keys { rankOf[key] = 0 }
        var count: Int32 = 0
        for key in 0..<range where rankOf[key] == 0 {
            rankOf[key] = count
            count += 1
        }
        for i in keys.indices { keys[i] = Int(rankOf[keys[i]]) }
        return Int(count)
    }

    /// Indices in order of their keys, equal keys in order of index: radix sort, 16 bits a pass.
    private static func ascending(_ keys: [Int], below range: Int) -> [Int] {
        var order = Array(keys.indices)
        var next = order
        var shift = 0
        while shift < Int.bitWidth - 1, (range - 1) >> shift > 0 {
            var starts = [Int](repeating: 0, count: (1 << 16) + 1)
            for key in keys { starts[(key >> shift) & 0xffff + 1] += 1 }
            for digit in 1...1 << 16 { starts[digit] += starts[digit - 1] }
            for i in order {
                let digit = (keys[i] >> shift) & 0xffff
                next[starts[digit]] = i
                starts[digit] += 1
            }
            swap(&order, &next)
            shift += 16
        }
        return order
    }
}
