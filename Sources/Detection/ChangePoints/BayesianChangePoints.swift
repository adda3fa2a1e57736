import Foundation
import Statistics

/// How long the present level has lasted, value by value, as a distribution: Bayesian online change-point detection.
///
///     let posterior = BayesianChangePoints().posterior(of: values)
///     posterior[99].probability(ofChangeWithin: 7)
///
/// Within a stretch values are normal with unknown mean and variance (conjugate prior); before each value a change comes with
/// the chance `hazard`. Run lengths whose probability falls below 10⁻¹² are forgotten, so that a value takes a bounded time
/// once the level is known.
///
/// - SeeAlso: Adams & MacKay, "Bayesian online changepoint detection", arXiv:0710.3742, 2007. Program:
///   `bayesian_changepoint_detection` 0.2 for Python, `online_changepoint_detection`.
public struct BayesianChangePoints: Sendable, Hashable {
    /// What is believed of mean and variance of a stretch before its first value: a normal-gamma law.
    public struct Prior: Sendable, Hashable {
        /// The mean, and how many values it counts for.
        public var mean: Double
        public var meanWeight: Double
        /// Shape and rate of the law of the precision.
        public var shape: Double
        public var rate: Double

        /// - Precondition: Weight, shape and rate above 0.
        public init(mean: Double = 0, meanWeight: Double = 1, shape: Double = 1, rate: Double = 1) {
            precondition(meanWeight > 0 && shape > 0 && rate > 0, "a proper prior")
            self.mean = mean
            self.meanWeight = meanWeight
            self.shape = shape
            self.rate = rate
        }
    }

    /// The chance of a change before any value.
    public let hazard: Double
    /// What is believed before the first value of a stretch.
    public let prior: Prior

    /// - Precondition: A hazard between 0 and 1.
    public init(hazard: Double = 1.0 / 180, prior: Prior = Prior()) {
        precondition(hazard > 0 && hazard < 1, "a chance between 0 and 1")
        self.hazard = hazard
        self.prior = prior
    }

    /// What is known after a value of how many values the present stretch has, with values up to it only.
    public struct RunLengths: Sendable, Hashable {
        /// Lengths that are still possible, ascending, and their probabilities, whose sum is 1.
        ///
        /// A length of 0 means that a change
        /// comes before the next value.
        public let lengths: [Int]
        public let probabilities: [Double]

        /// The most probable length.
        public var mostProbable: Int {
            probabilities.indices.max { (probabilities[$0], $1) < (probabilities[$1], $0) }
                .map { lengths[$0] } ?? 0
        }

        /// The chance that the present stretch has at most `count` values.
        public func probability(ofChangeWithin count: Int) -> Double {
            zip(lengths, probabilities).reduce(0) { $1.0 <= count ? $0 + $1.1 : $0 }
        }
    }

    /// The distribution of the run length after each value.
    ///
    /// - Precondition: Finite values.
    /// - Complexity: O(*n* · possible run lengths).
    public func posterior(of values: [Double]) -> [RunLengths] {
        var filter = RunLengthFilter(prior: prior, hazard: hazard)
        return values.map { filter.take($0) }
    }

    /// The most probable division of the whole series, with the chance of each change as seen once the series is complete.
    ///
    /// The prior is for values of mean 0 and variance 1: values are standardised first. A change is scored by the posterior
    /// chance, 2 · `minimumLength` values later, that the level moved within them or as many as `minimumLength` before it.
    ///
    /// - Precondition: Finite values, a length of at least 1.
    public func changePoints(in values: [Double], minimumLength: Int = 3) -> [ChangePoint] {
        guard values.count >= max(2, 2 * minimumLength) else { return [] }
        let (mean, deviation) = (values.mean(), values.standardDeviation())
        guard deviation > 0 else { return [] }
        let standard = values.map { ($0 - mean) / deviation }
        let posterior = posterior(of: standard)
        var bounds = [0]
        for start in RunLengthFilter(prior: prior, hazard: hazard).mostProbableStarts(standard)
        where start - (bounds.last ?? 0) >= minimumLength && values.count - start >= minimumLength {
            bounds.append(start)
        }
        bounds.append(values.count)
        return (1..<(bounds.count - 1)).compactMap { i in
            let (before, after) = (values[bounds[i - 1]..<bounds[i]], values[bounds[i]..<bounds[i + 1]])
            let seen = min(bounds[i] + 2 * minimumLength, values.count) - 1
            let reach = seen - bounds[i] + 1 + minimumLength
            let score = posterior[seen].probability(ofChangeWithin: reach)
            guard score >= 0.5 else { return nil }
            return ChangePoint(
                index: bounds[i], kind: .level, magnitude: Array(after).mean() - Array(before).mean(),
                score: score)
        }
    }
}

