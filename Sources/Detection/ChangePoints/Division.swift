import Foundation
import Statistics

/// A series of mean 0 and variance 1, divided into stretches of constants or of lines.
struct Division {
    /// What all stretches are.
    enum Shape: CaseIterable {
        case constant, line

        /// Numbers of a stretch.
        var numbers: Double { self == .constant ? 1 : 2 }
    }

    let shape: Shape
    /// The first index of each stretch but the first.
    let starts: [Int]
    private let sums: SegmentSums
    private let values: [Double]

    private init(shape: Shape, starts: [Int], sums: SegmentSums, values: [Double]) {
        self.shape = shape
        self.starts = starts
        self.sums = sums
        self.values = values
    }

    /// The division at `starts`.
    init(_ values: [Double], at starts: [Int], lines: Bool) {
        self.init(
            shape: lines ? .line : .constant, starts: starts, sums: SegmentSums(values), values: values)
    }

    /// The division with the least criterion of ``ChangePointDetector``.
    static func best(of values: [Double], minimumLength: Int) -> Division {
        let block = (values.count + longest - 1) / longest
        let length = max(2, minimumLength / block)
        let sums = SegmentSums(values)
        let coarse = block == 1 ? sums : SegmentSums(means(of: values, block: block))
        var best = Division(shape: .constant, starts: [], sums: sums, values: values)
        var least = best.criterion
        for shape in Shape.allCases {
            var search = SegmentNeighbourhood(coarse, shape: shape, minimumLength: length)
            var (worse, lowest) = (0, Double.infinity)
            while worse < patience, let starts = search.next() {
                var division = Division(
                    shape: shape, starts: starts.map { $0 * block }, sums: sums, values: values)
                if block > 1 { division = division.placed(within: block, minimumLength: minimumLength) }
                let value = division.criterion
                worse = value < lowest ? 0 : worse + 1
                lowest = min(lowest, value)
                // Less by more than rounding, so that equal divisions keep the one with fewer changes.
                if value < least - 1e-9 { (best, least) = (division, value) }
            }
        }
        return best
    }

    /// Values of which a division is found exactly.
    private static let longest = 1000
    /// Numbers of changes in a row that make the criterion worse before the search ends.
    private static let patience = 4

    private static func means(of values: [Double], block: Int) -> [Double] {
        stride(from: 0, to: values.count, by: block).map { start in
            let end = min(start + block, values.count)
            return values[start..<end].reduce(0, +) / Double(end - start)
        }
    }

    /// Each change moved by less than `reach` to where it fits best, from the first to the last.
    private func placed(within reach: Int, minimumLength: Int) -> Division {
        var moved = starts
        for i in moved.indices {
            let before = i > 0 ? moved[i - 1] : 0
            let after = i + 1 < moved.count ? moved[i + 1] : values.count
            let low = max(moved[i] - reach + 1, before + minimumLength)
            let high = min(moved[i] + reach - 1, after - minimumLength)
            guard low <= high else { continue }
            var least = Double.infinity
            for start in low...high {
                let cost = squares(before, start) + squares(start, after)
                if cost < least { (least, moved[i]) = (cost, start) }
            }
        }
        return Division(shape: shape, starts: moved, sums: sums, values: values)
    }

    private func squares(_ start: Int, _ end: Int) -> Double { sums.squares(around: shape, start, end) }

    private var bounds: [Int] { [0] + starts + [values.count] }

    /// The sum of squares around all stretches.
    private var total: Double {
        let bounds = bounds
        return zip(bounds, bounds.dropFirst()).reduce(0) { $0 + squares($1.0, $1.1) }
    }

    private var criterion: Double { criterion(total, changes: starts.count, weight: weight) }

    private func criterion(_ squares: Double, changes: Int, weight: Double) -> Double {
        let n = Double(values.count)
        let (k, p) = (Double(changes), shape.numbers)
        return weight * log(squares / n + 0.04) + 3 * (k * (p + 1) + p) * log(n)
    }

    /// What the values count for, given how much what is left is correlated with itself.
    private var weight: Double {
        let rest = residuals
        var (together, alone) = (0.0, 0.0)
        for i in rest.indices {
            alone += rest[i] * rest[i]
            if i > 0 { together += rest[i] * rest[i - 1] }
        }
        let correlation = alone > 0 ? min(max(together / alone, 0), 0.95) : 0
        return Double(values.count) * pow((1 - correlation) / (1 + correlation), 0.25)
    }

