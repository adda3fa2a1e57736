import Foundation
import Statistics

/// What the paths of a total say of its range, with growth in it that no history shows.
struct TotalSpread {
    /// Middle of the paths.
    let middle: Double
    /// Standard deviation of a normal of the paths' 80 or 95 % range, the larger, and of growth that may set in.
    let deviation: Double
    /// The totals of the paths, smallest first.
    let sorted: [Double]

    /// Standard deviation, a year ahead, of growth that is not in the forecast, as a share of the level.
    ///
    /// Growth that sets in and changes is an integrated random walk: its deviation grows with the distance to the power of 3/2.
    private static let growth = 0.15
    /// What ranges of paths are widened by where nothing is known of past forecasts.
    private static let unknown = 1.15
    /// Distance of P10 from the middle of a normal, in standard deviations.
    static let tenth = 1.2815515655446004
    /// Share of a range that paths have to span on a side to be stretched to it.
    private static let leastShape = 0.2

    init(_ total: TotalForecast) {
        sorted = total.pathTotals.sorted()
        middle = sorted.quantile(ofSorted: 0.5)
        let year = Double(total.lead + total.horizon) / 2 / 365
        let drift = Self.growth * year * year.squareRoot() * total.level
        let own = max(Self.width(sorted, 0.1) / 2.563, Self.width(sorted, 0.025) / 3.92)
        deviation = (own * own + drift * drift).squareRoot()
    }

    private static func width(_ sorted: [Double], _ p: Double) -> Double {
        sorted.quantile(ofSorted: 1 - p) - sorted.quantile(ofSorted: p)
    }

    /// How far P10 and P90 lie from the middle as long as no past forecast tells.
    var usual: Reach {
        let half = Self.unknown * Self.tenth * deviation
        return Reach(below: half, above: half)
    }

    /// Totals, in the order of the paths, whose P10 and P90 lie at the ends of a range.
    ///
    /// Each side is stretched; where paths agree with each other, so that there is nothing to stretch, a normal takes their place.
    func stretched(_ totals: [Double], to reach: Reach) -> [Double] {
        let below = middle - sorted.quantile(ofSorted: 0.1)
        let above = sorted.quantile(ofSorted: 0.9) - middle
        let hasShape = (
            below: below > 0 && below >= Self.leastShape * reach.below,
            above: above > 0 && above >= Self.leastShape * reach.above
        )
        guard hasShape.below && hasShape.above else {
            return normal(totals, reach)
        }
        let factor = (below: reach.below / below, above: reach.above / above)
        return totals.map {
            $0 < middle ? middle + factor.below * ($0 - middle) : middle + factor.above * ($0 - middle)
        }
    }

    /// Normal halves on both sides of the middle, in the order of the totals.
    private func normal(_ totals: [Double], _ reach: Reach) -> [Double] {
        let order = totals.indices.sorted { (totals[$0], $0) < (totals[$1], $1) }
        let quantiles = Self.normalQuantiles(totals.count)
        var moved = totals
        for (rank, path) in order.enumerated() {
            let side = quantiles[rank] < 0 ? reach.below : reach.above
            moved[path] = middle + side * quantiles[rank] / Self.tenth
        }
        return moved
    }

    /// Normal quantiles whose P10 and P90, as ``quantile(ofSorted:)`` counts, are those of the normal.
    static func normalQuantiles(_ count: Int) -> [Double] {
        guard count > 1 else { return [Double](repeating: 0, count: count) }
        let ends = 0.5 / Double(count)
        return (0..<count).map { Normal.quantile(min(max(Double($0) / Double(count - 1), ends), 1 - ends)) }
    }
}

/// How far P10 and P90 lie from the middle.
struct Reach: Sendable, Hashable {
    var below: Double
    var above: Double

    /// Between this and another, geometrically: all this at 1, all the other at 0.
    func drawn(to other: Reach, weight: Double) -> Reach {
        func between(_ own: Double, _ other: Double) -> Double {
            guard own > 0, other > 0 else { return weight * own + (1 - weight) * other }
            return exp(weight * log(own) + (1 - weight) * log(other))
        }
        return Reach(below: between(below, other.below), above: between(above, other.above))
    }

    /// The same, some times as far.
    func times(_ factor: Double) -> Reach { Reach(below: factor * below, above: factor * above) }
}
