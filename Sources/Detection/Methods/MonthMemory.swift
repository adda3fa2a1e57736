import TimeSeries

/// The calendar of a series, day by day, and what the same day of the last three months carried above its level.
///
/// Steps without calendar arithmetic; memory of 128 values.
struct MonthMemory {
    /// What a day carried above level and season.
    struct Charge {
        /// In units of the level.
        var ofLevel = 0.0
        /// As a share of what was expected; 0 where little was.
        var ofExpected = 0.0

        /// Whether it is more than noise.
        var isCharge: Bool { abs(ofLevel) > 0.15 }
    }

    private static let kept = 128

    private var t = 0
    private var day: Int
    private var daysInMonth: Int
    private var month: BillingPeriod
    private var isTurnOfYear: (before: Bool, after: Bool)
    private let isKnown: Bool
    /// Days of the last three months, latest first.
    private var lengths = (31, 31, 31)
    private var ring = [Charge](repeating: Charge(), count: kept)

    init(first: CivilDate?) {
        let start = first ?? CivilDate(dayNumber: 0)
        isKnown = first != nil
        day = start.day
        daysInMonth = start.daysInMonth
        month = BillingPeriod(containing: start)
        isTurnOfYear = (month.month == 12, month.month == 1)
        lengths = (
            month.advanced(by: -1).days.count, month.advanced(by: -2).days.count,
            month.advanced(by: -3).days.count
        )
    }

    /// Whether the day is one of 24 December to 1 January, when much of the world works less.
    var isYearEnd: Bool { isKnown && (isTurnOfYear.before && day >= 24 || isTurnOfYear.after && day == 1) }

    /// Keeps what the day carried and moves on to the next.
    mutating func advance(keeping charge: Charge = Charge()) {
        ring[t % Self.kept] = charge
        t += 1
        day += 1
        guard day > daysInMonth else { return }
        day = 1
        lengths = (daysInMonth, lengths.0, lengths.1)
        month = month.advanced(by: 1)
        daysInMonth = month.days.count
        isTurnOfYear = (month.month == 12, month.month == 1)
    }

    /// What the same day of the month, or the last of a shorter one, carried `back` months ago (1…3).
    func charge(back: Int) -> Charge {
        guard isKnown else { return Charge() }
        let (a, b, c) = lengths
        let length = back == 1 ? a : back == 2 ? b : c
        let between = back == 1 ? 0 : back == 2 ? a : a + b
        let distance = day + between + length - min(day, length)
        return distance <= t ? ring[(t - distance) % Self.kept] : Charge()
    }

    /// The charge that this day of the month usually carries, in units of the level; 0 for none.
    func usual() -> Double {
        let a = charge(back: 1)
        let b = charge(back: 2)
        guard a.isCharge, b.isCharge, (a.ofLevel > 0) == (b.ofLevel > 0) else { return 0 }
        let (x, y, z) = (a.ofLevel, b.ofLevel, charge(back: 3).ofLevel)
        let median = max(min(x, y), min(max(x, y), z))
        let similar = min(abs(x), abs(y)) > 0.4 * max(abs(x), abs(y))
        return similar ? median : 0
    }
}
