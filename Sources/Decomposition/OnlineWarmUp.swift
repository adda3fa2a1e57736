import Statistics

/// The first three cycles of the longest season, kept until seasons can be learned from them.
struct OnlineWarmUp: Sendable, Hashable, Codable {
    /// What the first values say.
    struct Start {
        let level: Double
        let slope: Double
        let deviation: Double
        let size: Double
        let shapes: [[Double]]
        let count: Int
    }

    private let periods: [Int]
    private var values: [Double?] = []
    private var dropped = 0

    init(periods: [Int]) { self.periods = periods }

    private var longest: Int { periods[periods.count - 1] }

    /// Whether three cycles have been seen, with a value in each.
    var isComplete: Bool {
        values.count >= 3 * longest && (0..<3).allSatisfy { !cycle($0).isEmpty }
    }

    /// Keeps a value; returns the median so far, 0 before the first.
    mutating func add(_ value: Double?) -> Double {
        // With a whole cycle missing, the latest three are kept.
        if values.count >= 3 * longest {
            values.removeFirst(longest)
            dropped += longest
        }
        values.append(value)
        let known = values.compactMap(\.self)
        return known.isEmpty ? 0 : known.median()
    }

    /// A line through the medians of the cycles, and the medians of the phases around it.
    func learn() -> Start {
        let medians = (0..<3).map { cycle($0).median() }
        let slope = (medians[2] - medians[0]) / Double(2 * longest)
        let middle = Double(values.count - 1) / 2
        let centre = medians.median()
        var rest = values.enumerated().map { i, value in
            value.map { $0 - centre - slope * (Double(i) - middle) }
        }
        var shapes: [[Double]] = []
        for period in periods {
            var phases = [[Double]](repeating: [], count: period)
            for (i, value) in rest.enumerated() {
                if let value { phases[(dropped + i) % period].append(value) }
            }
            let shape = phases.map { $0.isEmpty ? 0 : $0.median() }
            for i in rest.indices { rest[i] = rest[i].map { $0 - shape[(dropped + i) % period] } }
            shapes.append(shape)
        }
        let lift = shapes.reduce(0) { $0 + $1.sum() / Double($1.count) }
        let known = values.compactMap(\.self)
        // Three values around their own median are closer to it than to the truth, by about a half.
        let deviation = 1.5 * rest.compactMap(\.self).robustScaleAroundZero()
        return Start(
            level: centre + slope * middle + lift, slope: slope, deviation: deviation,
            size: known.map { abs($0) }.median(), shapes: shapes, count: known.count)
    }

    private func cycle(_ k: Int) -> [Double] {
        guard values.count >= 3 * longest else { return [] }
        let start = values.count - (3 - k) * longest
        return values[start..<start + longest].compactMap(\.self)
    }
}

extension [Double] {
    /// 1.4826 times the median distance from 0 of the values that are not 0.
    fileprivate func robustScaleAroundZero() -> Double {
        let distances = compactMap { $0 == 0 ? nil : abs($0) }
        return distances.isEmpty ? 0 : 1.4826 * distances.median()
    }
}
