import Forecasting
import TimeSeries

/// The filter, the memory of months and the channels of ``CostDetector`` on their way through a series, value by value.
///
/// It holds a few hundred numbers and no history, so that a new value costs the same after a month and after ten years.
struct CostPass {
    /// What is known of the days of the series.
    struct Days {
        let first: CivilDate?
        let effects: CalendarEffects?

        /// The number of the event that every calendar has: the quiet days at the end of a year.
        var yearEnd: Int { effects?.names.count ?? 1 }
    }

    /// What the pass says of one value.
    struct Step {
        var expected = 0.0
        var standardDeviation = 0.0
        var deviation = 0.0
        var score = 0.0
        var growth = 0.0
        var isNewLevel = false
    }

    private let period: Int
    private let days: Days
    /// Values over which growth is measured: ten days, or a season and a half.
    private let reach: Int
    private(set) var filter: CostFilter
    private var months: MonthMemory
    private var intermittence: Intermittence
    /// Values so far.
    private(set) var count = 0
    private var levels: [Double]
    private var growthCentre = 0.0
    private var growthScale = 0.05
    private var ownError = OwnUpper()
    private var ownGrowth = OwnUpper()
    private var alarmRun = 0
    /// Values since one was back at the level before the last move; many if none was.
    private var sinceReturn = Int.max / 2

    init(period: Int, days: Days) {
        self.period = max(1, period)
        self.days = days
        reach = max(10, max(1, period) * 3 / 2)
        filter = CostFilter(period: max(1, period), events: days.yearEnd + 1)
        months = MonthMemory(first: days.first)
        intermittence = Intermittence(period: max(1, period))
        levels = [Double](repeating: 0, count: reach)
    }

    /// What is expected of the next value.
    var next: (expected: Double, standardDeviation: Double) {
        let here = filter.expect(phase: count % period, event: event())
        let value = here.value + filter.unit * months.usual()
        guard filter.isActive else { return (0, 0) }
        return (value, here.deviation(near: value))
    }

    /// Passes over a value that is missing or not yet there: only the calendar moves on.
    mutating func skip() {
        let last = count == 0 ? 0 : levels[(count - 1) % reach]
        levels[count % reach] = last
        months.advance()
        count += 1
    }

    private func event() -> Int {
        if let effects = days.effects, let first = days.first {
            let known = effects.event(on: first.advanced(by: count))
            if known > 0 { return known }
        }
        return months.isYearEnd ? days.yearEnd : 0
    }

    /// Takes in the next value.
    mutating func take(_ value: Double) -> Step {
        var day = CostFilter.Day(phase: count % period, event: event())
        let wasActive = filter.isActive
        let here = filter.expect(phase: day.phase, event: day.event)
        let chance = intermittence.take(value, phase: day.phase)
        guard wasActive else {
            _ = filter.take(value, here, error: 0, day)
            moveOn(level: value, charge: .init())
            return Step()
        }
        let unit = filter.unit
        let monthly = unit * months.usual()
        let errors = CostErrors(of: value, here, monthly: monthly, months, unit: unit)
        let unexplained = scored(errors, here, day, monthly: monthly)
        let charge = MonthMemory.Charge(
            ofLevel: unit > 0 ? (value - here.value) / unit : 0,
            ofExpected: unit > 0 && here.value > 0.2 * unit ? (value - here.value) / here.value : 0)
        day.hasCharge = monthly != 0 && abs(value - here.value) > 0.5 * abs(monthly)
        let isNewLevel = filter.take(
            day.hasCharge ? value - monthly : value, here,
            error: day.hasCharge ? errors.usual : errors.plain, day)
        let growth = growthDeviation(unit: unit)
        let expected = here.value + monthly
        let score = combine(unexplained, sinceReturn < reach ? 0 : growth)
        moveOn(level: filter.level, charge: charge)
        return Step(
            expected: expected, standardDeviation: here.deviation(near: expected),
            deviation: errors.usual / here.sigma,
            score: intermittence.isIntermittent ? 1 - chance : score, growth: growth,
            isNewLevel: isNewLevel)
    }

