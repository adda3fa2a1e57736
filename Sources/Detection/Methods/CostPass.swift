import Forecasting
import Foundation
import TimeSeries

/// One pass of the filter over a series, with the monthly memory and the channels of ``CostDetector``.
struct CostPass {
    /// What is known of the days of the series.
    struct Days {
        let first: CivilDate?
        let effects: CalendarEffects?
    }

    private let y: [Double]
    private let period: Int
    private let days: Days
    /// Values over which growth is measured: ten days, or a season and a half.
    private let reach: Int
    private var filter: CostFilter
    /// Error of each value against level and season, in units of the filter.
    private var ratio: [Double]
    private var levels: [Double]
    private var growthCentre = 0.0
    private var growthScale = 0.05
    private var ownError = OwnUpper()
    private var ownGrowth = OwnUpper()
    private var alarmRun = 0

    init(_ y: [Double], period: Int, days: Days, events: Int) {
        self.y = y
        self.period = max(1, period)
        self.days = days
        reach = max(10, max(1, period) * 3 / 2)
        filter = CostFilter(period: max(1, period), events: events)
        ratio = []
        levels = []
    }

    /// Runs over all values.
    consuming func scan() -> CostScan {
        var scan = CostScan(
            expected: [], standardDeviation: [], deviation: [], score: [], growth: [], shifts: [],
            activeSince: nil)
        run(into: &scan)
        return scan
    }

    /// Runs over all values and says what comes next.
    consuming func expectation(horizon: Int) -> (expected: [Double], standardDeviation: [Double]) {
        var scan = CostScan(
            expected: [], standardDeviation: [], deviation: [], score: [], growth: [], shifts: [],
            activeSince: nil)
        run(into: &scan)
        var calendar = MonthMemory(first: days.first)
        for _ in 0..<y.count { calendar.advance() }
        var expected: [Double] = []
        var deviation: [Double] = []
        for step in 0..<horizon {
            let t = y.count + step
            let here = filter.expect(phase: t % period, event: event(t))
            let value = here.value + filter.unit * calendar.usual(ratio)
            expected.append(filter.isActive ? value : 0)
            deviation.append(filter.isActive ? here.sigma * hypot(here.knee, value) : 0)
            calendar.advance()
        }
        return (expected, deviation)
    }

    private func event(_ t: Int) -> Int {
        guard let effects = days.effects, let first = days.first else { return 0 }
        return effects.event(on: first.advanced(by: t))
    }

    private mutating func run(into scan: inout CostScan) {
        let n = y.count
        ratio.reserveCapacity(n)
        levels.reserveCapacity(n)
        scan.expected.reserveCapacity(n)
        scan.standardDeviation.reserveCapacity(n)
        scan.deviation.reserveCapacity(n)
        scan.score.reserveCapacity(n)
        scan.growth.reserveCapacity(n)
        var months = MonthMemory(first: days.first)
        for t in 0..<n {
            step(t, months, into: &scan)
            months.advance()
        }
    }

    private mutating func step(_ t: Int, _ months: MonthMemory, into scan: inout CostScan) {
        let value = y[t]
        let phase = t % period
        let event = event(t)
        let wasActive = filter.isActive
        let here = filter.expect(phase: phase, event: event)
        let unit = filter.unit
        guard wasActive else {
            _ = filter.take(value, here, error: 0, phase: phase, event: event)
            if filter.isActive { scan.activeSince = t }
            ratio.append(0)
            levels.append(value)
            scan.append(expected: 0, standardDeviation: 0, deviation: 0, score: 0, growth: 0)
            return
        }
        let monthly = unit * months.usual(ratio)
        let plain = here.error(of: value)
        let error = leastError(of: value, here, plain: plain, monthly: monthly, months, unit: unit)
        let deviation = error / here.sigma
        ratio.append(unit > 0 ? (value - here.value) / unit : 0)
        let isMonthly = monthly != 0 && abs(value - here.value) > 0.5 * abs(monthly)
        let taken = isMonthly ? value - monthly : value
        let before = filter.take(
            taken, here, error: isMonthly ? error : plain, phase: phase, event: event)
        if let before {
            scan.shifts.append(.init(start: max(0, t - 2), found: t, before: before, after: filter.level))
        }
        levels.append(filter.level)
        let growth = growthDeviation(t, unit: unit)
        let score = combine(deviation, growth, age: filter.age)
        scan.append(
            expected: here.value + monthly,
            standardDeviation: here.sigma * hypot(here.knee, here.value + monthly),
            deviation: deviation, score: score, growth: growth)
    }

