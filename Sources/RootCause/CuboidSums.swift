internal import Foundation

/// Sums of the leaves' moments over the cells of all cuboids.
struct CuboidSums {
    /// An element that may be a cause.
    struct Candidate {
        var cuboid: Int
        var cell: Int
        /// Nats saved after naming it, by the quick formula.
        var net: Double
    }

    private var cells: [SIMD4<Double>]
    private let starts: [Int]

    init(_ lattice: CuboidLattice) {
        var starts = [0]
        for cuboid in lattice.cuboids { starts.append(starts[starts.count - 1] + cuboid.leafOf.count) }
        self.starts = starts
        cells = [SIMD4<Double>](repeating: .zero, count: starts[starts.count - 1])
    }

    /// Adds up all cuboids, the coarser ones from the finer.
    mutating func add(up moments: [SIMD4<Double>], where isFree: [Bool], _ lattice: CuboidLattice) {
        for i in cells.indices { cells[i] = .zero }
        for (c, cuboid) in lattice.cuboids.enumerated() {
            let start = starts[c]
            let cellOf = cuboid.cellOf
            if let finer = cuboid.finer {
                let from = starts[finer]
                for i in cellOf.indices { cells[start + Int(cellOf[i])] += cells[from + i] }
            } else {
                for i in cellOf.indices where isFree[i] { cells[start + Int(cellOf[i])] += moments[i] }
            }
        }
    }

    /// Takes leaves out of all cuboids.
    mutating func remove(_ leaves: [Int32], _ moments: [SIMD4<Double>], _ lattice: CuboidLattice) {
        var places: [[Int32]] = []
        for (c, cuboid) in lattice.cuboids.enumerated() {
            let start = starts[c]
            let cellOf = cuboid.cellOf
            var place = cuboid.finer.map { places[$0] } ?? leaves
            for i in place.indices {
                place[i] = cellOf[Int(place[i])]
                cells[start + Int(place[i])] -= moments[Int(leaves[i])]
            }
            places.append(place)
        }
    }

    /// The three elements of each cuboid that save most, most first; coarser cuboids first where they save the same.
    func shortlist(_ lattice: CuboidLattice, _ evidence: LeafEvidence) -> [Candidate] {
        var list: [Candidate] = []
        for c in lattice.cuboids.indices {
            var top: [Candidate] = []
            let start = starts[c]
            let naming = lattice.penalty(c, leafCount: 1)
            for cell in 0..<lattice.cuboids[c].leafOf.count {
                let sum = cells[start + cell]
                guard sum.z > 0 else { continue }
                let gain = evidence.quickGain(sum)
                guard gain > naming, gain - naming > (top.count < 3 ? 0 : top[2].net) else { continue }
                let net = gain - naming - 0.5 * log(sum.z)
                guard net > 0, top.count < 3 || net > top[2].net else { continue }
                let place = top.firstIndex { $0.net < net } ?? top.count
                top.insert(Candidate(cuboid: c, cell: cell, net: net), at: place)
                if top.count > 3 { top.removeLast() }
            }
            list += top
        }
        return list.enumerated().sorted {
            $0.element.net != $1.element.net
                ? $0.element.net > $1.element.net
                : lattice.cuboids[$0.element.cuboid].dimensions.count
                    < lattice.cuboids[$1.element.cuboid].dimensions.count
        }.map(\.element)
    }
}
