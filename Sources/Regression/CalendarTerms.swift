public import TimeSeries

/// Named calendar columns of a regression: what a date alone says of a cost.
///
///     let terms = CalendarTerms([.holidays("CN"), .lunarNewYear, .monthTurn], over: history)
///     let design = try DesignMatrix(Array(zip(terms.names, terms.columns(over: history, 0..<history.count))))
///
/// Only columns that occur at least twice in the history are kept, in the order of the blocks; a holiday that occurs
/// once shares a column with the others like it; what is left out is in ``leftOut``. The same terms give the rows of the
/// future.
///
/// A column is a share of a day: 1 on a holiday, 0 on ordinary days. A value that stands for several days (a week, a
/// month) has the mean of its days, a value within a day that of its day.
public struct CalendarTerms: Sendable, Hashable {
    /// One family of calendar effects.
    public enum Block: Sendable, Hashable {
        /// The holidays of a country (a code of `HolidayCalendar`), one column a holiday; its weekend days, adjusted
        /// working days, bridge days and the days between the years.
        case holidays(String)
        /// The place around the lunar New Year: linear between 14, 7 and 3 days before, the day, 3, 7 and 15 after.
        case lunarNewYear
        /// Sales events: a slope up to the main day, and a column for each day on which most is sold.
        case promotions([Promotion])
        /// First, second and last day, first working day, and the days of true-up: the last two and the first three.
        case monthTurn
        /// Days of the month on which something is billed: 1…31 from the start (29…31 fall on the last day of shorter
        /// months), −1…−28 from the end.
        case billingDays([Int])
        /// Days of 23 and 25 hours: the part of a day that they are longer.
        case hoursInDay(DaylightSaving)

        /// What the effect of the block is called: `CN holidays`, `month turn` and so on.
        public var name: String {
            switch self {
            case .holidays(let code): "\(code.uppercased()) holidays"
            case .lunarNewYear: "lunar New Year"
            case .promotions: "promotions"
            case .monthTurn: "month turn"
            case .billingDays: "billing days"
            case .hoursInDay: "hours in day"
            }
        }
    }

    /// Whose clock is put forward in spring and back in autumn.
    public enum DaylightSaving: Sendable, Hashable {
        /// Second Sunday of March to first Sunday of November, since 2007.
        case unitedStates
        /// Last Sundays of March and October, since 1996.
        case europeanUnion
    }

    /// A column that is not part of the terms, and why.
    public struct LeftOut: Sendable, Hashable {
        /// The name it would have.
        public let name: String
        /// Why it is left out.
        public let reason: Reason

        /// Why a column is left out.
        public enum Reason: Sendable, Hashable {
            /// It occurs in the history, but less often than needed.
            case seldom(occurrences: Int, needed: Int)
            /// It occurs too seldom for its own column and shares this one.
            case pooled(into: String)
            /// On every day of the history it equals this column.
            case equals(String)
        }
    }

    /// The blocks, in the order of their columns.
    public let blocks: [Block]
    /// Columns that would occur in the history but are left out.
    public let leftOut: [LeftOut]
    /// How often a column must occur in the history to be kept.
    public let minimumOccurrences: Int
    let kept: [CalendarColumn]

    /// The terms of these blocks that occur in a history.
    ///
    /// - Parameters:
    ///   - blocks: No two alike; may be empty.
    ///   - history: Its times alone are used.
    ///   - minimumOccurrences: A column is kept if it occurs this often; days at most 14 days apart are one occurrence.
    /// - Precondition: Countries that `HolidayCalendar` knows; days of the month as ``Block/billingDays(_:)`` says.
    public init(_ blocks: [Block], over history: Series, minimumOccurrences: Int = 2) {
        precondition(Set(blocks).count == blocks.count, "no two blocks of calendar terms are alike")
        precondition(minimumOccurrences >= 1, "a column occurs at least once")
        let lastDay = history.timestamp(history.count - 1).day
        let days = history.start.day..<max(history.end.day, lastDay.advanced(by: 1))
        var selection = CalendarSelection(days: Array(days), minimumOccurrences: minimumOccurrences)
        let country = blocks.lazy.compactMap { if case .holidays(let code) = $0 { code } else { nil } }.first
        for block in blocks { selection.add(block, workdaysOf: country) }
        self.blocks = blocks
        self.minimumOccurrences = minimumOccurrences
        kept = selection.kept
        leftOut = selection.leftOut
    }

    /// One name a column, no two alike.
    public var names: [String] { kept.map(\.name) }

    /// The name of the block that each column belongs to.
    public var blockNames: [String] { kept.map(\.block) }

    /// The columns at the observations `range`, counted from the start of the history; its end may lie in the future.
    ///
    /// - Returns: One column a name, each with a number for each observation of the range.
    public func columns(over history: Series, _ range: Range<Int>) -> [[Double]] {
        columns(from: history.start, every: history.frequency, range)
    }

    /// The columns at the observations `range`, counted from `start`.
    public func columns(
        from start: Timestamp, every frequency: Frequency, _ range: Range<Int>
    ) -> [[Double]] {
        guard !range.isEmpty else { return kept.map { _ in [] } }
        let edges = (range.lowerBound...range.upperBound).map {
            frequency.timestamp(start, advancedBy: $0).day
        }
        let first = edges[0]
        let days = Array(first...max(edges[range.count], first))
        return kept.map { column in
            let values = column.rule.values(on: days)
            return range.indices.map { i in
                let place = i - range.lowerBound
                let lower = first.distance(to: edges[place])
                let upper = max(first.distance(to: edges[place + 1]), lower + 1)
                guard upper > lower + 1 else { return values[lower] }
                return values[lower..<upper].reduce(0, +) / Double(upper - lower)
            }
        }
    }
}
