public import TimeSeries

/// Which known events each day of a range has, prepared once and shared by all series of a calendar.
public struct CalendarEffects: Sendable, Hashable {
    /// The days that are known.
    public let days: Range<CivilDate>
    /// For each day the number of its event, 0 where it is an ordinary day; equal numbers are the same event.
    public let events: [Int]
    /// Name of each event; the first, of ordinary days, is empty.
    public let names: [String]

    /// Events of given names by day.
    ///
    /// - Parameters:
    ///   - days: The days to know.
    ///   - event: The name of a day's event, `nil` for an ordinary day.
    public init(days: Range<CivilDate>, event: (CivilDate) -> String?) {
        var numbers: [String: Int] = [:]
        var names = [""]
        var events: [Int] = []
        events.reserveCapacity(days.count)
        for day in days {
            guard let name = event(day) else {
                events.append(0)
                continue
            }
            if numbers[name] == nil {
                numbers[name] = names.count
                names.append(name)
            }
            events.append(numbers[name] ?? 0)
        }
        self.days = days
        self.events = events
        self.names = names
    }

    /// The number of a day's event; 0 for ordinary days and days that are not known.
    public func event(on day: CivilDate) -> Int {
        days.contains(day) ? events[day.dayNumber - days.lowerBound.dayNumber] : 0
    }
}

extension CalendarEffects {
    /// Holidays, adjusted working days, promotions and their peaks, month turns: the names are those of the calendar.
    ///
    /// A holiday counts only where people do not work on it; a day has one event, the strongest that it has.
    ///
    /// - Parameters:
    ///   - days: The days to know, history and future.
    ///   - holidays: The calendar of the people who cause the cost.
    ///   - promotions: The promotions that move it.
    ///   - monthTurns: Whether the first two days and the last day of a month are events.
    public init(
        days: Range<CivilDate>, holidays: HolidayCalendar?, promotions: [Promotion] = [],
        monthTurns: Bool = false
    ) {
        var named: [CivilDate: String] = [:]
        if !days.isEmpty, !promotions.isEmpty {
            for year in days.lowerBound.year...days.upperBound.year {
                for promotion in promotions {
                    for day in promotion.days(in: year) { named[day] = promotion.rawValue }
                }
            }
            for year in days.lowerBound.year...days.upperBound.year {
                for promotion in promotions {
                    for day in promotion.peakDays(in: year) { named[day] = promotion.rawValue + " peak" }
                }
            }
        }
        self.init(days: days) { day in
            if let name = named[day], name.hasSuffix(" peak") { return name }
            if let holidays {
                if holidays.isAdjustedWorkday(day) { return "adjusted workday" }
                if let name = holidays.holiday(on: day), !holidays.isWorkday(day) {
                    return day.weekday > 5 ? name + " weekend" : name
                }
            }
            if let name = named[day] { return name }
            guard monthTurns else { return nil }
            let (_, _, dayOfMonth) = day.components
            if dayOfMonth <= 2 { return "day \(dayOfMonth)" }
            return dayOfMonth == day.daysInMonth ? "last day" : nil
        }
    }
}
