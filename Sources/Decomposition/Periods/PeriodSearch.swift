import Foundation
import Statistics

/// The search for one period after the other, each taken off before the next is looked for.
struct PeriodSearch {
    private(set) var found: [PeriodCandidate] = []
    private let signal: PeriodSignal
    private let longest: Double
    private var profiles: [SeasonalProfile] = []
    /// The variance before any season was taken off; the values lie within ±1.
    private var wholeSize = 0.0
    /// How many robust deviations a value may be off before it is held in.
    private static let limit = 2.5
    /// A season with less than this share of the variance of the strongest is a trace of how that one changes.
    private static let leastShare = 0.05

    init(signal: PeriodSignal, longest: Double) {
        self.signal = signal
        self.longest = longest
    }

    /// Looks for the clearest period that is left; `false` if none is believed.
    mutating func findNext(significance: Double) -> Bool {
        let claims = found.map { FrequencyClaim(period: $0.period, count: signal.values.count) }
        let rest = withoutSeasons(except: nil)
        let level = rest.level(limit: PeriodSearch.limit)
        let size = variance(of: level)
        if found.isEmpty { wholeSize = size }
        // What a cubic and the seasons found leave of an exact series is rounding, which has a spectrum too.
        guard size > max(1e-24, 1e-4 * wholeSize) else { return false }
        let changes = rest.changes(limit: PeriodSearch.limit).aroundMedian(limit: PeriodSearch.limit)
        var best: PeriodCandidate?
        for view in [level, changes] {
            guard let spectrum = LineSpectrum(PeriodSignal.tapered(view), claims: claims) else { continue }
            if let candidate = SpectrumSearch(spectrum: spectrum, longest: longest).best(),
                candidate.logChance < best?.logChance ?? 0
            {
                best = candidate
            }
        }
        // Every frequency of the series, each in two views and with several numbers of harmonics, had its chance.
        let tries = log(Double(signal.values.count)) + log(8)
        guard let best, best.logChance + tries < log(significance) else { return false }
        found.append(
            PeriodCandidate(
                period: best.period, harmonics: best.harmonics, rank: best.rank,
                logChance: best.logChance + tries))
        profiles.append(profile(found.count - 1))
        if found.count > 1 { for k in found.indices { profiles[k] = profile(k) } }
        return true
    }

    /// The periods that stay when multiples and parts of each other are told apart, the strongest first.
    func periods() -> [DetectedPeriod] {
        let noise = variance(of: withoutSeasons(except: nil).level(limit: PeriodSearch.limit))
        let sizes = profiles.indices.map { k in
            variance(of: signal.values.indices.map { signal.isObserved[$0] ? profiles[k].value($0) : 0 })
        }
        let largest = sizes.max() ?? 0
        let kept = found.indices.filter { k in
            sizes[k] >= PeriodSearch.leastShare * largest
                && !found.indices.contains { other in
                    isPart(k, of: other, sizes) || isEcho(k, of: other, sizes)
                }
        }
        return kept.map { k in
            DetectedPeriod(
                period: found[k].period,
                strength: noise + sizes[k] > 0 ? sizes[k] / (noise + sizes[k]) : 0,
                chance: exp(found[k].logChance))
        }
        .sorted { ($0.strength, -$0.period) > ($1.strength, -$1.period) }
    }

    /// Whether period `k` is a harmonic of the longer `other` rather than a season of its own.
    private func isPart(_ k: Int, of other: Int, _ sizes: [Double]) -> Bool {
        guard let ratio = wholeRatio(found[other].period, found[k].period), ratio < 5 else { return false }
        return sizes[other] >= 0.15 * sizes[k]
    }

    /// Whether period `k` is a faint multiple of the shorter `other`, as a season that changes slowly leaves.
    private func isEcho(_ k: Int, of other: Int, _ sizes: [Double]) -> Bool {
        guard let ratio = wholeRatio(found[k].period, found[other].period), ratio < 5 else { return false }
        return sizes[k] < 0.15 * sizes[other]
    }

    private func wholeRatio(_ long: Double, _ short: Double) -> Int? {
        let ratio = long / short
        guard ratio > 1.5, abs(ratio - ratio.rounded()) < 0.02 * ratio else { return nil }
        return Int(ratio.rounded())
    }

    private func profile(_ k: Int) -> SeasonalProfile {
        let rest = withoutSeasons(except: k).level(limit: PeriodSearch.limit)
        return SeasonalProfile(
            rest, signal.isObserved, period: found[k].period, harmonics: found[k].harmonics)
    }

    private func withoutSeasons(except kept: Int?) -> PeriodSignal {
        let others = profiles.indices.filter { $0 != kept }
        guard !others.isEmpty else { return signal }
        let values = signal.values.indices.map { i in
            signal.isObserved[i] ? others.reduce(signal.values[i]) { $0 - profiles[$1].value(i) } : 0
        }
        return PeriodSignal(values: values, isObserved: signal.isObserved)
    }

    private func variance(of values: [Double]) -> Double {
        let seen = signal.observedValues(of: values)
        return seen.count >= 2 ? seen.variance() : 0
    }
}

