internal import Foundation

/// Whether a candidate is better told by its parts, one dimension finer.
///
/// What parts save is counted in units of the spread that remains: causes that scatter more than noise do not fall apart.
struct CauseSplitting {
    /// Whether the affected values of one more dimension, each a cause of its own, save more than the whole.
    private(set) var partsSaveMore = false
    /// The part that moved otherwise than the rest of the whole, by a quarter of the whole's move at least, if naming it
    /// besides the whole pays.
    private(set) var exception: SubsetSearch.Found?

    private let whole: LeafEvidence.Verdict
    private let lattice: CuboidLattice
    private let evidence: LeafEvidence
    private let minimumPurity: Double

    init(
        _ candidate: SubsetSearch.Found, whole: LeafEvidence.Verdict, lattice: CuboidLattice,
        evidence: LeafEvidence, codes: [[Int]], minimumPurity: Double
    ) {
        let (elements, leaves) = (candidate.elements, candidate.leaves)
        self.whole = whole
        self.lattice = lattice
        self.evidence = evidence
        self.minimumPurity = minimumPurity
        guard leaves.count > 1 else { return }
        let fixed = elements.map(\.dimension)
        var best = 0.0
        for d in codes.indices where !fixed.contains(d) && lattice.contains(fixed + [d]) {
            let parts = CauseSplitting.parts(leaves, codes[d])
            guard parts.count > 1 else { continue }
            if save(parts.map(\.leaves), dimensions: fixed + [d], wholeCost: cost(fixed, leaves.count)) {
                partsSaveMore = true
                return
            }
            guard let found = exceptional(parts, leaves, dimensions: fixed + [d]), found.net > best else {
                continue
            }
            best = found.net
            let element = Cause.Element(dimension: d, value: parts[found.part].value)
            exception = SubsetSearch.Found(
                elements: (elements + [element]).sorted { $0.dimension < $1.dimension },
                leaves: parts[found.part].leaves, gain: found.gain)
        }
    }

    /// The leaves by their value in a dimension, in order of the values.
    private static func parts(_ leaves: [Int32], _ column: [Int]) -> [(value: Int, leaves: [Int32])] {
        var lists: [[Int32]] = []
        for leaf in leaves {
            let value = column[Int(leaf)]
            while lists.count <= value { lists.append([]) }
            lists[value].append(leaf)
        }
        return lists.enumerated().filter { !$0.element.isEmpty }.map {
            (value: $0.offset, leaves: $0.element)
        }
    }

    private func cost(_ dimensions: [Int], _ leafCount: Int) -> Double {
        lattice.penalty(dimensions: dimensions, leafCount: leafCount)
    }

    private func save(_ parts: [[Int32]], dimensions: [Int], wholeCost: Double) -> Bool {
        var (saved, paid) = (0.0, 0.0)
        for part in parts {
            let verdict = evidence.evaluate(part)
            let penalty = cost(dimensions, part.count)
            guard verdict.purity >= minimumPurity, verdict.gain > penalty else { continue }
            saved += verdict.gain
            paid += penalty
        }
        return (saved - whole.gain) / whole.spread > paid - wholeCost
    }

    /// The part whose departure differs most from that of the others, if that is worth its name.
    private func exceptional(
        _ parts: [(value: Int, leaves: [Int32])], _ leaves: [Int32], dimensions: [Int]
    ) -> (part: Int, net: Double, gain: Double)? {
        let sums = parts.map { part in
            part.leaves.reduce(SIMD4<Double>.zero) { $0 + evidence.moments[Int($1)] }
        }
        let all = sums.reduce(.zero, +)
        var found: (part: Int, advantage: Double)?
        for (k, sum) in sums.enumerated() where sum.y > 0 && all.y > sum.y {
            let rest = all - sum
            let advantage = sum.x * sum.x / sum.y + rest.x * rest.x / rest.y - all.x * all.x / all.y
            if advantage > found?.advantage ?? 0 { found = (k, advantage) }
        }
        guard let found else { return nil }
        let part = parts[found.part].leaves
        let penalty = cost(dimensions, part.count)
        guard 0.5 * found.advantage > penalty else { return nil }
        let isPart = Set(part)
        let (own, rest) = (evidence.evaluate(part), evidence.evaluate(leaves.filter { !isPart.contains($0) }))
        guard abs(own.departure - rest.departure) > 0.25 * abs(whole.departure) else { return nil }
        let share = Double(part.count) / Double(leaves.count)
        let spread = share * own.spread + (1 - share) * rest.spread
        let net = (own.gain + rest.gain - whole.gain) / spread - penalty
        guard net > 0, own.gain > penalty, own.purity >= minimumPurity, rest.purity >= minimumPurity else {
            return nil
        }
        return (found.part, net, own.gain - penalty)
    }
}
