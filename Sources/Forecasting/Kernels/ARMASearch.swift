/// Finds the parameters of the greatest likelihood by Levenberg and Marquardt's method on its sum of squares.
///
/// One pass of the filter evaluates a point and seven neighbours for its derivatives; where that is no better than the point
/// before, another one eight step lengths.
struct ARMASearch {
    typealias Lanes = SIMD8<Double>

    /// Where a search ended.
    struct Solution {
        /// Partial autocorrelations, in the order of ``ARMAShape``.
        var parameters: [Double] = []
        /// The sum of squares.
        var squares = Double.infinity
    }

    private var likelihood: ARMALikelihood
    private let shape: ARMAShape
    private let tolerance: Double
    /// Steps in a row without progress that end a search.
    private let patience: Int
    private static let step = 1e-6
    /// Autoregressive parameters end where a root is within rounding of the unit circle.
    private static let widest = 0.999_999

    /// - Parameters:
    ///   - likelihood: What is maximized.
    ///   - tolerance: A relative change of the sum of squares that counts as none.
    init(_ likelihood: ARMALikelihood, tolerance: Double = 1e-10) {
        self.likelihood = likelihood
        shape = likelihood.filter.shape
        self.tolerance = tolerance
        patience = tolerance < 1e-8 ? 3 : 2
    }

    /// The best point from the best of several starts and from one of its own; of the two, one that falls behind is given up.
    mutating func solve(from starts: [[Double]], and other: [Double]? = nil) -> Solution {
        guard shape.count > 0 else { return Solution(squares: likelihood.evaluate([]).squares[0]) }
        let points = [best(of: starts)] + (other.map { [clamped($0)] } ?? [])
        var paths = points.map { Path(at: $0, normalEquations(at: $0)) }
        for k in paths.indices { descend(&paths[k], steps: 3) }
        let least = paths.reduce(Double.infinity) { min($0, $1.system.squares) }
        for k in paths.indices where paths[k].system.squares <= 1.02 * least {
            descend(&paths[k], steps: 60)
        }
        var path = paths[0]
        for other in paths where other.system.squares < path.system.squares { path = other }
        return Solution(parameters: path.point, squares: path.system.squares)
    }

    /// The start with the least sum of squares, in passes of eight.
    private mutating func best(of starts: [[Double]]) -> [Double] {
        var best = (squares: Double.infinity, point: clamped(starts[0]))
        for from in stride(from: 0, to: starts.count, by: 8) {
            let group = starts[from..<min(from + 8, starts.count)].map(clamped)
            let values = likelihood.evaluate(lanes(group))
            for (k, point) in group.enumerated() where values.squares[k] < best.squares {
                best = (values.squares[k], point)
            }
        }
        return best.point
    }

    private func lanes(_ points: [[Double]]) -> [Lanes] {
        (0..<shape.count).map { k in
            var row = Lanes.zero
            for lane in 0..<8 { row[lane] = points[min(lane, points.count - 1)][k] }
            return row
        }
    }

    private func clamped(_ point: [Double]) -> [Double] {
        point.indices.map { k in
            let bound = shape.isMovingAverage(k) ? 1 : Self.widest
            return point[k].clamped(-bound, bound)
        }
    }

    /// A descent on its way.
    private struct Path {
        var point: [Double]
        var system: NormalEquations
        var damping = 1e-3
        /// Steps in a row without progress.
        var quiet = 0

        init(at point: [Double], _ system: NormalEquations) {
            (self.point, self.system) = (point, system)
        }
    }

    /// Goes down so many steps at most: mostly one pass a step, as the step that is likely to be good is tried with its
    /// derivatives.
    private mutating func descend(_ path: inout Path, steps: Int) {
        for _ in 0..<steps where path.quiet < patience {
            let before = path.system.squares
            let likely = trial(from: path.point, path.system, damping: path.damping)
            let system = normalEquations(at: likely)
            if system.squares < before {
                (path.point, path.system) = (likely, system)
                path.damping = max(1e-9, path.damping * 0.1)
            } else if let next = step(from: path.point, path.system, &path.damping) {
                (path.point, path.system) = (next.parameters, normalEquations(at: next.parameters))
            } else {
                path.quiet = patience
            }
            path.quiet = before - path.system.squares <= tolerance * before ? path.quiet + 1 : 0
        }
    }

    /// JᵀJ, Jᵀe and eᵀe at a point.
    private struct NormalEquations {
        var squares: Double
        var gradient: [Double]
        var gram: [Double]
    }