    private mutating func moveOn(level: Double, charge: MonthMemory.Charge) {
        levels[count % reach] = level
        months.advance(keeping: charge)
        count += 1
    }

    /// The error that nothing known explains, in standard deviations.
    ///
    /// Charges of the last months, a return to the level before the last move, and the quiet end of a year are
    /// explanations; a value between two expectations is explained by both.
    private mutating func scored(
        _ errors: CostErrors, _ here: CostFilter.Expectation, _ day: CostFilter.Day, monthly: Double
    ) -> Double {
        var error = errors.least
        var sigma = here.sigma
        if monthly != 0 {
            let charge = 0.1 * monthly / here.size(near: here.value + monthly)
            sigma = (sigma * sigma + charge * charge).squareRoot()
        }
        if day.event == days.yearEnd {
            error = nearer(error, errors.value - here.scaled(here.ordinary))
            let unknown = 0.2 / (1 + filter.timesSeen(event: day.event))
            if error < 0 { sigma = (sigma * sigma + unknown * unknown).squareRoot() }
        }
        sinceReturn += 1
        if filter.sinceShift < 28 {
            let former = errors.value - here.scaled(filter.formerValue(phase: day.phase))
            if abs(former) < min(abs(error), 3 * sigma) { sinceReturn = 0 }
            error = nearer(error, former)
        }
        return error / sigma
    }

    /// The smaller of two errors; none if they are on both sides.
    private func nearer(_ a: Double, _ b: Double) -> Double {
        if (a > 0) != (b > 0) { return 0 }
        return abs(b) < abs(a) ? b : a
    }

    /// Growth over ten values against the usual size of such changes in this series.
    private mutating func growthDeviation(unit: Double) -> Double {
        guard filter.age > max(21, 2 * period), count >= reach, unit > 0 else { return 0 }
        let knee = 0.2 * unit
        let old = levels[count % reach]
        let change = CostFilter.signedLog(filter.level / knee) - CostFilter.signedLog(old / knee)
        let deviation = (change - growthCentre) / (growthScale + 0.01)
        let clipped = min(3, max(-3, deviation)) * (growthScale + 0.01)
        growthCentre += 0.02 * clipped
        growthScale += 0.02 * (1.25 * abs(clipped) - growthScale)
        // It is learned for two seasons and more before it counts.
        return filter.age > max(42, 5 * period) ? deviation : 0
    }

    /// The score of both channels, each in units of what this series itself does at most times.
    private mutating func combine(_ deviation: Double, _ growth: Double) -> Double {
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

/// How far a value is from what was expected, on the signed logarithmic scale, by what one takes as expected.
private struct CostErrors {
    /// The value itself on the scale.
    let value: Double
    /// Against level, season and event.
    let plain: Double
    /// Against the same with the charge that this day of the month usually carries, or carried last month, if that is nearer.
    let usual: Double
    /// Against the same with any of the charges of the last three months, if that is nearer.
    let least: Double

    init(
        of y: Double, _ here: CostFilter.Expectation, monthly: Double, _ months: MonthMemory, unit: Double
    ) {
        let value = here.scaled(y)
        let plain = value - here.scaled(here.value)
        func nearer(_ error: Double, with charge: Double) -> Double {
            let other = value - here.scaled(here.value + charge)
            return abs(other) < abs(error) ? other : error
        }
        var usual = monthly == 0 ? plain : nearer(plain, with: monthly)
        var least = usual
        if abs(usual) > 2 * here.sigma {
            let last = months.charge(back: 1)
            if last.isCharge { usual = nearer(usual, with: unit * last.ofLevel) }
            least = usual
        }
        if abs(least) > 2 * here.sigma {
            for back in 1...3 {
                let charge = months.charge(back: back)
                guard charge.isCharge else { continue }
                least = nearer(least, with: unit * charge.ofLevel)
                least = nearer(least, with: here.value * charge.ofExpected)
            }
        }
        (self.value, self.plain, self.usual, self.least) = (value, plain, usual, least)
    }
}
