import TimeSeries

/// Days that stood out in both of the last two years: at the same date, or on the same weekday of the month (the fourth
/// Thursday of November): the turn of the year, a holiday, a yearly campaign.
struct YearMemory {
    private let shares: [Double]
    private let first: CivilDate
    private let bound: Double
    private let spread: Double

    /// - Parameters:
    ///   - shares: What level and season leave of each value, in units of the level.
    ///   - first: Day of the first value.
    ///   - spread: Usual size of `shares`.
    init(shares: [Double], first: CivilDate, spread: Double) {
        self.shares = shares
        self.first = first
        self.spread = spread
        bound = max(2.5 * spread, 0.06)
    }

    /// The effect of a day that is to come, in units of the level; 0 unless both years agree.
    func effect(on day: CivilDate) -> Double {
        memory(of: day)?.effect ?? 0
    }

    /// How far the effect of a day may be off, in units of the level.
    func doubt(on day: CivilDate) -> EffectDoubt {
        memory(of: day).map { EffectDoubt($0.shares, effect: $0.effect, spread: spread) } ?? .none
    }

    /// What both years say of a day: of its date, or else of its weekday in the month.
    private func memory(of day: CivilDate) -> (effect: Double, shares: [Double])? {
        for same in [Self.sameDate, Self.sameWeekday] {
            if let last = share(on: same(day, -1)), let before = share(on: same(day, -2)),
                let effect = agreed(last, before)
            {
                return (effect, [last, before])
            }
        }
        return nil
    }

    /// What of value `i` of the history came again a year before or after, in units of the level.
    func recurring(_ i: Int) -> Double {
        let own = shares[i]
        guard abs(own) > bound else { return 0 }
        let day = first.advanced(by: i)
        for years in [-1, 1] {
            let others = [
                share(on: Self.sameDate(day, years)), share(on: Self.sameWeekday(day, years)),
            ]
            if others.contains(where: { agreed(own, $0) != nil }) { return own }
        }
        return 0
    }

    /// The mean of two shares, a little drawn to none, if both stand out to the same side.
    private func agreed(_ a: Double?, _ b: Double?) -> Double? {
        guard let a, let b, (a > 0) == (b > 0), min(abs(a), abs(b)) > bound else { return nil }
        return 0.95 * (a + b) / 2
    }

    private func share(on day: CivilDate?) -> Double? {
        guard let day else { return nil }
        let i = first.distance(to: day)
        return shares.indices.contains(i) ? shares[i] : nil
    }

    private static func sameDate(_ day: CivilDate, _ years: Int) -> CivilDate? {
        let (year, month, number) = day.components
        return CivilDate(year: year + years, month: month, day: number)
    }

    /// The same weekday of the same week of the month.
    private static func sameWeekday(_ day: CivilDate, _ years: Int) -> CivilDate? {
        let (year, month, number) = day.components
        guard let start = CivilDate(year: year + years, month: month, day: 1) else { return nil }
        let ahead = (day.weekday - start.weekday + 7) % 7
        return start.advanced(by: ahead + 7 * ((number - 1) / 7))
    }
}
