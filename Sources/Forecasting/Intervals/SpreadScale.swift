/// What the ranges of a level with drift are widened by, so that they hold what they promise.
///
/// The series' own errors some blocks ahead, from every origin of its past, are compared with what the model says of
/// them; that ratio is drawn to a pooled one, which grows where parameters are fitted to few blocks.
enum SpreadScale {
    /// Ratio for long histories: what fitted models promise too much.
    ///
    /// Chosen while the ranges on M3 and on simulated costs were read; the report says what they hold elsewhere.
    static let pooled = 1.0
    /// The same for blocks of several values, whose means move together more than their own errors show.
    static let pooledBlocks = 1.05
    /// Blocks that fitting costs.
    static let fitted = 5.0
    /// Origins that the pooled ratio counts for.
    static let weight = 12.0
    /// Blocks ahead that are looked at.
    static let ahead = 4
    /// Origins that are looked at.
    static let origins = 120
    /// Growth that may set in, in units of the weight of the newest block and its error: so much over the number of blocks.
    static let turn = 9.0

    /// The factor on the errors of the likeliest fit to means of blocks of so many values.
    static func factor(of fit: LevelFit, on means: [Double], block: Int) -> Double {
        let count = Double(means.count)
        let prior = (block > 1 ? pooledBlocks : pooled) * (1 + fitted / count).squareRoot()
        let errors = fit.errors(means, ahead: ahead).suffix(origins).map { min($0 * $0, 9) }
        // Neighbouring origins see the same blocks.
        let apart = Double(errors.count) / Double(ahead)
        guard apart >= 1 else { return prior }
        let own = errors.reduce(0, +) / Double(errors.count)
        return prior * ((weight + apart * own) / (weight + apart)).squareRoot().clamped(0.7, 1.6)
    }
}
