import Statistics

/// Four lines with fading memories side by side, and how well each foresees.
struct OnlineTrend: Sendable, Hashable, Codable {
    private var levels: SIMD4<Double>
    private var slopes: SIMD4<Double>
    /// Fading means of the squared errors of one step.
    private var losses = SIMD4<Double>()
    private var weights = SIMD4<Double>(repeating: 0.25)
    private var count: Double

    /// Lines from one point with one slope, as after `count` values.
    init(level: Double = 0, slope: Double = 0, count: Int = 2) {
        levels = SIMD4(repeating: level)
        slopes = SIMD4(repeating: slope)
        self.count = Double(max(count, 2))
    }

    /// The weighted level.
    var level: Double { (weights * levels).sum() }

    /// The weighted level of the next value.
    var foreseen: Double { (weights * (levels + slopes)).sum() }

    /// Goes on by one value that is not there.
    mutating func step() { levels += slopes }

    /// Lifts all lines.
    mutating func shift(by size: Double) { levels += size }

    /// Learns from a value without its season; an error counts up to `bound` only.
    mutating func takeIn(_ value: Double, bound: Double, least: Double) {
        count += 1
        let foreseen = levels + slopes
        let limit = SIMD4<Double>(repeating: max(bound, least))
        var errors = value - foreseen
        errors.replace(with: limit, where: errors .> limit)
        errors.replace(with: -limit, where: errors .< -limit)
        // As long as they are larger, the gains of the least squares line through all values so far.
        let inverse = 1 / (count * (count + 1))
        let young = SIMD4<Double>(repeating: (4 * count - 2) * inverse)
        let younger = SIMD4<Double>(repeating: 6 * inverse)
        levels = foreseen + Self.gains.replacing(with: young, where: young .> Self.gains) * errors
        slopes += Self.slopeGains.replacing(with: younger, where: younger .> Self.slopeGains) * errors
        losses += Self.forgetting * (errors * errors - losses)
        weigh(least: least * least)
    }

    /// Weights in proportion to the likelihood of some sixty errors.
    private mutating func weigh(least: Double) {
        let floored = losses + least
        var ratio = floored.min() / floored
        for _ in 0..<5 { ratio *= ratio }
        weights = ratio / ratio.sum()
    }

    /// Discounted least squares: 1 − θ² and (1 − θ)² for θ = 0.99, 0.97, 0.92, 0.8.
    private static var gains: SIMD4<Double> { SIMD4(0.0199, 0.0591, 0.1536, 0.36) }
    private static var slopeGains: SIMD4<Double> { SIMD4(0.0001, 0.0009, 0.0064, 0.04) }
    private static var forgetting: Double { 1 / 64 }
}

/// The shape of a season, one number a phase, kept at mean 0.
struct OnlineSeason: Sendable, Hashable, Codable {
    private var shape: [Double]
    private var mean = 0.0
    private var phase = 0
    private var cycles = 1.0

    init(period: Int) { shape = [Double](repeating: 0, count: period) }

    /// What the season adds to the value that is being taken in.
    var part: Double { shape[phase] - mean }

    /// What it added to the value before.
    var latest: Double { shape[phase == 0 ? shape.count - 1 : phase - 1] - mean }

    /// Takes this shape, as learned from the first cycles.
    mutating func set(_ values: [Double]) {
        shape = values
        mean = values.sum() / Double(values.count)
    }

    /// Learns a part of what is left of the value: more of it in the first cycles.
    mutating func learn(_ rest: Double, gain: Double) {
        let step = max(gain, 1 / cycles) * rest
        shape[phase] += step
        mean += step / Double(shape.count)
    }

    /// Goes on to the next value.
    mutating func advance() {
        phase += 1
        guard phase == shape.count else { return }
        phase = 0
        cycles += 1
    }
}

/// The usual size of an error, of which large ones count in part.
struct OnlineScale: Sendable, Hashable, Codable {
    private var variance: Double
    /// Below this, differences are rounding errors.
    let floor: Double

    /// A scale that starts with `deviation`; `size` is that of the values.
    init(deviation: Double = 0, size: Double = 0) {
        floor = max(1e-9 * size, 1e-150)
        variance = deviation * deviation
    }

    /// The standard deviation of an error.
    var deviation: Double { max(variance.squareRoot(), floor) }

    /// Grows to `deviation` at least.
    mutating func widen(to deviation: Double) { variance = max(variance, deviation * deviation) }

    /// Learns from an error, cut off at 2.5 deviations.
    mutating func takeIn(_ error: Double) {
        let bound = 2.5 * deviation
        let cut = min(abs(error), bound)
        // Normal errors that are cut off at 2.5 deviations have 0.98 of their variance.
        variance += (cut * cut / 0.98 - variance) / 50
    }
}
