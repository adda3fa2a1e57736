/// A forecast for people: means and ranges, step by step.
public struct Forecast: Sendable, Hashable {
    /// A range that should hold a share `coverage` of the true values.
    public struct Interval: Sendable, Hashable {
        /// Share of true values that the range should hold, in 0 ..< 1: 0.8, not 80.
        public let coverage: Double
        /// Lower ends, one a step.
        public let lower: [Double]
        /// Upper ends, one a step.
        public let upper: [Double]

        /// A range of given ends.
        ///
        /// - Precondition: As many lower as upper ends.
        public init(coverage: Double, lower: [Double], upper: [Double]) {
            precondition(lower.count == upper.count, "a lower and an upper end a step")
            self.coverage = coverage
            self.lower = lower
            self.upper = upper
        }
    }

    /// Means, one a step, in the unit of the history.
    public let mean: [Double]
    /// One range for each coverage that was asked for, in that order.
    public let intervals: [Interval]

    /// Given means and ranges.
    public init(mean: [Double], intervals: [Interval]) {
        self.mean = mean
        self.intervals = intervals
    }

    /// Means with the central ranges of sample paths.
    ///
    /// - Precondition: As many means as the paths have steps, at least one path, coverages in 0 ..< 1.
    public init(mean: [Double], paths: SamplePaths, coverages: [Double]) {
        precondition(mean.count == paths.horizon && paths.count > 0, "a mean for each step of the paths")
        precondition(
            coverages.allSatisfy { (0..<1).contains($0) }, "coverage as a share below 1: 0.8, not 80")
        self.mean = mean
        let probabilities = coverages.flatMap { [(1 - $0) / 2, (1 + $0) / 2] }
        var ends = [[Double]](repeating: [], count: probabilities.count)
        for k in ends.indices { ends[k].reserveCapacity(mean.count) }
        PathOrder.forEachBlock(of: paths) { steps, rows in
            for (k, p) in probabilities.enumerated() {
                let lanes = PathOrder.quantile(p, of: rows)
                for lane in 0..<steps { ends[k].append(lanes[lane]) }
            }
        }
        intervals = coverages.indices.map { k in
            Interval(coverage: coverages[k], lower: ends[2 * k], upper: ends[2 * k + 1])
        }
    }
}

extension ForecastModel {
    /// Means and central ranges of the next `horizon` values.
    ///
    ///     let month = model.forecast(horizon: 30, coverages: [0.8, 0.95])
    ///
    /// - Precondition: `paths` at least 1, coverages in 0 ..< 1.
    public func forecast(horizon: Int, coverages: [Double], paths: Int = 500, seed: UInt64 = 1) -> Forecast {
        Forecast(
            mean: forecast(horizon: horizon), paths: samplePaths(horizon: horizon, count: paths, seed: seed),
            coverages: coverages)
    }
}
