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
        let promoted = Self.promotionDays(promotions, in: days)
        self.init(days: days) { day in
            let promotion = promoted[day]
            if let promotion, promotion.hasSuffix(Self.peak) { return promotion }
            if let holidays {
                if holidays.isAdjustedWorkday(day) { return "adjusted workday" }
                if let name = holidays.holiday(on: day), !holidays.isWorkday(day) {
                    return day.weekday > 5 ? name + " weekend" : name
                }
            }
            if let promotion { return promotion }
            guard monthTurns else { return nil }
            let number = day.day
            if number <= 2 { return "day \(number)" }
            return number == day.daysInMonth ? "last day" : nil
        }
    }

    private static let peak = " peak"

    private static func promotionDays(_ promotions: [Promotion], in days: Range<CivilDate>) -> [CivilDate:
        String]
    {
        var named: [CivilDate: String] = [:]
        guard !days.isEmpty else { return named }
        for year in days.lowerBound.year...days.upperBound.year {
            for promotion in promotions {
                for day in promotion.days(in: year) { named[day] = promotion.rawValue }
                for day in promotion.peakDays(in: year) { named[day] = promotion.rawValue + peak }
            }
        }
        return named
    }
}
