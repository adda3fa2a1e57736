import Foundation
import TimeSeries

/// Mean of each phase over the last seasons, with runs of seasons of the past drawn as futures: for values between zeros.
///
/// - SeeAlso: Willemain, Smart & Schwarz, "A new approach to forecasting intermittent demand", 2004.
struct SeasonBootstrap: ForecastModel {
    private let recent: [Double]
    private let period: Int
    private let mean: [Double]

    init(_ values: [Double], period: Int) {
        let block = period > 1 && period <= values.count / 2 ? period : 1
        self.period = block
        // The last values end with a full season, so that the next value has phase 0.
        let seasons = min(values.count / block, block == 1 ? 120 : 18)
        let recent = Array(values.suffix(seasons * block))
        self.recent = recent
        mean = Self.means(recent, block: block)
    }

    /// Means of the phases, drawn to their common mean as far as chance explains their differences.
    private static func means(_ recent: [Double], block: Int) -> [Double] {
        let seasons = Double(recent.count / block)
        var means = [Double](repeating: 0, count: block)
        var weights = means
        for (i, value) in recent.enumerated() {
            // The level is that of about the last forty values.
            let age = Double((recent.count - 1 - i) / block) * Double(block)
            let weight = exp(-age / 40)
            means[i % block] += weight * value
            weights[i % block] += weight
        }
        for k in 0..<block { means[k] /= weights[k] }
        let overall = means.reduce(0, +) / Double(block)
        guard block > 1, seasons > 2 else { return means }
        var within = 0.0
        for (i, value) in recent.enumerated() {
            within += (value - means[i % block]) * (value - means[i % block])
        }
        within /= (seasons - 1) * Double(block) * seasons
        let between = means.reduce(0) { $0 + ($1 - overall) * ($1 - overall) } / Double(block - 1)
        let weight = between > 0 ? max(0, 1 - within / between) : 0
        // A phase that has always been zero stays at zero.
        return means.map { $0 == 0 ? 0 : overall + weight * ($0 - overall) }
    }

    func forecast(horizon: Int) -> [Double] { (0..<horizon).map { mean[$0 % period] } }

    func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var generator = SplitMix64(seed: seed)
        var noise = GaussianNoise(seed: seed &+ 0x5851_F42D)
        let seasons = recent.count / period
        let doubt = levelDoubt
        let length = period * run
        // Past weeks at the level of now.
        let past = recent.reduce(0, +) / Double(recent.count)
        let now = mean.reduce(0, +) / Double(period)
        let level = past > 0 && now > 0 ? now / past : 1
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        for _ in 0..<count {
            // Each future has its own level, as far as the level is not known.
            let factor = level * max(0, 1 + doubt * noise.next())
            var start = 0
            for step in 0..<horizon {
                let place = step % length
                if place == 0 { start = period * Int(generator.uniform() * Double(seasons - run + 1)) }
                values.append(factor * recent[start + place])
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }

    /// Seasons that are drawn together, as busy times last: four weeks, or a week of days without a season.
    private var run: Int { max(1, min(period == 1 ? 7 : 4, recent.count / period / 4)) }

    /// Relative standard error of the mean of the seasons, and a tenth for what changes.
    private var levelDoubt: Double {
        let seasons = recent.count / period
        let totals = (0..<seasons).map { recent[($0 * period)..<(($0 + 1) * period)].reduce(0, +) }
        let mean = totals.reduce(0, +) / Double(seasons)
        guard mean != 0, seasons > 1 else { return 0.1 }
        let variance = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(seasons - 1)
        return min(0.5, (1.5 * variance / (mean * mean) / Double(seasons) + 0.03).squareRoot())
    }
}
