/// How far what is known of a day may be off: by an error that all days of its sort share, and by one of each day's own.
struct EffectDoubt {
    /// Standard deviation of the error that days of one sort share.
    var shared: Double
    /// Standard deviation of each day's own error, beyond what an ordinary day has.
    var own: Double

    /// Nothing can be off, as nothing is expected.
    static let none = EffectDoubt(shared: 0, own: 0)

    /// From the occurrences that an effect was learned from, in units of the level.
    ///
    /// A day that is half as large again has errors half as large again; that counts as one occurrence.
    ///
    /// - Parameters:
    ///   - occurrences: What each had beyond level and season, at least one.
    ///   - effect: What is expected of the next.
    ///   - spread: Usual size of an ordinary day's share.
    init(_ occurrences: [Double], effect: Double, spread: Double) {
        let usual = (1 + abs(effect)) * spread
        let squares = occurrences.reduce(0) { $0 + ($1 - effect) * ($1 - effect) }
        let n = Double(occurrences.count)
        let variance = (usual * usual + squares) / max(1.5, n)
        // An effect is the median of four at most, which is known a little less well than their mean.
        shared = (1.3 * variance / min(n, 4)).squareRoot()
        own = max(0, variance - spread * spread).squareRoot()
    }

    init(shared: Double, own: Double) { (self.shared, self.own) = (shared, own) }

    /// The same in other units.
    func scaled(_ unit: Double) -> EffectDoubt { EffectDoubt(shared: unit * shared, own: unit * own) }
}
