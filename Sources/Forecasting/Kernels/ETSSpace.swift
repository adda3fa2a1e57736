/// The space in which an exponential smoothing model is fitted.
///
/// α, β's and γ's share of their ranges, φ, level, trend, season but its last; in the admissible region β and γ
/// themselves.
struct ETSSpace {
    /// Bounds of α and φ, as in R.
    static let least = 1e-4
    static let most = 0.9999
    static let damping = 0.8...0.98

    private let shape: ETSShape
    private let isNatural: Bool
    /// Positions that the model has.
    private let present: [Int]
    private let count: Int

    init(_ shape: ETSShape, isNatural: Bool) {
        self.shape = shape
        self.isNatural = isNatural
        count = 6 + (shape.fitsSeason ? shape.period - 1 : 0)
        let isThere = [
            true, shape.form.hasTrend, shape.period > 1, shape.form.isDamped, true, shape.form.hasTrend,
        ]
        present = (0..<count).filter { $0 >= 6 || isThere[$0] }
    }

    /// Where a model lies, drawn within the bounds.
    func point(of p: ETSParameters) -> [Double] {
        var u = [p.alpha, p.beta, p.gamma, p.phi, p.level, p.trend] + p.season.prefix(count - 6)
        if !isNatural {
            let alpha = p.alpha.clamped(Self.least, Self.most)
            u[1] = p.beta / alpha
            u[2] = p.gamma / (1 - alpha)
        }
        for i in 0..<4 { u[i] = u[i].clamped(range(i).lowerBound, range(i).upperBound) }
        return u
    }

    /// The model at a point; a season that is not fitted is that of `other`.
    func parameters(at u: [Double], like other: ETSParameters) -> ETSParameters {
        var p = other
        p.alpha = u[0]
        p.level = u[4]
        if shape.form.hasTrend {
            p.beta = isNatural ? u[1] : u[0] * u[1]
            p.trend = u[5]
            p.phi = shape.form.isDamped ? u[3] : 1
        }
        if shape.period > 1 {
            p.gamma = isNatural ? u[2] : (1 - u[0]) * u[2]
            if shape.fitsSeason {
                let total = shape.form.season == .multiplicative ? Double(shape.period) : 0
                var rest = total
                for k in 0..<(shape.period - 1) {
                    p.season[k] = u[6 + k]
                    rest -= u[6 + k]
                }
                p.season[shape.period - 1] = rest
            }
        }
        return p
    }

    private func range(_ i: Int) -> ClosedRange<Double> {
        if isNatural { return [-1...3, -2...4, 0...3, 0.01...1][i] }
        return [Self.least...Self.most, 0...1, 0...1, Self.damping][i]
    }

    /// Equations in this space.
    struct Chart {
        let squares: Double
        var matrix: [Double]
        var descent: [Double]
    }

    /// Equations by the natural parameters, turned into those of the space at `u`.
    func chart(_ natural: ETSNormalEquations, at u: [Double]) -> Chart {
        var chart = Chart(squares: natural.squares, matrix: natural.matrix, descent: natural.descent)
        guard !isNatural else { return chart }
        let n = count
        // α moves β and γ along with it; their shares move them within their ranges.
        let (byBeta, byGamma) = (u[1], -u[2])
        func turn(_ a: inout [Double], _ base: Int, _ stride: Int) {
            a[base] += byBeta * a[base + stride] + byGamma * a[base + 2 * stride]
            a[base + stride] *= u[0]
            a[base + 2 * stride] *= 1 - u[0]
        }
        for k in 0..<n { turn(&chart.matrix, k * n, 1) }
        for k in 0..<n { turn(&chart.matrix, k, n) }
        turn(&chart.descent, 0, 1)
        return chart
    }

    /// A step and by how much it should lower the sum of squares.
    struct Step {
        let values: [Double]
        let reduction: Double
    }

    /// The damped step from `u`; `nil` if the equations have none.
    ///
    /// A smoothing parameter at a bound that the errors push against stays there, as does `held`. States are damped little: additive
    /// ones enter linearly.
    func step(_ chart: Chart, at u: [Double], damping: Double, holding held: Int? = nil) -> Step? {
        let free = present.filter { i in
            guard i < 4 else { return true }
            guard i != held else { return false }
            let range = range(i)
            let push = chart.descent[i]
            return !(u[i] <= range.lowerBound && push < 0) && !(u[i] >= range.upperBound && push > 0)
        }
        let stateDamping = shape.form.isAdditive ? 1e-3 * damping : damping
        let n = free.count
        var a = [Double](repeating: 0, count: n * n)
        var b = [Double](repeating: 0, count: n)
        for r in 0..<n {
            b[r] = chart.descent[free[r]]
            for c in 0...r { a[r * n + c] = chart.matrix[free[r] * count + free[c]] }
            let own = a[r * n + r]
            a[r * n + r] = own * (1 + (free[r] < 4 ? damping : stateDamping) + 1e-12) + .leastNormalMagnitude
        }
        guard let x = Self.solve(&a, b) else { return nil }
        var values = [Double](repeating: 0, count: count)
        for r in 0..<n { values[free[r]] = x[r] }
        // Descent · step is at least the gain of the damped model.
        var gain = 0.0
        for r in 0..<n { gain += x[r] * b[r] }
        return Step(values: values, reduction: gain)
    }

    /// Cholesky, lower triangle in rows; `nil` if `a` is not positive.
    private static func solve(_ a: inout [Double], _ b: [Double]) -> [Double]? {
        let n = b.count
        var x = b
        for r in 0..<n {
            for c in 0...r {
                var sum = a[r * n + c]
                for k in 0..<c { sum -= a[r * n + k] * a[c * n + k] }
                if c < r {
                    a[r * n + c] = sum / a[c * n + c]
                } else {
                    guard sum > 0 else { return nil }
                    a[r * n + r] = sum.squareRoot()
                }
            }
            for k in 0..<r { x[r] -= a[r * n + k] * x[k] }
            x[r] /= a[r * n + r]
        }
        for r in (0..<n).reversed() {
            for k in (r + 1)..<max(n, r + 1) { x[r] -= a[k * n + r] * x[k] }
            x[r] /= a[r * n + r]
        }
        return x.allSatisfy(\.isFinite) ? x : nil
    }

    /// A point moved and drawn within the bounds.
    func moved(_ u: [Double], by step: [Double]) -> [Double] {
        var out = u
        for i in present {
            out[i] += step[i]
            if i < 4 { out[i] = out[i].clamped(range(i).lowerBound, range(i).upperBound) }
        }
        return out
    }
}
