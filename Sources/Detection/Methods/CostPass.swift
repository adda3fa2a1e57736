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
    private var filter: CostFilter
    /// Error of each value against level and season, in units of the filter.
    private var ratio: [Double]
    private var levels: [Double]
    private var growthCentre = 0.0
    private var growthScale = 0.05
    private var ownUpper = 1.5
    private var ownGrowth = 1.5
    private var alarmRun = 0

    init(_ y: [Double], period: Int, days: Days, events: Int) {
        self.y = y
        self.period = max(1, period)
        self.days = days
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
        // The day of the month may carry a charge: then that is expected. Without one the day is usual too.
        let monthly = unit * months.usual(ratio)
        var best = here
        best.value += monthly
        var error = best.error(of: value)
        if monthly != 0 {
            let plain = here.error(of: value)
            if abs(plain) < abs(error) { error = plain }
        }
        if abs(error) > 2 * here.sigma {
            let (single, spread) = months.last(ratio)
            if single != 0 {
                var other = here
                other.value += unit * single
                let alternative = other.error(of: value) / (1 + spread)
                if abs(alternative) < abs(error) { error = alternative }
            }
        }
        let deviation = error / here.sigma
        ratio.append(unit > 0 ? (value - here.value) / unit : 0)
        let isMonthly = monthly != 0 && abs(value - here.value) > 0.5 * abs(monthly)
        let taken = isMonthly ? value - monthly : value
        let before = filter.take(
            taken, here, error: isMonthly ? error : here.error(of: taken), phase: phase, event: event)
        if let before {
            scan.shifts.append(.init(start: max(0, t - 2), found: t, before: before, after: filter.level))
        }
        levels.append(filter.level)
        let growth = growthDeviation(t, unit: unit)
        let score = combine(deviation, growth, age: filter.age)
        scan.append(
            expected: best.value, standardDeviation: here.sigma * hypot(here.knee, best.value),
            deviation: deviation, score: score, growth: growth)
    }

    /// Growth over 14 values against the usual size of such changes in this series.
    private mutating func growthDeviation(_ t: Int, unit: Double) -> Double {
        guard filter.age > 42, t >= 14, unit > 0 else { return 0 }
        let old = levels[t - 14]
        let knee = 0.2 * unit
        let change = CostFilter.signedLog(levels[t] / knee) - CostFilter.signedLog(old / knee)
        let deviation = (change - growthCentre) / (growthScale + 0.01)
        let clipped = min(3, max(-3, deviation)) * (growthScale + 0.01)
        growthCentre += 0.02 * clipped
        growthScale += 0.02 * (1.25 * abs(clipped) - growthScale)
        return deviation
    }

    /// The score of both channels, each in units of what this series itself does at most times.
    private mutating func combine(_ deviation: Double, _ growth: Double, age: Int) -> Double {
        let a = abs(deviation)
        let g = abs(growth)
        let own = (ownUpper * Self.pooledUpper).squareRoot()
        let ownG = (ownGrowth * Self.pooledUpper).squareRoot()
        let s = max(a / own, Self.growthWeight * g / ownG)
        let alarm = s > 2.5
        alarmRun = alarm ? alarmRun + 1 : 0
        if alarmRun <= 1 {
            ownUpper *= a > ownUpper ? Self.up : Self.down
            ownGrowth *= g > ownGrowth ? Self.up : Self.down
            ownUpper = max(ownUpper, 1)
            ownGrowth = max(ownGrowth, 1)
        }
        return TailModel.score(s)
    }

    static let pooledUpper = 2.2
    static let growthWeight = 0.7
    private static let up = 1.157
    private static let down = 0.99551
}

/// The pooled tail of standardised deviations on days without an incident.
enum TailModel {
    /// One minus the chance that a day without an incident deviates by more than `s`.
    static func score(_ s: Double) -> Double {
        let x = max(0, s)
        // Generalised Pareto: shape 0.3, fitted to simulated cost series.
        return 1 - pow(1 + 0.3 * x / 0.096, -1 / 0.3)
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
