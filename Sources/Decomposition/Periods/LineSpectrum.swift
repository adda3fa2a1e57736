import Foundation
import Statistics

/// A periodogram over its own smooth background: what stands out of it is a line, whatever the colour of the noise.
///
/// Ordinates of a stationary series around its spectral density are nearly exponential and independent, so their ratio to
/// the density of the neighbourhood is the same test for white noise, for an autoregression and for a random walk.
struct LineSpectrum {
    /// Grid points in one cycle per observation.
    let length: Int
    /// Observations in the series.
    let count: Int
    /// Frequencies that belong to periods found already.
    let claims: [FrequencyClaim]
    private let power: [Double]
    private let ratios: [Double]

    /// The spectrum of a tapered series; `nil` if nothing is left of it.
    init?(_ values: [Double], claims: [FrequencyClaim]) {
        let periodogram = Periodogram(values)
        length = periodogram.length
        count = values.count
        self.claims = claims
        power = periodogram.power
        let cycle = Double(values.count)
        let grid = Double(periodogram.length) / cycle
        // One ordinate for each frequency of the series itself: their neighbours on the finer grid repeat them.
        let ordinates = (1...max(1, (values.count - 1) / 2)).map { j in
            let frequency = Double(j) / cycle
            let isClaimed = claims.contains { $0.contains(frequency) }
            return isClaimed || j == 1 ? nil : periodogram.power[Int((Double(j) * grid).rounded())]
        }
        guard let background = Background(ordinates) else { return nil }
        let levels = background.levels(power.count, step: 1 / grid)
        let length = Double(periodogram.length)
        ratios = periodogram.power.indices.map { k in
            let frequency = Double(k) / length
            return k == 0 || claims.contains { $0.contains(frequency) } ? 0 : periodogram.power[k] / levels[k]
        }
    }

    /// The ordinate at `frequency` over its background; 0 where a period that was found has claimed it.
    func ratio(_ frequency: Double) -> Double {
        let place = min(ratios.count - 1, Int((frequency * Double(length)).rounded()))
        // At half a cycle an observation there is one degree of freedom, not two.
        return place == ratios.count - 1 ? ratios[place] / 2 : ratios[place]
    }

    /// The power at `frequency` above its background; 0 where it is below, or claimed.
    func excess(_ frequency: Double) -> Double {
        let place = min(ratios.count - 1, Int((frequency * Double(length)).rounded()))
        return ratios[place] > 1 ? power[place] * (1 - 1 / ratios[place]) : 0
    }

    /// How many ordinates the background at `frequency` is worth.
    func weight(_ frequency: Double) -> Double {
        let window = Background.window(around: frequency * Double(count), of: (count - 1) / 2)
        return max(2, Background.efficiency * Double(window.count))
    }

    /// How many ordinates there are to judge by.
    var totalWeight: Double { Background.efficiency * Double(count / 2) }

    /// The frequency of the highest ordinate within `reach` of `frequency`, between the points of the grid.
    func peak(near frequency: Double, reach: Double) -> Double {
        let first = max(1, Int((frequency - reach) * Double(length)))
        let last = min(power.count - 2, Int((frequency + reach) * Double(length)) + 1)
        guard first <= last else { return frequency }
        var best = first
        for k in first...last where power[k] > power[best] { best = k }
        let (a, b, c) = (power[best - 1], power[best], power[best + 1])
        let bend = a - 2 * b + c
        let shift = bend < 0 ? min(0.5, max(-0.5, (a - c) / (2 * bend))) : 0
        return (Double(best) + shift) / Double(length)
    }

    /// The frequencies of the `limit` highest local peaks of the ratio at periods up to `longest`.
    func peaks(longest: Double, limit: Int) -> [Double] {
        let first = max(1, Int(Double(length) / longest))
        guard first < power.count - 1 else { return [] }
        var found: [(ratio: Double, frequency: Double)] = []
        for k in first..<power.count
        where power[k] > power[k - 1] && (k == power.count - 1 || power[k] >= power[k + 1]) {
            let frequency = Double(k) / Double(length)
            let ratio = ratio(frequency)
            if ratio > 3 { found.append((ratio, frequency)) }
        }
        return found.sorted { ($0.ratio, -$0.frequency) > ($1.ratio, -$1.frequency) }.prefix(limit).map(
            \.frequency)
    }
}

