import Foundation

/// A long season made of short ones (a week of days): the shape of the short season, and what each of them has of its own,
/// both drawn to nothing by how little one long season agrees with the next.
///
/// - SeeAlso: Efron & Morris, "Stein's estimation rule and its competitors", *Journal of the American Statistical
///   Association* 68 (1973), 117–130.
struct NestedSeasonShape {
    /// Deviation of each phase of the long season, beginning with the next value; their mean is zero.
    let next: [Double]

    /// - Parameters:
    ///   - y: Values, at least two long seasons of them.
    ///   - period: Observations in the long season.
    ///   - part: Observations in the short season, which divide those of the long one; `period` itself for none.
    init(_ y: [Double], period: Int, part: Int) {
        let levels = BlockTrend.means(y, block: period)
        let lead = y.count % period
        let fade = pow(0.5, 1 / SeasonShape.halfLife)
        let weights = levels.indices.map { pow(fade, Double(levels.count - 1 - $0)) }
        var deviations = [Double](repeating: 0, count: y.count - lead)
        for i in deviations.indices {
            // The trend runs straight between the middles of the seasons.
            let position = ((Double(i) + 0.5) / Double(period) - 0.5).clamped(0, Double(levels.count - 1))
            let low = min(Int(position), levels.count - 2)
            deviations[i] =
                y[lead + i] - levels[low] - (position - Double(low)) * (levels[low + 1] - levels[low])
        }
        guard part < period else {
            next = Self.shrunk(deviations, period: period, weights: weights)
            return
        }
        let turns = period / part
        var common = [Double](repeating: 0, count: levels.count * part)
        for i in deviations.indices { common[i / period * part + i % part] += deviations[i] / Double(turns) }
        for i in deviations.indices { deviations[i] -= common[i / period * part + i % part] }
        let short = Self.shrunk(common, period: part, weights: weights)
        let own = Self.shrunk(deviations, period: period, weights: weights)
        next = own.indices.map { own[$0] + short[$0 % part] }
    }

    /// The weighted mean of seasons, less its mean, times the share of its variance that is not that of chance.
    private static func shrunk(_ seasons: [Double], period: Int, weights: [Double]) -> [Double] {
        let total = weights.reduce(0, +)
        let w = weights.map { $0 / total }
        var mean = [Double](repeating: 0, count: period)
        for i in seasons.indices { mean[i % period] += w[i / period] * seasons[i] }
        var rest = 0.0
        for i in seasons.indices {
            let e = seasons[i] - mean[i % period]
            rest += w[i / period] * e * e
        }
        let size = mean.reduce(0) { $0 + $1 * $1 }
        let effective = 1 / w.reduce(0) { $0 + $1 * $1 }
        let share = size > 0 ? max(0, 1 - rest / max(effective - 1, 0.5) / size) : 0
        let middle = mean.reduce(0, +) / Double(period)
        return mean.map { share * ($0 - middle) }
    }
}