/// The recursion over run lengths.
private struct RunLengthFilter {
    private struct Stretch {
        var length: Int
        var mean: Double
        var weight: Double
        var shape: Double
        var rate: Double

        init(_ prior: BayesianChangePoints.Prior) {
            (length, mean, weight, shape, rate) = (0, prior.mean, prior.meanWeight, prior.shape, prior.rate)
        }

        /// Log density of the next value: Student's t with 2·shape degrees of freedom.
        func logDensity(_ value: Double) -> Double {
            let freedom = 2 * shape
            let variance = rate * (weight + 1) / (shape * weight)
            let z2 = (value - mean) * (value - mean) / variance
            return SpecialFunctions.logGamma((freedom + 1) / 2) - SpecialFunctions.logGamma(freedom / 2)
                - 0.5 * log(freedom * .pi * variance) - (freedom + 1) / 2 * log1p(z2 / freedom)
        }

        mutating func take(_ value: Double) {
            let distance = value - mean
            rate += weight * distance * distance / (2 * (weight + 1))
            mean = (weight * mean + value) / (weight + 1)
            weight += 1
            shape += 0.5
            length += 1
        }
    }

    private let prior: BayesianChangePoints.Prior
    private let hazard: Double
    private var stretches: [Stretch]
    private var probabilities = [1.0]
    private static let forgotten = 1e-12

    init(prior: BayesianChangePoints.Prior, hazard: Double) {
        self.prior = prior
        self.hazard = hazard
        stretches = [Stretch(prior)]
    }

    mutating func take(_ value: Double) -> BayesianChangePoints.RunLengths {
        let logs = stretches.map { $0.logDensity(value) }
        let largest = logs.reduce(-Double.infinity) { max($0, $1) }
        var total = 0.0
        for i in stretches.indices {
            probabilities[i] *= exp(logs[i] - largest)
            total += probabilities[i]
            stretches[i].take(value)
        }
        // A value that no stretch could give, to the last digit, starts anew.
        guard total > 0 else { return restart(value) }
        var kept: [(Stretch, Double)] = [(Stretch(prior), hazard)]
        for i in stretches.indices {
            let probability = probabilities[i] / total * (1 - hazard)
            if probability >= Self.forgotten { kept.append((stretches[i], probability)) }
        }
        let sum = kept.reduce(0) { $0 + $1.1 }
        stretches = kept.map { $0.0 }
        probabilities = kept.map { $0.1 / sum }
        return .init(lengths: stretches.map(\.length), probabilities: probabilities)
    }

    private mutating func restart(_ value: Double) -> BayesianChangePoints.RunLengths {
        var first = Stretch(prior)
        first.take(value)
        stretches = [Stretch(prior), first]
        probabilities = [hazard, 1 - hazard]
        return .init(lengths: [0, 1], probabilities: probabilities)
    }

    /// Starts of the stretches, but the first, of the division with the highest joint probability.
    func mostProbableStarts(_ values: [Double]) -> [Int] {
        let n = values.count
        var best = [Double](repeating: -.infinity, count: n + 1)
        var last = [Int](repeating: 0, count: n + 1)
        best[0] = 0
        // Log probability of each open stretch with the best division before it.
        var open: [(stretch: Stretch, start: Int, log: Double)] = []
        for (t, value) in values.enumerated() {
            open.append((Stretch(prior), t, best[t] + (t > 0 ? log(hazard) : 0)))
            for i in open.indices {
                open[i].log += open[i].stretch.logDensity(value) + (t > open[i].start ? log1p(-hazard) : 0)
                open[i].stretch.take(value)
                if open[i].log > best[t + 1] { (best[t + 1], last[t + 1]) = (open[i].log, open[i].start) }
            }
            // A stretch that a change and a new stretch could not bring back.
            let least = best[t + 1] - 60
            open.removeAll { $0.log < least }
        }
        var starts: [Int] = []
        var end = last[n]
        while end > 0 {
            starts.append(end)
            end = last[end]
        }
        return starts.reversed()
    }
}
