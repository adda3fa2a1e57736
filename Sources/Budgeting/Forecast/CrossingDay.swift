import Billing
import TimeSeries

/// The day on which the running total of a part of the bill passes an amount, if all goes as the middle future has it.
struct CrossingDay {
    private let days: ForecastDays
    /// Exact cost of each day of the period that has passed, with what is accrued.
    private let passed: [Money<Charged>]
    /// What is still to come on each day of the period from its first to its last, planned changes included.
    private let coming: [Double]

    init(_ parts: PartForecasts, _ outlook: PlannedOutlook, _ leaves: [Int]) {
        let days = parts.days
        let costs = parts.bill.costs(of: leaves)
        var coming = [Double](repeating: 0, count: days.period.count)
        for leaf in leaves {
            for day in days.blocks[0] {
                coming[day - days.period.lowerBound] += outlook.leaves[leaf].mean[day - days.origin]
            }
        }
        let planned = leaves.reduce(Money<Charged>.zero) { $0 + outlook.planned[0][$1] }
        if planned != .zero {
            for (day, money) in CrossingDay.spread(planned, outlook, days) {
                coming[day - days.period.lowerBound] += money
            }
        }
        self.days = days
        self.coming = coming
        passed = days.charged.map { costs[$0] }
    }

    /// What is planned, over the days on which the plan changes anything, evenly.
    private static func spread(_ planned: Money<Charged>, _ outlook: PlannedOutlook, _ days: ForecastDays)
        -> [(day: Int, money: Double)]
    {
        let starts = zip(outlook.changes, outlook.contributions[0]).filter { $1 != .zero }
            .map { days.start.distance(to: $0.0.days.lowerBound) }
        let first = max(days.blocks[0].lowerBound, starts.min() ?? 0)
        let active = min(first, days.blocks[0].upperBound - 1)..<days.blocks[0].upperBound
        return active.map { ($0, planned.approximate / Double(active.count)) }
    }

    /// The first day after which the running total is above an amount.
    ///
    /// - Parameters:
    ///   - limit: The amount.
    ///   - middle: What the middle future ends at.
    ///   - mean: What the daily means add up to.
    ///   - known: What is charged or accrued so far.
    /// - Returns: `nil` if it never is.
    func day(
        passing limit: Money<Charged>, middle: Money<Charged>, mean: Money<Charged>, known: Money<Charged>
    )
        -> CivilDate?
    {
        var running = Money<Charged>.zero
        for (place, cost) in passed.enumerated() {
            running += cost
            if running > limit { return days.date(days.period.lowerBound + place) }
        }
        let rest = (mean - known).approximate
        let stretch = rest > 0 ? max(0, (middle - known).approximate / rest) : 1
        var sum = known.approximate
        for (place, money) in coming.enumerated() {
            sum += money * stretch
            let day = days.period.lowerBound + place
            if sum > limit.approximate { return days.date(max(day, days.blocks[0].lowerBound)) }
        }
        return nil
    }
}
