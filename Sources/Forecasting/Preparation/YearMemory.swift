import TimeSeries

/// Days that stood out at the same date of each of the last two years: the turn of the year, a yearly campaign.
struct YearMemory {
    private let shares: [Double]
    private let first: CivilDate
    private let bound: Double

    /// - Parameters:
    ///   - shares: What level and season leave of each value, in units of the level.
    ///   - first: Day of the first value.
    ///   - spread: Usual size of `shares`.
    init(shares: [Double], first: CivilDate, spread: Double) {
        self.shares = shares
        self.first = first
        bound = max(2.5 * spread, 0.06)
    }

    /// The middle of three days around the date, years ago.
    private func around(_ day: CivilDate, yearsAgo: Int) -> Double? {
        let (year, month, number) = day.components
        guard
            let then = CivilDate(
                year: year - yearsAgo, month: month, day: min(number, 28) == 28 ? 28 : number)
        else { return nil }
        let i = first.distance(to: then) + (number > 28 ? number - 28 : 0)
        guard i >= 1, i + 1 < shares.count else { return nil }
        let (a, b, c) = (shares[i - 1], shares[i], shares[i + 1])
        return max(min(a, b), min(max(a, b), c))
    }

    /// The effect of a day, in units of the level; 0 unless both years agree.
    func effect(on day: CivilDate) -> Double {
        guard let a = around(day, yearsAgo: 1), let b = around(day, yearsAgo: 2), (a > 0) == (b > 0),
            min(abs(a), abs(b)) > bound
        else { return 0 }
        return 0.9 * (a + b) / 2
    }
}
