import Foundation

/// The causal robust filter under ``CostDetector``: what the next value should be, and how far off it may be.
///
/// State and steps only: plain numbers over arrays made once. The level is smoothed exponentially, the season is a
/// trimmed mean of the last seasons, events have effects learned from their own past. An error is measured on a signed
/// logarithmic scale, `asinh(y / 2κS)`, where S is the size of the series, so that it is relative for what is
/// large, linear near zero, defined for credits, and free of the unit.
///
/// - SeeAlso: Gelper, Fried & Croux, "Robust forecasting with exponential and Holt–Winters smoothing", 2010.
struct CostFilter {
    /// What is expected of a value before it is seen.
    struct Expectation {
        /// Expected value from level, season and events.
        var value: Double
        /// Half of the value at which the scale turns from linear to logarithmic.
        var knee: Double
        /// Standard deviation on the signed logarithmic scale.
        var sigma: Double
        /// Expected value without the event.
        var ordinary: Double

        /// A value on the signed logarithmic scale.
        func scaled(_ y: Double) -> Double { CostFilter.signedLog(y / knee) }

        /// One on the scale near a value, in the unit of the series.
        func size(near y: Double) -> Double { (knee * knee + y * y).squareRoot() }

        /// The standard deviation near a value, in the unit of the series.
        func deviation(near y: Double) -> Double { sigma * size(near: y) }
    }

    /// `asinh`, in half the time, exact to about 1e-13.
    static func signedLog(_ x: Double) -> Double {
        let size = abs(x)
        let value = log(size + (size * size + 1).squareRoot())
        return x < 0 ? -value : value
    }

    static let seasonsKept = 8
    static let clip = 3.0
    static let floor = 0.008

    let period: Int
    /// Values since the series became active; 0 before.
    private(set) var age = 0
    /// The deseasonalised level.
    private(set) var level = 0.0
    /// The level before the last move to a new one.
    private(set) var formerLevel = 0.0
    /// Values since the move; many if there was none.
    private(set) var sinceShift = Int.max / 2
    private var quickLevel = 0.0
    private var slowLevel = 0.0
    private var quickError = 0.0
    private var slowError = 0.0
    private var size = 0.0
    private var profile: [Double]
    private var rawProfile: [Double]
    private var ring: [Double]
    private var ringCount: [Int]
    /// Variance within each phase over the last seasons.
    private var within: [Double]
    /// Share of values that are zero where they should not be.
    private var gaps = 0.0
    private var pooledScale = 0.0
    private var phaseScale: [Double]
    private var eventEffect: [Double]
    private var eventCount: [Double]
    private var zeros = 0
    private var run = 0
    private var lastLevels = (0.0, 0.0, 0.0)

    init(period: Int, events: Int) {
        self.period = period
        profile = [Double](repeating: 0, count: period)
        rawProfile = profile
        ring = [Double](repeating: 0, count: period * Self.seasonsKept)
        ringCount = [Int](repeating: 0, count: period)
        within = profile
        phaseScale = profile
        eventEffect = [Double](repeating: 0, count: events)
        eventCount = eventEffect
    }

    /// Whether a value other than zero has been seen lately.
    var isActive: Bool { age > 0 }

    /// The unit in which profile and effects are kept: the level, but never much smaller than the values.
    var unit: Double { max(abs(level), 0.2 * size) }

    /// What is expected of the next value, at `phase` of the season, on a day of `event` (0 for none).
    func expect(phase: Int, event: Int) -> Expectation {
        let effect = event > 0 ? eventEffect[event] * eventCount[event] / (eventCount[event] + 1) : 0
        let ordinary = level + unit * profile[phase]
        let value = ordinary + unit * effect
        let seen = Double(min(ringCount[phase], 6))
        let own = phaseScale[phase]
        var sigma = ((12 * pooledScale * pooledScale + seen * own * own) / (12 + seen)).squareRoot()
        // Young series are uncertain; known events are uncertain until they have been seen.
        sigma = max(sigma, Self.floor) * (1 + 12 / Double(age * age + 4))
        if age <= period { sigma = max(sigma, 0.6) } else if age <= 2 * period { sigma = max(sigma, 0.2) }
        if event > 0 { sigma *= 1 + 1 / (1 + eventCount[event]) }
        return Expectation(
            value: value, knee: 2 * kneeShare * max(unit, size * 0.5), sigma: sigma, ordinary: ordinary)
    }

    /// What was expected at `phase` before the last move to a new level.
    func formerValue(phase: Int) -> Double {
        formerLevel + max(abs(formerLevel), 0.2 * size) * profile[phase]
    }

    /// How often an event has been seen.
    func timesSeen(event: Int) -> Double { eventCount[event] }

    /// Where the scale turns logarithmic, in units: late if zeros come at random, so that they do not count as far off.
    private var kneeShare: Double { 0.2 + min(1, 5 * gaps) }

    /// Starts from the first value that is not zero.
    private mutating func begin(_ y: Double) {
        level = y
        slowLevel = y
        quickLevel = y
        size = abs(y)
        pooledScale = 0.3
        quickError = 0
        slowError = 0
        age = 1
        sinceShift = Int.max / 2
        zeros = 0
        run = 0
        gaps = 0
        for i in ring.indices { ring[i] = 0 }
        for i in 0..<period {
            ringCount[i] = 0
            profile[i] = 0
            rawProfile[i] = 0
            phaseScale[i] = 0
            within[i] = 0
        }
    }

    /// What the calendar says of a day.
    struct Day {
        /// Place in the season.
        var phase: Int
        /// Number of a known event; 0 for none.
        var event: Int
        /// Whether a charge was taken off the value: it says less of level and season.
        var hasCharge = false
    }

