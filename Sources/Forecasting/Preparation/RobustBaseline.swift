import Foundation
import Statistics

/// Level and season of a history, blind to outliers: rolling medians and medians of phases.
struct RobustBaseline {
    /// Level around each value.
    let level: [Double]
    /// Share that each phase lies above the level, in units of the level's size.
    let season: [Double]
    /// Size that shares refer to, at each value: the level, but never much smaller than the values.
    let unit: [Double]
    /// Robust standard deviation of what level and season leave, in shares.
    let spread: Double

    init(_ y: [Double], period: Int) {
        let typical = y.map(abs).median()
        let mean = y.reduce(0) { $0 + abs($1) } / Double(y.count)
        let least = max(0.1 * max(typical, mean), .leastNormalMagnitude)
        let half = period > 1 ? (period <= 24 ? period * 3 / 2 : period / 2) : 7
        let first = Self.rollingMedian(y, half: half)
        var season = [Double](repeating: 0, count: max(1, period))
        if period > 1, y.count >= 2 * period {
            let recent = max(0, y.count - 16 * period)
            for phase in season.indices {
                var shares: [Double] = []
                for i in stride(from: recent, to: y.count, by: 1) where i % period == phase {
                    shares.append((y[i] - first[i]) / max(abs(first[i]), least))
                }
                season[phase] = shares.median()
            }
        }
        let flat = y.indices.map { y[$0] - season[$0 % season.count] * max(abs(first[$0]), least) }
        level = Self.rollingMedian(flat, half: period == 7 ? 14 : min(half, 10))
        unit = level.map { max(abs($0), least) }
        self.season = season
        var errors: [Double] = []
        for i in y.indices { errors.append(abs(flat[i] - level[i]) / unit[i]) }
        spread = max(1.4826 * errors.median(), 0.002)
    }

    /// What level and season expect of value `i`.
    func expected(_ i: Int) -> Double { level[i] + unit[i] * season[i % season.count] }

    /// The median of up to `half` values on each side of each value.
    static func rollingMedian(_ y: [Double], half: Int) -> [Double] {
        var window = SortedWindow(y.prefix(half))
        var out: [Double] = []
        out.reserveCapacity(y.count)
        for i in y.indices {
            let (new, old) = (i + half, i - half - 1)
            if new < y.count, old >= 0 {
                window.replace(y[old], with: y[new])
            } else if new < y.count {
                window.insert(y[new])
            } else if old >= 0 {
                window.remove(y[old])
            }
            out.append(window.median)
        }
        return out
    }
}
