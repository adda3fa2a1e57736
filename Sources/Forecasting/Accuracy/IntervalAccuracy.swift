import Statistics

/// How well ranges held what came.
public struct IntervalAccuracy: Sendable, Hashable {
    /// What the ranges promise, for example 0.8.
    public let coverage: Double
    /// Values looked at.
    public let count: Int
    /// Values within their range.
    public let hits: Int
    /// Mean scaled interval score: width plus 2 ⁄ (1 − coverage) × what lies outside, over the seasonal naive's error
    /// within the history; `nil` where that is zero.
    public let msis: Double?

    /// The share of values within their range.
    public var measuredCoverage: Double { Double(hits) / Double(count) }

    /// Measures one range against what came.
    ///
    /// - Precondition: As many ends as values, at least one; `period` at least 1.
    /// - SeeAlso: Gneiting & Raftery, "Strictly proper scoring rules", 2007; the M4 guide for the scale.
    public init(_ interval: Forecast.Interval, actual: [Double], history: [Double], period: Int) {
        precondition(interval.lower.count == actual.count && !actual.isEmpty, "a range a value")
        let penalty = 2 / (1 - interval.coverage)
        var hits = 0
        var score = 0.0
        for (i, value) in actual.enumerated() {
            let lower = interval.lower[i]
            let upper = interval.upper[i]
            if lower <= value, value <= upper { hits += 1 }
            score += upper - lower + penalty * (max(0, lower - value) + max(0, value - upper))
        }
        let scale = NaiveScale(history, period: period).absolute
        coverage = interval.coverage
        count = actual.count
        self.hits = hits
        msis = scale > 0 ? score / Double(actual.count) / scale : nil
    }

    /// Measured before.
    public init(coverage: Double, count: Int, hits: Int, msis: Double?) {
        self.coverage = coverage
        self.count = count
        self.hits = hits
        self.msis = msis
    }

    /// Where the true coverage lies with confidence 0.95, by Wilson's score interval.
    ///
    /// - SeeAlso: Wilson, "Probable inference", JASA 1927.
    public var wilsonInterval: ClosedRange<Double> {
        let z = 1.959_963_984_540_054
        let n = Double(count)
        let p = measuredCoverage
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return max(0, middle - half)...min(1, middle + half)
    }
}

/// The pinball (quantile) loss of sample paths, averaged over steps and the quantiles 0.1, 0.2 … 0.9.
public enum PinballLoss {
    /// The mean loss; twice it is about the mean continuous ranked probability score.
    ///
    /// - Precondition: As many values as the paths have steps, at least one path.
    public static func mean(_ paths: SamplePaths, actual: [Double]) -> Double {
        precondition(paths.horizon == actual.count && !actual.isEmpty && paths.count > 0, "a value a step")
        var loss = 0.0
        var step = 0
        PathOrder.forEachBlock(of: paths) { steps, rows in
            let quantiles = (1...9).map { PathOrder.quantile(Double($0) / 10, of: rows) }
            for lane in 0..<steps {
                for k in 1...9 { loss += at(Double(k) / 10, quantile: quantiles[k - 1][lane], actual[step]) }
                step += 1
            }
        }
        return loss / Double(9 * actual.count)
    }

    /// The loss of one quantile at `p` for what came.
    static func at(_ p: Double, quantile: Double, _ actual: Double) -> Double {
        let error = actual - quantile
        return max(p * error, (p - 1) * error)
    }
}
