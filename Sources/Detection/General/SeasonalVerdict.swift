/// Joins two verdicts on a value of an hour or longer: whether it is new, and whether it departs from its season.
///
/// A residual counts by its chance, one half at the threshold of the residuals. Within half a season of an anomaly it is the same
/// incident: then its score is halved.
struct SeasonalVerdict {
    /// The chance of a residual that is an anomaly.
    private let chance: Double
    private let reach: Int
    private var count = 0
    private var last: Int?

    init(threshold: Double, period: Int) {
        chance = max(1 - threshold, 1e-12)
        reach = period / 2
    }

    mutating func join(_ novelty: ScoredValue, _ residual: ScoredValue) -> ScoredValue {
        defer { count += 1 }
        let strength = 1 / (1 + (1 - residual.score) / chance)
        let isNews = novelty.isAnomaly || last.map { count - $0 > reach } ?? true
        let isAnomaly = novelty.isAnomaly || residual.isAnomaly && isNews
        if isAnomaly { last = count }
        let score = max(novelty.score, residual.isAnomaly && !isNews ? strength / 2 : strength)
        return residual.judged(score: score, isAnomaly: isAnomaly)
    }
}
