/// What the ranges of a level with drift are widened by, so that they hold what they promise.
///
/// The series' own errors some blocks ahead, from every origin of its past, are compared with what the model says of
/// them; that ratio is drawn to a pooled one, which grows where parameters are fitted to few blocks.
enum SpreadScale {
    /// Ratio for long histories: what fitted models promise too much.
    ///
    /// Chosen while the ranges on M3 and on simulated costs were read; the report says what they hold elsewhere.
    static let pooled = 1.1
    /// Blocks that fitting costs.
    static let fitted = 10.0
    /// Origins that the pooled ratio counts for.
    static let weight = 12.0
    /// Blocks ahead that are looked at.
    static let ahead = 4

    static func factor(of fit: LevelFit, on means: [Double]) -> Double {
        let count = Double(means.count)
        let prior = pooled * (1 + fitted / count).squareRoot()
        let errors = fit.errors(means, ahead: ahead).suffix(60).map { min($0 * $0, 9) }
        // Neighbouring origins see the same blocks.
        let origins = Double(errors.count) / Double(ahead)
        guard origins >= 1 else { return prior }
        let own = errors.reduce(0, +) / Double(errors.count)
        return prior * ((weight + origins * own) / (weight + origins)).squareRoot().clamped(0.7, 1.6)
    }
}
