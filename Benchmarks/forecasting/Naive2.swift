import Statistics

/// The M competitions' yardstick: the last value, with a multiplicative season where the autocorrelation shows one.
///
/// - SeeAlso: the benchmark code of the M4 competition (`SeasonalityTest`, `Naive2`).
enum Naive2 {
    static func forecast(_ y: [Double], season: Int, horizon: Int) -> [Double] {
        let last = y[y.count - 1]
        guard isSeasonal(y, season: season), let factors = factors(y, season: season) else {
            return Array(repeating: last, count: horizon)
        }
        let level = last / factors[(y.count - 1) % season]
        return (0..<horizon).map { level * factors[(y.count + $0) % season] }
    }

    /// Whether the autocorrelation at the season lies outside its 90 % range.
    private static func isSeasonal(_ y: [Double], season: Int) -> Bool {
        guard season > 1, y.count >= 3 * season else { return false }
        let mean = y.reduce(0, +) / Double(y.count)
        let variance = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard variance > 0 else { return false }
        let r = (1...season).map { lag in
            (lag..<y.count).reduce(0.0) { $0 + (y[$1] - mean) * (y[$1 - lag] - mean) } / variance
        }
        let squares = r.dropLast().reduce(0) { $0 + $1 * $1 }
        return abs(r[season - 1]) > 1.645 * ((1 + 2 * squares) / Double(y.count)).squareRoot()
    }

    /// Ratios to a centred moving average, averaged by phase, with a mean of one.
    private static func factors(_ y: [Double], season: Int) -> [Double]? {
        let half = season / 2
        var sums = [Double](repeating: 0, count: season)
        var counts = sums
        for i in half..<(y.count - half) {
            var sum = y[(i - half)...(i + half)].reduce(0, +)
            if season % 2 == 0 { sum -= (y[i - half] + y[i + half]) / 2 }
            guard sum > 0 else { return nil }
            sums[i % season] += y[i] / (sum / Double(season))
            counts[i % season] += 1
        }
        guard counts.allSatisfy({ $0 > 0 }) else { return nil }
        let means = zip(sums, counts).map { $0 / $1 }
        let mean = means.reduce(0, +) / Double(season)
        guard means.allSatisfy({ $0 > 0 }) else { return nil }
        return means.map { $0 / mean }
    }
}
