import Foundation

/// A series folded by its season: one column a season, the last one full.
enum SeasonFold {
    /// The season whose columns are most nearly multiples of one shape, by BIC of that fit.
    static func best(of periods: [Int], for y: [Double]) -> Int? {
        periods.min { criterion(y, $0) < criterion(y, $1) }
    }

    /// *n* log(rest ∕ *n*) + parameters · log *n* of the best multiple of one shape.
    private static func criterion(_ y: [Double], _ period: Int) -> Double {
        let seasons = min(500, y.count / period)
        let last = Array(y.suffix(seasons * period))
        let n = Double(last.count)
        let all = last.reduce(0) { $0 + $1 * $1 }
        guard all > 0 else { return 0 }
        var shape = [Double](repeating: 1, count: period)
        var explained = 0.0
        // The power method: the first singular value of a positive matrix stands well apart.
        for _ in 0..<30 {
            var next = [Double](repeating: 0, count: period)
            for k in 0..<seasons {
                var along = 0.0
                for p in 0..<period { along += shape[p] * last[k * period + p] }
                for p in 0..<period { next[p] += along * last[k * period + p] }
            }
            let norm = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard norm > 0 else { break }
            explained = norm / max(shape.reduce(0) { $0 + $1 * $1 }.squareRoot(), .leastNormalMagnitude)
            shape = next.map { $0 / norm }
        }
        let rest = max(all - explained, 1e-20 * all)
        return n * log(rest / n) + Double(period + seasons - 1) * log(n)
    }
}
