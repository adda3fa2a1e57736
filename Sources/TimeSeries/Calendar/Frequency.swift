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

    /// The time `steps` observations after `start`.
    ///
    /// Months keep the day of the month or take the month's last; the last day of a month stays the last.
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
        let kept = day.day == day.daysInMonth ? first.daysInMonth : min(day.day, first.daysInMonth)
        let shifted = first.advanced(by: kept - 1)
        return Timestamp(secondsSinceEpoch: shifted.dayNumber * 86_400 + start.secondOfDay)
    }

    /// How many observations after `start` the time `end` is; `nil` if it is between two.
    public func steps(from start: Timestamp, to end: Timestamp) -> Int? {
        let count: Int
        switch self {
        case .seconds(let seconds): count = (end.secondsSinceEpoch - start.secondsSinceEpoch) / seconds
        case .daily: count = (end.secondsSinceEpoch - start.secondsSinceEpoch) / 86_400
        case .weekly: count = (end.secondsSinceEpoch - start.secondsSinceEpoch) / 604_800
        case .months(let months):
            let (from, to) = (start.day.components, end.day.components)
            count = ((to.year - from.year) * 12 + to.month - from.month) / months
        }
        return timestamp(start, advancedBy: count) == end ? count : nil
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

extension Frequency: CustomStringConvertible, LosslessStringConvertible {
    /// `hourly`, `daily`, `weekly`, `monthly`, `quarterly`, `yearly`; others as `900s` or `2mo`.
    public var description: String {
        switch self {
        case .seconds(3600): "hourly"
        case .seconds(let seconds): "\(seconds)s"
        case .daily: "daily"
        case .weekly: "weekly"
        case .months(1): "monthly"
        case .months(3): "quarterly"
        case .months(12): "yearly"
        case .months(let months): "\(months)mo"
        }
    }

    /// The frequency that ``description`` writes so; `nil` for other text.
    public init?(_ description: String) {
        let named: [Frequency] = [.hourly, .daily, .weekly, .monthly, .quarterly, .yearly]
        if let match = named.first(where: { $0.description == description }) {
            self = match
        } else if description.hasSuffix("mo"), let months = Int(description.dropLast(2)), 1...1200 ~= months {
            self = .months(months)
        } else if description.hasSuffix("s"), let seconds = Int(description.dropLast()),
            1...1_000_000_000 ~= seconds
        {
            self = .seconds(seconds)
        } else {
            return nil
        }
    }
}
