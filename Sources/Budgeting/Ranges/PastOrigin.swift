public import TimeSeries

/// A day of the past at the same place of its month as today, from which the bill is forecast again.
///
///     for origin in PastOrigin.monthly(before: run, within: history) {
///         let days = origin.moved(rest)   // the same days, as many months ago
///     }
public struct PastOrigin: Sendable, Hashable {
    /// The day: what is known ends before it.
    public let day: CivilDate
    /// The day that it stands for.
    public let today: CivilDate
    /// Months between the two.
    public let months: Int

    /// The origins of the months before, newest first.
    ///
    /// - Parameters:
    ///   - today: The first day that is not known.
    ///   - history: The days that are known.
    ///   - least: Days that have to be known before an origin.
    ///   - limit: No more origins than these.
    /// - Returns: One for each month that is far enough from the start of the history.
    public static func monthly(
        before today: CivilDate, within history: Range<CivilDate>, least: Int = 60, limit: Int = 18
    ) -> [PastOrigin] {
        (1...max(1, limit)).map { PastOrigin(day: shifted(today, by: -$0), today: today, months: $0) }
            .filter { history.lowerBound.distance(to: $0.day) >= least && limit > 0 }
    }

    /// Days that stand to this origin as `days` stand to today: the rest of a month, a month or a quarter ahead.
    ///
    /// First days of months stay first days of months, whatever the lengths of the months are.
    public func moved(_ days: Range<CivilDate>) -> Range<CivilDate> {
        let lower = days.lowerBound == today ? day : Self.shifted(days.lowerBound, by: -months)
        let upper = Self.shifted(days.upperBound, by: -months)
        return max(day, lower)..<max(day, lower, upper)
    }

    /// The same day of another month, or that month's last day.
    private static func shifted(_ date: CivilDate, by months: Int) -> CivilDate {
        let (year, month, day) = date.components
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index.quotient(by: 12), index.remainder(by: 12) + 1)
        let last = CivilDate.days(inMonth: newMonth, year: newYear)
        return CivilDate(year: newYear, month: newMonth, day: min(day, last)) ?? date
    }
}

extension Int {
    /// Rounded down, as months before year 1 do not count backwards.
    fileprivate func quotient(by divisor: Int) -> Int { (self - remainder(by: divisor)) / divisor }
    fileprivate func remainder(by divisor: Int) -> Int { (self % divisor + divisor) % divisor }
}
