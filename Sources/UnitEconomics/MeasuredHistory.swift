public import TimeSeries

/// A quantity measured period by period, with gaps where nothing is known: a cost, or a driver of it.
public struct MeasuredHistory: Sendable, Hashable {
    /// The first period's first day.
    public let start: CivilDate
    /// How long a period is: a day, a week or a month.
    public let frequency: Frequency
    /// One value a period; `nil` where it is not known.
    public let values: [Double?]

    /// A history of values from `start` on; a value that is not finite counts as not known.
    ///
    /// - Precondition: The frequency is daily, weekly or monthly; there is at least one period.
    public init(start: CivilDate, frequency: Frequency = .daily, values: [Double?]) {
        precondition([.daily, .weekly, .monthly].contains(frequency), "days, weeks or months")
        precondition(!values.isEmpty, "a history has at least 1 period")
        self.start = start
        self.frequency = frequency
        self.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    }

    /// Number of periods.
    public var count: Int { values.count }

    /// The first day of period `i`.
    public func day(_ i: Int) -> CivilDate { frequency.timestamp(Timestamp(start), advancedBy: i).day }

    /// The periods from `first` on.
    func dropping(before first: Int) -> MeasuredHistory {
        MeasuredHistory(start: day(first), frequency: frequency, values: Array(values[first...]))
    }
}
