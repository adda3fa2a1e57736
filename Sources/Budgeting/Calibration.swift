import Billing
import Statistics
import TimeSeries

/// How wide the ranges have to be, learned from the node's own past: forecasts that were made, or would have been made,
/// for totals that are known by now.
struct Calibration: Sendable {
    /// Factor on the distance from the mean to each end of the range.
    let scale: Double
    /// How often the range held the total, each origin judged by a factor learned from the others; `nil` without past.
    let coverage: Double?

    /// Nothing is known: ranges stay as they are.
    static let none = Calibration(scale: 1, coverage: nil)

    /// One past forecast: where the truth fell, in half-widths of the range on its side.
    struct Case: Sendable {
        let origin: Int
        let deviation: Double

        /// - Precondition: `totals` is not empty.
        init(origin: Int, totals: [Double], truth: Double) {
            self.origin = origin
            let mean = totals.mean()
            let end = totals.quantile(truth > mean ? 0.9 : 0.1)
            let width = max(abs(end - mean), 1e-9 * max(1e-9, abs(mean)))
            deviation = min(abs(truth - mean) / width, 1e6)
        }
    }

    init(scale: Double, coverage: Double?) {
        self.scale = scale
        self.coverage = coverage
    }

    /// Learns from past cases; at least three origins are needed.
    init(_ cases: [Case]) {
        let origins = Set(cases.map(\.origin))
        guard origins.count >= 3 else {
            self = .none
            return
        }
        var held = 0
        for origin in origins {
            let others = cases.filter { $0.origin != origin }
            let scale = Calibration.scale(others)
            held += cases.count { $0.origin == origin && $0.deviation <= scale }
        }
        self.init(scale: Calibration.scale(cases), coverage: Double(held) / Double(cases.count))
    }

    /// The factor with which 80 % of the cases are held, shrunk towards 1 by four cases' worth.
    private static func scale(_ cases: [Case]) -> Double {
        let raw = min(4, max(0.5, cases.map(\.deviation).quantile(0.8)))
        let count = Double(cases.count)
        return (raw * count + 4) / (count + 4)
    }
}