    private mutating func normalEquations(at point: [Double]) -> NormalEquations {
        let n = shape.count
        // Lane 0 is the point, the others a parameter each; seven parameters a pass.
        var rows: [[Lanes]] = []
        var squares = 0.0
        for first in stride(from: 0, to: n, by: 7) {
            let group = Array(first..<min(first + 7, n))
            var points = lanes([point])
            var inverse = Lanes.zero
            for (i, k) in group.enumerated() {
                // Inward, so that bounds hold.
                let h = point[k] > 0 ? -Self.step : Self.step
                points[k][i + 1] += h
                inverse[i + 1] = 1 / h
            }
            let values = likelihood.evaluate(points)
            squares = values.squares[0]
            rows.append(
                likelihood.errors.map { error in
                    var row = (error - error[0]) * inverse
                    row[0] = error[0]
                    return row
                })
        }
        return Self.gather(rows, count: n, squares: squares)
    }

    private static func gather(_ rows: [[Lanes]], count n: Int, squares: Double) -> NormalEquations {
        var out = NormalEquations(
            squares: squares, gradient: [Double](repeating: 0, count: n),
            gram: [Double](repeating: 0, count: n * n))
        for a in rows.indices {
            for b in rows.indices {
                let sums = products(rows[a], rows[b])
                for i in 1..<8 where 7 * a + i - 1 < n {
                    if b == 0 { out.gradient[7 * a + i - 1] = sums[i][0] }
                    for j in 1..<8 where 7 * b + j - 1 < n {
                        out.gram[(7 * a + i - 1) * n + 7 * b + j - 1] = sums[i][j]
                    }
                }
            }
        }
        return out
    }

    /// Sums of the products of each lane of `left` with those of `right`.
    private static func products(_ left: [Lanes], _ right: [Lanes]) -> [Lanes] {
        var sums = [Lanes](repeating: .zero, count: 8)
        var totals = sums.mutableSpan
        for t in left.indices {
            let (one, row) = (left[t], right[t])
            for i in 0..<8 { totals[i].addProduct(Lanes(repeating: one[i]), row) }
        }
        return sums
    }

    /// The best of eight damped steps; `nil` if none leads down.
    private mutating func step(
        from point: [Double], _ system: NormalEquations, _ damping: inout Double
    ) -> Solution? {
        for _ in 0..<2 {
            let dampings = (0..<8).map { damping * [0, 0.1, 3, 30, 300, 3e3, 1e5, 1e7][$0] }
            let points = dampings.map { trial(from: point, system, damping: $0) }
            let values = likelihood.evaluate(lanes(points))
            var best = -1
            for k in 0..<8 where values.squares[k].isFinite {
                if values.squares[k] < (best < 0 ? system.squares : values.squares[best]) { best = k }
            }
            guard best >= 0 else {
                damping *= 1e7
                continue
            }
            damping = best == 0 ? damping * 0.1 : dampings[best]
            damping = damping.clamped(1e-9, 1e9)
            return Solution(parameters: points[best], squares: values.squares[best])
        }
        return nil
    }

    private func trial(from point: [Double], _ system: NormalEquations, damping: Double) -> [Double] {
        let n = point.count
        // A parameter at its bound that would leave it stays.
        let free = (0..<n).filter { k in
            let bound = shape.isMovingAverage(k) ? 1 : Self.widest
            return abs(point[k]) < bound || (point[k] > 0) == (system.gradient[k] > 0)
        }
        var matrix = [Double](repeating: 0, count: free.count * free.count)
        let top = free.reduce(1e-300) { max($0, system.gram[$1 * n + $1]) }
        for (i, a) in free.enumerated() {
            for (j, b) in free.enumerated() { matrix[i * free.count + j] = system.gram[a * n + b] }
            matrix[i * free.count + i] += damping * max(system.gram[a * n + a], 1e-3 * top) + 1e-12 * top
        }
        let step = Self.solve(matrix, free.map { -system.gradient[$0] })
        var next = point
        for (i, k) in free.enumerated() { next[k] += step[i] }
        return clamped(next)
    }

    /// Solves a small symmetric system by Cholesky.
    private static func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
        let n = right.count
        var (l, x) = (matrix, right)
        for i in 0..<n {
            for j in 0...i {
                var value = l[i * n + j]
                for k in 0..<j { value -= l[i * n + k] * l[j * n + k] }
                l[i * n + j] = i > j ? value / l[j * n + j] : max(value, 1e-300).squareRoot()
            }
            for j in 0..<i { x[i] -= l[i * n + j] * x[j] }
            x[i] /= l[i * n + i]
        }
        for i in (0..<n).reversed() {
            for j in (i + 1)..<max(i + 1, n) { x[i] -= l[j * n + i] * x[j] }
            x[i] /= l[i * n + i]
        }
        return x
    }
}
