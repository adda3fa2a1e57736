import Foundation
import Statistics
import TimeSeries

/// A local level with a drift that counts as far as the history supports it, averaged over how fast the level moves.
///
/// The history is looked at in blocks (week by week), so that the chatter of days does not pass for a moving level; see
/// ``BlockTrend``. A history that keeps to a line is continued along the line; one that wanders keeps its level. Paths draw
/// how fast the level moves, the drift within its error, and whole blocks of the past.
///
/// - SeeAlso: Hyndman & Billah, "Unmasking the Theta method", *International Journal of Forecasting* 19 (2003), on
///   exponential smoothing with drift.
struct DriftModel: ForecastModel {
    let trend: BlockTrend
    /// Deviation of each phase, beginning with the next value.
    private let season: [Double]
    /// Whether level and season are those of the logarithms.
    let isRatio: Bool
    /// Deviations of each value of a past block from the block's mean, season taken off, block by block.
    private let within: [Double]
    /// Jumps of the level; none where it is not that of logarithms.
    private let jumps: LevelJumps?
    /// What errors of blocks of one value are widened by, as their season was fitted to them.
    private let widening: Double
    private let ceiling: Double
    private let isNonNegative: Bool

    /// - Parameters:
    ///   - history: Clean values, at least one.
    ///   - period: Observations in a season.
    ///   - block: Values that are looked at as one.
    ///   - jumps: Ratios by which the level jumped in the past.
    init(_ history: [Double], period: Int, block: Int, jumps: [Double] = []) {
        isNonNegative = history.allSatisfy { $0 >= 0 }
        isRatio = ETSModel.canTakeLogarithm(history)
        ceiling = 20 * (history.max() ?? 0)
        let y = isRatio ? history.map { log($0) } : history
        let usable = period > 1 && y.count >= 2 * period
        let shape = usable ? SeasonShape(y, period: period) : nil
        season = shape?.next ?? [0]
        var flat = y
        for i in flat.indices { flat[i] -= season[SeasonShape.phase(i, count: y.count, of: season.count)] }
        trend = BlockTrend(flat, block: y.count >= 4 * block ? block : 1)
        self.jumps = isRatio ? LevelJumps(jumps, blocks: trend.means.count) : nil
        // Each phase was fitted to the values of a few seasons: what they leave is too small, and what comes differs besides.
        let share = min(0.6, 1 / (shape?.seasons ?? .infinity))
        widening = trend.block > 1 ? 1 : (1 / (1 - share)).squareRoot()
        let inner = ((1 + share) / (1 - share)).squareRoot()
        within = Self.deviations(flat, trend).map { inner * $0 }
    }

    private static func deviations(_ flat: [Double], _ trend: BlockTrend) -> [Double] {
        guard trend.block > 1 else { return [0] }
        let lead = flat.count - trend.means.count * trend.block
        let recent = max(0, trend.means.count - 26) * trend.block
        return (recent..<(trend.means.count * trend.block)).map {
            flat[lead + $0] - trend.means[$0 / trend.block]
        }
    }

    func forecast(horizon: Int) -> [Double] {
        let levels = trend.levels(blocks: horizon / trend.block + 2)
        return (0..<horizon).map { h in
            // The next value lies half a block and half a step behind the middle of the last block.
            let at = (Double(h + 1) + Double(trend.block - 1) / 2) / Double(trend.block)
            let low = Int(at)
            let level = levels[low] + (at - Double(low)) * (levels[low + 1] - levels[low])
            return back(level + season[h % season.count])
        }
    }

    private func back(_ value: Double) -> Double {
        isRatio ? min(exp(value), ceiling) : isNonNegative ? max(0, value) : value
    }

    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var noise = GaussianNoise(seed: seed)
        var generator = SplitMix64(seed: seed &+ 0x9E37_79B9)
        let block = trend.block
        let blocks = (horizon + block - 1) / block
        // A sum of logarithms is a product: of parts that many values share.
        let inner = isRatio ? within.map { exp($0) } : within
        let outer = (0..<horizon).map { isRatio ? exp(season[$0 % season.count]) : season[$0 % season.count] }
        let least = isNonNegative ? 0 : -Double.infinity
        var values = [Double](repeating: 0, count: count * horizon)
        var levels = [Double](repeating: 0, count: blocks)
        for path in 0..<count {
            // How large errors are is itself known to about a quarter: tails are longer than those of one normal.
            let scale = widening * exp(0.25 * noise.next())
            let share = (Double(path) + 0.5) / Double(count)
            trend.draw(&levels, share: share, scale: scale, noise: &noise, &generator)
            var jump = 0.0
            for k in 0..<blocks {
                if let jumps { jump += jumps.draw(&generator, &noise) }
                let start = block * Int(generator.uniform() * Double(within.count / block))
                let level = isRatio ? exp(levels[k] + jump) : levels[k]
                for j in 0..<min(block, horizon - k * block) {
                    let h = k * block + j
                    values[path * horizon + h] =
                        isRatio
                        ? min(level * inner[start + j] * outer[h], ceiling)
                        : max(least, level + inner[start + j] + outer[h])
                }
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }
}
