import Foundation

/// STL by its definition, one value at a time: what the kernels must agree with.
///
/// Any period, gaps, no jumps; degree 1 everywhere.
struct STLTwin {
    let y: [Double?]
    let period: Double
    let seasonalSpan: Int
    let trendSpan: Int
    let lowPassSpan: Int
    var inner = 2
    var outer = 0

    private struct Point {
        let x: Double
        let y: Double
        let rho: Double
    }

    /// Trend, season and weights.
    func parts() -> (trend: [Double], seasonal: [Double], weights: [Double]) {
        let n = y.count
        var trend = [Double](repeating: 0, count: n)
        var seasonal = trend
        var rho = [Double](repeating: 1, count: n)
        for round in 0...outer {
            if round > 0 { rho = weights(trend, seasonal) }
            for _ in 0..<inner {
                let detrended = (0..<n).map { i in y[i].map { $0 - trend[i] } }
                let smoothed = cycles(detrended, rho)
                let level = curve(lowPass(smoothed), [Double](repeating: 1, count: n), lowPassSpan)
                let reach = (smoothed.count - n) / 2
                seasonal = (0..<n).map { smoothed[$0 + reach] - level[$0] }
                trend = curve((0..<n).map { i in y[i].map { $0 - seasonal[i] } }, rho, trendSpan)
            }
        }
        return (trend, seasonal, rho)
    }

    private func weights(_ trend: [Double], _ seasonal: [Double]) -> [Double] {
        let residuals = y.indices.map { i in y[i].map { abs($0 - trend[i] - seasonal[i]) } }
        let sorted = residuals.compactMap(\.self).sorted()
        let scale = 3 * (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2])
        return residuals.map { r in
            guard let r else { return 0 }
            let u = r / scale
            return u <= 0.001 ? 1 : u > 0.999 ? 0 : (1 - u * u) * (1 - u * u)
        }
    }

    /// The smoothed cycle-subseries from one season before to one after.
    private func cycles(_ values: [Double?], _ rho: [Double]) -> [Double] {
        let n = values.count
        let reach = Int(period.rounded(.up))
        let known = (-reach..<n + reach).map { t -> Double? in
            var points: [Point] = []
            var (first, last) = (Int.max, Int.min)
            for k in -n...n {
                let time = Double(t) + Double(k) * period
                guard time > -1, time < Double(n) else { continue }
                (first, last) = (min(first, k), max(last, k))
                var (share, weight, sum, plain) = (0.0, 0.0, 0.0, 0.0)
                for i in [Int(time.rounded(.down)), Int(time.rounded(.down)) + 1]
                where values.indices.contains(i) {
                    guard let value = values[i] else { continue }
                    let part = max(0, 1 - abs(Double(i) - time))
                    share += part
                    weight += part * rho[i]
                    sum += part * rho[i] * value
                    plain += part * value
                }
                guard share > 0 else { continue }
                points.append(
                    Point(x: Double(k), y: weight > 0 ? sum / weight : plain / share, rho: weight / share))
            }
            return points.isEmpty ? nil : loess(points, at: 0, seasonalSpan, range: Double(last - first))
        }
        return bridged(known)
    }

    /// Lines over what is unknown.
    private func bridged(_ known: [Double?]) -> [Double] {
        known.indices.map { i in
            if let value = known[i] { return value }
            let before = known[..<i].lastIndex { $0 != nil }
            let after = known[i...].firstIndex { $0 != nil }
            guard let before, let a = known[before] else { return after.flatMap { known[$0] } ?? 0 }
            guard let after, let b = known[after] else { return a }
            return a + (b - a) * Double(i - before) / Double(after - before)
        }
    }

    /// Averages over a season, a season and 3.
    private func lowPass(_ x: [Double]) -> [Double] {
        let width = Int(period)
        let share = period - Double(width)
        let ahead = [Double](repeating: 1, count: width) + (share > 0 ? [share] : [])
        var result = x
        let steps: [[Double]] = [ahead, Array(ahead.reversed()), [1, 1, 1]]
        for weights in steps {
            let total = weights.reduce(0, +)
            var means: [Double] = []
            for i in 0...result.count - weights.count {
                var sum = 0.0
                for (k, weight) in weights.enumerated() { sum += weight * result[i + k] }
                means.append(sum / total)
            }
            result = means
        }
        return result
    }

    private func curve(_ values: [Double?], _ rho: [Double], _ span: Int) -> [Double] {
        let points = values.indices.compactMap { i in
            values[i].map { Point(x: Double(i), y: $0, rho: rho[i]) }
        }
        return values.indices.map { loess(points, at: Double($0), span, range: Double(values.count - 1)) }
    }

    private func loess(_ points: [Point], at x: Double, _ span: Int, range: Double) -> Double {
        let near = points.sorted { abs($0.x - x) < abs($1.x - x) }.prefix(span)
        let more = Double(max(0, (span - points.count) / 2))
        let reach = (near.map { abs($0.x - x) }.max() ?? 0) + more
        let weights = near.map { point in
            let r = reach > 0 ? abs(point.x - x) / reach : 0
            return point.rho * pow(1 - r * r * r, 3)
        }
        let total = weights.reduce(0, +)
        guard total > 0 else { return near.first?.y ?? 0 }
        var (centre, spread, value) = (0.0, 0.0, 0.0)
        for (weight, point) in zip(weights, near) { centre += weight / total * point.x }
        for (weight, point) in zip(weights, near) {
            spread += weight / total * (point.x - centre) * (point.x - centre)
        }
        let slope = spread.squareRoot() > 0.001 * range ? (x - centre) / spread : 0
        for (weight, point) in zip(weights, near) {
            value += weight / total * (1 + slope * (point.x - centre)) * point.y
        }
        return value
    }
}