    /// Takes in a value; `error` is its distance from `expected` on the signed logarithmic scale.
    ///
    /// - Returns: Whether the value made the filter move to a new level.
    mutating func take(_ y: Double, _ expected: Expectation, error: Double, _ day: Day) -> Bool {
        let (phase, event) = (day.phase, day.event)
        guard age > 0 else {
            if y != 0 { begin(y) }
            return false
        }
        zeros = y == 0 ? zeros + 1 : 0
        if zeros >= 35 {
            age = 0
            return false
        }
        age += 1
        sinceShift += 1
        let bound = Self.clip * expected.sigma
        let isOutlier = abs(error) > bound
        let shrink = isOutlier ? bound / abs(error) : 1
        let residual = (y - expected.value) * shrink
        var shifted = false
        if event == 0, !day.hasCharge {
            moveLevel(by: residual, bound: Self.clip * expected.sigma * unit, phase: phase)
            shifted = followShift(y, error / expected.sigma, phase: phase)
            keepProfile(y, phase: phase)
        } else if event > 0 {
            let effect = (y - level - unit * profile[phase]) / max(unit, .leastNormalMagnitude)
            eventEffect[event] += (effect - eventEffect[event]) / min(eventCount[event] + 1, 4)
            eventCount[event] += 1
        }
        let rate = max(0.025, 1 / Double(age + 4))
        let clipped = min(abs(error), bound)
        pooledScale += rate * (1.28 * clipped - pooledScale)
        let phaseRate = max(0.15, 1 / Double(ringCount[phase] + 1))
        phaseScale[phase] += phaseRate * (1.28 * clipped - phaseScale[phase])
        let isGap = abs(y) < 0.1 * unit && abs(expected.value) > 0.3 * unit
        gaps += 0.02 * ((isGap ? 1 : 0) - gaps)
        size += 0.03 * (min(abs(y), 4 * max(size, abs(level))) - size)
        return shifted
    }

    /// Two levels follow the values, a quick and a slow one; the one that has erred less is used.
    private mutating func moveLevel(by residual: Double, bound: Double, phase: Int) {
        let weight = unit > 0 ? min(1, max(0, 1 + profile[phase])) : 1
        let early = 1 / Double(age)
        let quick = residual + level - quickLevel
        let slow = residual + level - slowLevel
        quickError += 0.05 * (min(abs(quick), bound) - quickError)
        slowError += 0.05 * (min(abs(slow), bound) - slowError)
        quickLevel += max(0.25, early) * weight * quick
        slowLevel += max(0.06, early) * weight * slow
        level = slowError < 1.05 * quickError ? slowLevel : quickLevel
    }

    /// After three values in a row far off on the same side the level is where they are.
    private mutating func followShift(_ y: Double, _ deviation: Double, phase: Int) -> Bool {
        guard abs(deviation) > Self.clip else {
            run = 0
            return false
        }
        let factor = 1 + profile[phase]
        let own = level > 0 && factor > 0.3 ? y / factor : y - unit * profile[phase]
        lastLevels = (lastLevels.1, lastLevels.2, own)
        run = (run > 0) == (deviation > 0) ? run + (deviation > 0 ? 1 : -1) : (deviation > 0 ? 1 : -1)
        guard abs(run) >= 3 else { return false }
        formerLevel = level
        sinceShift = 0
        let (a, b, c) = lastLevels
        level = max(min(a, b), min(max(a, b), c))
        slowLevel = level
        quickLevel = level
        run = 0
        return true
    }

    /// The season: a trimmed mean of the last seasons, drawn to flat as far as noise explains it.
    private mutating func keepProfile(_ y: Double, phase: Int) {
        guard period > 1 else { return }
        let unit = self.unit
        let kept = Self.seasonsKept
        ring[phase * kept + ringCount[phase] % kept] = unit > 0 ? (y - level) / unit : 0
        ringCount[phase] += 1
        let n = min(ringCount[phase], kept)
        let (middle, range) = trimmed(phase, n)
        rawProfile[phase] = middle
        within[phase] = range * range / 1.6
        shrinkProfile(seasons: n)
    }

    /// The mean of a phase without its smallest and largest quarter, and the range of what is left.
    private func trimmed(_ phase: Int, _ n: Int) -> (mean: Double, range: Double) {
        var (low0, low1, low2) = (Double.infinity, Double.infinity, Double.infinity)
        var (high0, high1, high2) = (-Double.infinity, -Double.infinity, -Double.infinity)
        var sum = 0.0
        for i in (phase * Self.seasonsKept)..<(phase * Self.seasonsKept + n) {
            let x = ring[i]
            sum += x
            if x < low2 {
                low2 = x
                if low2 < low1 { swap(&low1, &low2) }
                if low1 < low0 { swap(&low0, &low1) }
            }
            if x > high2 {
                high2 = x
                if high2 > high1 { swap(&high1, &high2) }
                if high1 > high0 { swap(&high0, &high1) }
            }
        }
        switch n / 4 {
        case 0: return (sum / Double(n), high0 - low0)
        case 1: return ((sum - low0 - high0) / Double(n - 2), high1 - low1)
        default: return ((sum - low0 - low1 - high0 - high1) / Double(n - 4), high2 - low2)
        }
    }

    private mutating func shrinkProfile(seasons n: Int) {
        guard age > period else { return }
        var mean = 0.0
        for value in rawProfile { mean += value }
        mean /= Double(period)
        var strength = 0.0
        for value in rawProfile { strength += (value - mean) * (value - mean) }
        strength /= Double(period - 1)
        var noise = 0.0
        for value in within { noise += value }
        noise *= 1.3 / Double(period * n)
        let weight = strength > 0 ? max(0, 1 - noise / strength) : 0
        for i in 0..<period { profile[i] = weight * (rawProfile[i] - mean) }
    }
}