/// Frequencies near the harmonics of a period that was found.
struct FrequencyClaim {
    private let fundamental: Double
    private let resolution: Double

    init(period: Double, count: Int) {
        fundamental = 1 / period
        resolution = 1 / Double(count)
    }

    /// Whether `frequency` is a harmonic of the period, as far as the length of the series and slow changes of the
    /// season let one tell.
    func contains(_ frequency: Double) -> Bool {
        let harmonic = (frequency / fundamental).rounded()
        guard harmonic >= 1 else { return false }
        let reach = max(resolution, min(max(2.2 * resolution, 0.01 * frequency), 0.35 * fundamental))
        return abs(frequency - harmonic * fundamental) < reach
    }
}

/// A smooth curve through the bulk of a periodogram.
///
/// It is the 40 % quantile of the ordinates around each frequency, as if they were exponential. Lines and their feet are
/// the upper part of the ordinates and do not move it.
private struct Background {
    /// A quantile of exponential ordinates says as much about their mean as this share of them.
    static let efficiency = 0.4
    private static let quantile = 0.4
    private var knots: [(place: Double, logLevel: Double)] = []
    private var lowSlope = 0.0

    /// The background of ordinates at 1, 2, 3, … cycles in the series; `nil` ones are left out.
    init?(_ ordinates: [Double?]) {
        let largest = ordinates.reduce(0) { max($0, $1 ?? 0) }
        guard largest > 0 else { return nil }
        let floor = largest * 1e-14
        let logs = ordinates.map { $0.map { log(max($0, floor)) } }
        lowSlope = min(0, max(-4, Background.slope(Array(logs.prefix(48)))))
        var centre = 1
        while centre <= ordinates.count {
            knots.append(Background.knot(logs, centre, lowSlope))
            centre += max(1, centre / 8)
        }
    }

    /// The background at `count` places 0, `step`, 2·`step`, …, in cycles of the series.
    func levels(_ count: Int, step: Double) -> [Double] {
        var next = 0
        return (0..<count).map { k in
            let place = max(Double(k), 0.5) * step
            while next < knots.count && knots[next].place < place { next += 1 }
            guard next < knots.count else { return exp(knots[knots.count - 1].logLevel) }
            guard next > 0 else { return exp(knots[0].logLevel + lowSlope * log(place / knots[0].place)) }
            let (a, b) = (knots[next - 1], knots[next])
            let share = log(place / a.place) / log(b.place / a.place)
            return exp(a.logLevel + share * (b.logLevel - a.logLevel))
        }
    }

    /// The ordinates that the background at `place` is taken from, of 1 … `last`.
    static func window(around place: Double, of last: Int) -> ClosedRange<Int> {
        let centre = min(max(1, Int(place)), max(1, last))
        let half = min(100, max(24, centre / 2))
        return max(1, centre - half)...max(1, min(last, centre + half))
    }

    /// The level at `centre` from the ordinates around it, taken there along the slope of the low frequencies.
    private static func knot(_ logs: [Double?], _ centre: Int, _ slope: Double) -> (Double, Double) {
        var window = window(around: Double(centre), of: logs.count)
        var around: [Double] = []
        while true {
            around = window.compactMap { j in
                logs[j - 1].map { $0 - slope * log(Double(j) / Double(centre)) }
            }
            if around.count >= 8 || window.count >= logs.count { break }
            let wider = window.count
            window = max(1, window.lowerBound - wider)...min(logs.count, window.upperBound + wider)
        }
        let level = around.isEmpty ? -.infinity : around.quantile(quantile) - log(-log(1 - quantile))
        return (Double(centre), level)
    }

    /// The power of the frequency that the low end of the spectrum follows: the median slope of all pairs.
    private static func slope(_ logs: [Double?]) -> Double {
        var slopes: [Double] = []
        for j in 1..<max(1, logs.count) {
            guard let high = logs[j] else { continue }
            for i in 0..<j {
                guard let low = logs[i] else { continue }
                slopes.append((high - low) / log(Double(j + 1) / Double(i + 1)))
            }
        }
        return slopes.count < 10 ? 0 : slopes.median()
    }
}
