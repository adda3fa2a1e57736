public import TimeSeries

/// The periods in which a company plans: calendar periods, a fiscal year of its own, and periods with names of their own.
///
///     FiscalCalendar(firstMonth: 4).period(named: "FY2027-Q1")?.days  // 2026-04-01 ..< 2026-07-01
public struct FiscalCalendar: Sendable, Hashable {
    /// The month in which the fiscal year begins, 1…12.
    public var firstMonth: Int
    /// Which calendar year a fiscal year is named by.
    public var naming: YearNaming
    /// Periods with names of their own, in any order.
    public var custom: [BudgetPeriod]

    /// Which calendar year a fiscal year that spans two is named by.
    public enum YearNaming: String, Sendable, Hashable, Codable, CaseIterable {
        /// The one in which it ends: April 2026 to March 2027 is FY2027.
        case end
        /// The one in which it starts: April 2026 to March 2027 is FY2026.
        case start
    }

    /// A calendar; without arguments the fiscal year is the calendar year.
    ///
    /// - Precondition: `firstMonth` is in 1…12.
    public init(firstMonth: Int = 1, naming: YearNaming = .end, custom: [BudgetPeriod] = []) {
        precondition(1...12 ~= firstMonth, "a month in 1…12")
        self.firstMonth = firstMonth
        self.naming = naming
        self.custom = custom
    }

    /// The period with this name; `nil` if the name says nothing in this calendar.
    ///
    /// Read in this order: the calendar's own names; `2026`, `2026-Q3`, `2026-07` (calendar year, quarter, month); `FY2027`,
    /// `FY2027-H1`, `FY2027-Q1`, `FY2027-M01` (fiscal year, half, quarter, month); `2026-07-06..2026-08-02` (both days belong
    /// to it).
    public func period(named name: String) -> BudgetPeriod? {
        if let own = custom.first(where: { $0.name == name }) { return own }
        if let period = ReportingPeriod(name) { return BudgetPeriod(period) }
        return fiscalPeriod(name) ?? FiscalCalendar.span(name)
    }

    /// The quarter that has a day: fiscal where the fiscal year is not the calendar year.
    public func quarter(containing day: CivilDate) -> BudgetPeriod {
        period(FiscalPart(containing: day, months: 3, in: self))
    }

    /// The month, quarter, half or year that has a day.
    ///
    /// - Parameters:
    ///   - day: A day of the period.
    ///   - months: 1, 3, 6 or 12.
    /// - Returns: A period of so many months, counted from the start of the fiscal year.
    public func period(containing day: CivilDate, months: Int) -> BudgetPeriod {
        precondition([1, 3, 6, 12].contains(months), "1, 3, 6 or 12 months")
        return period(FiscalPart(containing: day, months: months, in: self))
    }

    /// The periods after one, of its own kind.
    ///
    /// Months follow months and quarters quarters; a period with a name of its own is followed by those that begin when it or
    /// the one before has ended, and by periods of as many days where the calendar names no more.
    public func following(_ period: BudgetPeriod, count: Int) -> [BudgetPeriod] {
        var periods: [BudgetPeriod] = []
        var last = period
        for _ in 0..<max(0, count) {
            last = neighbour(of: last, after: true)
            periods.append(last)
        }
        return periods
    }

    /// The period before one, of its own kind; see ``following(_:count:)``.
    public func preceding(_ period: BudgetPeriod) -> BudgetPeriod { neighbour(of: period, after: false) }

    private func neighbour(of period: BudgetPeriod, after: Bool) -> BudgetPeriod {
        if !custom.contains(period) {
            if let usual = ReportingPeriod(period.name), usual.days == period.days {
                return BudgetPeriod(usual.advanced(by: after ? 1 : -1))
            }
            if let part = FiscalPart(period.name, in: self), part.days == period.days {
                return self.period(part.advanced(by: after ? 1 : -1))
            }
        }
        let named =
            after
            ? custom.filter { $0.start == period.end }.min()
            : custom.filter { $0.end == period.start }.max()
        if let named { return named }
        let shift = after ? period.dayCount : -period.dayCount
        return FiscalCalendar.span(
            period.start.advanced(by: shift)..<period.end.advanced(by: shift))
    }

