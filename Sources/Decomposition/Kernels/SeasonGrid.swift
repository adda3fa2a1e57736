/// Where the cycles of a season begin when its period need not be a whole number of observations.
///
/// Cycle *c* of period *p* holds the times ⌊*c·p*⌋ ..< ⌊(*c* + 1)·*p*⌋: each year of 365.25 days has 365 or 366. The
/// *cycle-subseries* of a time *t* are the values at *t* ± *k·p*; between two observations the value is on their line,
/// and within a step of the first or last observation it is that one's. For a whole period these are the
/// cycle-subseries of the paper. Every time has at least one other member if ⌊2*p*⌋ ≤ *n*.
struct SeasonGrid: Sendable, Hashable {
    let period: Double
    /// The period if it is whole, else 0.
    private let whole: Int

    init(_ period: Double) {
        self.period = period
        whole = period == period.rounded() ? Int(period) : 0
    }

    var isWhole: Bool { whole > 0 }

    /// One cycle in whole steps, rounded up: how far the cycle-subseries are carried on at both ends.
    var reach: Int { isWhole ? whole : Int(period.rounded(.up)) }

    /// The first time of cycle `c`, which may lie before the series.
    @inline(__always)
    func start(_ c: Int) -> Int {
        isWhole ? c * whole : Int((Double(c) * period).rounded(.down))
    }

    /// The cycle of a time.
    func cycle(_ time: Int) -> Int {
        var c = Int((Double(time) / period).rounded(.down))
        while start(c) > time { c -= 1 }
        while start(c + 1) <= time { c += 1 }
        return c
    }

    /// How far `cycles` cycles are: whole steps, and the share of one more.
    @inline(__always)
    func lag(_ cycles: Int) -> (steps: Int, share: Double) {
        if isWhole { return (cycles * whole, 0) }
        let steps = (Double(cycles) * period).rounded(.down)
        return (Int(steps), Double(cycles) * period - steps)
    }
}
