import Statistics
public import TimeSeries

/// What one unit of a driver costs on average, recently and before.
///
/// The unit cost is all of the cost over all of the driver: it falls when the driver grows over a fixed cost, unlike the
/// marginal cost. Both windows hold the same weekdays.
public struct UnitCost: Sendable, Hashable {
    /// Cost over driver in the newest window.
    public let now: Double
    /// Cost over driver in the window before it; `nil` where too little is known.
    public let before: Double?
    /// The driver per period in the newest window.
    public let driverNow: Double
    /// The driver's change between the windows: 0.1 is 10 % more.
    public let driverChange: Double?
    /// Whether the unit cost moved although the driver did not: beyond what weeks differ by, and by 3 % at least.
    public let hasDrifted: Bool

    /// Periods of a window: four weeks of days, four weeks, one month.
    public static func window(_ frequency: Frequency) -> Int {
        switch frequency {
        case .daily: 28
        case .weekly: 4
        default: 1
        }
    }

    /// The unit cost at the end of a history; `nil` if less than half of the newest window is known or the driver is 0.
    ///
    /// - Parameters:
    ///   - cost: The cost.
    ///   - driver: The driver over the same periods.
    ///   - lag: Periods after which the cost follows.
    public init?(cost: MeasuredHistory, driver: MeasuredHistory, lag: Int) {
        precondition(cost.count == driver.count && lag >= 0, "the same periods, and a lag that looks back")
        let window = Self.window(cost.frequency)
        let blocks = cost.frequency == .monthly ? 1 : 4
        func sums(endingAt end: Int) -> [Sums] {
            let length = window / blocks
            return (0..<blocks).map { block in
                let last = end - (blocks - 1 - block) * length
                return Sums(cost, driver, lag: lag, periods: max(last - length, lag)..<max(last, lag))
            }
        }
        let recent = sums(endingAt: cost.count)
        let earlier = sums(endingAt: cost.count - window)
        let total = recent.reduce(Sums(), +)
        guard total.periods * 2 >= window, total.driver > 0 else { return nil }
        now = total.cost / total.driver
        driverNow = total.driver / Double(total.periods)
        let past = earlier.reduce(Sums(), +)
        guard past.periods * 2 >= window, past.driver > 0 else {
            (before, driverChange, hasDrifted) = (nil, nil, false)
            return
        }
        before = past.cost / past.driver
        let change = driverNow / (past.driver / Double(past.periods)) - 1
        driverChange = change
        hasDrifted = abs(change) <= 0.05 && Self.differ(recent, earlier)
    }

    /// Cost over driver now, over that before, minus 1.
    public var change: Double? { before.flatMap { $0 > 0 ? now / $0 - 1 : nil } }

    /// Whether the unit costs of weeks differ between two windows: Student's test at 1 % on their logarithms.
    private static func differ(_ recent: [Sums], _ earlier: [Sums]) -> Bool {
        let sides = [recent, earlier].map { side in
            side.compactMap { $0.driver > 0 && $0.cost > 0 ? logarithm($0.cost / $0.driver) : nil }
        }
        guard sides.allSatisfy({ $0.count >= 3 }) else { return false }
        let difference = sides[0].mean() - sides[1].mean()
        let freedom = Double(sides[0].count + sides[1].count - 2)
        let squares = sides.map { $0.variance() * Double($0.count - 1) }.sum()
        let parts = 1 / Double(sides[0].count) + 1 / Double(sides[1].count)
        let spread = (squares / freedom * parts).squareRoot()
        return abs(difference) >= 0.03
            && abs(difference) > spread * StudentT.quantile(0.995, degreesOfFreedom: freedom)
    }
}

/// Cost and driver added up where both are known.
private struct Sums {
    var cost = 0.0
    var driver = 0.0
    var periods = 0

    init() {}

    init(_ cost: MeasuredHistory, _ driver: MeasuredHistory, lag: Int, periods: Range<Int>) {
        for t in periods {
            guard let spent = cost.values[t], let measured = driver.values[t - lag] else { continue }
            self.cost += spent
            self.driver += measured
            self.periods += 1
        }
    }

    static func + (left: Sums, right: Sums) -> Sums {
        var sum = left
        sum.cost += right.cost
        sum.driver += right.driver
        sum.periods += right.periods
        return sum
    }
}
