/// Eight paths side by side.
typealias Lanes = SIMD8<Double>

/// Possible futures of every node of a hierarchy, path by path: path 7 of one node belongs to path 7 of all others.
public struct NodePaths: Sendable, Hashable {
    /// Number of nodes.
    public let nodes: Int
    /// Number of paths of each node.
    public let count: Int
    /// Eight paths of all nodes in one tile, so that a node's arithmetic is done for eight paths at once.
    let tiles: [[Lanes]]

    /// The paths of each node.
    ///
    /// - Precondition: As many paths for every node.
    public init(_ paths: [[Double]]) {
        let count = paths.first?.count ?? 0
        precondition(paths.allSatisfy { $0.count == count }, "as many paths for every node")
        self.init(nodes: paths.count, count: count) { paths[$0][$1] }
    }

    /// Paths by node and number.
    ///
    /// - Precondition: Neither number is negative.
    public init(nodes: Int, count: Int, _ value: (_ node: Int, _ path: Int) -> Double) {
        precondition(nodes >= 0 && count >= 0, "no negative number of nodes or paths")
        let tiles = stride(from: 0, to: count, by: Lanes.scalarCount).map { first in
            (0..<nodes).map { node in
                var lanes = Lanes.zero
                for lane in 0..<min(Lanes.scalarCount, count - first) {
                    lanes[lane] = value(node, first + lane)
                }
                return lanes
            }
        }
        self.init(nodes: nodes, count: count, tiles: tiles)
    }

    init(nodes: Int, count: Int, tiles: [[Lanes]]) {
        (self.nodes, self.count, self.tiles) = (nodes, count, tiles)
    }

    /// The value of a node in a path.
    public subscript(node: Int, path: Int) -> Double {
        precondition(0 <= path && path < count, "a path that exists")
        return tiles[path / Lanes.scalarCount][node][path % Lanes.scalarCount]
    }

    /// All paths of a node.
    public func paths(of node: Int) -> [Double] { (0..<count).map { self[node, $0] } }
}