/// The search through one spectrum.
private struct SpectrumSearch {
    let spectrum: LineSpectrum
    let longest: Double
    private var test: HarmonicTest { HarmonicTest(spectrum: spectrum) }

    init(spectrum: LineSpectrum, longest: Double) {
        self.spectrum = spectrum
        self.longest = longest
    }

    /// The period whose harmonics stand out most, reduced to the shortest that explains them.
    func best() -> PeriodCandidate? {
        let test = test
        var best: PeriodCandidate?
        func consider(_ candidate: PeriodCandidate?) {
            if let candidate, candidate.period <= longest, candidate.rank < best?.rank ?? 0 {
                best = candidate
            }
        }
        guard longest >= 2 else { return nil }
        for period in 2...max(2, Int(longest)) { consider(test.candidate(period: Double(period))) }
        for frequency in spectrum.peaks(longest: longest, limit: 16) {
            for part in 1...6 where Double(part) / frequency <= longest {
                consider(test.candidate(period: refined(Double(part) / frequency, harmonics: max(part, 2))))
            }
        }
        guard let best else { return nil }
        return whole(reduced(best))
    }

    /// The period from the places of its harmonics' peaks, the higher ones counting more.
    private func refined(_ period: Double, harmonics: Int) -> Double {
        var fundamental = 1 / period
        let reach = 0.6 / Double(spectrum.count)
        var (cross, square) = (0.0, 0.0)
        for k in 1...max(1, harmonics) {
            let expected = Double(k) * fundamental
            guard expected < 0.5 else { break }
            let ratio = spectrum.ratio(expected)
            guard ratio > 4 else { continue }
            let peak = spectrum.peak(near: expected, reach: reach)
            guard abs(peak - expected) <= 1.2 * reach else { continue }
            let weight = min(ratio, 100)
            cross += weight * Double(k) * peak
            square += weight * Double(k * k)
            fundamental = cross / square
        }
        return max(2, 1 / fundamental)
    }

    /// The whole number of observations if the data do not speak against it.
    private func whole(_ candidate: PeriodCandidate) -> PeriodCandidate {
        // The ratio peaks a little off the line where the background slopes, the power does not.
        let finer =
            test.candidate(period: refined(candidate.period, harmonics: candidate.harmonics)) ?? candidate
        let better = finer.rank < 0.8 * candidate.rank ? finer : candidate
        guard better.period <= longest else { return candidate }
        let nearest = better.period.rounded()
        guard nearest <= longest, nearest >= 2, let whole = test.candidate(period: nearest) else {
            return better
        }
        // Less than a tenth of a cycle from the first observation to the last is not for the data to say.
        let drift = Double(spectrum.count) * abs(1 / better.period - 1 / nearest)
        guard drift < 0.1 || whole.rank < 0.9 * better.rank + 4 else { return better }
        return whole
    }

    /// A part of the period where that says the same with less: the harmonics that it lacks are no more than background,
    /// or belong to another season.
    private func reduced(_ candidate: PeriodCandidate) -> PeriodCandidate {
        let test = test
        var candidate = candidate
        while let part = part(of: candidate),
            let shorter = test.candidate(period: candidate.period / Double(part))
        {
            candidate = shorter
        }
        return candidate
    }

    private func part(of candidate: PeriodCandidate) -> Int? {
        let period = candidate.period
        let last = min(48, Int(period / 2 + 1e-6))
        guard last >= 2 else { return nil }
        let powers = (1...last).map { spectrum.excess(min(0.5, Double($0) / period)) }
        let whole = powers.reduce(0, +)
        for part in stride(from: last, through: 2, by: -1) {
            guard let shorter = test.candidate(period: period / Double(part)), shorter.rank < -8 else {
                continue
            }
            let own = stride(from: part, through: last, by: part).reduce(0) { $0 + powers[$1 - 1] }
            // Two or three humps in a season are one season; a day in a week is a season of its own.
            if own > (part >= 5 ? 0.6 : 0.97) * whole { return part }
            if part <= 12, test.candidate(period: period, skipping: part)?.rank ?? 0 > -6 { return part }
        }
        return spectrum.ratio(1 / period) < 6 ? strongestPart(of: period) : nil
    }

    /// Where the period itself is not to be seen, as with the least common multiple of two seasons: the stronger of two
    /// harmonics, one of them high, that hold all other lines as their multiples.
    private func strongestPart(of period: Double) -> Int? {
        let last = min(48, Int(period / 2))
        guard last >= 7 else { return nil }
        var lines = (2...last).filter { spectrum.ratio(Double($0) / period) > 10 }
        var parts: [Int] = []
        for _ in 0..<2 {
            let powers = lines.map { part in
                (part, lines.filter { $0 % part == 0 }.reduce(0) { $0 + spectrum.ratio(Double($1) / period) })
            }
            guard let part = powers.max(by: { ($0.1, -$0.0) < ($1.1, -$1.0) })?.0 else { return nil }
            parts.append(part)
            lines.removeAll { $0 % part == 0 }
        }
        return lines.isEmpty && max(parts[0], parts[1]) >= 7 ? parts[0] : nil
    }
}