    private var residuals: [Double] {
        var rest: [Double] = []
        rest.reserveCapacity(values.count)
        let bounds = bounds
        for (start, end) in zip(bounds, bounds.dropFirst()) {
            let line = line(start, end)
            for i in start..<end { rest.append(values[i] - line.at(Double(i))) }
        }
        return rest
    }

    private struct Line {
        let centre: Double
        let level: Double
        let slope: Double
        func at(_ time: Double) -> Double { level + slope * (time - centre) }
    }

    private func line(_ start: Int, _ end: Int) -> Line {
        let isLine = shape == .line && end - start > 1
        return Line(
            centre: Double(start + end - 1) / 2, level: sums.mean(start, end),
            slope: isLine ? sums.line(start, end) : 0)
    }

    /// The changes in the unit of the series, whose standard deviation is `scale`.
    func changePoints(scale: Double) -> [ChangePoint] {
        let (bounds, total, weight) = (bounds, total, weight)
        let least = criterion(total, changes: starts.count, weight: weight)
        return starts.indices.map { i in
            let (start, change, end) = (bounds[i], bounds[i + 1], bounds[i + 2])
            let (before, after) = (line(start, change), line(change, end))
            // Between the last value of the old stretch and the first of the new one.
            let time = Double(change) - 0.5
            let jump = after.at(time) - before.at(time)
            let turn = after.slope - before.slope
            let reach = Double(min(change - start, end - change)) / 2
            let isTrend = abs(turn) * reach > abs(jump)
            // The evidence for the change: what the criterion would be without it.
            let joined = squares(start, end) - squares(start, change) - squares(change, end)
            let without = criterion(total + joined, changes: starts.count - 1, weight: weight)
            return ChangePoint(
                index: change, kind: isTrend ? .trend : .level,
                magnitude: (isTrend ? turn : jump) * scale,
                score: 1 / (1 + exp(-max(without - least, 0) / 2)))
        }
    }
}

extension SegmentSums {
    /// Sum of squared distances of `start ..< end` from their mean or their line.
    fileprivate func squares(around shape: Division.Shape, _ start: Int, _ end: Int) -> Double {
        shape == .constant ? aroundMean(start, end) : aroundLine(start, end)
    }
}

/// The best division of a short series for one change after another.
private struct SegmentNeighbourhood {
    private let count: Int
    private let minimumLength: Int
    /// Cost of `start ..< end` at `end * (end − 1) / 2 + start`.
    private let costs: [Double]
    private var best: [Double]
    private var back: [[Int]] = []
    private var isFirst = true

    init(_ sums: SegmentSums, shape: Division.Shape, minimumLength: Int) {
        let n = sums.count
        var costs = [Double](repeating: .infinity, count: n * (n + 1) / 2)
        if n >= minimumLength {
            for end in minimumLength...n {
                let row = end * (end - 1) / 2
                for start in 0...(end - minimumLength) {
                    costs[row + start] = sums.squares(around: shape, start, end)
                }
            }
        }
        (self.costs, count, self.minimumLength) = (costs, n, minimumLength)
        best = (0...n).map { end in end > 0 ? costs[end * (end - 1) / 2] : .infinity }
    }

    /// Starts of the stretches of the best division with one change more than the last; `nil` when no more fit.
    mutating func next() -> [Int]? {
        if isFirst {
            isFirst = false
            return best[count] < .infinity ? [] : nil
        }
        var (next, from) = (
            [Double](repeating: .infinity, count: count + 1), [Int](repeating: 0, count: count + 1)
        )
        for end in 1...count {
            let row = end * (end - 1) / 2
            var (least, argument) = (Double.infinity, 0)
            for start in 0..<max(end - minimumLength + 1, 0) {
                let total = best[start] + costs[row + start]
                if total < least { (least, argument) = (total, start) }
            }
            (next[end], from[end]) = (least, argument)
        }
        best = next
        back.append(from)
        guard best[count] < .infinity else { return nil }
        var starts: [Int] = []
        var end = count
        for from in back.reversed() {
            end = from[end]
            starts.append(end)
        }
        return starts.reversed()
    }
}
