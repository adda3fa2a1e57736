import Foundation

/// A period that a spectrum may have: its harmonics and how unlikely they are as noise.
struct PeriodCandidate {
    let period: Double
    /// How many harmonics stand out.
    let harmonics: Int
    /// The logarithm of the chance of as much power at these harmonics, the background known: what candidates are ranked by.
    let rank: Double
    /// The logarithm of the same chance, the background being an estimate: what candidates are believed by.
    let logChance: Double
}

/// How likely the power at the harmonics of a period is when there is only background.
struct HarmonicTest {
    let spectrum: LineSpectrum
    /// How many of the first harmonics are tried together.
    private static let prefixes: Set<Int> = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48]

    /// The period with the number of harmonics that is hardest to explain as noise; `nil` if none stands out.
    ///
    /// Harmonics that are multiples of `skipping` do not count, unless it is 0.
    func candidate(period: Double, skipping: Int = 0) -> PeriodCandidate? {
        let last = max(1, min(48, Int(period / 2 + 1e-6)))
        var (sum, lines, weight) = (0.0, 0, 0.0)
        var best: PeriodCandidate?
        for k in 1...last {
            let frequency = min(0.5, Double(k) / period)
            if skipping == 0 || k % skipping != 0 {
                let ratio = spectrum.ratio(frequency)
                if ratio > 0 {
                    sum += ratio
                    lines += 1
                    weight += spectrum.weight(frequency)
                }
            }
            guard k == last || HarmonicTest.prefixes.contains(k), lines > 0, sum > Double(lines) + 2 else {
                continue
            }
            let rank = HarmonicTest.logTail(sum: sum, lines: lines, weight: .infinity)
            if rank < best?.rank ?? 0 {
                let chance = HarmonicTest.logTail(
                    sum: sum, lines: lines, weight: min(weight, spectrum.totalWeight))
                best = PeriodCandidate(period: period, harmonics: k, rank: rank, logChance: chance)
            }
        }
        return best
    }

    /// The logarithm of the chance that `lines` exponential ordinates add up to `sum` of their background or more, the
    /// background being the mean of `weight` further ordinates.
    ///
    /// Exact for whole weights: the tail of the F distribution with an even number of degrees of freedom is a finite sum.
    static func logTail(sum: Double, lines: Int, weight: Double) -> Double {
        var (term, total, scale) = (1.0, 1.0, 0.0)
        let share = weight.isFinite ? sum / (weight + sum) : 0
        for i in 1..<max(1, lines) {
            let next = weight.isFinite ? (weight + Double(i - 1)) * share : sum
            term *= next / Double(i)
            total += term
            if total > 1e200 {
                term *= 1e-200
                total *= 1e-200
                scale += 200 * log(10)
            }
        }
        let first = weight.isFinite ? -weight * log(1 + sum / weight) : -sum
        return min(0, first + scale + log(total))
    }
}
