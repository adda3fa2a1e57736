/// How often a series is observed.
public enum Frequency: Sendable, Hashable {
    /// Every so many seconds, for example 60 or 3,600 (at least 1).
    case seconds(Int)
    /// Every calendar day.
    case daily
    /// Every seven days.
    case weekly
    /// Every so many calendar months: 1 monthly, 3 quarterly, 12 yearly (at least 1).
    case months(Int)

    /// Every hour.
    public static let hourly = Frequency.seconds(3600)
    /// Every month.
    public static let monthly = Frequency.months(1)
    /// Every quarter.
    public static let quarterly = Frequency.months(3)
    /// Every year.
    public static let yearly = Frequency.months(12)

    /// The time `steps` observations after `start`; the day of the month is kept, or the month's last taken.
    public func timestamp(_ start: Timestamp, advancedBy steps: Int) -> Timestamp {
        switch self {
        case .seconds(let seconds): Timestamp(secondsSinceEpoch: start.secondsSinceEpoch + seconds * steps)
        case .daily: Timestamp(secondsSinceEpoch: start.secondsSinceEpoch + 86_400 * steps)
        case .weekly: Timestamp(secondsSinceEpoch: start.secondsSinceEpoch + 604_800 * steps)
        case .months(let months): Frequency.addingMonths(months * steps, to: start)
        }
    }

    private static func addingMonths(_ months: Int, to start: Timestamp) -> Timestamp {
        let day = start.day
        let first = BillingPeriod(containing: day).advanced(by: months).start
        let shifted = first.advanced(by: min(day.day, first.daysInMonth) - 1)
        return Timestamp(secondsSinceEpoch: shifted.dayNumber * 86_400 + start.secondOfDay)
    }

    /// Observations in the usual seasons, shortest first: 7 for daily, 24 and 168 for hourly, 12 for monthly.
    public var usualPeriods: [Int] {
        switch self {
        case .seconds(let seconds):
            [86_400 / seconds, 604_800 / seconds].filter { $0 > 1 }
        case .daily: [7]
        case .weekly: [52]
        case .months(let months): months < 12 && 12 % months == 0 ? [12 / months] : []
        }
    }
}
