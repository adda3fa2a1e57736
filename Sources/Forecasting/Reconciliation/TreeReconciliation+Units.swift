import TimeSeries

extension TreeReconciliation {
    /// Reconciled values in whole units (cents, say), which add up to the last unit in every path.
    ///
    /// A root is rounded to the nearest unit. Each parent's units are handed to its children by rounding their running
    /// sum, so that no child is more than a unit away from its part; settled values keep theirs. Children that are not
    /// negative do not become so.
    ///
    /// - Parameters:
    ///   - paths: Reconciled paths, in units; settled values are whole.
    ///   - width: Threads; the result does not depend on it.
    /// - Returns: Whole numbers; in each path every parent is exactly the sum of its children.
    /// - Precondition: Values below 2⁵³ units, beyond which a `Double` does not hold every whole number.
    public func wholeUnits(_ paths: NodePaths, width: Int? = nil) -> NodePaths {
        rounded(paths, width: width) { _ in }
    }

    /// Paths reconciled and brought to whole units at once: ``wholeUnits(_:width:)`` of ``reconciled(_:width:)``, in half the
    /// memory.
    ///
    /// - Parameters:
    ///   - paths: A row of paths for each node, in units; settled values are whole.
    ///   - width: Threads; the result does not depend on it.
    /// - Returns: Whole numbers; in each path every parent is exactly the sum of its children.
    /// - Precondition: Values below 2⁵³ units.
    /// - Complexity: O(*n* · paths); beside the result, memory for eight paths a thread.
    public func reconciledUnits(_ paths: NodePaths, width: Int? = nil) -> NodePaths {
        rounded(paths, width: width, after: { sweep(&$0) })
    }

    private func rounded(
        _ paths: NodePaths, width: Int?, after prepare: @Sendable (inout [Lanes]) -> Void
    ) -> NodePaths {
        precondition(paths.nodes == parents.count, "paths for each node")
        let children = movableChildren
        return NodePaths(
            nodes: paths.nodes, count: paths.count,
            tiles: parallelMap(paths.tiles, width: width) { tile in
                var units = tile
                prepare(&units)
                roundToUnits(&units, children)
                return units
            })
    }

    /// Reconciled values of one path in whole units, which add up to the last unit.
    ///
    /// - Parameter values: Reconciled values, in units; settled values are whole.
    /// - Returns: Whole numbers; every parent is exactly the sum of its children.
    public func wholeUnits(_ values: [Double]) -> [Double] {
        precondition(values.count == parents.count, "a value for each node")
        var units = values.map { Lanes(repeating: $0) }
        roundToUnits(&units, movableChildren)
        return units.map { $0[0] }
    }

    private func roundToUnits(_ units: inout [Lanes], _ movable: Children) {
        let settled = spread.contains(0) ? SettledParts(units, self) : nil
        for node in units.indices {
            if parents[node] == nil || spread[node] == 0 {
                units[node] = units[node].rounded(.toNearestOrEven)
            }
            guard innerIndex[node] != nil else { continue }
            handOut(units[node] - (settled?.below[node] ?? .zero), to: movable[node], settled, &units)
        }
    }

    /// Gives `rest` to children in whole units, by rounding their running sum.
    @inline(__always)
    private func handOut(
        _ rest: Lanes, to children: ArraySlice<Int>, _ settled: SettledParts?, _ units: inout [Lanes]
    ) {
        var (free, least) = (Lanes.zero, Lanes.zero)
        for child in children {
            let part = units[child] - (settled?.of[child] ?? .zero)
            free += part
            least.replace(with: part, where: part .< least)
        }
        // Parts are stretched to the units there are where none is negative, else moved.
        let stretches = (least .>= 0) .& (free .> 0)
        let factor = Lanes(repeating: 1).replacing(with: rest / free, where: stretches)
        let shift = ((rest - free) / Double(children.count)).replacing(with: 0, where: stretches)
        var (sum, handedOut) = (Lanes.zero, Lanes.zero)
        for k in children.indices {
            let child = children[k]
            let fixed = settled?.of[child] ?? .zero
            sum += factor * (units[child] - fixed) + shift
            let upToHere = k == children.endIndex - 1 ? rest : sum.rounded(.toNearestOrEven)
            units[child] = fixed + (upToHere - handedOut)
            handedOut = upToHere
        }
    }

    /// The children that can move, by parent.
    private var movableChildren: Children {
        Children(parents.indices.map { spread[$0] > 0 ? parents[$0] : nil })
    }
}

/// What nothing can move: of each node (all of a settled one, else what its children say), and of its children in all.
private struct SettledParts {
    private(set) var of: [Lanes]
    private(set) var below: [Lanes]

    init(_ values: [Lanes], _ plan: TreeReconciliation) {
        of = [Lanes](repeating: .zero, count: values.count)
        below = of
        for node in stride(from: values.count - 1, through: 0, by: -1) {
            of[node] = plan.spread[node] == 0 ? values[node].rounded(.toNearestOrEven) : below[node]
            if let parent = plan.parents[node] { below[parent] += of[node] }
        }
    }
}

/// The children of all nodes, one parent's after another's.
struct Children: Sendable {
    private let starts: [Int]
    private let nodes: [Int]

    init(_ parents: [Int?]) {
        var starts = [Int](repeating: 0, count: parents.count + 1)
        for case let parent? in parents { starts[parent + 1] += 1 }
        for node in parents.indices { starts[node + 1] += starts[node] }
        var next = starts
        var nodes = [Int](repeating: 0, count: starts[parents.count])
        for (node, parent) in parents.enumerated() {
            guard let parent else { continue }
            nodes[next[parent]] = node
            next[parent] += 1
        }
        (self.starts, self.nodes) = (starts, nodes)
    }

    subscript(parent: Int) -> ArraySlice<Int> { nodes[starts[parent]..<starts[parent + 1]] }
}
