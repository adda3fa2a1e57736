internal import Foundation

/// One run of ``SubsetScan``: greedy, the best cause first, over the leaves not yet explained.
struct SubsetSearch {
    /// A cause in the numbering of the table searched.
    struct Found {
        var elements: [Cause.Element]
        var leaves: [Int32]
        var gain: Double
    }

    private let codes: [[Int]]
    private let settings: SubsetScan
    private let lattice: CuboidLattice
    private let evidence: LeafEvidence
    private var sums: CuboidSums
    private var isFree: [Bool]

    init(table: LeafTable, lattice: CuboidLattice, noise: LeafNoise, settings: SubsetScan) {
        codes = table.codes
        self.settings = settings
        self.lattice = lattice
        evidence = LeafEvidence(noise)
        sums = CuboidSums(lattice)
        isFree = noise.departures.kinds.map { $0 != .silent }
    }

    mutating func run() -> [Found] {
        var causes: [Found] = []
        sums.add(up: evidence.moments, where: isFree, lattice)
        while causes.count < settings.maximumCauses, let best = bestCandidate() {
            for leaf in best.leaves { isFree[Int(leaf)] = false }
            sums.remove(best.leaves, evidence.moments, lattice)
            causes.append(best)
        }
        return causes
    }

    /// The element that saves most, or the best of its parts if they save more together.
    private func bestCandidate() -> Found? {
        var best: Found?
        var tried = 0
        for candidate in sums.shortlist(lattice, evidence) {
            guard tried < 32, candidate.net > 0.6 * (best?.gain ?? 0) else { break }
            tried += 1
            let cuboid = lattice.cuboids[candidate.cuboid]
            let leaf = Int(cuboid.leafOf[candidate.cell])
            let elements = cuboid.dimensions.map { Cause.Element(dimension: $0, value: codes[$0][leaf]) }
            let leaves = lattice.members(of: elements, codes: codes).filter { isFree[Int($0)] }
            let found = evidence.evaluate(leaves)
            let gain = found.gain - lattice.penalty(candidate.cuboid, leafCount: leaves.count)
            guard gain > (best?.gain ?? 0), found.purity >= settings.minimumPurity else { continue }
            let whole = Found(elements: elements, leaves: leaves, gain: gain)
            let split = CauseSplitting(
                whole, whole: found, lattice: lattice, evidence: evidence, codes: codes,
                minimumPurity: settings.minimumPurity)
            guard !split.partsSaveMore else { continue }
            if let exception = split.exception { return exception }
            best = whole
        }
        return best
    }
}