    /// The smallest of the errors against level and season, against the charge that this day of the month usually carries,
    /// and against the charge it carried last month: what one of them explains is no surprise.
    private func leastError(
        of value: Double, _ here: CostFilter.Expectation, plain: Double, monthly: Double,
        _ months: MonthMemory,
        unit: Double
    ) -> Double {
        var least = plain
        if monthly != 0 {
            let error = here.moved(by: monthly).error(of: value)
            if abs(error) < abs(least) { least = error }
        }
        guard abs(least) > 2 * here.sigma else { return least }
        let last = months.last(ratio)
        guard last != 0 else { return least }
        let error = here.moved(by: unit * last).error(of: value)
        return abs(error) < abs(least) ? error : least
    }

    /// Growth over ten values against the usual size of such changes in this series.
    private mutating func growthDeviation(_ t: Int, unit: Double) -> Double {
        guard filter.age > max(21, 2 * period), t >= reach, unit > 0 else { return 0 }
        let old = levels[t - reach]
        let knee = 0.2 * unit
        let change = CostFilter.signedLog(levels[t] / knee) - CostFilter.signedLog(old / knee)
        let deviation = (change - growthCentre) / (growthScale + 0.01)
        let clipped = min(3, max(-3, deviation)) * (growthScale + 0.01)
        growthCentre += 0.02 * clipped
        growthScale += 0.02 * (1.25 * abs(clipped) - growthScale)
        // It is learned for two seasons and more before it counts.
        return filter.age > max(42, 5 * period) ? deviation : 0
    }

    /// The score of both channels, each in units of what this series itself does at most times.
    private mutating func combine(_ deviation: Double, _ growth: Double, age: Int) -> Double {
        let a = abs(deviation)
        let g = abs(growth)
        let s = max(a / ownError.unit, g / ownGrowth.unit)
        alarmRun = s > 2.5 ? alarmRun + 1 : 0
        // An incident that goes on counts once.
        if alarmRun <= 1 {
            ownError.follow(a)
            ownGrowth.follow(g)
        }
        return TailModel.score(s)
    }

}

/// What a series itself does on one day in 20, followed day by day.
struct OwnUpper {
    private var quantile = 1.0
    /// The unit of scores: the quantile to the power of 0.35, drawn to what all series do.
    private(set) var unit = pooled

    /// 2.2 to the power of 0.65.
    private static let pooled = 1.669_455_1
    /// Steps whose chances balance at 1 in 20, and the same to the power of 0.35.
    private static let up = (1.153_153_1, 1.051_139_6)
    private static let down = (0.992_528_1, 0.997_378_4)

    /// Takes in the size of a deviation.
    mutating func follow(_ size: Double) {
        let (step, root) = size > quantile ? Self.up : Self.down
        quantile *= step
        unit *= root
        guard quantile < 1 else { return }
        quantile = 1
        unit = Self.pooled
    }
}

/// The pooled tail of standardised deviations on days without an incident.
enum TailModel {
    /// One minus the chance that a day without an incident deviates by more than `s`.
    static func score(_ s: Double) -> Double {
        let x = max(0, s)
        // Generalised Pareto: shape 0.3, fitted to simulated cost series.
        return 1 - exp(-log(1 + 0.3 * x / 0.1195) / 0.3)
    }
}

extension CostScan {
    mutating func append(
        expected e: Double, standardDeviation: Double, deviation d: Double, score s: Double, growth g: Double
    ) {
        expected.append(e)
        self.standardDeviation.append(standardDeviation)
        deviation.append(d)
        score.append(s)
        growth.append(g)
    }
}
