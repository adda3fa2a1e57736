internal import Foundation

/// Finds the parts of a cube that explain a change, by shortest description: each cause must save more than it costs
/// to name it.
///
///     let found = SubsetScan().explain(table)
///
/// A part with a few affected leaves gains less than those leaves alone, and many affected siblings gain less each than
/// their parent, so depth and breadth balance without cut-offs. Nothing is found where leaves are only noisy. Money decides
/// nothing: what is named moved more than chance moves it, however small; contributions then say how much it matters.
///
/// - Complexity: O(*n*·2ᵈ) to group *n* leaves of *d* dimensions, then O(number of cells) a cause.
/// - SeeAlso: `Documentation/Methods/RootCause.md`.
public struct SubsetScan: Sendable {
    /// Causes at most.
    public var maximumCauses = 12
    /// Dimensions that a cause may fix at most.
    public var maximumDimensions = 5
    /// Share of a cause's leaves that it must bring nearer to their expectation.
    public var minimumPurity = 0.75
    /// A cause is left out if its money is below this share of the change and of the largest cause; 0: money decides nothing.
    public var minimumShare = 0.0

    /// A scan with the default settings.
    public init() {}

    /// The causes of a change, in the order in which they were found: most evidence first.
    ///
    /// The order of the leaves does not matter. Causes share no leaves.
    public func explain(_ table: LeafTable) -> Explanation {
        let order = table.canonicalOrder()
        let canonical = table.reordered(order)
        let lattice = CuboidLattice(
            codes: canonical.codes, cardinalities: canonical.values.map(\.count), depth: maximumDimensions)
        let orders = LeafOrders(canonical)
        var isExplained = [Bool](repeating: false, count: table.count)
        var found: [SubsetSearch.Found] = []
        var bias = 0.0
        for _ in 0..<SubsetScan.passes {
            let noise = LeafNoise(canonical, orders, isExplained: isExplained)
            var search = SubsetSearch(table: canonical, lattice: lattice, noise: noise, settings: self)
            found = search.run()
            bias = noise.bias
            let before = isExplained
            isExplained = [Bool](repeating: false, count: table.count)
            for cause in found { for leaf in cause.leaves { isExplained[Int(leaf)] = true } }
            if isExplained == before { break }
        }
        let originals = table.codes.indices.map { d in
            let ranks = table.textRanks(d)
            var codes = ranks
            for (code, rank) in ranks.enumerated() { codes[rank] = code }
            return codes
        }
        let causes = found.map { found in
            let leaves = found.leaves.map { order[Int($0)] }.sorted()
            return Cause(
                elements: found.elements.map {
                    Cause.Element(dimension: $0.dimension, value: originals[$0.dimension][$0.value])
                }, leaves: leaves, real: leaves.reduce(0) { $0 + table.real[$1] },
                predict: leaves.reduce(0) { $0 + table.predict[$1] }, gain: found.gain)
        }
        return Explanation(bias: bias, causes: causes.filter { isLarge($0, among: causes, of: table) })
    }

    private func isLarge(_ cause: Cause, among causes: [Cause], of table: LeafTable) -> Bool {
        guard minimumShare > 0 else { return true }
        let change = zip(table.real, table.predict).reduce(0) { $0 + $1.0 - $1.1 }
        let largest = causes.reduce(abs(change)) { max($0, abs($1.real - $1.predict)) }
        return abs(cause.real - cause.predict) >= minimumShare * largest
    }

    /// Noise is read again from the leaves that no cause explains, until the causes stay: two or three times.
    private static let passes = 3

    /// What a scan found.
    public struct Explanation: Sendable, Hashable {
        /// Share by which all leaves are off their expectation: a cause outside the cube.
        public let bias: Double
        /// The causes, most evidence first.
        public let causes: [Cause]
    }
}
