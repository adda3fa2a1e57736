import Foundation
import Statistics

/// A series with gaps, made ready for its spectrum: outliers held in, the slow movement taken off, the ends tapered.
struct PeriodSignal {
    let values: [Double]
    let isObserved: [Bool]

    /// The deviations from the slow movement; 0 where nothing was observed.
    ///
    /// Outliers are first held within `limit` robust deviations of a line through the medians of blocks. The slow
    /// movement is a cubic, which leaves all but the lowest frequency of the series as it is.
    func level(limit: Double) -> [Double] {
        let held = clipped(values, around: blockMedians(), limit: limit)
        return withoutCubic(held)
    }

    /// The changes from one observation to the next, held in: a step or an outlier is one or two values of them.
    func changes(limit: Double) -> PeriodSignal {
        var changes = [Double](repeating: 0, count: values.count)
        var observed = [Bool](repeating: false, count: values.count)
        for i in 1..<values.count where isObserved[i] && isObserved[i - 1] {
            changes[i] = values[i] - values[i - 1]
            observed[i] = true
        }
        return PeriodSignal(values: changes, isObserved: observed)
    }

    /// The deviations from the median, held in.
    func aroundMedian(limit: Double) -> [Double] {
        let seen = observedValues(of: values)
        guard !seen.isEmpty else { return values }
        let middle = seen.median()
        let held = clipped(values, around: [Double](repeating: middle, count: values.count), limit: limit)
        let mean = observedValues(of: held).mean()
        return held.indices.map { isObserved[$0] ? held[$0] - mean : 0 }
    }

    /// The values times a cosine bell over the first and the last tenth.
    static func tapered(_ values: [Double]) -> [Double] {
        let n = values.count
        let width = max(1, n / 10)
        var out = values
        for i in 0..<width {
            let weight = 0.5 * (1 - cos(Double.pi * (Double(i) + 0.5) / Double(width)))
            out[i] *= weight
            out[n - 1 - i] *= weight
        }
        return out
    }

    func observedValues(of column: [Double]) -> [Double] {
        column.indices.compactMap { isObserved[$0] ? column[$0] : nil }
    }

    /// The medians of about eight blocks, joined by lines.
    private func blockMedians() -> [Double] {
        let n = values.count
        let blocks = max(1, min(8, n / 8))
        var knots: [(place: Double, value: Double)] = []
        for block in 0..<blocks {
            let range = block * n / blocks..<(block + 1) * n / blocks
            let seen = range.compactMap { isObserved[$0] ? values[$0] : nil }
            if seen.count >= 3 {
                knots.append((Double(range.lowerBound + range.upperBound - 1) / 2, seen.median()))
            }
        }
        guard knots.count >= 2 else {
            return [Double](repeating: observedValues(of: values).median(), count: n)
        }
        var next = 1
        return (0..<n).map { i in
            while next < knots.count - 1 && Double(i) > knots[next].place { next += 1 }
            let (a, b) = (knots[next - 1], knots[next])
            return a.value + (b.value - a.value) * (Double(i) - a.place) / (b.place - a.place)
        }
    }

    private func clipped(_ column: [Double], around middle: [Double], limit: Double) -> [Double] {
        let deviations = column.indices.compactMap { isObserved[$0] ? abs(column[$0] - middle[$0]) : nil }
        var scale = 1.4826 * deviations.median()
        // More than half on the line: the mean deviation still tells small from large.
        if scale <= 1e-9 * (deviations.max() ?? 0) { scale = 3 * deviations.mean() }
        let reach = limit * scale
        return column.indices.map { i in
            isObserved[i] ? min(max(column[i], middle[i] - reach), middle[i] + reach) : 0
        }
    }

    /// The observed values less the cubic through them: polynomials that are orthogonal on the observed places are taken
    /// off one after the other.
    private func withoutCubic(_ column: [Double]) -> [Double] {
        let n = column.count
        var rest = column.indices.map { isObserved[$0] ? column[$0] : 0 }
        var basis: [[Double]] = []
        for power in 0...3 {
            var term = (0..<n).map { i in
                isObserved[i] ? pow(2 * Double(i) / Double(max(1, n - 1)) - 1, Double(power)) : 0
            }
            for earlier in basis { PeriodSignal.takeOff(earlier, from: &term) }
            PeriodSignal.takeOff(term, from: &rest)
            basis.append(term)
        }
        return rest
    }

    /// Takes the part along `direction` off `column`.
    private static func takeOff(_ direction: [Double], from column: inout [Double]) {
        var (cross, square) = (0.0, 0.0)
        for i in column.indices {
            cross += direction[i] * column[i]
            square += direction[i] * direction[i]
        }
        guard square > 1e-9 else { return }
        let share = cross / square
        for i in column.indices { column[i] -= share * direction[i] }
    }
}
