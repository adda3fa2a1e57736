/// The leaves of a table grouped by the values of some dimensions: one group an element of the cuboid.
struct CuboidGroups: Sendable {
    /// Indices of the dimensions, ascending.
    let dimensions: [Int]
    /// Group of each leaf.
    let groupOf: [Int32]
    /// Leaves in order of group; group *g* has `order[starts[g] ..< starts[g + 1]]`.
    let order: [Int32]
    /// Where each group starts in `order`, and its end.
    let starts: [Int32]

    /// Number of groups.
    var count: Int { starts.count - 1 }

    /// The leaves of a group, ascending.
    func leaves(of group: Int) -> ArraySlice<Int32> { order[Int(starts[group])..<Int(starts[group + 1])] }

    /// Every combination of at most `depth` dimensions, smaller ones first, then in order of dimension.
    ///
    /// A layer of combinations that would make them more than 400 is left out, with all finer ones.
    ///
    /// - Parameters:
    ///   - codes: `codes[d][leaf]`.
    ///   - cardinalities: Number of codes of each dimension.
    ///   - depth: Dimensions of a cuboid at most.
    /// - Returns: One grouping a cuboid.
    static func all(codes: [[Int]], cardinalities: [Int], depth: Int) -> [CuboidGroups] {
        let leafCount = codes.first?.count ?? 0
        var layers: [[CuboidGroups]] = [
            codes.indices.map { d in
                CuboidGroups(dimensions: [d], keys: codes[d], keyCount: cardinalities[d])
            }
        ]
        var total = codes.count
        while layers.count < min(depth, codes.count), let coarser = layers.last {
            let finerCount = coarser.reduce(0) { $0 + codes.count - 1 - ($1.dimensions.last ?? 0) }
            total += finerCount
            guard total <= 400 else { break }
            var finer: [CuboidGroups] = []
            for cuboid in coarser {
                for d in (cuboid.dimensions.last ?? 0)
                    + 1..<max(codes.count, (cuboid.dimensions.last ?? 0) + 1)
                {
                    let column = codes[d]
                    let width = cardinalities[d]
                    var keys = [Int](repeating: 0, count: leafCount)
                    for i in 0..<leafCount { keys[i] = Int(cuboid.groupOf[i]) * width + column[i] }
                    finer.append(
                        CuboidGroups(
                            dimensions: cuboid.dimensions + [d], keys: keys, keyCount: cuboid.count * width))
                }
            }
            layers.append(finer)
        }
        return layers.flatMap(\.self)
    }

    private init(dimensions: [Int], keys: [Int], keyCount: Int) {
        self.dimensions = dimensions
        let dense = CuboidGroups.denseGroups(keys, keyCount: keyCount)
        groupOf = dense.groups
        // Counting sort of the leaves by group: stable, so leaves stay ascending within each.
        var starts = [Int32](repeating: 0, count: dense.count + 1)
        for group in dense.groups { starts[Int(group) + 1] += 1 }
        for g in 0..<dense.count { starts[g + 1] += starts[g] }
        var next = starts
        var order = [Int32](repeating: 0, count: keys.count)
        for (leaf, group) in dense.groups.enumerated() {
            order[Int(next[Int(group)])] = Int32(leaf)
            next[Int(group)] += 1
        }
        self.starts = starts
        self.order = order
    }

    /// Keys renumbered without gaps: by a table where keys are few, else by hash, in order of first leaf.
    private static func denseGroups(_ keys: [Int], keyCount: Int) -> (groups: [Int32], count: Int) {
        var groups = [Int32](repeating: 0, count: keys.count)
        if keyCount <= max(1 << 20, 8 * keys.count) {
            var groupOfKey = [Int32](repeating: -1, count: keyCount)
            for key in keys { groupOfKey[key] = 0 }
            var count: Int32 = 0
            for key in 0..<keyCount where groupOfKey[key] == 0 {
                groupOfKey[key] = count
                count += 1
            }
            for i in keys.indices { groups[i] = groupOfKey[keys[i]] }
            return (groups, Int(count))
        }
        var groupOfKey: [Int: Int32] = [:]
        groupOfKey.reserveCapacity(keys.count)
        for i in keys.indices {
            if let known = groupOfKey[keys[i]] {
                groups[i] = known
            } else {
                groups[i] = Int32(groupOfKey.count)
                groupOfKey[keys[i]] = groups[i]
            }
        }
        return (groups, groupOfKey.count)
    }
}
