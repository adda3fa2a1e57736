import Foundation

/// The season of a history from the deviations of its phases from a smooth trend, the newest seasons counting most.
struct SeasonShape {
    /// Deviation of each phase, beginning with the next value; their mean is zero.
    let next: [Double]
    /// Seasons that the shape rests on, were all to count alike.
    let seasons: Double
    /// Seasons after which a season counts half.
    static let halfLife = 26.0

    /// - Parameters:
    ///   - y: Values, at least two seasons of them.
    ///   - period: Observations in a season.
    init(_ y: [Double], period: Int) {
        // The trend runs straight between the middles of the seasons.
        let levels = BlockTrend.means(y, block: period)
        let lead = y.count % period
        var sums = [Double](repeating: 0, count: period)
        var weights = sums
        let fade = pow(0.5, 1 / Self.halfLife)
        for i in lead..<y.count {
            let position = (Double(i - lead) + 0.5) / Double(period) - 0.5
            let low = min(max(Int(position), 0), levels.count - 2)
            let level = levels[low] + (position - Double(low)) * (levels[low + 1] - levels[low])
            let weight = pow(fade, Double((y.count - 1 - i) / period))
            let phase = Self.phase(i, count: y.count, of: period)
            sums[phase] += weight * (y[i] - level)
            weights[phase] += weight
        }
        var season = zip(sums, weights).map { $1 > 0 ? $0 / $1 : 0 }
        let mean = season.reduce(0, +) / Double(period)
        for k in season.indices { season[k] -= mean }
        next = season
        let count = Double(y.count / period)
        let (sum, squares) = (
            (1 - pow(fade, count)) / (1 - fade), (1 - pow(fade, 2 * count)) / (1 - fade * fade)
        )
        seasons = sum * sum / squares
    }

    /// The phase of value `i`, counted so that the value after the last has phase 0.
    static func phase(_ i: Int, count: Int, of period: Int) -> Int {
        let behind = (count - i) % period
        return behind == 0 ? 0 : period - behind
    }
}
