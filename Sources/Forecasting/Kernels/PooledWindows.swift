import Foundation
import LinearAlgebra

/// The past of many series cut into windows: what was known at an origin, and what came after it, both on the scale of that
/// origin.
struct PooledWindows: Sendable {
    /// A series and the number of its values that were known.
    struct Window: Sendable {
        let series: Int
        let origin: Int
    }

    /// The frame in which a window is seen: signed logarithms of the values over their size, less their recent mean.
    struct Frame {
        let size: Double
        let middle: Double

        /// From the values before `origin`, the last 28 at most.
        init(_ y: [Double], origin: Int) {
            let recent = y[max(0, origin - 28)..<origin]
            let mean = recent.reduce(0) { $0 + abs($1) } / Double(recent.count)
            let unit = mean > 0 ? mean : 1
            size = unit
            middle = recent.reduce(0) { $0 + Frame.signedLogarithm($1 / unit) } / Double(recent.count)
        }

        func into(_ y: Double) -> Double { Frame.signedLogarithm(y / size) - middle }

        func back(_ x: Double) -> Double {
            let v = x + middle
            return size * (v < 0 ? -expm1(-v) : expm1(v))
        }

        private static func signedLogarithm(_ v: Double) -> Double { v < 0 ? -log1p(-v) : log1p(v) }
    }

    let values: [[Double]]
    let windows: [Window]
    let context: Int
    let horizon: Int

    /// Windows that end with the last value of each series, and every `stride` values before.
    init(_ values: [[Double]], context: Int, horizon: Int, stride step: Int) {
        self.values = values
        self.context = context
        self.horizon = horizon
        windows = values.indices.flatMap { k in
            stride(from: values[k].count - horizon, through: max(28, context / 2), by: -step).map {
                Window(series: k, origin: $0)
            }
        }
    }

    /// What is known at an origin: a 1 and the last `context` values, oldest first; 0 where there are none.
    static func features(_ y: [Double], origin: Int, context: Int, _ frame: Frame) -> [Double] {
        var row = [1.0]
        row.reserveCapacity(context + 1)
        for i in (origin - context)..<origin { row.append(i < 0 ? 0 : frame.into(y[i])) }
        return row
    }

    /// Some windows as matrices: one row a window, times the root of its weight.
    func panel(_ range: Range<Int>, weights: [Double]) -> (known: Matrix, later: Matrix) {
        let (rows, p) = (range.count, context + 1)
        var known = [Double](repeating: 0, count: rows * p)
        var later = [Double](repeating: 0, count: rows * horizon)
        for (i, k) in range.enumerated() {
            let (window, root) = (windows[k], weights[k].squareRoot())
            let y = values[window.series]
            let frame = Frame(y, origin: window.origin)
            let row = Self.features(y, origin: window.origin, context: context, frame)
            for j in 0..<p { known[j * rows + i] = root * row[j] }
            for j in 0..<horizon { later[j * rows + i] = root * frame.into(y[window.origin + j]) }
        }
        return (
            Matrix(rows: rows, columns: p, elements: known),
            Matrix(rows: rows, columns: horizon, elements: later)
        )
    }

    /// Ranges of windows small enough for one matrix.
    var panels: [Range<Int>] {
        stride(from: 0, to: windows.count, by: 4096).map { $0..<min(windows.count, $0 + 4096) }
    }
}
