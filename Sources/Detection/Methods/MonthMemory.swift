import TimeSeries

/// Finds the same day of the last months, day by day, without calendar arithmetic at each step.
struct MonthMemory {
    private var t = 0
    private var day: Int
    private var daysInMonth: Int
    private var month: BillingPeriod
    private let isKnown: Bool
    /// Days of the last three months, latest first.
    private var lengths = (31, 31, 31)

    init(first: CivilDate?) {
        let start = first ?? CivilDate(dayNumber: 0)
        isKnown = first != nil
        day = start.day
        daysInMonth = start.daysInMonth
        month = BillingPeriod(containing: start)
        lengths = (
            month.advanced(by: -1).days.count, month.advanced(by: -2).days.count,
            month.advanced(by: -3).days.count
        )
    }

    /// Moves on by a day.
    mutating func advance() {
        t += 1
        day += 1
        guard day > daysInMonth else { return }
        day = 1
        lengths = (daysInMonth, lengths.0, lengths.1)
        month = month.advanced(by: 1)
        daysInMonth = month.days.count
    }

    /// Where this day was `back` months ago (1…3): the same day of the month, or its last.
    private func index(back: Int) -> Int {
        let (a, b, c) = lengths
        let length = back == 1 ? a : back == 2 ? b : c
        let between = back == 1 ? 0 : back == 2 ? a : a + b
        return t - day - between - (length - min(day, length))
    }

    private func value(_ ratio: [Double], back: Int) -> Double {
        guard isKnown else { return 0 }
        let i = index(back: back)
        return 0..<ratio.count ~= i ? ratio[i] : 0
    }

    /// The charge that this day of the month usually carries, in units of the level; 0 for none.
    func usual(_ ratio: [Double]) -> Double {
        let a = value(ratio, back: 1)
        let b = value(ratio, back: 2)
        guard abs(a) > 0.15, abs(b) > 0.15, (a > 0) == (b > 0) else { return 0 }
        let c = value(ratio, back: 3)
        let median = max(min(a, b), min(max(a, b), c))
        let similar = min(abs(a), abs(b)) > 0.4 * max(abs(a), abs(b))
        return similar ? median : 0
    }

    /// The charge that this day carried last month, in units of the level; 0 for none.
    func last(_ ratio: [Double]) -> Double {
        let charge = value(ratio, back: 1)
        return abs(charge) > 0.15 ? charge : 0
    }
}
