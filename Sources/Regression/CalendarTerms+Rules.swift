import TimeSeries

/// What a calendar column says of a day.
enum CalendarRule: Sendable, Hashable {
    /// Weekdays that one of these holidays gives off.
    case holidays(String, [String])
    /// Weekend days within a holiday.
    case holidayWeekend(String)
    /// Weekend days that are worked for a holiday.
    case adjustedWorkday(String)
    /// Working days between two days off.
    case bridgeDay(String)
    /// Working days from 24 December to 1 January.
    case betweenTheYears(String)
    /// The hat over one of ``LunarKnots/days``.
    case lunarKnot(Int)
    /// 0 before the event, 1 on its last peak day, 0 after it, linear between.
    case promotionSlope(Promotion)
    /// One of the days of the event on which most is sold.
    case promotionPeak(Promotion, Int)
    /// A day of the month from its start (above 0) or its end.
    case dayOfMonth(Int)
    /// The first working day of the month in a country.
    case firstWorkday(String?)
    /// The last two and the first three days of a month.
    case trueUp
    /// The part of a day that the day is longer.
    case hours(CalendarTerms.DaylightSaving)

    /// The column over `days`.
    func values(on days: [CivilDate]) -> [Double] {
        switch self {
        case .holidays(let code, let names):
            let wanted = Set(names)
            return marks(days, code) { $0.holiday(on: $1).map(wanted.contains) == true && $1.weekday <= 5 }
        case .holidayWeekend(let code):
            return marks(days, code) { $0.holiday(on: $1) != nil && $1.weekday > 5 }
        case .adjustedWorkday(let code): return marks(days, code) { $0.isAdjustedWorkday($1) }
        case .bridgeDay(let code): return marks(days, code, CalendarRule.isBridge)
        case .betweenTheYears(let code):
            return marks(days, code) { calendar, day in
                let (_, month, number) = day.components
                return month == 12 && number >= 24 && calendar.isWorkday(day)
            }
        case .firstWorkday(let code):
            let calendar = code.flatMap(HolidayCalendar.named)
            return days.map { CalendarRule.isFirstWorkday($0, calendar) ? 1 : 0 }
        case .lunarKnot(let k):
            return days.map { LunarNewYear.position(of: $0).map { LunarKnots.hat(k, at: $0) } ?? 0 }
        case .promotionSlope(let event): return days.map { CalendarRule.slope(event, $0) }
        case .promotionPeak(let event, let k):
            return days.map { 1...9998 ~= $0.year && event.peakDays(in: $0.year)[k] == $0 ? 1 : 0 }
        case .dayOfMonth(let number): return days.map { CalendarRule.isDay(number, $0) ? 1 : 0 }
        case .trueUp: return days.map { $0.day <= 3 || $0.daysInMonth - $0.day < 2 ? 1 : 0 }
        case .hours(let clock): return days.map { clock.extraHours(on: $0) / 24 }
        }
    }

    private func marks(
        _ days: [CivilDate], _ code: String, _ isMarked: (HolidayCalendar, CivilDate) -> Bool
    ) -> [Double] {
        guard let calendar = HolidayCalendar.named(code) else { return days.map { _ in 0 } }
        return days.map { isMarked(calendar, $0) ? 1 : 0 }
    }

    private static func isBridge(_ calendar: HolidayCalendar, _ day: CivilDate) -> Bool {
        let around = [day.advanced(by: -1), day.advanced(by: 1)]
        return calendar.isWorkday(day) && around.allSatisfy { !calendar.isWorkday($0) }
    }

    private static func isFirstWorkday(_ day: CivilDate, _ calendar: HolidayCalendar?) -> Bool {
        func isWorked(_ day: CivilDate) -> Bool { calendar?.isWorkday(day) ?? (day.weekday <= 5) }
        return isWorked(day) && !(day.startOfMonth..<day).contains(where: isWorked)
    }

    private static func isDay(_ number: Int, _ day: CivilDate) -> Bool {
        let (_, _, place) = day.components
        return number > 0 ? place == min(number, day.daysInMonth) : day.daysInMonth - place == -number - 1
    }

    private static func slope(_ event: Promotion, _ day: CivilDate) -> Double {
        guard 1...9998 ~= day.year else { return 0 }
        let span = event.days(in: day.year)
        guard span.contains(day), let peak = event.peakDays(in: day.year).last else { return 0 }
        let before = span.lowerBound.advanced(by: -1)
        return day <= peak
            ? Double(before.distance(to: day)) / Double(before.distance(to: peak))
            : Double(day.distance(to: span.upperBound)) / Double(peak.distance(to: span.upperBound))
    }
}

/// Hats over days around the lunar New Year: each is 1 on its day and 0 on those of its neighbours.
enum LunarKnots {
    /// The days of the hats; 0 is New Year's Day.
    static let days = [-14, -7, -3, 0, 3, 7, 15]
    /// With one more on either side, where the outer hats end.
    private static let ends = [-21] + days + [23]

    /// Hat `k` at a place around the New Year.
    static func hat(_ k: Int, at place: Int) -> Double {
        let (before, centre, after) = (ends[k], ends[k + 1], ends[k + 2])
        guard before < place, place < after else { return 0 }
        return place <= centre
            ? Double(place - before) / Double(centre - before)
            : Double(after - place) / Double(after - centre)
    }
}

extension CalendarTerms.DaylightSaving {
    /// Hours that a day is longer than 24.
    func extraHours(on day: CivilDate) -> Double {
        let (_, month, number) = day.components
        guard day.weekday == 7 else { return 0 }
        switch self {
        case .unitedStates: return month == 3 && 8...14 ~= number ? -1 : month == 11 && number <= 7 ? 1 : 0
        case .europeanUnion: return number < 25 ? 0 : month == 3 ? -1 : month == 10 ? 1 : 0
        }
    }
}
