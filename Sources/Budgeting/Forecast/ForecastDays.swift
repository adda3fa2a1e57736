import TimeSeries

/// The days that a forecast is about, counted from the first day of the history.
struct ForecastDays: Sendable {
    /// Day 0.
    let start: CivilDate
    /// Days that are known completely: 0 ..< origin.
    let origin: Int
    /// Days known so far, complete or not: 0 ..< known.
    let known: Int
    /// The days of the period, possibly beyond what is known.
    let period: Range<Int>
    /// Days whose totals are wanted: what is to come of the period, then later periods; none before the origin.
    let blocks: [Range<Int>]

    /// The days of a period and of later ones as of a run; what is before the origin is no part of a block.
    init(
        start: CivilDate, origin: CivilDate, known: CivilDate, period: Range<CivilDate>,
        later: [Range<CivilDate>]
    ) {
        func days(_ range: Range<CivilDate>) -> Range<Int> {
            start.distance(to: range.lowerBound)..<start.distance(to: range.upperBound)
        }
        let first = start.distance(to: origin)
        self.start = start
        self.origin = first
        self.known = start.distance(to: known)
        self.period = days(period)
        blocks = ([period] + later).map { range in
            let range = days(range)
            return max(first, range.lowerBound)..<max(first, range.upperBound)
        }
    }

    /// Days from the origin to the end of the last block.
    var horizon: Int { (blocks.map(\.upperBound).max() ?? origin) - origin }
    /// A block as steps ahead of the origin.
    func steps(_ block: Int) -> Range<Int> {
        blocks[block].lowerBound - origin..<blocks[block].upperBound - origin
    }
    /// A block as days.
    func dates(_ block: Int) -> Range<CivilDate> {
        date(blocks[block].lowerBound)..<date(blocks[block].upperBound)
    }
    /// The date of a day.
    func date(_ day: Int) -> CivilDate { start.advanced(by: day) }
    /// The days of the period that are charged so far.
    var charged: Range<Int> { period.clamped(to: 0..<max(0, known)) }
}
