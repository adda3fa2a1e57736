import Foundation

/// The chance of a value in a series that is often zero: whether there is one on this day of the week, and how large.
///
/// A level with errors around it cannot say how unusual an idle day of a weekly job is, or a third day of work in a row.
/// Here each phase of the season has its own chance of a value other than zero, sizes are Student-like on a logarithmic
/// scale, and days in a row on the same side multiply. After a week of days that had no chance the new pattern is taken on;
/// the old one is kept for four weeks, for its return.
struct Intermittence {
    /// Seasonal chances of a value other than zero: counts that fade.
    private struct Pattern {
        var active: [Double]
        var count: [Double]
        /// The same over all phases.
        var allActive = 0.0
        var all = 0.0

        init(period: Int) {
            active = [Double](repeating: 0, count: period)
            count = active
        }

        /// The chance of a value other than zero, drawn to that of all phases by two observations.
        func chance(_ phase: Int) -> Double {
            (active[phase] + 2 * (allActive + 1) / (all + 2)) / (count[phase] + 2)
        }

        mutating func take(_ isActive: Bool, phase: Int) {
            let fading = 0.98
            active[phase] = active[phase] * fading + (isActive ? 1 : 0)
            count[phase] = count[phase] * fading + 1
            let slow = 1 - (1 - fading) / Double(active.count)
            allActive = allActive * slow + (isActive ? 1 : 0)
            all = all * slow + 1
        }

        /// Forgets the chances for one of all phases, as sure as four seasons make it.
        mutating func restart(chance: Double) {
            for i in count.indices {
                count[i] = min(count[i], 4)
                active[i] = chance * count[i]
            }
            all = 4
            allActive = 4 * chance
        }
    }

    private var pattern: Pattern
    private var former: Pattern?
    private var sinceFormer = 0
    /// How much better the former pattern explains the last days, in logarithms of chances.
    private var evidenceOfReturn = 0.0
    private var age = 0
    private var zeroShare = 0.0
    private var sizes = 0
    private var meanLog = 0.0
    private var spread = 0.5
    /// Days in a row with (above 0) or without (below 0) a value, and minus the logarithm of their chance.
    private var run = 0
    private var surprise = 0.0

    init(period: Int) {
        pattern = Pattern(period: period)
    }

    /// Whether zeros are part of what the series does.
    var isIntermittent: Bool { zeroShare > 0.15 }

    /// Takes in a value.
    ///
    /// - Returns: The chance of a value as unusual as this, from the values before it; 1 where zeros are not usual.
    mutating func take(_ value: Double, phase: Int) -> Double {
        guard age > 0 || value != 0 else { return 1 }
        age += 1
        let isActive = value != 0
        let now = pattern.chance(phase)
        let then = former?.chance(phase)
        let chance = likelier(isActive ? now : 1 - now, then.map { isActive ? $0 : 1 - $0 })
        if (run > 0) != isActive {
            run = 0
            surprise = 0
        }
        run += isActive ? 1 : -1
        // Minus the logarithm; near one it is the difference from one.
        surprise += chance > 0.98 ? 1 - chance : -log(max(chance, 1e-9))
        var unusual = surprise
        if isActive {
            let size = log(abs(value)) - meanLog
            if isIntermittent { unusual = max(unusual, -log(chance) - log(tail(of: size))) }
            follow(size: size)
        }
        let share = isIntermittent ? exp(-unusual) : 1
        watchForReturn(now, then, isActive)
        pattern.take(isActive, phase: phase)
        zeroShare += max(0.01, 1 / Double(age + 1)) * ((isActive ? 0 : 1) - zeroShare)
        if abs(run) >= 7, surprise > 10 { adoptRun() }
        return share
    }

    private func likelier(_ now: Double, _ then: Double?) -> Double { max(now, then ?? 0) }

    /// The chance of a size at least as far off: Student with five degrees of freedom, by Wallace's normal equivalent.
    private func tail(of size: Double) -> Double {
        let x = size / (max(spread, 0.05) * (1 + 2 / Double(sizes + 1)))
        guard x > 0 else { return 1 }
        let z = (5 * log(1 + x * x / 5)).squareRoot() * (43.0 / 41)
        return max(erfc(z / 2.0.squareRoot()), 1e-300)
    }

    private mutating func follow(size: Double) {
        defer { sizes += 1 }
        guard sizes > 0 else {
            meanLog += size
            return
        }
        let bound = 2.5 * spread
        let clipped = sizes > 3 ? min(max(size, -bound), bound) : size
        meanLog += max(0.03, 1 / Double(sizes + 1)) * clipped
        spread += max(0.021, 1 / Double(sizes + 3)) * (1.25 * abs(clipped) - spread)
    }

    /// The days in a row are what the series does from now on.
    private mutating func adoptRun() {
        former = pattern
        sinceFormer = 0
        evidenceOfReturn = 0
        pattern.restart(chance: run > 0 ? 0.95 : 0.05)
        run = 0
        surprise = 0
    }

    private mutating func watchForReturn(_ now: Double, _ then: Double?, _ isActive: Bool) {
        guard let old = former, let then else { return }
        sinceFormer += 1
        let ratio = isActive ? log(then / now) : log((1 - then + 1e-9) / (1 - now + 1e-9))
        evidenceOfReturn = max(0, evidenceOfReturn + ratio)
        if evidenceOfReturn > 3 { pattern = old }
        if evidenceOfReturn > 3 || sinceFormer > 28 { former = nil }
    }
}
