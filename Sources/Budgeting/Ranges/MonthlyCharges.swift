public import Forecasting
import Statistics
public import TimeSeries

/// A part of the bill that is charged once a month, or a few times, always on the same days: subscriptions, credits, rents.
///
///     let model: any ForecastModel = MonthlyCharges(history) ?? try AutoForecaster().fit(history)
///
/// Every day of the month on which something was charged in each of the last three months, or two, comes again with the amount of the middle
/// of the last six. Charges on other days come once; more than one of them in these months, and the part is not such a one.
public struct MonthlyCharges: ForecastModel, Sendable, Hashable {
    /// Days of the month, in order; 31 stands for the last.
    public let days: [Int]
    /// Amounts of each of these days, oldest first.
    public let amounts: [[Double]]
    private let origin: CivilDate

    /// Whole months that have to agree, and that are looked at; days of a month on which it is charged; amounts that are drawn from.
    private static let agreeing = 3, leastMonths = 2, mostDays = 3, drawn = 6

    /// Looks at a daily history; `nil` if it is not charged like that.
    public init?(_ history: Series) {
        guard history.frequency == .daily else { return nil }
        let start = history.start.day
        let values = history.values
        let origin = start.advanced(by: values.count)
        func charged(_ month: BillingPeriod) -> [Int] {
            month.days.filter { $0 >= start && $0 < origin && values[start.distance(to: $0)] != 0 }.map(
                Self.number)
        }
        // The month of the first charge may have begun before it.
        let current = BillingPeriod(containing: origin)
        let first = BillingPeriod(containing: start)
        let months = (1...Self.agreeing).map { current.advanced(by: -$0) }.filter {
            $0 > first || $0.start == start
        }
        let open = charged(first).isEmpty || months.contains(first) ? [] : [first]
        let whole = (months + (months.count < Self.leastMonths ? open : [])).map(charged)
        guard whole.count >= Self.leastMonths, let newest = whole.first else { return nil }
        let days = newest.filter { day in whole.allSatisfy { $0.contains(day) } }
        let others = (whole + [charged(current)]).reduce(0) { $0 + $1.count { !days.contains($0) } }
        guard 1...Self.mostDays ~= days.count, others <= 1 else { return nil }
        self.days = days
        self.origin = origin
        amounts = days.map { day in
            (0...12).reversed().compactMap { back -> Double? in
                let date = Self.date(day, in: current.advanced(by: -back))
                guard date >= start && date < origin else { return nil }
                let value = values[start.distance(to: date)]
                return value != 0 ? value : nil
            }.suffix(Self.drawn)
        }
    }

    public func forecast(horizon: Int) -> [Double] {
        let middle = amounts.map { $0.median() }
        return places(horizon).map { $0.map { middle[$0] } ?? 0 }
    }

    public func samplePaths(horizon: Int, count: Int, seed: UInt64) -> SamplePaths {
        var generator = SplitMix64(seed: seed)
        let places = places(horizon)
        var values: [Double] = []
        values.reserveCapacity(horizon * count)
        for _ in 0..<count {
            for place in places {
                guard let place else {
                    values.append(0)
                    continue
                }
                let draw = Int(generator.uniform() * Double(amounts[place].count))
                values.append(amounts[place][min(draw, amounts[place].count - 1)])
            }
        }
        return SamplePaths(horizon: horizon, count: count, values: values)
    }

    /// Which of the days each step is, if any.
    private func places(_ horizon: Int) -> [Int?] {
        (0..<horizon).map { days.firstIndex(of: Self.number(origin.advanced(by: $0))) }
    }

    /// The day of the month; 31 for the last.
    private static func number(_ date: CivilDate) -> Int { date.day == date.daysInMonth ? 31 : date.day }

    private static func date(_ number: Int, in month: BillingPeriod) -> CivilDate {
        month.start.advanced(by: min(number, month.start.daysInMonth) - 1)
    }
}
