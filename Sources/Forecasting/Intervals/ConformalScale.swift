import Statistics

/// Widens or narrows ranges of totals so that they hold what they promised to hold in the past.
///
///     let scale = ConformalScale(past)
///     let p90 = scale.quantile(0.9, of: totals)
///
/// Of each past forecast it keeps how far the true total lay from the middle of its paths, in units of the paths' own
/// half width on that side. A quantile of new paths is then moved by the factor that would have made the past ranges
/// right, drawn towards 1 while there are few of them.
///
/// - SeeAlso: Vovk, Gammerman & Shafer, *Algorithmic Learning in a Random World*, 2005; Romano, Patterson & Candès,
///   "Conformalized quantile regression", NeurIPS 2019. DIFFERENCE: one ratio for all quantiles of a side, shrunk.
public struct ConformalScale: Sendable, Hashable {
    /// One past forecast of a total and what came.
    public struct Outcome: Sendable, Hashable {
        /// The total of each path.
        public let pathTotals: [Double]
        /// The total that came.
        public let actual: Double

        /// A past forecast and what came.
        public init(pathTotals: [Double], actual: Double) {
            self.pathTotals = pathTotals
            self.actual = actual
        }
    }

    /// Past forecasts that were used.
    public let count: Int
    /// Factor on the distance from the middle to the 10 % and the 90 % quantile, within 0.4…3.
    public let factor: Double
    /// Share of the past totals that lay within the unscaled 10 % … 90 % range; `nil` without past.
    public let coverageBefore: Double?
    /// The same with the factor applied to each, the factor being learned without it; `nil` without past.
    public let coverageAfter: Double?

    /// No past: ranges stay as they are.
    public static let identity = ConformalScale([])

    /// Learns from past forecasts; pool related series to have enough of them (40 and more are good).
    public init(_ past: [Outcome]) {
        let ratios = past.compactMap(Self.ratio).sorted()
        count = ratios.count
        factor = Self.factor(ratios)
        guard !ratios.isEmpty else {
            coverageBefore = nil
            coverageAfter = nil
            return
        }
        let n = Double(ratios.count)
        coverageBefore = Double(ratios.count { $0 <= 1 }) / n
        var held = 0
        for i in ratios.indices {
            var others = ratios
            others.remove(at: i)
            if ratios[i] <= Self.factor(others) { held += 1 }
        }
        coverageAfter = Double(held) / n
    }

    /// The calibrated quantile `p` of the paths' totals.
    ///
    /// - Precondition: At least one path; `p` in 0…1.
    public func quantile(_ p: Double, of pathTotals: [Double]) -> Double {
        let sorted = pathTotals.sorted()
        let middle = sorted.quantile(ofSorted: 0.5)
        return middle + factor * (sorted.quantile(ofSorted: p) - middle)
    }

    /// The paths' totals with their distances from the middle scaled, in the same order.
    ///
    /// - Precondition: At least one path.
    public func calibrated(_ pathTotals: [Double]) -> [Double] {
        let middle = pathTotals.median()
        return pathTotals.map { middle + factor * ($0 - middle) }
    }

    /// Distance of the truth from the middle in half widths of the 80 % range.
    private static func ratio(_ outcome: Outcome) -> Double? {
        guard !outcome.pathTotals.isEmpty else { return nil }
        let sorted = outcome.pathTotals.sorted()
        let middle = sorted.quantile(ofSorted: 0.5)
        let isAbove = outcome.actual > middle
        let half = abs(sorted.quantile(ofSorted: isAbove ? 0.9 : 0.1) - middle)
        let distance = abs(outcome.actual - middle)
        if distance == 0 { return 0 }
        return half > 0 ? distance / half : nil
    }

    /// The 80 % quantile of the ratios (with the finite-sample correction), geometrically shrunk towards 1.
    private static func factor(_ sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return 1 }
        let n = Double(sorted.count)
        let raw = sorted.quantile(ofSorted: min(1, 0.8 * (n + 1) / n))
        let weight = n / (n + 6)
        return power(max(0.05, raw), weight).clamped(0.4, 3)
    }
}
