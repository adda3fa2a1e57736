/// A calendar month, the period that vendors invoice: half-open, `start ..< end`.
public struct BillingPeriod: Sendable, Hashable, Comparable {
    /// Months since year 0: `12 · year + month − 1`.
    private let monthNumber: Int

    private init(monthNumber: Int) {
        self.monthNumber = monthNumber
    }

    /// The month (1…12) of a year in 1…9999; `nil` if there is no such month.
    public init?(year: Int, month: Int) {
        guard 1...9999 ~= year, 1...12 ~= month else { return nil }
        monthNumber = year * 12 + month - 1
    }

    /// The month that has this day.
    public init(containing day: CivilDate) {
        let (year, month, _) = day.components
        monthNumber = year * 12 + month - 1
    }

    /// The month written as `YYYY-MM`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 7, let day = CivilDate(text + "-01") else { return nil }
        self.init(containing: day)
    }

    /// The year.
    public var year: Int { monthNumber >= 0 ? monthNumber / 12 : (monthNumber - 11) / 12 }
    /// The month, 1…12.
    public var month: Int { monthNumber - year * 12 + 1 }

    /// The first day.
    public var start: CivilDate { CivilDate(proleptic: year, month: month, day: 1) }

    /// The day after the last.
    public var end: CivilDate { start.advanced(by: start.daysInMonth) }

    /// All days of the month.
    public var days: Range<CivilDate> { start..<end }

    /// The month `months` after this one.
    public func advanced(by months: Int) -> BillingPeriod { BillingPeriod(monthNumber: monthNumber + months) }

    public static func < (left: BillingPeriod, right: BillingPeriod) -> Bool {
        left.monthNumber < right.monthNumber
    }
}

extension BillingPeriod: CustomStringConvertible {
    /// The month as `YYYY-MM`.
    public var description: String { String(start.description.prefix(7)) }
}
