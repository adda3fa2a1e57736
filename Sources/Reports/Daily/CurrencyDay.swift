public import Billing
public import TimeSeries

/// The cost of one day in one currency against what was expected, and the days before it.
public struct CurrencyDay: Sendable, Hashable {
    public var currency: Currency
    /// The day that ``actual`` and what it is compared with are about: the newest one that is complete; `nil` stands for the
    /// newest one looked at.
    public var day: CivilDate?
    /// The day's cost; `nil` while nothing of it is known.
    public var actual: Money<Charged>?
    /// What was expected for the day, with the ends of the interval that holds ``coverage`` of the days.
    public var expected: Money<Charged>?
    public var lower: Money<Charged>?
    public var upper: Money<Charged>?
    /// What share of days the interval is meant to hold, for example 0.95.
    public var coverage: Double
    /// The cost of the same weekday a week earlier.
    public var weekBefore: Money<Charged>?
    /// The month's cost so far, to the newest day.
    public var monthToDate: Money<Charged>
    /// Where the month will end.
    public var monthEnd: MonthOutlook?
    /// About 60 days to the newest one, oldest first.
    public var days: [DayPoint]
    /// Each vendor's part, largest first; their actual costs add up to ``actual``.
    public var vendors: [VendorDay]
    /// Whether late rows may still change the day.
    public var isProvisional: Bool
    /// The newest day looked at where only a part of it has arrived.
    public var arriving: ArrivingDay?

    public init(
        currency: Currency, day: CivilDate? = nil, actual: Money<Charged>?, expected: Money<Charged>?,
        lower: Money<Charged>?,
        upper: Money<Charged>?, coverage: Double, weekBefore: Money<Charged>?, monthToDate: Money<Charged>,
        monthEnd: MonthOutlook?, days: [DayPoint], vendors: [VendorDay], isProvisional: Bool,
        arriving: ArrivingDay? = nil
    ) {
        self.currency = currency
        self.day = day
        self.actual = actual
        self.expected = expected
        self.lower = lower
        self.upper = upper
        self.coverage = coverage
        self.weekBefore = weekBefore
        self.monthToDate = monthToDate
        self.monthEnd = monthEnd
        self.days = days
        self.vendors = vendors
        self.isProvisional = isProvisional
        self.arriving = arriving
    }
}

/// A day of which only a part has arrived, so that it cannot be compared yet.
public struct ArrivingDay: Sendable, Hashable {
    public var day: CivilDate
    /// What has arrived of its cost.
    public var actual: Money<Charged>
    /// What was expected of the whole day.
    public var expected: Money<Charged>?
    /// What of that should have arrived, as the feeds usually come in.
    public var expectedSoFar: Money<Charged>?

    public init(
        day: CivilDate, actual: Money<Charged>, expected: Money<Charged>?,
        expectedSoFar: Money<Charged>? = nil
    ) {
        self.day = day
        self.actual = actual
        self.expected = expected
        self.expectedSoFar = expectedSoFar
    }
}

/// Where a month will end: its cost so far plus what is still to come.
public struct MonthOutlook: Sendable, Hashable, Codable {
    public var p10: Money<Charged>
    public var p50: Money<Charged>
    public var p90: Money<Charged>

    public init(p10: Money<Charged>, p50: Money<Charged>, p90: Money<Charged>) {
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
    }
}

/// One day of a chart; what is not known is `nil`.
public struct DayPoint: Sendable, Hashable {
    public var day: CivilDate
    public var actual: Money<Charged>?
    public var expected: Money<Charged>?
    public var lower: Money<Charged>?
    public var upper: Money<Charged>?
    /// Whether late rows may still change it.
    public var isProvisional: Bool

    public init(
        day: CivilDate, actual: Money<Charged>?, expected: Money<Charged>? = nil,
        lower: Money<Charged>? = nil,
        upper: Money<Charged>? = nil, isProvisional: Bool = false
    ) {
        self.day = day
        self.actual = actual
        self.expected = expected
        self.lower = lower
        self.upper = upper
        self.isProvisional = isProvisional
    }
}

/// One vendor's newest day and the days before it.
public struct VendorDay: Sendable, Hashable {
    public var vendor: String
    public var actual: Money<Charged>?
    public var expected: Money<Charged>?
    public var days: [DayPoint]
    public var isProvisional: Bool

    public init(
        vendor: String, actual: Money<Charged>?, expected: Money<Charged>?, days: [DayPoint],
        isProvisional: Bool
    ) {
        self.vendor = vendor
        self.actual = actual
        self.expected = expected
        self.days = days
        self.isProvisional = isProvisional
    }
}

// Written by hand where a value may be unknown: synthesized coding leaves the key out, the interface wants `null`.

extension CurrencyDay: Codable {
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(currency, forKey: .currency)
        try values.encode(day, forKey: .day)
        try values.encode(actual, forKey: .actual)
        try values.encode(expected, forKey: .expected)
        try values.encode(lower, forKey: .lower)
        try values.encode(upper, forKey: .upper)
        try values.encode(coverage, forKey: .coverage)
        try values.encode(weekBefore, forKey: .weekBefore)
        try values.encode(monthToDate, forKey: .monthToDate)
        try values.encode(monthEnd, forKey: .monthEnd)
        try values.encode(days, forKey: .days)
        try values.encode(vendors, forKey: .vendors)
        try values.encode(isProvisional, forKey: .isProvisional)
        try values.encode(arriving, forKey: .arriving)
    }
}

extension ArrivingDay: Codable {
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(day, forKey: .day)
        try values.encode(actual, forKey: .actual)
        try values.encode(expected, forKey: .expected)
        try values.encode(expectedSoFar, forKey: .expectedSoFar)
    }
}

extension DayPoint: Codable {
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(day, forKey: .day)
        try values.encode(actual, forKey: .actual)
        try values.encode(expected, forKey: .expected)
        try values.encode(lower, forKey: .lower)
        try values.encode(upper, forKey: .upper)
        try values.encode(isProvisional, forKey: .isProvisional)
    }
}

extension VendorDay: Codable {
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(vendor, forKey: .vendor)
        try values.encode(actual, forKey: .actual)
        try values.encode(expected, forKey: .expected)
        try values.encode(days, forKey: .days)
        try values.encode(isProvisional, forKey: .isProvisional)
    }
}
