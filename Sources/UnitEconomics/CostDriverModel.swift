import Statistics
public import TimeSeries

/// Finds out whether and how a cost follows a driver: users, orders, requests, tokens.
///
///     let model = CostDriverModel(calendars: [.unitedStates])
///     let relation = model.relation(of: model.prepare(cost), to: model.prepare(orders))
///
/// First the question whether there is a relation at all, by what each period brings anew (``NoRelation`` is an honest
/// answer), then how large it is, by a robust regression with errors that remember.
public struct CostDriverModel: Sendable {
    /// Periods after which the cost may follow at most; fewer for weeks (2) and months (1).
    public var maximumLag: Int
    /// The chance at which unrelated series are taken for related.
    public var significance: Double
    /// The chance with which intervals hold the truth.
    public var coverage: Double
    /// Calendars whose holidays move costs and drivers alike.
    public var calendars: [HolidayCalendar]

    /// The part of the cost's variation below which a relation is not worth a number.
    public static let leastExplainedShare = 0.05

    /// A model with these settings.
    ///
    /// - Precondition: A lag of at least 0, a significance and a coverage within 0 ..< 1.
    public init(
        maximumLag: Int = 7, significance: Double = 0.01, coverage: Double = 0.9,
        calendars: [HolidayCalendar] = []
    ) {
        precondition(maximumLag >= 0, "a lag is at least 0")
        precondition((0..<1).contains(significance) && (0..<1).contains(coverage), "chances within 0 ..< 1")
        self.maximumLag = maximumLag
        self.significance = significance
        self.coverage = coverage
        self.calendars = calendars
    }

    /// Makes a history ready for comparison.
    ///
    /// - Complexity: O(*n*), some milliseconds for a year of days.
    public func prepare(_ history: MeasuredHistory) -> PreparedHistory {
        PreparedHistory(history, calendar: calendar(of: history))
    }

    /// How `cost` follows `driver`, or why that cannot be said.
    ///
    /// - Parameters:
    ///   - cost: The cost, prepared by this model.
    ///   - driver: The driver on the same periods, prepared by this model.
    /// - Returns: The relation, or the reason for none.
    /// - Precondition: Both have the same start, frequency and number of periods.
    public func relation(
        of cost: PreparedHistory, to driver: PreparedHistory
    ) -> Result<CostRelation, NoRelation> {
        let (c, d) = (cost.history, driver.history)
        precondition(
            c.start == d.start && c.frequency == d.frequency && c.count == d.count, "the same periods")
        let fit = RelationFit(model: self, calendar: calendar(of: c), cost: cost, driver: driver)
        return Result { () throws(NoRelation) in try fit.relation(rebasedOn: nil) }
    }

    /// The fewest periods that a relation can rest on.
    public func minimumPeriods(_ frequency: Frequency) -> Int {
        switch frequency {
        case .daily: 56
        case .weekly: 40
        default: 30
        }
    }

    /// The largest lag for periods of this length.
    func maximumLag(_ frequency: Frequency) -> Int {
        switch frequency {
        case .daily: maximumLag
        case .weekly: min(maximumLag, 2)
        default: min(maximumLag, 1)
        }
    }

    private func calendar(of history: MeasuredHistory) -> CalendarColumns {
        CalendarColumns(
            start: history.start, frequency: history.frequency, count: history.count, calendars: calendars)
    }
}
