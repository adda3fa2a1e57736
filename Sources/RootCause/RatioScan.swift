/// Leaves of a ratio, such as cost a unit, at the time of an incident.
public struct RatioTable: Sendable {
    /// The leaves with their numerators.
    public let numerator: LeafTable
    /// What the denominator was, one a leaf.
    public let real: [Double]
    /// What the denominator was expected to be, one a leaf.
    public let predict: [Double]

    /// A table of numerators with their denominators.
    ///
    /// - Precondition: As many denominators as leaves, none below 0.
    public init(numerator: LeafTable, real: [Double], predict: [Double]) {
        precondition(
            real.count == numerator.count && predict.count == numerator.count
                && real.allSatisfy { $0 >= 0 } && predict.allSatisfy { $0 >= 0 },
            "a denominator of at least 0 for each leaf")
        self.numerator = numerator
        self.real = real
        self.predict = predict
    }

    /// The ratio over all leaves, as it was; `nil` without a denominator.
    public var realRatio: Double? { RatioTable.ratio(numerator.real, real) }

    /// The ratio over all leaves, as it was expected; `nil` without a denominator.
    public var predictRatio: Double? { RatioTable.ratio(numerator.predict, predict) }

    static func ratio(_ above: [Double], _ below: [Double]) -> Double? {
        let total = below.reduce(0, +)
        return total > 0 ? above.reduce(0, +) / total : nil
    }
}

/// The change of a ratio of sums, leaf by leaf: what the leaf's own ratio did, and what its weight did.
///
/// With the share *s* of a leaf in the denominator and *n* its numerator over the whole denominator, the ratio is Σ *n*, and
/// Σ *s* = 1 before and after. So the change is Σ (Δ*n* − *c*·Δ*s*) for every constant *c*; with the mean *c* of the two
/// ratios a leaf whose own ratio is the usual one moves nothing by its growth. Of that, the mean share times the change of
/// the leaf's ratio is `rate`, the rest `mix`: the Shapley values of the two factors. What comes or goes is all mix.
public struct RatioAttribution: Sendable, Hashable {
    /// What each leaf's own ratio did to the whole ratio.
    public let rate: [Double]
    /// What each leaf's share of the denominator did to the whole ratio.
    public let mix: [Double]
    /// The change: what `rate` and `mix` add up to.
    public let change: Double

    /// The attribution of a table's change; `nil` where a ratio does not exist because its denominators add up to 0.
    public init?(_ table: RatioTable) {
        guard let before = table.predictRatio, let after = table.realRatio else { return nil }
        let (allBefore, allAfter) = (table.predict.reduce(0, +), table.real.reduce(0, +))
        let middle = 0.5 * (before + after)
        var rate: [Double] = []
        var mix: [Double] = []
        for i in table.real.indices {
            let (a0, a1) = (table.numerator.predict[i], table.numerator.real[i])
            let (b0, b1) = (table.predict[i], table.real[i])
            let (s0, s1) = (b0 / allBefore, b1 / allAfter)
            let own = b0 > 0 && b1 > 0 ? 0.5 * (s0 + s1) * (a1 / b1 - a0 / b0) : 0
            rate.append(own)
            mix.append(a1 / allAfter - a0 / allBefore - middle * (s1 - s0) - own)
        }
        self.rate = rate
        self.mix = mix
        change = after - before
    }
}

/// A cause of the change of a ratio.
public struct RatioCause: Sendable, Hashable {
    /// How leaves move the ratio of the whole.
    public enum Effect: String, Sendable, Hashable, Codable {
        /// Their own ratio changed.
        case rate
        /// Their share of the denominator changed.
        case mix
    }

    /// Whether these leaves' ratio or their weight changed.
    public let effect: Effect
    /// The part, with the numerators of its leaves.
    public let cause: Cause
    /// Their ratio as it was; `nil` without a denominator.
    public let real: Double?
    /// Their ratio as it was expected; `nil` without a denominator.
    public let predict: Double?
    /// What it did to the ratio of the whole, in the ratio's unit.
    public let contribution: Double
}

extension SubsetScan {
    /// The causes of a ratio's change, the largest contribution first: parts whose own ratio moved, and parts whose share
    /// of the denominator moved enough to shift the ratio of the whole.
    ///
    /// Each kind is searched as a change of the leaves: of their ratios, whose noise follows the size of the denominator,
    /// and of their denominators. Contributions add up to the change with what is left over. Empty where the ratio of the
    /// whole does not exist.
    public func explain(_ table: RatioTable) -> [RatioCause] {
        guard let parts = RatioAttribution(table) else { return [] }
        let leaves = table.numerator
        let ratios = LeafTable(
            leaves, real: SubsetScan.ratios(leaves.real, over: table.real, where: table.predict),
            predict: SubsetScan.ratios(leaves.predict, over: table.predict, where: table.real),
            size: zip(table.real, table.predict).map { max($0, $1) })
        let weights = LeafTable(leaves, real: table.real, predict: table.predict, size: nil)
        let found =
            explain(ratios).causes.map { SubsetScan.cause($0, .rate, parts.rate, table) }
            + explain(weights).causes.map { SubsetScan.cause($0, .mix, parts.mix, table) }
        let largest = found.map { abs($0.contribution) }.max() ?? 0
        return found.filter {
            $0.effect == .rate || abs($0.contribution) >= 0.05 * max(largest, abs(parts.change))
        }
        .enumerated().sorted {
            let (a, b) = (abs($0.element.contribution), abs($1.element.contribution))
            return a != b ? a > b : $0.offset < $1.offset
        }.map(\.element)
    }

    /// Leaves' ratios where both denominators are there, 0 elsewhere.
    private static func ratios(_ above: [Double], over below: [Double], where other: [Double]) -> [Double] {
        above.indices.map { below[$0] > 0 && other[$0] > 0 ? above[$0] / below[$0] : 0 }
    }

    private static func cause(
        _ cause: Cause, _ effect: RatioCause.Effect, _ parts: [Double], _ table: RatioTable
    ) -> RatioCause {
        let numerators = table.numerator
        let above = (cause.leaves.map { numerators.real[$0] }, cause.leaves.map { numerators.predict[$0] })
        let below = (cause.leaves.map { table.real[$0] }, cause.leaves.map { table.predict[$0] })
        return RatioCause(
            effect: effect,
            cause: Cause(
                elements: cause.elements, leaves: cause.leaves, real: above.0.reduce(0, +),
                predict: above.1.reduce(0, +), gain: cause.gain),
            real: RatioTable.ratio(above.0, below.0), predict: RatioTable.ratio(above.1, below.1),
            contribution: cause.leaves.reduce(0) { $0 + parts[$1] })
    }
}