    private func fiscalPeriod(_ name: String) -> BudgetPeriod? {
        FiscalPart(name, in: self).map { period($0) }
    }

    private func period(_ part: FiscalPart) -> BudgetPeriod {
        guard firstMonth == 1, part.months != 6,
            let granularity = ReportingPeriod.Granularity.allCases.first(where: { $0.months == part.months })
        else { return BudgetPeriod(name: part.name(in: self), days: part.days) }
        return BudgetPeriod(ReportingPeriod(containing: part.firstMonth, granularity: granularity))
    }
}

// MARK: Days as names

extension FiscalCalendar {
    /// `2026-07-06..2026-08-02`.
    static func span(_ name: String) -> BudgetPeriod? {
        guard name.utf8.count == 22, case let parts = name.split(separator: "."), parts.count == 2,
            name.contains(".."), let first = CivilDate(parts[0]), let last = CivilDate(parts[1]),
            first <= last
        else { return nil }
        return span(first..<last.advanced(by: 1))
    }

    static func span(_ days: Range<CivilDate>) -> BudgetPeriod {
        BudgetPeriod(name: "\(days.lowerBound)..\(days.upperBound.advanced(by: -1))", days: days)
    }
}

/// A year, half, quarter or month of a fiscal year.
private struct FiscalPart {
    let firstMonth: BillingPeriod
    let months: Int

    var days: Range<CivilDate> { firstMonth.start..<firstMonth.advanced(by: months).start }

    init(firstMonth: BillingPeriod, months: Int) {
        self.firstMonth = firstMonth
        self.months = months
    }

    init(containing day: CivilDate, months: Int, in calendar: FiscalCalendar) {
        let month = BillingPeriod(containing: day)
        let place = (month.month - calendar.firstMonth + 12) % 12
        self.init(firstMonth: month.advanced(by: -(place % months)), months: months)
    }

    /// `FY2027`, `FY2027-H1`, `FY2027-Q1`, `FY2027-M01`.
    init?(_ name: String, in calendar: FiscalCalendar) {
        guard name.hasPrefix("FY"), case let year = name.dropFirst(2).prefix(4), year.utf8.count == 4,
            let january = BillingPeriod(year + "-01")
        else { return nil }
        let isEarly = calendar.firstMonth > 1 && calendar.naming == .end
        let start = january.advanced(by: calendar.firstMonth - 1 - (isEarly ? 12 : 0))
        let part = name.dropFirst(6)
        guard !part.isEmpty else {
            self.init(firstMonth: start, months: 12)
            return
        }
        let lengths: [Character: (months: Int, digits: Int)] = ["H": (6, 1), "Q": (3, 1), "M": (1, 2)]
        guard part.first == "-", let kind = part.dropFirst().first, let length = lengths[kind],
            case let digits = part.dropFirst(2), digits.count == length.digits,
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits),
            1...(12 / length.months) ~= number
        else { return nil }
        self.init(firstMonth: start.advanced(by: (number - 1) * length.months), months: length.months)
    }

    func advanced(by steps: Int) -> FiscalPart {
        FiscalPart(firstMonth: firstMonth.advanced(by: steps * months), months: months)
    }

    func name(in calendar: FiscalCalendar) -> String {
        let place = (firstMonth.month - calendar.firstMonth + 12) % 12
        let start = firstMonth.advanced(by: -place)
        let isLate = calendar.firstMonth > 1 && calendar.naming == .end
        let year = "FY" + start.advanced(by: isLate ? 12 : 0).start.description.prefix(4)
        switch months {
        case 12: return year
        case 6: return year + "-H\(place / 6 + 1)"
        case 3: return year + "-Q\(place / 3 + 1)"
        default: return year + "-M" + (place < 9 ? "0" : "") + String(place + 1)
        }
    }
}
