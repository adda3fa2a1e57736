public import Billing
public import TimeSeries

/// What could be covered by commitments, in on-demand-equivalent money an hour, hour by hour or day by day, family by family.
///
/// A family is what an instrument may be bound to: an instance family, a region, a product. Whole weeks are kept, counted back from
/// the last day.
public struct CommitmentDemand: Sendable, Hashable {
    /// How often demand is known.
    public enum Step: Sendable, Hashable {
        case hour, day

        /// Steps in a week.
        public var perWeek: Int { self == .hour ? 168 : 7 }
        /// Hours in a step.
        public var hours: Double { self == .hour ? 1 : 24 }
    }

    /// The families in the order of their names.
    public let families: [String]
    public let step: Step
    /// The first day of the first week.
    public let start: CivilDate
    /// Whole weeks.
    public let weekCount: Int
    /// On-demand-equivalent money an hour, one array a family, `weekCount` · `step.perWeek` values each.
    let rates: [[Double]]

    /// Weeks of demand that planning needs.
    public static let leastWeeks = 4

    /// The day after the last.
    public var end: CivilDate { start.advanced(by: weekCount * 7) }

    /// Demand known by the day: money a day at on-demand prices, of each family.
    ///
    /// A day below 0 (a correction) counts as 0. The shape within the day is not seen: nights below the daily mean make the true
    /// optimum somewhat lower than the planned.
    ///
    /// - Throws: ``InstrumentError/tooShort(neededDays:got:)`` or ``InstrumentError/badDemand(family:_:)``.
    public init(daily: [String: [Money<Charged>]], from start: CivilDate) throws(InstrumentError) {
        try self.init(daily.mapValues { $0.map { $0.approximate / 24 } }, every: .day, from: start)
    }

    /// Demand as rates: on-demand-equivalent money an hour in each step, of each family, from midnight of `start`.
    ///
    /// - Throws: ``InstrumentError/tooShort(neededDays:got:)`` or ``InstrumentError/badDemand(family:_:)``.
    public init(_ rates: [String: [Double]], every step: Step, from start: CivilDate) throws(InstrumentError)
    {
        families = rates.keys.sorted()
        let count = families.first.flatMap { rates[$0]?.count } ?? 0
        for family in families {
            let values = rates[family] ?? []
            guard values.count == count else {
                throw .badDemand(family: family, "\(count) values, got \(values.count),")
            }
            if let place = values.firstIndex(where: { !$0.isFinite }) {
                throw .badDemand(family: family, "a number as value \(place), got \(values[place]),")
            }
        }
        let stepsPerDay = step.perWeek / 7
        let weeks = count / step.perWeek
        guard weeks >= CommitmentDemand.leastWeeks else {
            throw .tooShort(neededDays: CommitmentDemand.leastWeeks * 7, got: count / stepsPerDay)
        }
        let days = count / stepsPerDay
        self.step = step
        self.start = start.advanced(by: days - weeks * 7)
        weekCount = weeks
        let last = days * stepsPerDay
        self.rates = families.map { family in
            (rates[family] ?? [])[(last - weeks * step.perWeek)..<last].map { max(0, $0) }
        }
    }

    private init(_ base: CommitmentDemand, families: [String], rates: [[Double]], weeks: Range<Int>) {
        self.families = families
        step = base.step
        start = base.start.advanced(by: weeks.lowerBound * 7)
        weekCount = weeks.count
        let steps = weeks.lowerBound * step.perWeek..<weeks.upperBound * step.perWeek
        self.rates = rates.map { Array($0[steps]) }
    }

    /// Some weeks of it.
    func weeks(_ weeks: Range<Int>) -> CommitmentDemand {
        CommitmentDemand(self, families: families, rates: rates, weeks: weeks)
    }

    /// Some families of it.
    func only(_ names: [String]) -> CommitmentDemand {
        let kept = families.indices.filter { names.contains(families[$0]) }
        return CommitmentDemand(
            self, families: kept.map { families[$0] }, rates: kept.map { rates[$0] }, weeks: 0..<weekCount)
    }

    /// The same with each group of families as one, named by its first.
    func merged(_ groups: [[String]]) -> CommitmentDemand {
        let places = groups.map { group in families.indices.filter { group.contains(families[$0]) } }
        let sums = places.map { group in DemandOutlook.total(group.map { rates[$0] }) }
        return CommitmentDemand(
            self, families: places.map { families[$0[0]] }, rates: sums, weeks: 0..<weekCount)
    }

    /// The sum over the families, step by step.
    var total: [Double] {
        var sum = [Double](repeating: 0, count: weekCount * step.perWeek)
        for family in rates {
            for i in sum.indices { sum[i] += family[i] }
        }
        return sum
    }

    /// Money at on-demand prices over all weeks.
    var onDemandCost: Double { total.reduce(0, +) * step.hours }
}
