import Foundation
import Statistics

/// How unusual each value is among all others of its series, before it and after it: the batch detector.
///
/// Two views are multiplied. A value is lonely if few others have nearly the same number; a shape is odd if it is far
/// from the mean shape (``SubsequencePCA`` over the period). Both are averaged over a twentieth of the series, 300 values at
/// most, and taken as multiples of their median, so that one that says nothing does no harm.
struct WholeSeriesNovelty {
    /// Evidence, in natural logarithms, of an anomaly: a score of one half.
    static let threshold = 2.0
    /// Values that must have nearly the same number for one not to be lonely.
    private static let companions = 5
    /// Share of the range, or of the typical oddness, under which differences say nothing.
    private static let least = 1e-4
    /// Longest stretch over which evidence is averaged.
    private static let longestStretch = 300
    /// Stretch for the shape if no period shows.
    private static let usualLength = 125
    private static let periods = 11...300

    /// Evidence of the neighbourhood of each value, in natural logarithms; 0 is usual.
    let evidence: [Double]
    /// Whether each value is itself what stands out of its neighbourhood.
    private let isOutstanding: [Bool]

    /// The evidence in `values`.
    init(_ values: [Double]) {
        guard !values.isEmpty else {
            (evidence, isOutstanding) = ([], [])
            return
        }
        let span = min(values.count / 20, Self.longestStretch) / 2
        let loneliness = Self.loneliness(values)
        let length = Self.length(values)
        let oddness = (try? SubsequencePCA(length: length).score(values)) ?? values.map { _ in 0 }
        let (lonely, odd) = (Self.averaged(loneliness, span), Self.averaged(oddness, span))
        evidence = Self.sum(Self.multiples(lonely, Self.least), Self.multiples(odd, Self.least))
        let own = Self.sum(
            Self.multiples(loneliness, max(Self.least, loneliness.median())),
            Self.multiples(oddness, max(Self.least, oddness.median())))
        // A value makes the shapes around it odd: their own evidence is small beside that of the value.
        let largest = Self.largest(own, within: max(span, length))
        isOutstanding = own.indices.map { own[$0] >= max(Self.threshold, largest[$0] / 2) }
    }

    /// What is said of value `i`: 0 … 1, and whether it is itself what stands out.
    func score(_ i: Int) -> (score: Double, isAnomaly: Bool) {
        let score = 1 / (1 + exp(Self.threshold - evidence[i]))
        return (score, score >= 0.5 && isOutstanding[i])
    }

    /// The distance within which a value has five others, as a share of the range.
    private static func loneliness(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        let sorted = order.map { values[$0] }
        guard let least = sorted.first, let most = sorted.last, most > least else {
            return values.map { _ in 0 }
        }
        var result = [Double](repeating: 0, count: values.count)
        for (rank, i) in order.enumerated() {
            var (low, high) = (rank, rank)
            for _ in 0..<min(companions, values.count - 1) {
                let below = low > 0 ? sorted[rank] - sorted[low - 1] : .infinity
                let above = high + 1 < sorted.count ? sorted[high + 1] - sorted[rank] : .infinity
                if below <= above { low -= 1 } else { high += 1 }
            }
            result[i] = max(sorted[rank] - sorted[low], sorted[high] - sorted[rank]) / (most - least)
        }
        return result
    }

    /// The lag of the highest peak of the autocorrelation, if it can be a period; else 125, and always a quarter at most.
    private static func length(_ values: [Double]) -> Int {
        let most = max(2, values.count / 4)
        let usual = min(usualLength, most)
        let start = Array(values.prefix(20_000))
        guard start.count > 8 else { return usual }
        let r = start.autocorrelations(through: min(400, start.count - 1))
        let peaks = (4..<r.count - 1).filter { r[$0] > r[$0 - 1] && r[$0] > r[$0 + 1] }
        guard let peak = peaks.max(by: { r[$0] < r[$1] }), periods.contains(peak) else { return usual }
        return min(peak, most)
    }

    /// Means over `span` values to both sides.
    private static func averaged(_ x: [Double], _ span: Int) -> [Double] {
        let sums = x.runningSums()
        return x.indices.map { i in
            let (low, high) = (max(0, i - span), min(x.count, i + span + 1))
            return max(0, sums[high] - sums[low]) / Double(high - low)
        }
    }

    /// The largest number within `reach` values to both sides.
    private static func largest(_ x: [Double], within reach: Int) -> [Double] {
        // Places of numbers larger than all that were taken after them.
        var places: [Int] = []
        var first = 0
        return x.indices.map { i in
            let start = i == 0 ? 0 : min(i + reach, x.count)
            for j in start..<min(i + reach + 1, x.count) {
                while places.count > first, let last = places.last, x[last] <= x[j] { places.removeLast() }
                places.append(j)
            }
            while places[first] < i - reach { first += 1 }
            return x[places[first]]
        }
    }

    /// Logarithms of multiples of the median, both raised by `floor`.
    private static func multiples(_ x: [Double], _ floor: Double) -> [Double] {
        let usual = x.median() + floor
        return x.map { log(($0 + floor) / usual) }
    }

    private static func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }
}

extension [Double] {
    /// 0 and the sums of the first 1, 2, 3, … numbers.
    func runningSums() -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(count + 1)
        for x in self { sums.append(sums[sums.count - 1] + x) }
        return sums
    }
}
