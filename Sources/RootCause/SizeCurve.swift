internal import Foundation
internal import Statistics

/// How far leaves usually depart as a function of their size: the robust scale of size bins, a parabola in logarithms where
/// the bins differ by more than chance, else one scale for all.
///
/// One relative scale is wrong where small leaves are noisier.
struct SizeCurve: Sendable {
    private let curve: Parabola?
    private let bounds: ClosedRange<Double>
    private let constant: Double

    /// The curve of some leaves, in order of their sizes.
    init(departures: [Double], sizes: [Double], ascending order: [Int32]) {
        constant = 1.4826 * order.map { abs(departures[Int($0)]) }.median(ifEmpty: 0)
        let binCount = min(order.count / 25, max(8, min(64, order.count / 100)))
        var x: [Double] = []
        var y: [Double] = []
        for bin in 0..<max(binCount, 0) {
            let members = order[bin * order.count / binCount..<(bin + 1) * order.count / binCount]
            let scale = 1.4826 * members.map { abs(departures[Int($0)]) }.median()
            let middle = sizes[Int(members[(members.startIndex + members.endIndex) / 2])]
            guard scale > 0, middle > 0 else { continue }
            x.append(log(middle))
            y.append(log(scale))
        }
        bounds = (x.first ?? 0)...(x.last ?? 0)
        let fitted = x.count >= 6 ? Parabola(x: x, y: y) : nil
        curve = fitted.flatMap { curve in
            // The logarithm of a median absolute deviation of n values has variance 1.36 ÷ n.
            let precision = Double(order.count) / Double(binCount) / 1.36
            let mean = y.reduce(0, +) / Double(y.count)
            let plain = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let bent = zip(x, y).reduce(0) { $0 + pow($1.1 - curve.value(at: $1.0), 2) }
            return precision * (plain - bent) > 14 ? curve : nil
        }
    }

    /// The usual departure at each size; beyond the bins it stays.
    func values(at sizes: [Double], atLeast least: Double) -> [Double] {
        guard let curve else { return [Double](repeating: max(constant, least), count: sizes.count) }
        return sizes.map { size in
            let x = size > 0 ? min(max(log(size), bounds.lowerBound), bounds.upperBound) : bounds.lowerBound
            return max(exp(curve.value(at: x)), least)
        }
    }
}

extension [Double] {
    /// The median, or a value where there is none.
    func median(ifEmpty value: Double) -> Double { isEmpty ? value : median() }
}

/// A parabola through points by least squares.
private struct Parabola: Sendable {
    private let center: Double
    private var coefficients = [0.0, 0.0, 0.0]

    init(x: [Double], y: [Double]) {
        let n = Double(x.count)
        let center = x.reduce(0, +) / n
        self.center = center
        let u = x.map { $0 - center }
        var rows = (0..<3).map { i in
            (0..<3).map { j in u.reduce(0) { $0 + pow($1, Double(i + j)) } }
                + [zip(u, y).reduce(0) { $0 + pow($1.0, Double(i)) * $1.1 }]
        }
        // Elimination without pivoting: the moment matrix is positive definite when sizes differ.
        for i in 0..<3 {
            guard abs(rows[i][i]) > 1e-12 else {
                coefficients = [y.reduce(0, +) / n, 0, 0]
                return
            }
            for j in 0..<3 where j != i {
                let factor = rows[j][i] / rows[i][i]
                for k in i...3 { rows[j][k] -= factor * rows[i][k] }
            }
        }
        for i in 0..<3 { coefficients[i] = rows[i][3] / rows[i][i] }
    }

    func value(at x: Double) -> Double {
        let u = x - center
        return coefficients[0] + u * (coefficients[1] + u * coefficients[2])
    }
}
